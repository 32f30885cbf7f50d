import Matching
@testable import Policy
import TestSupport
import Vocabulary

/// A small random world of phones: a few spots and towers, ties of time and place, silences, jumps and noise.
struct RandomWorldCarrier {
    var rule = CarrierRule.asDelivered()
    var rules: [Rule] = []
    var places: [String: Place] = [:]
    var reported: [String: [ItineraryPart]] = [:]
    var windows: [String: InfectiousWindow] = [:]
    var own: [String: Set<Pseudonym>] = [:]
    var pings: [Observation] = []
    var extends: Bool
    var asOf: Int64
    var random: SeededGenerator
    private var base: Int64
    private var spots: [Position] = []

    static let wholeTime = TimeSpan(0, 4_000_000_000)

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        base = 0
        asOf = 0
        extends = true
        extends = chance(80)
        base = pick([1_580_486_400, 1_577_808_000, 1_582_905_600, 1_609_430_400])
        asOf = base + 2 * 86_400
        makeSpots()
        makeRule()
        makeRules()
        for number in 1...Int64(2) {
            let id = "C\(number)"
            own[id] = chance(70) ? [phone(number)] : []
            let start = base + pick([0, -3600, 3600, -86_400])
            windows[id] = InfectiousWindow(span: TimeSpan(start, start + pick([7200, 43_200, 86_400])))
            for _ in 0..<Int(self.number(in: 0...2)) { reported[id, default: []].append(part(id)) }
        }
        for number in 1...Int64(4) { walk(number) }
        for index in pings.indices where chance(10) {
            var again = pings[index]
            again.source.line += 500
            pings.append(again)
        }
    }

    mutating func chance(_ percent: Int64) -> Bool { number(in: 0...99) < percent }
    mutating func number(in range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(number(in: 0...Int64(values.count - 1)))] }
    func phone(_ number: Int64) -> Pseudonym { Pseudonym(kind: .phone, high: UInt64(number), low: 0) }

    /// Spots around a centre, some of them on both sides of a line of the grid.
    mutating func makeSpots() {
        var centre = Position(
            longitude: pick([118.87, 179.99998, -180, 0]), latitude: pick([28.97, 0, -33.4, 85, 89.99]))
        if chance(40) {
            let north = (Double(Int64(centre.latE7) + 900_000_000) / 1e7 * .pi / 180 * earthRadiusMeters / 800)
                .rounded()
            centre.latE7 = Int32((north * 800 / earthRadiusMeters * 180 / .pi * 1e7).rounded()) - 900_000_000
        }
        let steps: [Int64] = [0, 45, 90, 450, 800, 891, 905, 1000, 3000, 8000, 60_000]
        for _ in 0..<Int(number(in: 2...6)) {
            var lon = Int64(centre.lonE7) + pick(steps) * (chance(50) ? 10 : -10)
            if lon > 1_800_000_000 { lon -= 3_600_000_000 }
            if lon < -1_800_000_000 { lon += 3_600_000_000 }
            let lat = min(900_000_000, Int64(centre.latE7) + pick(steps) * (chance(50) ? 10 : -10))
            spots.append(Position(lonE7: Int32(lon), latE7: Int32(lat)))
        }
        for name in ["T1", "T2", "T3"] {
            places[name] = Place(
                placeID: name, kind: "tower", name: "", position: chance(90) ? pick(spots) : nil,
                radiusMeters: pick([300, 300, 500]))
        }
    }

    mutating func makeRule() {
        rule.gapSeconds = pick([0, 600, 3600, 3600])
        switch number(in: 0...9) {
        case 0: return
        case 1...2:
            rule.method = .cluster(ClusterRule(clusterMeters: pick([20, 100]), outlierSeconds: pick([0, 120])))
        default:
            rule.method = .dwell(
                DwellRule(
                    mergeMeters: pick([0, 100, 100, 100]), oscillationSeconds: pick([0, 120, 300]),
                    driftMeters: pick([500, 5000]), driftSeconds: pick([0, 120]), flickerSeconds: pick([0, 5]),
                    repeatUntilShare: pick([0, 0.01, 0.5])))
        }
        rule.possibleStaySeconds = pick([0, 600])
        rule.staySeconds = 2400
        rule.inVehicle = pick([.keep, .flag, .drop])
        rule.vehicleKmh = pick([0, 10.08, 20])
    }

    mutating func makeRules() {
        let near = ProximityRule(
            feeds: [.carrier], slackSeconds: pick([0, 300]), reachMeters: pick([0, 50, 100]),
            accuracy: pick([.carry, .widen, .narrow, .cap]), maxAccuracyMeters: 60)
        rules.append(
            Rule(
                id: "near", setting: "phone", tier: pick([.close, .companionSpacetime]), source: "",
                minMinutes: pick([0, 0, 10]), cumulativeHours: pick([0, 24]), maxGapSeconds: pick([0, 1800]),
                residualSeconds: pick([0, 0, 1800]), kind: .proximity(near)))
        for number in 0..<Int(number(in: 0...2)) {
            let cell = CellRule(
                gridMeters: pick([800, 800, 100, 20_000]), ring: pick([.apart, .flag, .same]),
                neighbourTier: .environment, minutes: pick([.oneStay, .summed]), stayHours: pick([0, 0.5, 2, 30]),
                stayDays: pick([1, 14]), stayAnchor: pick([.match, .asOf]), party: pick([.either, .both]),
                conditions: pick([.and, .or]))
            rules.append(
                Rule(
                    id: "cell\(number)", setting: "cell", tier: .companionSpacetime, source: "",
                    minMinutes: pick([0, 5, 10]), cumulativeHours: 0, maxGapSeconds: 0, residualSeconds: 0,
                    kind: .cell(cell)))
        }
    }

    mutating func part(_ caseID: String) -> ItineraryPart {
        let start = base + pick([0, 300, 600, 3600, number(in: -4000...20_000)])
        var part = ItineraryPart(
            caseID: caseID, kind: .stay, span: TimeSpan(start, start + pick([0, 600, 601, 3600, 20_000])),
            source: RowSource(file: 9, line: UInt32(reported.values.joined().count + 1), digest: 0))
        if part.span.seconds == 0 { part.kind = .point }
        if chance(20) {
            part.place = pick(["T1", "T2"])
        } else {
            part.position = pick(spots)
            part.radiusMeters = pick([0, 50])
        }
        return part
    }

    /// One phone's day: mostly at few spots, at intervals full of ties.
    mutating func walk(_ number: Int64) {
        var time = base + pick([0, 2, 120, self.number(in: -4000...4000)])
        var line = UInt32(number * 1000)
        let usesTowers = chance(30)
        var spot = pick(spots)
        for _ in 0..<Int(self.number(in: 1...18)) {
            if chance(50) { spot = pick(spots) }
            var ping = Observation(feed: .carrier, span: TimeSpan(at: time))
            ping.phone = phone(number)
            line += 1
            ping.source = RowSource(file: 1, line: line, digest: 0)
            if usesTowers, chance(80) {
                ping.place = pick(["T1", "T2", "T3", "T4"])
            } else {
                ping.position = spot
            }
            if chance(50) { ping.accuracyCentimeters = Int32(pick([0, 1000, 3000, 6100, 100_000] as [Int64])) }
            if chance(2) { ping.span.end += 86_399 }
            pings.append(ping)
            time += pick([0, 0, 3, 5, 6, 60, 119, 120, 121, 300, 300, 599, 600, 601, 1800, 3600, 3601, 10_800])
        }
    }

    /// Each case's parts after its own phones have lengthened its itinerary, by the engine's cleaning or the oracle's.
    func parts(cleaned: ([Observation]) -> [Observation]) -> [String: [ItineraryPart]] {
        var result: [String: [ItineraryPart]] = [:]
        let lengthening = ItineraryExtension(places: places, openEndHours: [:])
        for (id, window) in windows {
            let mine = extends ? pings.filter { own[id]?.contains($0.phone ?? phone(0)) ?? false } : []
            result[id] =
                lengthening.extend(
                    caseID: id, window: window, reported: reported[id] ?? [], observations: cleaned(mine)
                ).parts
        }
        return result
    }

    var oracle: (exposures: Set<Exposure>, misses: Int) {
        let cleaning = OracleCarrier(rule: rule, places: places)
        let parts = parts { cleaning.observations($0) }
        let byPhone = Dictionary(grouping: pings) { $0.phone ?? phone(0) }
        let plain = Oracle(
            parts: parts.values.flatMap { Array(Set($0)) }, own: own, rules: rules, places: places, stops: [],
            openEndHours: [:], zone: .china, registered: [])
        var result = Set(plain.exposures(of: byPhone.values.flatMap { cleaning.observations($0) }))
        var misses = 0
        for one in rules {
            guard case .cell(let settings) = one.kind else { continue }
            let cells = OracleCells(rule: one, settings: settings, carrier: cleaning, asOf: asOf)
            for (id, held) in parts {
                let mine = extends ? (own[id] ?? []).map { cleaning.dwells(byPhone[$0] ?? []) } : []
                for (phone, rows) in byPhone where !(own[id] ?? []).contains(phone) {
                    let met = cells.meet(
                        id, held, mine, windows[id]?.span, phone, cleaning.dwells(rows))
                    result.formUnion(met.exposures)
                    if met.misses { misses += 1 }
                }
            }
        }
        return (result, misses)
    }

    /// The same by the engine: rows shuffled and cut into blocks, candidates first, then their tracks.
    mutating func engine() -> (exposures: [Exposure], misses: Int, candidates: Set<Pseudonym>) {
        let tracks = OwnTracks(rule: rule, period: Self.wholeTime, places: places)
        let parts = parts { tracks.cleaned($0.shuffled()).observations }
        var caseTracks: [String: [Track]] = [:]
        if extends {
            for (id, mine) in own {
                caseTracks[id] = tracks.cleaned(pings.filter { mine.contains($0.phone ?? phone(0)) }).tracks
            }
        }
        let index = CaseIndex(
            parts: parts.values.flatMap { $0 }, caseSubjects: own, rules: rules, places: places,
            timetable: Timetable(stops: []), openEndHours: [:], zone: .china)
        let matching = CarrierMatching(index: index, rule: rule, windows: windows, tracks: caseTracks, asOf: asOf)
        var hits = HitSet()
        var found: Set<Pseudonym> = []
        var blocks = [ObservationBlock(feed: .carrier)]
        for ping in pings.shuffled(using: &random) {
            blocks[blocks.count - 1].append(ping)
            if chance(30) { blocks.append(ObservationBlock(feed: .carrier)) }
        }
        for block in blocks {
            index.match(block, cleaned: rule.cleans, into: &hits)
            matching.candidates.observe(block, into: &found)
        }
        let outcome = matching.outcome(of: blocks, phones: found, period: Self.wholeTime)
        let exposures = (index.exposures(of: [hits, outcome.hits]) + outcome.exposures).map(\.withoutCertainty)
        return (exposures, outcome.cellEdgeMisses, found)
    }
}
