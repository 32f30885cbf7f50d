public import Policy
public import Vocabulary

/// Somebody in a risk region, whether declared or not.
public struct RegionPresence: Hashable, Sendable {
    /// Person, bare identifier or plate, and the region's code.
    public var subject: Pseudonym, region: String
    /// The region's heaviest level in the look-back, as findings weigh it.
    public var level: String
    /// First and last second seen there, and how often.
    public var span: TimeSpan, sights: Int
    /// What was seen, in time order; both ends where it is more.
    public var evidence: [RegionEvidence]
    /// How declarations stand to it; nil where one covers it.
    public var status: DeclarationStatus?
    /// Declarations that do not cover it, and why.
    public var declarations: [ConsideredDeclaration]
    /// Sorted flags.
    public var flags: [String]
    /// Return categories that hold, in their order.
    public var categories: [String] = []
    /// First sight at home afterwards, where it was looked for.
    public var returnedAt: Int64?
}

extension UndeclaredScan {
    /// Everybody's presences in risk regions, also those that are declared, by region and subject.
    public func presences(
        in sights: RegionSights, directory: PersonDirectory, declarations: [Declaration],
        notices: [NoticeKey: Int64] = [:], categories: [CategoryRule] = [], returns: ReturnSights = ReturnSights()
    ) -> [RegionPresence] {
        let book = DeclarationBook(declarations, directory: directory)
        return presences(sights, directory: directory).map { presence in
            let region = index.codes[presence.region]
            let verdict = coverage(
                of: presence, by: book.declarations(about: presence.subject, directory: directory),
                notice: notices[NoticeKey(subject: presence.subject, region: region)])
            return RegionPresence(
                subject: presence.subject, region: region, level: index.levels[presence.region],
                span: presence.sight.span, sights: presence.sight.count,
                evidence: presence.sight.evidence, status: verdict.status, declarations: verdict.considered,
                flags: verdict.flags.sorted(), categories: returned(presence, categories: categories),
                returnedAt: returns.homes[RegionSights.Key(subject: presence.subject, region: presence.region)]?.time)
        }
    }

    /// Codes of the regions that somebody was seen in, sorted.
    public func regions(in sights: RegionSights) -> [String] {
        Set(sights.sights.keys.map { index.codes[$0.region] }).sorted()
    }
}
