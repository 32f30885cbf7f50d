import Feeds
import Publishing
import Vault
import Vocabulary

/// What may be shown of a row to somebody who has not said why he asks.
///
/// Identifiers become pseudonyms, names and free text are masked, and so is every column that nothing is read from: it
/// may hold anything.
struct RowMask {
    let key: PseudonymKey

    /// Columns of one identifier each.
    private static let identifiers: [String: SubjectKind] = ["id_number": .idNumber, "phone": .phone, "plate": .plate]
    /// Columns of names, of several identifiers, or of free text.
    private static let personal: Set<String> = [
        "name", "phones", "plates", "address", "officer", "officer_phone", "companions", "note", "text", "subject",
        "by",
        "person_id",
    ]

    /// The fields of a row as they may be shown.
    func cells(of record: FeedRecord) -> [RowStory.Cell] {
        let known = identifiers(in: record.parsed)
        return record.cells.map { cell in
            if cell.text.isEmpty { return RowStory.Cell(name: cell.name, text: "") }
            guard let column = cell.column else { return RowStory.Cell(name: cell.name, text: "(not read, not shown)") }
            if let kind = RowMask.identifiers[column] {
                return RowStory.Cell(name: cell.name, text: known[kind]?.text ?? "(masked)")
            }
            return RowStory.Cell(
                name: cell.name, text: RowMask.personal.contains(column) ? "(masked)" : cell.text)
        }
    }

    /// Pseudonyms of the row's identifiers; none of a kind that the row has twice.
    private func identifiers(in parsed: ParsedChunk) -> [SubjectKind: Pseudonym] {
        var found = Array(parsed.identifiers)
        for row in parsed.registry {
            switch row.payload {
            case .indexCase(let row): found += [row.idNumber].compactMap(\.self)
            case .itinerary(let row): found += [row.plate].compactMap(\.self)
            case .declaration(let row): found += [row.idNumber, row.phone].compactMap(\.self)
            default: break
            }
        }
        return Dictionary(grouping: found, by: \.kind).compactMapValues { same in
            same.count == 1 ? key.pseudonym(of: same[0]) : nil
        }
    }
}
