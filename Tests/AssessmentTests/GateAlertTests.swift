import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// Crowds and silences at gates, against a comparison that is written down from the rule's words.
@Suite struct GateAlertTests {
    static func rules() throws -> AlertRules {
        try #require(try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v9")).alerts)
    }
    static let zone = ZoneRules.china
    /// The last second of 2020-02-28, a Friday.
    static let asOf = ZoneRules.china.startOfDay(CivilDate(year: 2020, month: 2, day: 29).dayNumber) - 1

    /// A book of passages, each through a gate in a direction.
    private static func book(_ passages: [Passage], gates: Int, rules: AlertRules) -> PassageBook {
        let clock = AlertClock(rules, zone: zone, asOf: asOf)
        var book = PassageBook(clock: clock, gates: gates, persons: 0, repeatSeconds: rules.rateUp.repeatSeconds)
        book.take(passages.sorted())
        return book
    }

    /// Passages of a random town of three gates: rush hours, a silence, and a crowd on the last day.
    private static func town(_ seed: UInt64, crowd: Int) -> [Passage] {
        var random = SeededGenerator(seed: seed)
        var passages: [Passage] = []
        for day in 0..<29 {
            for gate in UInt32(1)...3 {
                for hour in 6..<22 {
                    if gate == 2, (10...11).contains(day) { continue }
                    let usual = hour == 8 || hour == 18 ? 40 : Int.random(in: 0...6, using: &random)
                    let extra = day == 28 && gate == 1 && (13...15).contains(hour) ? crowd : 0
                    for _ in 0..<(usual + Int.random(in: 0...5, using: &random) + extra) {
                        let second = UInt32(day * 86_400 + hour * 3600 + Int.random(in: 0..<3600, using: &random))
                        passages.append(
                            Passage(
                                second: second, who: UInt32.random(in: 0...400, using: &random) | 1 << 31,
                                gate: gate << 2 | UInt32.random(in: 1...2, using: &random)))
                    }
                }
            }
        }
        return passages
    }

    /// What the rule says, word by word: counts by gate, direction and hour without repeats.
    private struct Twin {
        var counts: [Int: Int] = [:]

        init(_ passages: [Passage], repeatSeconds: UInt32) {
            var before: [UInt32: Passage] = [:]
            for passage in passages.sorted() {
                if let last = before[passage.who], last.gate == passage.gate,
                    passage.second - last.second <= repeatSeconds
                {
                    before[passage.who] = passage
                    continue
                }
                before[passage.who] = passage
                counts[Int(passage.gate) * 10_000 + Int(passage.second) / 3600, default: 0] += 1
            }
        }

        func count(_ gate: Int, _ direction: Int, _ hour: Int) -> Int {
            counts[(gate * 4 + direction) * 10_000 + hour] ?? 0
        }

        /// Whether an hour is high by the published definition, for gates that were never silent.
        func isHigh(_ gate: Int, _ direction: Int, _ hour: Int, _ rules: AlertRules, firstDay: Int32, firstHour: Int)
            -> Bool
        {
            let rule = rules.rateUp
            let x = Double(count(gate, direction, hour))
            func isRest(_ hour: Int) -> Bool {
                let saturday = CivilDate(year: 2020, month: 2, day: 1).dayNumber
                return [0, 1].contains((firstDay + Int32(hour / 24) - saturday + 700) % 7)
            }
            let earlier = stride(from: hour % 24, to: hour - hour % 24, by: 24).filter { $0 >= firstHour }
            var values = earlier.filter { isRest($0) == isRest(hour) }.map { Double(count(gate, direction, $0)) }
            if values.count < rule.minDays { values = earlier.map { Double(count(gate, direction, $0)) } }
            guard values.count >= rule.minDays else { return false }
            func middle(_ list: [Double]) -> Double {
                let sorted = list.sorted()
                return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
            }
            let m = middle(values)
            if m < rule.rareBelow {
                let mean = max(0.5, values.reduce(0, +) / Double(values.count))
                // The tail summed from its own end.
                var tail = 0.0
                for k in Int(x)..<(Int(x) + 400) { tail += exp(Double(k) * log(mean) - mean - lgamma(Double(k) + 1)) }
                return x >= Double(rule.rareCount) && tail < rule.rareProbability
            }
            let mad = middle(values.map { abs($0 - m) })
            let z = (x - m) / max(1.4826 * mad, m.squareRoot(), 1)
            return x >= max(Double(rule.minCount), rule.timesMedian * m) && z > rule.robustZ
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `high hours are those of the rule, word by word`(seed: UInt64) throws {
        let rules = try Self.rules()
        let passages = Self.town(seed, crowd: seed == 3 ? 0 : 30)
        let book = Self.book(passages, gates: 4, rules: rules)
        let twin = Twin(passages, repeatSeconds: UInt32(rules.rateUp.repeatSeconds))
        let clock = book.clock
        let rule = RateUp(rule: rules.rateUp, clock: clock)
        let silences = GateSilences(book, rule: rules.gateSilent)
        let firstDay = Self.zone.localDay(at: clock.start)
        var high = 0
        for gate in [1, 3] {
            #expect(!silences.isSilent[gate][8...].contains(true))
            for direction in [Direction.inward, .outward] {
                let series = Array(book.series(gate: gate, direction: direction))
                #expect(
                    series.indices.allSatisfy { Int(series[$0]) == twin.count(gate, Int(direction.rawValue), $0) })
                for hour in clock.hours - 72..<clock.hours {
                    let isHigh = rule.high(hour, series, silences.isSilent[gate]) != nil
                    let isSaid = twin.isHigh(
                        gate, Int(direction.rawValue), hour, rules, firstDay: firstDay,
                        firstHour: silences.isSilent[gate].firstIndex(of: false) ?? 0)
                    #expect(isHigh == isSaid, "gate \(gate) \(direction) hour \(hour)")
                    high += isHigh ? 1 : 0
                }
            }
        }
        #expect((high > 0) == (seed != 3))
    }

    @Test func `a crowd of two hours is one alert with its hours, and one of a single hour none`() throws {
        let rules = try Self.rules()
        for (hours, expected) in [(13...13, 0), (13...14, 1), (13...16, 1)] {
            var passages = Self.town(5, crowd: 0)
            for hour in hours {
                for number in 0..<60 {
                    passages.append(
                        Passage(
                            second: UInt32(28 * 86_400 + hour * 3600 + number * 59),
                            who: UInt32(5000 + number) | 1 << 31,
                            gate: 1 << 2 | 1))
                }
            }
            let book = Self.book(passages, gates: 4, rules: rules)
            let ground = RateUp.Ground(names: ["", "A", "B", "C"], grids: [nil, "g", "g", nil]) { _ in ["top"] }
            let rule = RateUp(rule: rules.rateUp, clock: book.clock)
            let silences = GateSilences(book, rule: rules.gateSilent)
            let ofGates = (1..<4).flatMap { rule.alerts(ofGate: $0, book, silences, ground, listedHours: 72) }
            let ofGrids = (0..<ground.groupCount).flatMap {
                rule.alerts(ofGroup: $0, book, silences, ground, listedHours: 72)
            }
            let told = ground.leading(ofGates + ofGrids)
            #expect(told.count == expected, "\(hours)")
            guard let alert = told.first else { continue }
            // The gate tells it, so its grids do not tell it again.
            #expect(alert.place == "A" && alert.gridID == "g")
            #expect(alert.span.start == book.clock.start + Int64(28 * 24 + 13) * 3600)
            #expect(alert.span.seconds == Int64(hours.count) * 3600 - 1)
            #expect(RateUp.direction(of: alert) == .inward)
        }
    }

    @Test func `an outage is told, its hours are no baseline, and a gap of the whole feed is nobody's`() throws {
        let rules = try Self.rules()
        let passages = Self.town(7, crowd: 0).filter { !(($0.gate >> 2) == 3 && $0.second >= 28 * 86_400) }
        let book = Self.book(passages, gates: 4, rules: rules)
        let silences = GateSilences(book, rule: rules.gateSilent)
        #expect(silences.outages.map(\.gate) == [2, 3])
        #expect(silences.isSilent[2][10 * 24 + 8] && !silences.isSilent[1][10 * 24 + 8])
        let alerts = silences.alerts(book, names: ["", "A", "B", "C"], grids: [nil, nil, nil, "g"], listedHours: 72)
        #expect(alerts.map(\.place) == ["C"])
        #expect(alerts[0].facts.last == .init("state", "going_on"))
        // A gate that counted on a single day has nothing that is usual.
        let once = Self.book(passages.filter { $0.gate >> 2 != 1 || $0.second < 86_400 }, gates: 4, rules: rules)
        #expect(!GateSilences(once, rule: rules.gateSilent).outages.contains { $0.gate == 1 })
        // A day without any row is the feed's: no gate is to blame, and it is no baseline either.
        let gap = Self.book(passages.filter { $0.second / 86_400 != 28 }, gates: 4, rules: rules)
        let ofGap = GateSilences(gap, rule: rules.gateSilent)
        #expect(ofGap.alerts(gap, names: ["", "A", "B", "C"], grids: [nil, nil, nil, "g"], listedHours: 72).isEmpty)
        #expect(ofGap.isSilent[1][28 * 24 + 8])
    }

    @Test func `the order of passages changes nothing, and a repeated scan counts once`() throws {
        let rules = try Self.rules()
        let passages = Self.town(9, crowd: 10)
        var shuffled = passages
        var random = SeededGenerator(seed: 4)
        shuffled.shuffle(using: &random)
        let (one, other) = (Self.book(passages, gates: 4, rules: rules), Self.book(shuffled, gates: 4, rules: rules))
        #expect(one.counts == other.counts)
        func twice(_ apart: UInt32) -> PassageBook {
            let one = Passage(second: 1000, who: 1 << 31, gate: 5)
            var next = one
            next.second += apart
            return Self.book([one, next], gates: 4, rules: rules)
        }
        #expect(twice(60).passages == 1 && twice(60).repeated == 1)
        #expect(twice(61).passages == 2)
    }

    @Test func `holidays are days of rest, and working weekends are not`() throws {
        var rules = try Self.rules()
        let saturday = CivilDate(year: 2020, month: 2, day: 1).dayNumber
        #expect(rules.isRestDay(saturday) && rules.isRestDay(saturday + 1) && !rules.isRestDay(saturday + 2))
        rules.holidays = [saturday + 2]
        rules.workdays = [saturday]
        #expect(!rules.isRestDay(saturday) && rules.isRestDay(saturday + 2))
    }

    @Test func `a Poisson tail is what is left of the sum`() {
        #expect(RateUp.poissonTail(0, mean: 2) == 1)
        #expect(abs(RateUp.poissonTail(1, mean: 2) - (1 - exp(-2))) < 1e-15)
        #expect(abs(RateUp.poissonTail(3, mean: 2) - (1 - exp(-2) * 5)) < 1e-12)
    }
}
