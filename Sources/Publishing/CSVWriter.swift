import Vocabulary

/// Writes RFC 4180 rows with LF line ends, in UTF-8.
///
/// A cell that a spreadsheet would take for a formula - it begins with `=`, `+`, `-`, `@`, tab or carriage return and
/// is not a plain number such as `-12.5` - gets a leading apostrophe.
public struct CSVWriter: Sendable {
    /// All that has been written.
    public private(set) var bytes: [UInt8] = []
    private var isRowBegun = false

    /// A writer that has written the header, after a byte order mark if asked for (for Excel).
    public init(header: [String], byteOrderMark: Bool = false) {
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
        append(header)
    }

    /// A writer of rows that follow others.
    init() {}

    /// Writes one row.
    public mutating func append(_ cells: [String]) {
        for text in cells { cell(text) }
        if cells == [""] { bytes.put("\"\"") }
        endRow()
    }

    /// Writes a cell of a row that ``endRow()`` ends, quoted and defused where it has to be.
    mutating func cell(_ text: String) {
        separate()
        let first = bytes.count
        if CSVWriter.isFormula(text.utf8) { bytes.append(UInt8(ascii: "'")) }
        bytes.put(text)
        var needsQuotes = false
        for place in first..<bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
            {
                needsQuotes = true
            }
        }
        if !needsQuotes { return }
        let plain = Array(bytes[first...])
        bytes.removeLast(plain.count)
        bytes.append(UInt8(ascii: "\""))
        for byte in plain {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a cell that is a number, a time, a pseudonym or nothing, as `write` puts it.
    mutating func cell(_ write: (inout [UInt8]) -> Void) {
        separate()
        write(&bytes)
    }

    /// Ends a row.
    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isRowBegun = false
    }

    /// One cell of a row of several, quoted and defused where it has to be.
    public static func cell(_ text: String) -> String {
        var writer = CSVWriter()
        writer.cell(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func separate() {
        if isRowBegun { bytes.append(UInt8(ascii: ",")) }
        isRowBegun = true
    }

    /// A cell's bytes, behind an apostrophe where a spreadsheet could run them; for rows that are quoted by who writes
    /// them.
    public static func defused(_ cell: [UInt8]) -> [UInt8] { isFormula(cell) ? [UInt8(ascii: "'")] + cell : cell }

    /// Whether a spreadsheet could run the text.
    static func isFormula(_ cell: some Collection<UInt8>) -> Bool {
        guard let first = cell.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), 9, 13: return true
        case UInt8(ascii: "-"): return !isPlainNumber(cell.dropFirst())
        default: return false
        }
    }

    /// Digits, at most one point between digits.
    private static func isPlainNumber(_ text: some Collection<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
    }
}
