import Policy
import Vocabulary

/// A passage near a case, kept until all blocks are seen.
struct GateSight: Hashable, Sendable {
    /// Position of the rule in the policy.
    var rule: Int32
    var passage: GatePairing.Passage
    /// Parts whose case made the passage itself.
    var ownParts: Set<Int32>
}

/// Stays behind gates (rules with `pair_gates`): passages are collected block by block and paired when all are known,
/// so that it does not matter how blocks are cut.
extension CaseIndex {
    /// Whether a passage at this time can belong to a stay that meets one of the parts.
    func isNear(_ time: Int64, _ candidates: [Int32], rule: Int, _ settings: PlaceRule, _ gates: GateRule) -> Bool {
        candidates.contains { number in
            let margin = gates.longestStaySeconds + settings.slackSeconds + rules[rule].instantSeconds
            let span = parts[Int(number)].span.padded(by: margin)
            return time >= span.start && time <= span.end + rules[rule].residualSeconds
        }
    }

    /// The hits of the passages that the sets have collected.
    func gateHits(of sets: [HitSet]) -> (hits: HitSet, counts: GateCounts) {
        var hits = HitSet()
        var counts = GateCounts()
        for (number, rule) in rules.enumerated() {
            guard case .place(let settings) = rule.kind, let gates = settings.gates else { continue }
            let sights = sets.flatMap(\.passages).filter { $0.rule == Int32(number) }
            let own = Dictionary(sights.map { ($0.passage, $0.ownParts) }) { $0.union($1) }
            let (presences, paired) = GatePairing(longestStaySeconds: gates.longestStaySeconds)
                .presences(of: sights.map(\.passage), missingEnd: gates.missingEnd)
            counts.stays += paired.stays
            counts.unpairedIn += paired.unpairedIn
            counts.unpairedOut += paired.unpairedOut
            for presence in presences {
                let sight = PlaceSight(presence)
                let ownParts = presence.passages.reduce(into: Set<Int32>()) { $0.formUnion(own[$1] ?? []) }
                for part in partsAtPlace(sight.place, rule: number) where !ownParts.contains(part) {
                    if let hit = hit(sight, part: part, rule: number, settings, &hits.tables) { hits.hits.append(hit) }
                }
            }
        }
        return (hits, counts)
    }
}

extension CaseIndex.PlaceSight {
    /// A presence as a place rule compares it.
    fileprivate init(_ presence: GatePresence) {
        let first = presence.passages[0]
        self.init(
            subject: first.subject, feed: .checkpoint, span: presence.span,
            flags: GatedStay(rule: "", inferredStart: presence.inferredStart, inferredEnd: presence.inferredEnd).flags,
            place: first.place, room: nil,
            content: presence.passages.map { "\($0.direction)" }.joined(separator: " "), source: first.source)
    }
}
