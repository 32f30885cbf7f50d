@testable import Matching
@testable import Policy
import Testing
import Vocabulary

/// Passages in and out of gates as stays behind them.
@Suite struct GateTests {
    private let places = [
        "school": Place(
            placeID: "school", kind: "school", name: "", position: Position(longitude: 118.3, latitude: 28.9),
            radiusMeters: 20),
        "road": Place(placeID: "road", kind: "checkpoint", name: ""),
    ]
    private func gateRule(_ missingEnd: GateRule.MissingEnd = .cap(seconds: 3600)) -> Rule {
        Rule(
            id: "gate.stay", setting: "enclosure", tier: .general, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 0, residualSeconds: 0,
            kind: .place(
                PlaceRule(
                    feeds: [.checkpoint], kinds: ["school"], scope: .place, slackSeconds: 0, touching: .not,
                    gates: GateRule(longestStaySeconds: 86_400, missingEnd: missingEnd))))
    }
    private let near = Rule(
        id: "near", setting: "site", tier: .general, source: "", minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0,
        residualSeconds: 0,
        kind: .proximity(
            ProximityRule(
                feeds: [.checkpoint], slackSeconds: 0, reachMeters: 50, accuracy: .carry, maxAccuracyMeters: 0)))

    private func passage(_ minute: Int64, _ direction: Direction, _ place: String = "school", who: UInt64 = 1)
        -> Observation
    {
        var row = Observation(feed: .checkpoint, span: TimeSpan(at: minute * 60))
        row.phone = Pseudonym(kind: .phone, high: who, low: 0)
        row.place = place
        row.traits.direction = direction
        row.source.line = UInt32(minute + 1)
        return row
    }

    private func found(
        _ rows: [Observation], _ parts: [ItineraryPart], _ rules: [Rule], blocks: Int = 1
    ) -> (exposures: [String], counts: GateCounts) {
        let index = CaseIndex(
            parts: parts, caseSubjects: [:], rules: rules, places: places, timetable: Timetable(stops: []),
            openEndHours: [:], zone: .china)
        let sets = (0..<blocks).map { number in
            var hits = HitSet()
            var block = ObservationBlock(feed: .checkpoint)
            for (row, observation) in rows.enumerated() where row % blocks == number { block.append(observation) }
            index.match(block, into: &hits)
            return hits
        }
        let report = index.report(of: sets)
        let lines = report.exposures.map { exposure in
            "\(exposure.rule) \(exposure.span.start / 60)-\(exposure.span.end / 60) "
                + exposure.flags.joined(separator: " ")
        }
        return (lines, report.gates)
    }

    private func stay(_ from: Int64, _ to: Int64, _ place: String = "school") -> ItineraryPart {
        ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(from * 60, to * 60), place: place)
    }

    @Test(arguments: 1...4) func `whoever came in before the case and left after it was there, however blocks are cut`(
        blocks: Int
    ) {
        let rows = [passage(480, .inward), passage(960, .outward), passage(500, .pass, who: 2)]
        let (exposures, counts) = found(rows, [stay(540, 600)], [gateRule()], blocks: blocks)
        #expect(exposures == ["gate.stay 540-600 "])
        #expect(counts == GateCounts(stays: 1, unpairedIn: 0, unpairedOut: 0))
    }

    @Test func `a missing way out or in is an instant or a capped stay, as the rule says, and flagged`() {
        let rows = [passage(500, .inward), passage(660, .outward, who: 2)]
        let (exposures, counts) = found(rows, [stay(540, 630)], [gateRule()])
        #expect(exposures == ["gate.stay 540-560 INFERRED_END", "gate.stay 600-630 INFERRED_START"])
        #expect(counts == GateCounts(stays: 0, unpairedIn: 1, unpairedOut: 1))
        #expect(found(rows, [stay(540, 630)], [gateRule(.instant)]).exposures.isEmpty)
        #expect(
            found([passage(550, .inward)], [stay(540, 630)], [gateRule(.instant)]).exposures == ["gate.stay 550-550 "])
    }

    @Test func `an inferred stay ends at the next passage of the same person there`() {
        let rows = [passage(500, .inward), passage(545, .pass), passage(550, .inward), passage(570, .outward)]
        let (exposures, _) = found(rows, [stay(540, 630)], [gateRule()])
        #expect(exposures == ["gate.stay 540-545 INFERRED_END", "gate.stay 550-570 "])
    }

    @Test func `a road checkpoint encloses nothing`() {
        let rows = [passage(480, .inward, "road"), passage(960, .outward, "road")]
        #expect(found(rows, [stay(540, 600, "road")], [gateRule()]).exposures.isEmpty)
    }

    @Test func `the case's own passages make stays that only the pairing rule sees`() {
        let own = [passage(480, .inward), passage(960, .outward), passage(1000, .inward)]
        let gated = CaseGates(rules: [gateRule(), near], places: places).parts(caseID: "C", observations: own)
        #expect(gated.map(\.span) == [TimeSpan(480 * 60, 960 * 60), TimeSpan(1000 * 60, 1060 * 60)])
        #expect(gated.map(\.gated?.inferredEnd) == [false, true])
        let parts = ItineraryExtension(places: places, openEndHours: [:]).extend(
            caseID: "C", window: InfectiousWindow(span: TimeSpan(500 * 60, 2000 * 60)),
            reported: [ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(540 * 60, 600 * 60), place: "cafe")],
            observations: own, gated: gated
        ).parts
        let behind = parts.filter { $0.gated != nil }
        #expect(
            behind.map(\.span) == [
                TimeSpan(500 * 60, 540 * 60 - 1), TimeSpan(600 * 60 + 1, 960 * 60), TimeSpan(1000 * 60, 1060 * 60),
            ])
        #expect(
            parts.filter { $0.origin == .observed(.checkpoint) && $0.gated == nil }.map(\.span.start) == [
                57_600, 60_000,
            ])
        // Somebody goes in while the case is inside: behind the gate together, but not at the gate together.
        let rows = [passage(700, .inward, who: 2), passage(720, .outward, who: 2), passage(1010, .inward, who: 2)]
        let (exposures, _) = found(rows, parts, [gateRule(), near])
        #expect(exposures == ["gate.stay 700-720 ", "gate.stay 1010-1060 INFERRED_END"])
    }
}
