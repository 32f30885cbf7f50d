public import Policy
public import Vocabulary

/// What a subject was first told about: a region.
public struct NoticeKey: Hashable, Sendable {
    /// Person, bare identifier or plate.
    public var subject: Pseudonym
    /// Region code.
    public var region: String

    /// A subject and a region.
    public init(subject: Pseudonym, region: String) {
        self.subject = subject
        self.region = region
    }
}

extension UndeclaredScan {
    /// Judges what was seen: everybody whose presence in a region no declaration covers in time.
    ///
    /// Score: level of the region (high 40, medium 30, else 20) + best evidence (ride, stay, visit or passage without
    /// flags 30, ping without flags 20, only flagged ones 10) + conduct (denied 20, after notice 0, else 10) + 1 for
    /// each further sight up to 10.
    ///
    /// Flags: `IS_CASE` (an index case), `CONTRADICTED` (travel was denied after it was seen),
    /// `DECLARED_WITHOUT_DATES`, `EVIDENCE_SHORTENED` (only both ends of the evidence are listed), `OWNER_REGISTERED`
    /// and `PLATE_ONLY` (vehicles), `SHARED_IDENTIFIER`, `UNREGISTERED`, and the flags of the evidence.
    ///
    /// - Parameters:
    ///   - notices: when a run first reported the finding; a declaration made later does not undo it
    ///     (`after_notice`).
    ///   - contacts: persons or identifiers that are close contacts.
    ///   - fever: persons or identifiers with fever.
    ///   - caseSubjects: identifiers, and registry pseudonyms if known, of each case.
    /// - Returns: by region (most specific first), score (highest first), subject.
    public func findings(
        _ sights: RegionSights, returns: ReturnSights, directory: PersonDirectory, declarations: [Declaration],
        notices: [NoticeKey: Int64], categories: [CategoryRule], contacts: Set<Pseudonym>, fever: Set<Pseudonym>,
        caseSubjects: [String: Set<Pseudonym>] = [:]
    ) -> [UndeclaredFinding] {
        let cases = directory.subjects(ofCases: caseSubjects)
        let book = DeclarationBook(declarations, directory: directory)
        let list = presences(sights, directory: directory).compactMap { presence -> (Int, UndeclaredFinding)? in
            let region = index.codes[presence.region]
            let key = NoticeKey(subject: presence.subject, region: region)
            let declared = book.declarations(about: presence.subject, directory: directory)
            let verdict = coverage(of: presence, by: declared, notice: notices[key])
            guard let status = verdict.status else { return nil }
            let evidence = presence.sight.evidence
            var flags = flags(presence, evidence: evidence, directory: directory).union(verdict.flags)
            if cases.contains(presence.subject) { flags.insert("IS_CASE") }
            let held = held(
                presence, categories: categories, contacts: contacts, fever: fever, directory: directory)
            let home = returns.homes[RegionSights.Key(subject: presence.subject, region: presence.region)]
            let terms = scoreTerms(presence, evidence: evidence, status: status)
            var finding = UndeclaredFinding(
                subject: presence.subject, region: region, firstSeen: presence.sight.span.start,
                lastSeen: presence.sight.span.end, returnedAt: home?.time, returnedPlace: home?.place,
                status: status, category: held.first ?? "OTHER", categories: held, score: terms.total,
                evidence: evidence, flags: flags.sorted())
            finding.scoreTerms = terms
            finding.declarations = verdict.considered
            return (presence.region, finding)
        }
        return list.sorted { left, right in
            if left.0 != right.0 { return left.0 < right.0 }
            if left.1.score != right.1.score { return left.1.score > right.1.score }
            return left.1.subject < right.1.subject
        }.map(\.1)
    }

    private func scoreTerms(
        _ presence: Presence, evidence: [RegionEvidence], status: DeclarationStatus
    ) -> [ScoreTerm] {
        let word = index.levels[presence.region]
        let level =
            switch word {
            case "high": 40.0
            case "medium": 30.0
            default: 20.0
            }
        let best = evidence.map { $0.flags.isEmpty ? ($0.kind == "ping" ? 20.0 : 30.0) : 10.0 }.max() ?? 10
        let conduct =
            switch status {
            case .denied: 20.0
            case .afterNotice: 0.0
            case .none, .otherRegion, .otherDates: 10.0
            }
        let further = max(0, presence.sight.count - 1)
        return [
            ScoreTerm("level", level, why: "risk level of the region: \(word.isEmpty ? "none given" : word)"),
            ScoreTerm(
                "evidence", best,
                why: best == 30
                    ? "a ride, stay, visit or passage without doubt"
                    : best == 20 ? "positions without doubt" : "doubtful sights only"),
            ScoreTerm("conduct", conduct, why: "declaration status \(status.rawValue)"),
            ScoreTerm("further", Double(min(10, further)), why: "\(further) further sights, 1 point each, 10 at most"),
        ]
    }

    private func flags(
        _ presence: Presence, evidence: [RegionEvidence], directory: PersonDirectory
    ) -> Set<String> {
        var flags = Set(evidence.flatMap(\.flags))
        if presence.sight.count > evidence.count { flags.insert("EVIDENCE_SHORTENED") }
        if presence.isShared { flags.insert("SHARED_IDENTIFIER") }
        if presence.subject.kind == .plate {
            flags.insert("PLATE_ONLY")
            if !directory.owners(of: presence.subject).isEmpty { flags.insert("OWNER_REGISTERED") }
        } else if directory.person(presence.subject) == nil {
            flags.insert("UNREGISTERED")
        }
        return flags
    }

    /// All categories that hold, in order of precedence (DOMAIN 5.2): the returns nest, fever excludes contact.
    private func held(
        _ presence: Presence, categories: [CategoryRule], contacts: Set<Pseudonym>, fever: Set<Pseudonym>,
        directory: PersonDirectory
    ) -> [String] {
        var names = Set([presence.subject])
        names.formUnion(directory.person(presence.subject)?.identifiers.filter { $0.kind != .plate } ?? [])
        var held: [String] = []
        if !names.isDisjoint(with: contacts) {
            held.append("CONTACT")
        } else if !names.isDisjoint(with: fever) {
            held.append("FEVER")
        }
        return held + returned(presence, categories: categories).filter { !held.contains($0) }
    }

    /// The return categories that hold: they nest.
    func returned(_ presence: Presence, categories: [CategoryRule]) -> [String] {
        let region = index.codes[presence.region]
        let codes = region == RiskRegion.outside ? presence.sight.codes : presence.sight.codes.union([region])
        return categories.filter { category in
            category.prefix == "*"
                ? region == RiskRegion.outside || codes.contains { !index.isHome($0) }
                : codes.contains { $0.hasPrefix(category.prefix) }
        }.map(\.code)
    }
}
