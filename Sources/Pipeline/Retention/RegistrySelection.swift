import Ledger
import Vocabulary

/// Which rows of the ledger take part in a run: those that have not expired and that nobody disputes.
struct RegistrySelection {
    let limits: RetentionLimits
    let disputes: Disputes

    private func isLeftOut(_ source: RowSource) -> Bool {
        !disputes.places.isEmpty && disputes.places.contains(RowPlace(file: source.file, line: source.line))
    }

    private func isKept(_ entry: IndexCase) -> Bool {
        max(entry.confirmed, entry.isolated ?? entry.confirmed) >= limits.limit(of: .indexCase)
    }

    /// Cases that take part.
    func cases(_ cases: [IndexCase]) -> [IndexCase] { cases.filter { isKept($0) && !isLeftOut($0.source) } }

    /// Itineraries of cases that are kept, and of unknown ones until their own time has come.
    func itineraries(_ parts: [ItineraryPart], of cases: [IndexCase]) -> [ItineraryPart] {
        let kept = Dictionary(cases.map { ($0.caseID, isKept($0)) }) { first, _ in first }
        let disputed = Set(cases.filter { isLeftOut($0.source) }.map(\.caseID))
        return parts.filter { part in
            !isLeftOut(part.source) && !disputed.contains(part.caseID)
                && kept[part.caseID] ?? (part.span.end >= limits.limit(of: .itinerary))
        }
    }

    /// Declarations that take part.
    func declarations(_ declarations: [Declaration]) -> [Declaration] {
        declarations.filter {
            max($0.declaredAt, $0.to ?? $0.declaredAt) >= limits.limit(of: .declaration) && !isLeftOut($0.source)
        }
    }
}
