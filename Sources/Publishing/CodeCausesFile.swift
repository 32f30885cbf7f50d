public import Vocabulary

/// `code_causes.csv`: what speaks against people in the risk channel, by person, cause and day.
public enum CodeCausesFile {
    /// Columns in their order.
    public static let columns = ["person", "cause", "about", "first", "last", "until"] + PolicyStamp.columns

    /// The first line.
    public static func header(byteOrderMark: Bool = false) -> [UInt8] {
        CSVWriter(header: columns, byteOrderMark: byteOrderMark).bytes
    }

    /// The lines of some evidence, which stand below the header.
    public static func lines(_ evidence: [CodeEvidence], policy: PolicyStamp) -> [UInt8] {
        var csv = CSVWriter()
        for entry in evidence {
            csv.append(
                [
                    entry.person.text, entry.cause.rawValue, entry.about, CodesFile.day(entry.first),
                    CodesFile.day(entry.last), entry.until.map(CodesFile.day) ?? "",
                ] + policy.cells)
        }
        return csv.bytes
    }
}
