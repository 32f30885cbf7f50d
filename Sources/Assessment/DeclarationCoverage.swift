import Policy
import Vocabulary

/// Declarations by whom they speak for.
struct DeclarationBook {
    private var bySubject: [Pseudonym: [Declaration]] = [:]

    /// A declaration speaks for the owner of its ID number; for the owners of its phone where the ID number is not
    /// given or nobody's in the registry; and for its bare identifiers.
    init(_ declarations: [Declaration], directory: PersonDirectory) {
        for declaration in declarations {
            var subjects: Set<Pseudonym> = []
            var isKnown = false
            if let idNumber = declaration.idNumber {
                isKnown = !directory.owners(of: idNumber).isEmpty
                subjects.formUnion(directory.standsFor(idNumber))
            }
            if let phone = declaration.phone {
                if !isKnown || directory.owners(of: phone).isEmpty { subjects.formUnion(directory.standsFor(phone)) }
            }
            for subject in subjects { bySubject[subject, default: []].append(declaration) }
        }
    }

    /// What was declared by a person, a bare identifier, or the registered owners of a plate.
    func declarations(about subject: Pseudonym, directory: PersonDirectory) -> [Declaration] {
        let own = bySubject[subject] ?? []
        guard subject.kind == .plate else { return own }
        return own + directory.owners(of: subject).flatMap { bySubject[$0.pseudonym] ?? [] }
    }
}

extension UndeclaredScan {
    /// How declarations stand to a presence; no status where one covers it in time.
    ///
    /// The nearest to the truth gives the status: after notice, other dates, other region, denied, none. A denial
    /// from before the first sight says nothing about it.
    func coverage(
        of presence: Presence, by declarations: [Declaration], notice: Int64?
    ) -> (status: DeclarationStatus?, flags: Set<String>, considered: [ConsideredDeclaration]) {
        var flags: Set<String> = []
        var considered: [ConsideredDeclaration] = []
        for declaration in declarations where declaration.declaredAt <= asOf {
            guard let verdict = verdict(on: declaration, presence, notice: notice) else { return (nil, [], []) }
            considered.append(ConsideredDeclaration(declaration, verdict))
            if verdict == .denied { flags.insert("CONTRADICTED") }
            if verdict == .afterNotice, declaration.from == nil, declaration.to == nil {
                flags.insert("DECLARED_WITHOUT_DATES")
            }
        }
        let order: [(ConsideredDeclaration.Verdict, DeclarationStatus)] = [
            (.afterNotice, .afterNotice), (.otherDates, .otherDates), (.otherRegion, .otherRegion), (.denied, .denied),
        ]
        let found = Set(considered.map(\.verdict))
        return (order.first { found.contains($0.0) }?.1 ?? DeclarationStatus.none, flags, considered)
    }

    /// Why a declaration does not cover a presence; nil where it does.
    private func verdict(
        on declaration: Declaration, _ presence: Presence, notice: Int64?
    ) -> ConsideredDeclaration.Verdict? {
        if !declaration.travelled {
            if let region = declaration.region, !names(region, presence) { return .otherRegionDenied }
            return declaration.declaredAt >= presence.sight.span.start ? .denied : .deniedBefore
        }
        guard let region = declaration.region, !region.isEmpty, names(region, presence) else { return .otherRegion }
        guard overlaps(declaration, presence.sight.span) else { return .otherDates }
        guard let notice, declaration.declaredAt > notice else { return nil }
        return .afterNotice
    }

    /// Whether a declared region is a prefix of the region's code or the other way round; for `outside`, of a code
    /// that was seen.
    private func names(_ declared: String, _ presence: Presence) -> Bool {
        let region = index.codes[presence.region]
        if declared == region { return true }
        let codes = region == RiskRegion.outside ? presence.sight.codes.filter { !index.isHome($0) } : [region]
        return codes.contains { $0.hasPrefix(declared) || declared.hasPrefix($0) }
    }

    /// Whether declared dates, padded by the tolerance, meet what was seen; a date not given is open on its side.
    private func overlaps(_ declaration: Declaration, _ seen: TimeSpan) -> Bool {
        let padding = Int64(max(0, rule.toleranceDays)) * 86_400
        if let from = declaration.from, from - padding > seen.end { return false }
        if let to = declaration.to, to + padding < seen.start { return false }
        return true
    }
}
