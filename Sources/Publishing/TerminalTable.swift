/// A plain text table whose columns line up, whatever the script.
public struct TerminalTable: Sendable {
    /// On which side of its column a cell stands.
    public enum Side: Sendable { case left, right }
    private let header: [String]
    private let sides: [Side]
    /// Names of columns that are never cut: what people copy.
    private let whole: Set<String>
    private var rows: [[String]] = []
    /// Inks by row and column.
    private var inks: [Int: [Int: Ink]] = [:]

    /// A table with a header, its names said in a language; columns stand left where `sides` does not say otherwise.
    public init(
        header: [String], sides: [Side] = [], whole: Set<String> = [], language: Language = .english
    ) {
        self.whole = Set(whole.map { Term.column.name($0, language) })
        self.header = header.map { Term.column.name($0, language) }
        self.sides = sides
    }

    /// Adds a row; missing cells are empty, surplus ones are left out.
    public mutating func append(_ cells: [String]) { rows.append(cells) }

    /// Adds a row of which some columns are painted, where there are colours at all.
    public mutating func append(_ cells: [String], inks: [Int: Ink]) {
        self.inks[rows.count] = inks
        rows.append(cells)
    }

    /// Adds a row that is painted throughout.
    public mutating func append(_ cells: [String], ink: Ink) {
        append(cells, inks: Dictionary(uniqueKeysWithValues: cells.indices.map { ($0, ink) }))
    }

    /// The table with two spaces between columns, a rule under the header, LF line ends, and no spaces at line ends.
    ///
    /// - Parameter width: columns of the terminal; where given, the widest columns are cut (`…`) until the table fits
    ///   or every column is down to four.
    public func text(width: Int? = nil, brush: Brush = .none) -> String {
        if header.isEmpty { return "" }
        let cells = ([header] + rows).map { row in
            header.indices.map { $0 < row.count ? TerminalTable.printable(row[$0]) : "" }
        }
        var widths = header.indices.map { column in cells.map { TerminalTable.width(of: $0[column]) }.max() ?? 0 }
        if let width {
            var surplus = widths.reduce(0, +) + 2 * (widths.count - 1) - width
            while surplus > 0,
                let widest = widths.indices.filter({ !whole.contains(header[$0]) })
                    .max(by: { (widths[$0], $1) < (widths[$1], $0) }),
                widths[widest] > 4
            {
                widths[widest] -= 1
                surplus -= 1
            }
        }
        var lines = cells.enumerated().map { number, row in
            line(
                zip(header.indices, row).map { column, cell in
                    let cut = TerminalTable.cut(cell, to: widths[column])
                    return pad(
                        cut, brush.paint(cut, number == 0 ? .strong : inks[number - 1]?[column]), column, widths[column]
                    )
                })
        }
        lines.insert(line(widths.map { String(repeating: "-", count: $0) }), at: 1)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The table's lines.
    public var lines: [String] { lines() }

    /// The table's lines, cut to a terminal's width and painted.
    public func lines(width: Int? = nil, brush: Brush = .none) -> [String] {
        text(width: width, brush: brush).split(separator: "\n").map(String.init)
    }

    private func line(_ cells: [String]) -> String {
        var text = cells.joined(separator: "  ")
        while text.last == " " { text.removeLast() }
        return text
    }

    private func pad(_ cell: String, _ painted: String, _ column: Int, _ width: Int) -> String {
        let padding = String(repeating: " ", count: max(0, width - TerminalTable.width(of: cell)))
        return column < sides.count && sides[column] == .right ? padding + painted : painted + padding
    }

    /// A text that cannot move the cursor: control and direction characters are shown as `?`, line ends and tabs as a
    /// space.
    public static func printable(_ cell: String) -> String {
        var text = ""
        for scalar in cell.unicodeScalars {
            switch scalar.value {
            case 9, 10, 13: text.unicodeScalars.append(" ")
            case 0..<32, 127..<160, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                text.unicodeScalars.append("?")
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func cut(_ cell: String, to limit: Int) -> String {
        if width(of: cell) <= limit { return cell }
        var text = ""
        var used = 0
        for character in cell {
            let next = width(of: String(character))
            if used + next > limit - 1 { break }
            text.append(character)
            used += next
        }
        return text + "…"
    }

    /// Terminal columns of a text: two for wide East Asian characters and emoji, none for marks that combine.
    public static func width(of text: String) -> Int {
        text.reduce(0) { $0 + ($1.unicodeScalars.map(width).max() ?? 0) }
    }

    /// Ranges of the Unicode property East_Asian_Width W and F, joined to blocks.
    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return 0
            default: return 1
            }
        }
    }
}
