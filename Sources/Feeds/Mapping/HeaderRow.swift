/// The first record of a CSV file, cut into names.
struct HeaderRow {
    var names: [String]
    var delimiter: UInt8
    var line: UInt32

    /// Reads the first record that is not blank; nil where there is none.
    init?(_ bytes: [UInt8], delimiter known: UInt8?, fileName: String) throws(FeedError) {
        var start = 0
        var line: UInt32 = 1
        let span = bytes.span
        while start < span.count, RecordEnd.isLineEnd(span[start]) {
            start = RecordEnd.afterLineEnd(span, start, isLast: true) ?? span.count
            line += 1
        }
        if start == span.count { return nil }
        delimiter = known ?? HeaderRow.sniffedDelimiter(Array(bytes[start...]))
        let end = RecordEnd.find(
            span, from: start, delimiter: delimiter, quoting: true, limit: RecordSplitter.defaultRowLimit, isLast: true)
        guard case .record(let end, _) = end else { throw .brokenHeader(file: fileName) }
        names = []
        for cell in HeaderRow.cells(Array(bytes[start..<end]), delimiter: delimiter) {
            guard let name = String(validating: cell, as: UTF8.self), !name.unicodeScalars.contains("\u{FFFD}") else {
                throw .brokenHeader(file: fileName)
            }
            names.append(HeaderRow.trimmed(name))
        }
        self.line = line
    }

    /// The delimiter that parts the first record into most fields; a comma where none does.
    static func sniffedDelimiter(_ bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var quoted = false
        for byte in bytes {
            if byte == Byte.quote { quoted.toggle() }
            if quoted { continue }
            if RecordEnd.isLineEnd(byte) {
                if counts.isEmpty { continue }
                break
            }
            if byte == Byte.comma || byte == Byte.tab || byte == Byte.semicolon { counts[byte, default: 0] += 1 }
        }
        var best = (byte: Byte.comma, count: 0)
        for byte in [Byte.comma, Byte.tab, Byte.semicolon] {
            let count = counts[byte] ?? 0
            if count > best.count { best = (byte, count) }
        }
        return best.byte
    }

    /// The fields of one record, unquoted.
    static func cells(_ record: [UInt8], delimiter: UInt8) -> [[UInt8]] {
        var cells: [[UInt8]] = []
        var position = 0
        while true {
            var cell: [UInt8] = []
            if position < record.count, record[position] == Byte.quote {
                position += 1
                while position < record.count {
                    if record[position] == Byte.quote {
                        if position + 1 >= record.count || record[position + 1] != Byte.quote { break }
                        position += 1
                    }
                    cell.append(record[position])
                    position += 1
                }
                position += 1
            } else {
                while position < record.count, record[position] != delimiter {
                    cell.append(record[position])
                    position += 1
                }
            }
            cells.append(cell)
            if position >= record.count { return cells }
            position += 1
        }
    }

    /// A name without surrounding spaces, of any kind.
    static func trimmed(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        func odd(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        guard let first = scalars.firstIndex(where: { !odd($0) }), let last = scalars.lastIndex(where: { !odd($0) })
        else { return "" }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[first...last])
        return String(result)
    }

    /// A name as names are compared: trimmed, ASCII letters in lower case.
    static func folded(_ name: String) -> String {
        String(decoding: trimmed(name).utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }
}
