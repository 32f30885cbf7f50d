public import Vocabulary

/// Two index cases that met.
public struct CaseLink: Hashable, Sendable {
    /// Who can have infected whom, as far as the windows tell.
    public enum Direction: String, Sendable {
        /// The first was infectious at a meeting at which the second was not yet; or the other way round.
        case aToB = "a_to_b"
        case bToA = "b_to_a"
        /// They met only while both were infectious, or while the windows do not tell.
        case unclear
    }
    /// The cases; `caseA` is the lesser id.
    public var caseA: String, caseB: String
    /// The weightiest tier and the highest score of both directions.
    public var tier: Tier, score: Double
    /// Exposures of either to the other, in time order.
    public var exposures: [Exposure]
    /// In whose window they met: `a`, `b` or both, whichever of the two a feed saw.
    public var inWindowOf: [String]
    /// Who can have infected whom.
    public var direction: Direction
    /// Sorted flags of both directions.
    public var flags: [String]

    /// A link.
    public init(
        caseA: String, caseB: String, tier: Tier, score: Double, exposures: [Exposure], inWindowOf: [String],
        direction: Direction, flags: [String]
    ) {
        self.caseA = caseA
        self.caseB = caseB
        self.tier = tier
        self.score = score
        self.exposures = exposures
        self.inWindowOf = inWindowOf
        self.direction = direction
        self.flags = flags
    }
}

/// The index cases that met, both directions in one; those that a third person links have not met.
///
/// `windows` say when each case can have infected somebody. Exposures lie in the window of the case they are exposures
/// to; those that overlap the other's window lie in both, unless the first had left before the other came. A case can
/// have infected another at a meeting before the other's window began: later the other was infectious itself.
public func caseLinks(
    of contacts: [Contact], directory: PersonDirectory, caseSubjects: [String: Set<Pseudonym>],
    windows: [String: TimeSpan]
) -> [CaseLink] {
    var casesOf: [Pseudonym: Set<String>] = [:]
    for (caseID, subjects) in caseSubjects {
        for name in directory.subjects(ofCase: subjects) where name.kind != .plate {
            casesOf[name, default: []].insert(caseID)
        }
    }
    var links: [CasePair: CaseLink] = [:]
    for contact in contacts {
        let met = contact.exposures.filter { $0.via == nil }
        guard let tier = met.map(\.tier).min() else { continue }
        for other in casesOf[contact.person] ?? [] where other != contact.caseID {
            let pair = CasePair(contact.caseID, other)
            let isFirst = contact.caseID == pair.first
            var link =
                links[pair]
                ?? CaseLink(
                    caseA: pair.first, caseB: pair.second, tier: tier, score: contact.score, exposures: [],
                    inWindowOf: [], direction: .unclear, flags: [])
            link.tier = min(link.tier, tier)
            link.score = max(link.score, contact.score)
            link.exposures = (link.exposures + met).sorted(by: exposurePrecedes)
            let isMutual = windows[other].map { window in met.contains { $0.isMeeting(in: window) } } ?? false
            let sides = isMutual ? ["a", "b"] : [isFirst ? "a" : "b"]
            link.inWindowOf = Set(link.inWindowOf + sides).sorted()
            link.flags = Set(link.flags + contact.flags).subtracting(["IS_CASE"]).sorted()
            if let begin = windows[other]?.start, met.contains(where: { $0.span.start < begin }) {
                link.direction = isFirst ? .aToB : .bToA
            }
            links[pair] = link
        }
    }
    return links.values.sorted { ($0.caseA, $0.caseB) < ($1.caseA, $1.caseB) }
}

extension Exposure {
    /// Whether the two were in one place at one time inside a window; a moment together has no minutes.
    fileprivate func isMeeting(in window: TimeSpan) -> Bool {
        if tier == .environment { return false }
        return together.isEmpty ? window.overlaps(span) : together.contains(where: window.overlaps)
    }
}

private struct CasePair: Hashable {
    var first: String
    var second: String

    init(_ one: String, _ other: String) {
        first = min(one, other)
        second = max(one, other)
    }
}
