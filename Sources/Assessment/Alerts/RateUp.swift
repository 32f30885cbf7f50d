internal import Glibc
public import Policy
public import Vocabulary

/// Hours with more passages than usual (DOMAIN 5.3); the rule stands at ``RateUpRule``.
public struct RateUp: Sendable {
    let rule: RateUpRule
    let clock: AlertClock

    /// A rule over hours.
    public init(rule: RateUpRule, clock: AlertClock) {
        self.rule = rule
        self.clock = clock
    }

    /// What is said of one hour that is high.
    struct High: Hashable {
        var count: Int, usual: Double, spread: Double, strength: Double
    }

    /// A stretch of high hours.
    struct Stretch: Hashable {
        var hours: Range<Int>
        var count: Int, usual: Double, strength: Double
    }

    /// Stretches of a series that reach into the hours from `listed` on.
    func stretches(_ series: [UInt32], isSilent: [Bool], listed: Int) -> [Stretch] {
        var found: [Stretch] = []
        var run: [High] = []
        // What began before the listed hours is told from its start.
        let first = max(0, listed - 48)
        for hour in first...clock.hours {
            if hour < clock.hours, let high = high(hour, series, isSilent) {
                run.append(high)
                continue
            }
            if run.count >= rule.hoursInRow, hour > listed {
                found.append(
                    Stretch(
                        hours: hour - run.count..<hour, count: run.reduce(0) { $0 + $1.count },
                        usual: run.reduce(0) { $0 + $1.usual }, strength: run.map(\.strength).max() ?? 0))
            }
            run = []
        }
        return found
    }

    /// Whether an hour's count is high among the same hours of earlier days.
    func high(_ hour: Int, _ series: [UInt32], _ isSilent: [Bool]) -> High? {
        let count = Int(series[hour])
        guard count >= min(rule.minCount, rule.rareCount), !isSilent[hour] else { return nil }
        var alike: [Double] = []
        var all: [Double] = []
        let (today, isRest) = (clock.day[hour], clock.isRest[Int(clock.day[hour])])
        for other in 0..<hour
        where clock.hourOfDay[other] == clock.hourOfDay[hour] && clock.day[other] < today && !isSilent[other] {
            all.append(Double(series[other]))
            if clock.isRest[Int(clock.day[other])] == isRest { alike.append(Double(series[other])) }
        }
        let values = alike.count >= rule.minDays ? alike : all
        guard values.count >= rule.minDays else { return nil }
        let x = Double(count)
        let usual = median(of: values)
        if usual < rule.rareBelow {
            let mean = values.reduce(0, +) / Double(values.count)
            let tail = RateUp.poissonTail(count, mean: max(mean, 0.5))
            guard count >= rule.rareCount, tail < rule.rareProbability else { return nil }
            // As many standard deviations as a normal count of that rarity would lie above, about.
            return High(count: count, usual: usual, spread: 0, strength: (x - mean) / max(mean, 1).squareRoot())
        }
        let spread = median(of: values.map { abs($0 - usual) })
        let z = (x - usual) / max(1.4826 * spread, usual.squareRoot(), 1)
        guard x >= max(Double(rule.minCount), rule.timesMedian * usual), z > rule.robustZ else { return nil }
        return High(count: count, usual: usual, spread: spread, strength: z)
    }

    /// Probability that a Poisson count of a mean reaches `count`.
    static func poissonTail(_ count: Int, mean: Double) -> Double {
        if count <= 0 { return 1 }
        var term = exp(-mean)
        var below = term
        for k in 1..<max(1, count) {
            term *= mean / Double(k)
            below += term
        }
        return max(0, 1 - below)
    }
}

extension RateUp {
    /// The gates, and the grids with several of them.
    public struct Ground: Sendable {
        /// Names and grids of the gates, by number.
        var names: [String], grids: [String?]
        /// Grids with two or more gates, deepest first, and their gates.
        var groups: [(gridID: String, gates: [Int])]

        /// How many grids have several gates.
        public var groupCount: Int { groups.count }

        /// Alerts of gates and grids, without those of grids that a gate or a grid below tells already.
        public func leading(_ alerts: [Alert]) -> [Alert] {
            var told: [Alert] = []
            var tellers: [[Int]] = []
            for alert in alerts {
                let gates = numbers(of: alert)
                let isTold = told.indices.contains { place in
                    told[place].span.overlaps(alert.span) && told[place].facts[0] == alert.facts[0]
                        && gates.count > 1 && tellers[place].contains { gates.contains($0) }
                }
                if isTold { continue }
                told.append(alert)
                tellers.append(gates)
            }
            return told
        }

        private func numbers(of alert: Alert) -> [Int] {
            groups.first { $0.gridID == alert.place && alert.facts.contains(.init("gates", "\($0.gates.count)")) }?
                .gates
                ?? names.indices.filter { names[$0] == alert.place }
        }

        /// Names of an alert's gates.
        public func gates(of alert: Alert) -> Set<String> { Set(numbers(of: alert).map { names[$0] }) }

        /// Gates by number, and for each the grids that hold it, the nearest first.
        public init(names: [String], grids: [String?], above: (String) -> [String]) {
            self.names = names
            self.grids = grids
            var gates: [String: [Int]] = [:]
            var depth: [String: Int] = [:]
            for (gate, grid) in grids.enumerated() {
                guard let grid else { continue }
                let chain = [grid] + above(grid)
                for (level, id) in chain.enumerated() {
                    gates[id, default: []].append(gate)
                    depth[id] = chain.count - level
                }
            }
            groups = gates.filter { $0.value.count > 1 }.sorted { left, right in
                let (a, b) = (depth[left.key] ?? 0, depth[right.key] ?? 0)
                return a != b ? a > b : left.key < right.key
            }.map { ($0.key, $0.value) }
        }
    }

    /// Stretches of one gate, as alerts.
    public func alerts(
        ofGate gate: Int, _ book: PassageBook, _ silences: GateSilences, _ ground: Ground, listedHours: Int
    ) -> [Alert] {
        let listed = clock.first(listed: listedHours)
        return Direction.allCases.flatMap { direction in
            stretches(
                Array(book.series(gate: gate, direction: direction)), isSilent: silences.isSilent[gate], listed: listed
            ).map { alert($0, place: ground.names[gate], gridID: ground.grids[gate], direction, gates: 1) }
        }
    }

    /// Stretches of the gates of a grid together, but those that one of its gates or grids has told already.
    public func alerts(
        ofGroup group: Int, _ book: PassageBook, _ silences: GateSilences, _ ground: Ground, listedHours: Int
    ) -> [Alert] {
        let listed = clock.first(listed: listedHours)
        let (gridID, gates) = ground.groups[group]
        // What a silent gate would have counted is not known: such hours of the grid are left out.
        var isSilent = Array(repeating: false, count: clock.hours)
        for gate in gates where silences.isSilent[gate].contains(false) {
            for hour in isSilent.indices where silences.isSilent[gate][hour] { isSilent[hour] = true }
        }
        return Direction.allCases.flatMap { direction in
            var sum = Array(repeating: UInt32(0), count: clock.hours)
            for gate in gates {
                for (hour, count) in book.series(gate: gate, direction: direction).enumerated() { sum[hour] += count }
            }
            return stretches(sum, isSilent: isSilent, listed: listed).map {
                alert($0, place: gridID, gridID: gridID, direction, gates: gates.count)
            }
        }
    }

    /// The word of the feed.
    static func word(_ direction: Direction) -> String {
        switch direction {
        case .inward: "in"
        case .outward: "out"
        case .pass: "pass"
        case .unknown: "unknown"
        }
    }

    /// The direction that an alert is about.
    public static func direction(of alert: Alert) -> Direction {
        Direction.allCases.first { alert.facts.first == .init("direction", word($0)) } ?? .unknown
    }

    private func alert(
        _ stretch: Stretch, place: String, gridID: String?, _ direction: Direction, gates: Int
    ) -> Alert {
        Alert(
            .rateUp, place: place, gridID: gridID, span: clock.span(stretch.hours), count: stretch.count,
            score: min(100, (stretch.strength * 5).rounded()),
            facts: [
                .init("direction", RateUp.word(direction)), .init("usual", oneDecimal(stretch.usual)),
                .init("z", oneDecimal(stretch.strength)), .init("gates", "\(gates)"),
            ])
    }
}
