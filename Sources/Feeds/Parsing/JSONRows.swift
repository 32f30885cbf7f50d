import Vocabulary

/// Rows of JSONL chunks: one object a line, read onto the same fields as a CSV row.
extension ChunkReader {
    mutating func readJSONLines(_ bytes: borrowing Span<UInt8>, firstLine: UInt32) {
        var position = 0
        nextLine = firstLine
        let keys = plan.names.map { Array($0.utf8) }
        while position < bytes.count {
            if scanner != nil {
                position = readPings(bytes, from: position)
                if position == bytes.count { break }
            }
            let start = position
            var end = start
            while end < bytes.count, !RecordEnd.isLineEnd(bytes[end]) { end += 1 }
            position = RecordEnd.afterLineEnd(bytes, end, isLast: true) ?? bytes.count
            line = nextLine
            nextLine += 1
            if end == start { continue }
            rows += 1
            if let rejection = readObject(bytes, start..<end, keys) {
                reject(rejection, rawIn: bytes, start..<end)
            } else {
                let scratch = unquoted
                accept(scratch.span, rawIn: bytes, start..<end)
                scanner?.learn(object: bytes.extracting(start..<position))
            }
        }
    }

    /// Sets the fields of one object; a key that comes twice counts with its last value.
    private mutating func readObject(
        _ bytes: borrowing Span<UInt8>, _ row: Range<Int>, _ keys: [[UInt8]]
    ) -> Rejection? {
        if row.count > rowLimit { return Rejection(reason: .rowTooLong) }
        if row.contains(where: { bytes[$0] == Byte.nul }) { return Rejection(reason: .nulByte) }
        if !UTF8Text.isSound(bytes, row) { return Rejection(reason: .badEncoding) }
        unquoted.removeAll(keepingCapacity: true)
        for field in 0..<plan.fieldCount {
            starts[field] = 0
            ends[field] = 0
        }
        numbers = Array(repeating: false, count: plan.fieldCount)
        var nested: Int?
        var scanner = JSONScanner(position: row.lowerBound, end: row.upperBound)
        do throws(RejectReason) {
            try scanner.object(bytes) { (bytes, key, scanner) throws(RejectReason) in
                let field = keys.firstIndex(of: key)
                let start = unquoted.count
                let isNumber = scanner.isAtNumber(bytes)
                let isFlat = try scanner.value(bytes, into: &unquoted)
                guard let field else {
                    unquoted.removeLast(unquoted.count - start)
                    return
                }
                if !isFlat {
                    nested = field
                } else if nested == field {
                    nested = nil
                }
                starts[field] = start
                ends[field] = unquoted.count
                numbers[field] = isNumber
            }
        } catch {
            return Rejection(reason: error)
        }
        if let nested {
            let column = Column.allCases.first { plan.source[$0.index] == nested }
            return Rejection(reason: .nestedValue, column: column)
        }
        if unquoted.contains(Byte.nul) { return Rejection(reason: .nulByte) }
        if !UTF8Text.isSound(unquoted.span, 0..<unquoted.count) { return Rejection(reason: .badEncoding) }
        return nil
    }
}

/// The keys of the first objects of a file.
enum JSONKeys {
    /// Keys in order of first appearance; objects that are cut off or damaged give those before the damage.
    static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        let span = bytes.span
        var position = 0
        while position < span.count {
            var end = position
            while end < span.count, !RecordEnd.isLineEnd(span[end]) { end += 1 }
            var scanner = JSONScanner(position: position, end: end)
            try? scanner.object(span) { (bytes, key, scanner) throws(RejectReason) in
                let name = String(decoding: key, as: UTF8.self)
                if !names.contains(name) { names.append(name) }
                var ignored: [UInt8] = []
                _ = try scanner.value(bytes, into: &ignored)
            }
            position = end + 1
        }
        return names
    }
}
