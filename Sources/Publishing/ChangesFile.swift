public import Vocabulary

/// One difference from the last run.
public struct ChangeRow: Sendable {
    /// List (`contact`, `undeclared`, `task`), the row's id, and the case or region it is about.
    public var kind: String, id: String, about: String
    /// The difference, and why (`correction`, `refuted`, `handed over`, `feedback`, `new case`, `policy`,
    /// `new data`; empty for unchanged rows).
    public var change: Change, why: String

    /// A row.
    public init(kind: String, id: String, about: String, change: Change, why: String) {
        self.kind = kind
        self.id = id
        self.about = about
        self.change = change
        self.why = why
    }
}

/// `changes.csv`: what differs from the last run, in the order given; unchanged rows are left out.
public enum ChangesFile {
    /// Columns in their order.
    public static let columns = ["kind", "id", "about", "change", "why"] + PolicyStamp.columns

    /// The file's bytes.
    public static func bytes(_ rows: [ChangeRow], policy: PolicyStamp, byteOrderMark: Bool = false) -> [UInt8] {
        CSVWriter(header: columns, byteOrderMark: byteOrderMark).bytes + lines(rows, policy: policy)
    }

    /// The lines of some rows, which stand below the header of no rows.
    public static func lines(_ rows: [ChangeRow], policy: PolicyStamp) -> [UInt8] {
        var csv = CSVWriter()
        for row in rows where row.change != .unchanged {
            for text in [row.kind, row.id, row.about, row.change.rawValue, row.why] { csv.cell(text) }
            for text in policy.cells { csv.cell(text) }
            csv.endRow()
        }
        return csv.bytes
    }
}
