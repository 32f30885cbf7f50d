/// The texts of one worksheet.
struct SheetCells {
    /// By row and column; rows end at their last text.
    private(set) var rows: [[String]] = []
    private let file: String
    private let texts: [String]
    private let dates: SheetDates
    private var cells = 0
    /// Cells that were merged, top left first: all of them show its text.
    private var merged: [(top: Place, bottom: Place)] = []

    private struct Place {
        var row: Int, column: Int
    }

    /// Reads a worksheet with the workbook's shared texts and number formats.
    init(_ part: [UInt8], texts: [String], dates: SheetDates, file: String) throws(WorkbookError) {
        self.file = file
        self.texts = texts
        self.dates = dates
        var scanner = try XMLScanner(part, file: file)
        var (row, column) = (-1, -1)
        while let piece = try scanner.step() {
            switch piece {
            case .start("row", _):
                row = try scanner.attribute("r").flatMap { Int($0) }.map { $0 - 1 } ?? row + 1
                guard row >= 0 else { throw .damaged(file: file, what: "a row") }
                column = -1
            case .start("c", let isEmpty):
                let place = try scanner.attribute("r").map { name throws(WorkbookError) in try self.place(name) }
                column = place?.column ?? column + 1
                let kind = try scanner.attribute("t") ?? "n"
                let style = try scanner.attribute("s").flatMap { Int($0) } ?? 0
                if isEmpty { continue }
                let text = try self.text(&scanner, kind: kind, style: style)
                if !text.isEmpty { try put(text, Place(row: place?.row ?? row, column: column)) }
            case .start("mergeCell", _):
                if let range = try scanner.attribute("ref") { try merge(range) }
            default: break
            }
        }
        try spread()
    }

    /// The text of the cell whose start was read, up to its end.
    private func text(_ scanner: inout XMLScanner, kind: String, style: Int) throws(WorkbookError) -> String {
        var (value, inline) = ("", "")
        var open = ""
        var isPhonetic = false
        while let piece = try scanner.step() {
            switch piece {
            case .end("c"):
                switch kind {
                case "s":
                    guard let number = Int(value.filter { $0 > " " }), texts.indices.contains(number) else {
                        throw .damaged(file: file, what: "a shared text is missing")
                    }
                    return texts[number]
                case "inlineStr": return inline
                case "b": return value == "1" ? "TRUE" : "FALSE"
                case "e": return ""
                case "d", "str": return value
                default:
                    let number = value.filter { $0 > " " }
                    return dates.text(number, style: style) ?? number
                }
            case .start("rPh", let isEmpty): isPhonetic = !isEmpty
            case .end("rPh"): isPhonetic = false
            case .start(let name, let isEmpty): open = isEmpty ? "" : name
            case .end: open = ""
            case .text(let piece):
                if open == "v" { value += piece }
                if open == "t" && !isPhonetic { inline += piece }
            }
        }
        throw .damaged(file: file, what: "a cell is cut")
    }

    private mutating func put(_ text: String, _ place: Place) throws(WorkbookError) {
        guard place.row < Workbook.mostRows else { throw .tooLarge(file: file, what: "row \(place.row + 1)") }
        guard place.column < Workbook.mostColumns else { return }
        cells += 1
        guard cells <= Workbook.mostCells else { throw .tooLarge(file: file, what: "more than \(cells - 1) cells") }
        while rows.count <= place.row { rows.append([]) }
        while rows[place.row].count <= place.column { rows[place.row].append("") }
        rows[place.row][place.column] = text
    }

    private mutating func merge(_ range: String) throws(WorkbookError) {
        let ends = range.split(separator: ":").map(String.init)
        guard ends.count == 2, merged.count < Workbook.mostMerged else { return }
        merged.append((try place(ends[0]), try place(ends[1])))
    }

    /// Gives the cells of a merge the text of its first, inside the rows that hold something.
    private mutating func spread() throws(WorkbookError) {
        var spread = 0
        for (top, bottom) in merged {
            guard top.row < rows.count, top.column < rows[top.row].count, top.row <= bottom.row,
                top.column <= bottom.column
            else { continue }
            let text = rows[top.row][top.column]
            if text.isEmpty { continue }
            for row in top.row...min(bottom.row, rows.count - 1) {
                for column in top.column...min(bottom.column, Workbook.mostColumns - 1) {
                    spread += 1
                    guard spread <= Workbook.mostMerged else { throw .tooLarge(file: file, what: "its merged cells") }
                    if row == top.row, column == top.column { continue }
                    try put(text, Place(row: row, column: column))
                }
            }
        }
    }

    /// Row and column of a name such as `B7`.
    private func place(_ name: String) throws(WorkbookError) -> Place {
        var (row, column) = (0, 0)
        for byte in name.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column < 1 << 20:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where row < 1 << 24:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: throw .damaged(file: file, what: "the name of a cell")
            }
        }
        guard row > 0, column > 0 else { throw .damaged(file: file, what: "the name of a cell") }
        return Place(row: row - 1, column: column - 1)
    }
}
