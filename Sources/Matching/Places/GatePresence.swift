import Policy
import Vocabulary

/// What the passages of one subject at one place say of being behind its gates: a paired stay, a stay with one end
/// inferred, or the instant of a passage.
struct GatePresence: Hashable, Sendable {
    /// From the first second to the last.
    var span: TimeSpan
    /// The passages it is made of, in order: two of a pair, else one.
    var passages: [GatePairing.Passage]
    /// Whether the way in, or the way out, is missing and a time was put in its place.
    var inferredStart = false, inferredEnd = false
}

/// How the passages near the cases were paired, rule by rule.
public struct GateCounts: Hashable, Sendable {
    /// Stays of a way in and a way out.
    public var stays = 0
    /// Ways in and ways out without a partner.
    public var unpairedIn = 0, unpairedOut = 0
}

extension GatePairing {
    /// Every passage as a presence, once; in no particular order.
    func presences(
        of passages: [Passage], missingEnd: GateRule.MissingEnd
    ) -> (presences: [GatePresence], counts: GateCounts) {
        let outcome = pair(passages)
        var presences = outcome.stays.map { GatePresence(span: $0.span, passages: [$0.entry, $0.exit]) }
        presences += outcome.others.map { GatePresence(span: TimeSpan(at: $0.time), passages: [$0]) }
        let moments = Dictionary(grouping: passages) { Visitor(subject: $0.subject, place: $0.place) }
            .mapValues { Set($0.map(\.time)).sorted() }
        func times(of passage: Passage) -> [Int64] {
            moments[Visitor(subject: passage.subject, place: passage.place)] ?? []
        }
        for entry in outcome.unpairedEntries {
            guard case .cap(let seconds) = missingEnd else {
                presences.append(GatePresence(span: TimeSpan(at: entry.time), passages: [entry]))
                continue
            }
            let next = times(of: entry).first { $0 > entry.time } ?? .max
            let span = TimeSpan(entry.time, min(entry.time + seconds, next))
            presences.append(GatePresence(span: span, passages: [entry], inferredEnd: true))
        }
        for exit in outcome.unpairedExits {
            guard case .cap(let seconds) = missingEnd else {
                presences.append(GatePresence(span: TimeSpan(at: exit.time), passages: [exit]))
                continue
            }
            let previous = times(of: exit).last { $0 < exit.time } ?? .min
            let span = TimeSpan(max(exit.time - seconds, previous), exit.time)
            presences.append(GatePresence(span: span, passages: [exit], inferredStart: true))
        }
        let counts = GateCounts(
            stays: outcome.stays.count, unpairedIn: outcome.unpairedEntries.count,
            unpairedOut: outcome.unpairedExits.count)
        return (presences, counts)
    }

    private struct Visitor: Hashable {
        var subject: Pseudonym
        var place: String
    }
}

extension GatedStay {
    /// The words for inferred ends.
    var flags: EvidenceFlags {
        var flags: EvidenceFlags = []
        if inferredStart { flags.insert(.inferredStart) }
        if inferredEnd { flags.insert(.inferredEnd) }
        return flags
    }
}
