/// The slow twin: RFC 4180 with every line end, on strings, one character at a time and without chunks.
struct SlowReader {
    struct Row: Equatable {
        var line: Int
        var cells: [String]
        var raw: String
    }
    var rows: [Row] = []
    var broken: [Int] = []

    init(_ text: String, delimiter: Unicode.Scalar) {
        let scalars = Array(text.unicodeScalars)
        var position = 0
        var line = 1
        while position < scalars.count {
            let start = position
            if let (cells, end) = SlowReader.record(scalars, start, delimiter) {
                if end > start {
                    rows.append(Row(line: line, cells: cells, raw: SlowReader.text(scalars[start..<end])))
                }
                position = SlowReader.next(scalars, end)
            } else {
                broken.append(line)
                let end = scalars[start...].firstIndex { $0 == "\n" || $0 == "\r" } ?? scalars.count
                position = SlowReader.next(scalars, end)
            }
            line += SlowReader.lineEnds(Array(scalars[start..<position]))
        }
    }

    /// The cells of the record at `start` and where its content ends; nil where its quotes are broken.
    private static func record(
        _ scalars: [Unicode.Scalar], _ start: Int, _ delimiter: Unicode.Scalar
    ) -> (cells: [String], end: Int)? {
        var cells: [String] = []
        var position = start
        while true {
            var cell = ""
            if position < scalars.count, scalars[position] == "\"" {
                position += 1
                while true {
                    guard position < scalars.count else { return nil }
                    if scalars[position] == "\"" {
                        if position + 1 < scalars.count, scalars[position + 1] == "\"" {
                            cell += "\""
                            position += 2
                            continue
                        }
                        position += 1
                        break
                    }
                    cell.unicodeScalars.append(scalars[position])
                    position += 1
                }
                if position < scalars.count, ![delimiter, "\n", "\r"].contains(scalars[position]) { return nil }
            } else {
                while position < scalars.count, ![delimiter, "\n", "\r"].contains(scalars[position]) {
                    cell.unicodeScalars.append(scalars[position])
                    position += 1
                }
            }
            cells.append(cell)
            guard position < scalars.count, scalars[position] == delimiter else { return (cells, position) }
            position += 1
        }
    }

    private static func next(_ scalars: [Unicode.Scalar], _ end: Int) -> Int {
        if end >= scalars.count { return scalars.count }
        return scalars[end] == "\r" && end + 1 < scalars.count && scalars[end + 1] == "\n" ? end + 2 : end + 1
    }

    private static func lineEnds(_ scalars: [Unicode.Scalar]) -> Int {
        scalars.indices.count { index in
            scalars[index] == "\r" || (scalars[index] == "\n" && (index == 0 || scalars[index - 1] != "\r"))
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
