// Contract of the unsafe code here: the shape's parts and text are C arrays inside one value; they are written only
// through their own bytes, below the counts that CScan.h gives for them.
import CScan

/// Learns from one JSON object what the rows of its file have in common.
enum JSONShape {
    /// The shape of an object that stands alone on its line, line end included; nil where rows like it cannot be plain:
    /// escapes, bytes that are not ASCII, lists, objects, words, keys that come twice, or too much text.
    ///
    /// `keys` says what the values of known keys are.
    static func learned(_ line: borrowing Span<UInt8>, keys: [[UInt8]: UInt8]) -> tg_json_shape? {
        var walk = Walk(keys: keys)
        guard walk.object(line) else { return nil }
        return walk.shape
    }

    /// A key that means something the kernel does not read: no row with it is plain.
    static let meaningful = UInt8.max

    /// What a column is to the kernel.
    static func kind(of column: Column) -> UInt8 {
        switch column {
        case .phone: UInt8(TG_JSON_PHONE)
        case .time: UInt8(TG_JSON_TIME)
        case .lon: UInt8(TG_JSON_LON)
        case .lat: UInt8(TG_JSON_LAT)
        case .accuracy: UInt8(TG_JSON_ACCURACY)
        default: meaningful
        }
    }

    private struct Walk {
        let keys: [[UInt8]: UInt8]
        var shape = tg_json_shape()
        private var seen: Set<[UInt8]> = []
        private var parts: [tg_json_part] = []
        private var text: [UInt8] = []

        init(keys: [[UInt8]: UInt8]) { self.keys = keys }

        /// Walks over the line; whether it has a shape.
        mutating func object(_ line: borrowing Span<UInt8>) -> Bool {
            var end = line.count
            while end > 0, RecordEnd.isLineEnd(line[end - 1]) { end -= 1 }
            let lineEnd = line.count - end
            // CRLF or LF; the last line of a file may have none and teaches nothing.
            guard lineEnd == 1 && line[end] == Byte.lineFeed || lineEnd == 2 && line[end] == Byte.carriageReturn,
                lineEnd == 1 || line[end + 1] == Byte.lineFeed
            else { return false }
            var position = 0
            var literal = 0
            skipSpaces(line, &position, end)
            guard take(UInt8(ascii: "{"), line, &position, end) else { return false }
            while true {
                skipSpaces(line, &position, end)
                guard let key = string(line, &position, end), seen.insert(key).inserted else { return false }
                skipSpaces(line, &position, end)
                guard take(Byte.colon, line, &position, end) else { return false }
                skipSpaces(line, &position, end)
                guard position < end else { return false }
                let isString = line[position] == Byte.quote
                if isString { position += 1 }
                guard add(line, literal..<position, kind: keys[key] ?? 0, isString: isString) else { return false }
                skipValue(line, &position, end, isString: isString)
                literal = position
                if isString, !take(Byte.quote, line, &position, end) { return false }
                skipSpaces(line, &position, end)
                if take(UInt8(ascii: "}"), line, &position, end) { break }
                guard take(Byte.comma, line, &position, end) else { return false }
            }
            skipSpaces(line, &position, end)
            guard position == end, text.count + line.count - literal <= Int(TG_JSON_TEXT) else { return false }
            shape.end_start = UInt16(text.count)
            shape.end_length = UInt16(line.count - literal)
            shape.line_end = UInt16(lineEnd)
            for place in literal..<line.count { text.append(line[place]) }
            return finish()
        }

        /// Takes the text before a value and what the value is.
        private mutating func add(
            _ line: borrowing Span<UInt8>, _ literal: Range<Int>, kind: UInt8, isString: Bool
        ) -> Bool {
            guard kind != JSONShape.meaningful, parts.count < Int(TG_JSON_PARTS),
                text.count + literal.count <= Int(TG_JSON_TEXT)
            else { return false }
            parts.append(
                tg_json_part(
                    start: UInt16(text.count), length: UInt16(literal.count), kind: kind, is_string: isString ? 1 : 0))
            for place in literal { text.append(line[place]) }
            return true
        }

        private mutating func finish() -> Bool {
            let kinds = Set(parts.map(\.kind))
            let needed = [Column.phone, .time, .lon, .lat].map(JSONShape.kind)
            guard kinds.isSuperset(of: needed) else { return false }
            shape.count = UInt32(parts.count)
            unsafe withUnsafeMutableBytes(of: &shape.parts) { room in
                unsafe parts.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
            }
            unsafe withUnsafeMutableBytes(of: &shape.text) { room in
                unsafe text.withUnsafeBytes { unsafe room.copyMemory(from: $0) }
            }
            return true
        }

        private func skipSpaces(_ line: borrowing Span<UInt8>, _ position: inout Int, _ end: Int) {
            while position < end, line[position] == Byte.space || line[position] == Byte.tab { position += 1 }
        }

        private func take(_ byte: UInt8, _ line: borrowing Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool {
            guard position < end, line[position] == byte else { return false }
            position += 1
            return true
        }

        /// A key without escapes, in plain ASCII.
        private func string(_ line: borrowing Span<UInt8>, _ position: inout Int, _ end: Int) -> [UInt8]? {
            guard take(Byte.quote, line, &position, end) else { return nil }
            var key: [UInt8] = []
            while position < end, line[position] != Byte.quote {
                guard line[position] >= 0x20, line[position] < 0x80, line[position] != Byte.backslash else {
                    return nil
                }
                key.append(line[position])
                position += 1
            }
            return take(Byte.quote, line, &position, end) ? key : nil
        }

        /// Skips what the kernel would take for the value.
        private func skipValue(_ line: borrowing Span<UInt8>, _ position: inout Int, _ end: Int, isString: Bool) {
            while position < end {
                let byte = line[position]
                let goesOn =
                    isString
                    ? byte != Byte.quote && byte != Byte.backslash && byte >= 0x20 && byte < 0x80
                    : byte &- Byte.zero <= 9 || byte == Byte.point || byte == Byte.minus
                if !goesOn { return }
                position += 1
            }
        }
    }
}
