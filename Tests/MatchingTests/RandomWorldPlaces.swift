@testable import Policy
import Vocabulary

/// Rooms on floors, stays that touch, and gates.
extension RandomWorld {
    /// Changes the world so that place rules have something to decide; gates in half of the worlds.
    mutating func addPlaceScenes() {
        for index in rules.indices {
            switch rules[index].kind {
            case .proximity(var settings):
                settings.touching = pick([.counts, .not])
                rules[index].kind = .proximity(settings)
            case .place(var settings):
                settings.touching = pick([.counts, .not])
                if settings.scope == .room, chance(60) {
                    settings.scope = .floor
                    settings.unknownFloorTier = pick([nil, .general, .companionSpacetime])
                }
                rules[index].kind = .place(settings)
            default: break
            }
        }
        let writings = Oracle.rooms.keys.sorted()
        for index in parts.indices where parts[index].room != nil { parts[index].room = pick(writings) }
        for index in observations.indices where observations[index].room != nil {
            observations[index].room = pick(writings)
        }
        if chance(50) { addGates() }
    }

    private mutating func addGates() {
        let longest: Int64 = pick([600, 3600, 86_400])
        let gates = GateRule(
            longestStaySeconds: longest, missingEnd: chance(50) ? .instant : .cap(seconds: pick([60, 600, longest])))
        let settings = PlaceRule(
            feeds: chance(50) ? [.checkpoint] : [.checkpoint, .visit, .parking],
            kinds: pick([["gate"], ["gate", "cafe"], ["tower"]]), scope: .place, slackSeconds: pick([0, 60]),
            touching: pick([.counts, .not]), gates: gates)
        rules.append(
            Rule(
                id: "gates", setting: "estate", tier: .general, source: "", minMinutes: pick([0, 0, 1, 15]),
                cumulativeHours: pick([0, 24]), maxGapSeconds: pick([0, 1800]), residualSeconds: pick([0, 0, 600]),
                kind: .place(settings)))
        func direction(_ number: Int64) -> Direction {
            [.inward, .outward, .inward, .outward, .pass, .unknown][Int(number)]
        }
        for index in observations.indices where observations[index].feed == .checkpoint {
            observations[index].traits.direction = direction(number(in: 0...5))
        }
        for _ in 0..<Int(number(in: 0...10)) {
            var row = Observation(feed: .checkpoint, span: TimeSpan(at: moment()))
            row.source = RowSource(file: 3, line: UInt32(observations.count + 1), digest: 0)
            row.place = pick(["P1", "P2"])
            row.phone = subject(number(in: 1...2))
            if chance(10) { row.idNumber = card(number(in: 1...2)) }
            if chance(10) { row.plate = plate(1) }
            row.traits.direction = direction(number(in: 0...5))
            observations.append(row)
        }
        for number in 0..<Int(number(in: 0...3)) {
            let span = span()
            var part = ItineraryPart(
                caseID: "C1", kind: span.seconds > 0 ? .stay : .point, span: span, place: pick(["P1", "P2"]),
                origin: .observed(.checkpoint), source: RowSource(file: 8, line: UInt32(number + 1), digest: 0))
            if chance(80) {
                part.gated = GatedStay(
                    rule: pick(["gates", "gates", "other"]), inferredStart: chance(20), inferredEnd: chance(20))
            }
            parts.append(part)
        }
    }
}
