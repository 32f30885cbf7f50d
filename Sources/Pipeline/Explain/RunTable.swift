/// Rows of a CSV file that a run wrote, by column name.
enum RunTable {
    typealias Row = [String: String]

    /// The rows that hold a text anywhere; all rows where none is given.
    ///
    /// Only rows that hold it are cut into cells, so a long list is searched quickly.
    static func rows(_ bytes: [UInt8], holding text: String = "") -> [Row] {
        var header: [String]?
        var rows: [Row] = []
        let needle = Array(text.utf8)
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let end = recordEnd(bytes, start)
            let record = bytes[start..<end]
            start = end + 1
            guard let header else {
                header = cells(record)
                continue
            }
            if !record.isEmpty, needle.isEmpty || contains(record, needle) {
                rows.append(Row(zip(header, cells(record))) { first, _ in first })
            }
        }
        return rows
    }

    /// The cells of some columns of every row, in the order asked for; a column that is not there is empty.
    ///
    /// For lists of a whole city: no other cell is made a text.
    static func eachRow(_ bytes: [UInt8], columns: [String], _ body: ([String]) -> Void) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let headerEnd = recordEnd(bytes, start)
        let header = cells(bytes[start..<headerEnd])
        let places = columns.map { header.firstIndex(of: $0) }
        start = headerEnd + 1
        var commas: [Int] = []
        while start < bytes.count {
            commas.removeAll(keepingCapacity: true)
            var isQuoted = false
            var end = start
            while end < bytes.count, isQuoted || bytes[end] != UInt8(ascii: "\n") {
                if bytes[end] == UInt8(ascii: "\"") { isQuoted.toggle() }
                if bytes[end] == UInt8(ascii: ","), !isQuoted { commas.append(end) }
                end += 1
            }
            if end > start {
                body(
                    places.map { place in
                        guard let place, place <= commas.count else { return "" }
                        let cell = bytes[
                            (place == 0 ? start : commas[place - 1] + 1)..<(place == commas.count ? end : commas[place])
                        ]
                        return cell.first == UInt8(ascii: "\"") ? cells(cell)[0] : String(decoding: cell, as: UTF8.self)
                    })
            }
            start = end + 1
        }
    }

    /// Where the record ends: at the first line end outside quotes.
    private static func recordEnd(_ bytes: [UInt8], _ start: Int) -> Int {
        var isQuoted = false
        var position = start
        while position < bytes.count, isQuoted || bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
            position += 1
        }
        return position
    }

    private static func contains(_ record: ArraySlice<UInt8>, _ needle: [UInt8]) -> Bool {
        var position = record.startIndex
        while position + needle.count <= record.endIndex {
            if record[position] == needle[0], record[position..<position + needle.count].elementsEqual(needle) {
                return true
            }
            position += 1
        }
        return false
    }

    private static func cells(_ record: ArraySlice<UInt8>) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var position = record.startIndex
        while position < record.endIndex {
            let byte = record[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                if isQuoted, position < record.endIndex, record[position] == byte {
                    cell.append(byte)
                    position += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == UInt8(ascii: ","), !isQuoted {
                cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            } else {
                cell.append(byte)
            }
        }
        return cells + [String(decoding: cell, as: UTF8.self)]
    }
}
