/// Writes RFC 4180 rows with LF line ends, in UTF-8.
///
/// A cell that a spreadsheet would take for a formula - it begins with `=`, `+`, `-`, `@`, tab or carriage return and is
/// not a plain number such as `-12.5` - gets a leading apostrophe.
public struct CSVWriter: Sendable {
    /// All that has been written.
    public private(set) var bytes: [UInt8] = []

    /// A writer that has written the header, after a byte order mark if asked for (for Excel).
    public init(header: [String], byteOrderMark: Bool = false) {
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
        append(header)
    }

    /// Writes one row.
    public mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendCell(cell, isAlone: cells.count == 1)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// One cell of a row of several, quoted and defused where it has to be.
    public static func cell(_ text: String) -> String {
        var writer = CSVWriter(header: [])
        writer.bytes = []
        writer.appendCell(text, isAlone: false)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func appendCell(_ cell: String, isAlone: Bool) {
        let prefix = CSVWriter.isFormula(cell) ? "'" : ""
        let needsQuotes =
            (cell.isEmpty && isAlone)
            || cell.utf8.contains { byte in
                byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                    || byte == UInt8(ascii: "\r")
            }
        guard needsQuotes else {
            bytes.append(contentsOf: prefix.utf8)
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: prefix.utf8)
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet could run the text.
    static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), 9, 13: return true
        case UInt8(ascii: "-"): return !isPlainNumber(cell.utf8.dropFirst())
        default: return false
        }
    }

    /// Digits, at most one point between digits.
    private static func isPlainNumber(_ text: Substring.UTF8View) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
    }
}
