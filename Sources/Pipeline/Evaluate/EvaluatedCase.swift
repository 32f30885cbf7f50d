import Assessment
import Ledger
import Vocabulary

/// A confirmed case that the lists are held against.
struct EvaluatedCase {
    /// The moments before which a list is asked to have had the case.
    enum Mark: String, CaseIterable {
        case confirmation, onset
        case clinic = "first_clinic"
    }
    let indexCase: IndexCase
    /// What the person goes by; phones that several share are nobody's.
    let names: Set<Pseudonym>
    /// First visit at a clinic in the three weeks before the confirmation.
    let clinic: Int64?

    /// When a mark was; nil where it is not known, or not before the confirmation.
    func moment(of mark: Mark) -> Int64? {
        switch mark {
        case .confirmation: indexCase.confirmed
        case .onset: indexCase.onset.flatMap { $0 <= indexCase.confirmed ? $0 : nil }
        case .clinic: clinic
        }
    }

    /// The first finding about the person before a moment, with when and what it was.
    func firstHit(
        in replayed: Replayed, before moment: Int64
    ) -> (key: ReplayedFinding.Key, finding: ReplayedFinding)? {
        guard let first = names.compactMap({ replayed.flagged[$0] }).min(), first < moment else { return nil }
        return replayed.findings.filter { names.contains($0.key.who) && $0.value.firstAt < moment }.min {
            ($0.value.firstAt, $0.key.kind.rawValue, $0.key.about) < (
                $1.value.firstAt, $1.key.kind.rawValue, $1.key.about
            )
        }.map { ($0.key, $0.value) }
    }
}

extension EvaluatedCase {
    /// Kinds of places at which somebody sees a doctor.
    private static let clinics: Set<String> = ["clinic", "hospital", "fever_clinic"]

    /// The cases confirmed after the first list, by confirmation.
    static func all(_ inputs: RunInputs, after first: Int64, folder: String) throws -> [EvaluatedCase] {
        let cases = inputs.cases.filter { $0.confirmed > first }.sorted {
            ($0.confirmed, $0.caseID) < ($1.confirmed, $1.caseID)
        }
        guard let last = cases.last?.confirmed else { return [] }
        let names = cases.map { Self.names(of: $0, inputs.directory) }
        let scan = StoreScan(
            segments: inputs.segments.filter { $0.feed == .visit }, folder: folder,
            period: TimeSpan(first - 21 * 86_400, max(first, last)),
            selection: RowSelection(asOf: last, disputed: inputs.selection.disputed))
        let visits = try scan.observations(of: names.reduce(into: []) { $0.formUnion($1) })
        return zip(cases, names).map { indexCase, names in
            let own = names.flatMap { visits[$0] ?? [] }.filter { visit in
                let kinds = [visit.kind, visit.place.flatMap { inputs.places[$0]?.kind }].compactMap(\.self)
                return !clinics.isDisjoint(with: kinds) && visit.span.start <= indexCase.confirmed
                    && visit.span.start >= indexCase.confirmed - 21 * 86_400
            }
            return EvaluatedCase(indexCase: indexCase, names: names, clinic: own.map(\.span.start).min())
        }
    }

    private static func names(of indexCase: IndexCase, _ directory: PersonDirectory) -> Set<Pseudonym> {
        guard let number = indexCase.idNumber else { return [] }
        var names: Set = [number]
        for owner in directory.owners(of: number) {
            names.insert(owner.pseudonym)
            names.formUnion(owner.identifiers.filter { $0.kind != .plate && !directory.isShared($0) })
        }
        return names
    }
}
