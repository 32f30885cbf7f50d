public import Vocabulary

/// A health code with what only the run knows about it.
public struct CodeRow: Sendable {
    /// Whose, and the code; nil where the last run's is gone.
    public var person: Pseudonym, code: HealthCode?
    /// Grids of the person, the one that counts it first.
    public var gridIDs: [String]
    /// Against the last run, and the colour that it showed.
    public var change: Change, before: CodeColour?

    /// A code that the last run did not have.
    public init(_ code: HealthCode, gridIDs: [String]) {
        person = code.person
        self.code = code
        self.gridIDs = gridIDs
        change = .new
    }

    /// A code that is no more: nothing is known of the person within the history.
    public init(gone person: Pseudonym, before: CodeColour) {
        self.person = person
        gridIDs = []
        change = .withdrawn
        self.before = before
    }
}

/// `codes.csv`: one health code per line, by person.
public enum CodesFile {
    /// Columns in their order; days are local dates.
    public static let columns =
        [
            "person", "code", "cause", "about", "since", "discipline", "discipline_cause", "discipline_since", "risk",
            "risk_cause", "risk_since", "last_checkin", "grid_id", "change", "code_before", "flags", "override_id",
        ] + PolicyStamp.columns

    /// The first line.
    public static func header(byteOrderMark: Bool = false) -> [UInt8] {
        CSVWriter(header: columns, byteOrderMark: byteOrderMark).bytes
    }

    /// The lines of some codes, which stand below the header.
    public static func lines(_ rows: [CodeRow], policy: PolicyStamp) -> [UInt8] {
        var csv = CSVWriter()
        for row in rows {
            csv.cell { $0.put(row.person) }
            if let code = row.code {
                let shown = code.shown
                for text in [shown.colour.rawValue, shown.cause.rawValue, shown.about, day(shown.since)] {
                    csv.cell(text)
                }
                for channel in [code.discipline, code.risk] {
                    for text in [channel.colour.rawValue, channel.cause.rawValue, day(channel.since)] { csv.cell(text) }
                }
                csv.cell(code.lastCheckin.map(day) ?? "")
            } else {
                csv.cell(CodeColour.none.rawValue)
                for _ in 0..<10 { csv.cell("") }
            }
            csv.cell(row.gridIDs.joined(separator: ";"))
            csv.cell(row.change.rawValue)
            csv.cell(row.before?.rawValue ?? "")
            csv.cell(row.person.kind == .person ? "" : "UNREGISTERED")
            csv.cell(row.code?.override.map { "\($0.number)" } ?? "")
            for text in policy.cells { csv.cell(text) }
            csv.endRow()
        }
        return csv.bytes
    }

    /// A local day as a date.
    static func day(_ number: Int32) -> String { CivilDate(dayNumber: number).text }
}
