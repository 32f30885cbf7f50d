/// A place in the text of one JSON object (RFC 8259), read strictly.
struct JSONScanner {
    var position: Int
    let end: Int

    typealias Member = (borrowing Span<UInt8>, [UInt8], inout JSONScanner) throws(RejectReason) -> Void

    /// Reads an object that is all there is; `member` is called after each key and must read the value.
    mutating func object(_ bytes: borrowing Span<UInt8>, _ member: Member) throws(RejectReason) {
        skipSpaces(bytes)
        try members(bytes, member)
        skipSpaces(bytes)
        guard position == end else { throw .badJSON }
    }

    /// The elements of a list of strings, numbers and such that is all there is.
    static func list(_ bytes: borrowing Span<UInt8>) throws(RejectReason) -> [[UInt8]] {
        var scanner = JSONScanner(position: 0, end: bytes.count)
        var elements: [[UInt8]] = []
        scanner.skipSpaces(bytes)
        try scanner.expect(bytes, UInt8(ascii: "["))
        scanner.skipSpaces(bytes)
        var isOpen = !scanner.takes(bytes, UInt8(ascii: "]"))
        while isOpen {
            scanner.skipSpaces(bytes)
            var text: [UInt8] = []
            let isList = scanner.position < scanner.end && bytes[scanner.position] == UInt8(ascii: "[")
            guard try scanner.value(bytes, into: &text), !isList else { throw .nestedValue }
            elements.append(text)
            scanner.skipSpaces(bytes)
            isOpen = !scanner.takes(bytes, UInt8(ascii: "]"))
            if isOpen { try scanner.expect(bytes, Byte.comma) }
        }
        scanner.skipSpaces(bytes)
        guard scanner.position == scanner.end else { throw .badJSON }
        return elements
    }

    private mutating func members(_ bytes: borrowing Span<UInt8>, _ member: Member) throws(RejectReason) {
        try expect(bytes, UInt8(ascii: "{"))
        skipSpaces(bytes)
        if takes(bytes, UInt8(ascii: "}")) { return }
        while true {
            skipSpaces(bytes)
            var key: [UInt8] = []
            try string(bytes, into: &key)
            skipSpaces(bytes)
            try expect(bytes, Byte.colon)
            skipSpaces(bytes)
            try member(bytes, key, &self)
            skipSpaces(bytes)
            if takes(bytes, UInt8(ascii: "}")) { return }
            try expect(bytes, Byte.comma)
        }
    }

    /// Whether a number begins here.
    func isAtNumber(_ bytes: borrowing Span<UInt8>) -> Bool {
        position < end && (bytes[position] == Byte.minus || bytes[position] &- Byte.zero <= 9)
    }

    /// Appends the text of a value and returns whether it is flat.
    ///
    /// Strings are unescaped, numbers and booleans as written, null is nothing, arrays of such are joined by `;`.
    /// Objects, and arrays that hold objects or arrays, are not flat.
    mutating func value(
        _ bytes: borrowing Span<UInt8>, into text: inout [UInt8], depth: Int = 0
    ) throws(RejectReason) -> Bool {
        guard position < end, depth < 32 else { throw .badJSON }
        switch bytes[position] {
        case Byte.quote:
            try string(bytes, into: &text)
            return true
        case UInt8(ascii: "{"):
            var ignored: [UInt8] = []
            try members(bytes) { (bytes, _, scanner) throws(RejectReason) in
                _ = try scanner.value(bytes, into: &ignored, depth: depth + 1)
            }
            return false
        case UInt8(ascii: "["):
            return try array(bytes, into: &text, depth: depth)
        case UInt8(ascii: "t"): try literal(bytes, "true", into: &text)
        case UInt8(ascii: "f"): try literal(bytes, "false", into: &text)
        case UInt8(ascii: "n"):
            var ignored: [UInt8] = []
            try literal(bytes, "null", into: &ignored)
        default: try number(bytes, into: &text)
        }
        return true
    }

    private mutating func array(
        _ bytes: borrowing Span<UInt8>, into text: inout [UInt8], depth: Int
    ) throws(RejectReason) -> Bool {
        position += 1
        skipSpaces(bytes)
        if takes(bytes, UInt8(ascii: "]")) { return true }
        var isFlat = true
        var isFirst = true
        while true {
            skipSpaces(bytes)
            if !isFirst { text.append(Byte.semicolon) }
            isFirst = false
            if position < end, bytes[position] == UInt8(ascii: "[") { isFlat = false }
            if try !value(bytes, into: &text, depth: depth + 1) { isFlat = false }
            skipSpaces(bytes)
            if takes(bytes, UInt8(ascii: "]")) { return isFlat }
            try expect(bytes, Byte.comma)
        }
    }

    private mutating func literal(
        _ bytes: borrowing Span<UInt8>, _ word: StaticString, into text: inout [UInt8]
    ) throws(RejectReason) {
        for byte in word.description.utf8 {
            try expect(bytes, byte)
            text.append(byte)
        }
    }

    private mutating func number(_ bytes: borrowing Span<UInt8>, into text: inout [UInt8]) throws(RejectReason) {
        let start = position
        _ = takes(bytes, Byte.minus)
        let whole = digits(bytes)
        guard whole > 0, whole == 1 || bytes[position - whole] != Byte.zero else { throw .badJSON }
        if takes(bytes, Byte.point), digits(bytes) == 0 { throw .badJSON }
        if takes(bytes, UInt8(ascii: "e")) || takes(bytes, UInt8(ascii: "E")) {
            if !takes(bytes, Byte.minus) { _ = takes(bytes, UInt8(ascii: "+")) }
            if digits(bytes) == 0 { throw .badJSON }
        }
        for offset in start..<position { text.append(bytes[offset]) }
    }

    private mutating func digits(_ bytes: borrowing Span<UInt8>) -> Int {
        let start = position
        while position < end, bytes[position] &- Byte.zero <= 9 { position += 1 }
        return position - start
    }

    private mutating func string(_ bytes: borrowing Span<UInt8>, into text: inout [UInt8]) throws(RejectReason) {
        try expect(bytes, Byte.quote)
        while position < end {
            let byte = bytes[position]
            position += 1
            if byte == Byte.quote { return }
            if byte < Byte.space { throw .badJSON }
            if byte == Byte.backslash {
                try escape(bytes, into: &text)
            } else {
                text.append(byte)
            }
        }
        throw .badJSON
    }

    private mutating func escape(_ bytes: borrowing Span<UInt8>, into text: inout [UInt8]) throws(RejectReason) {
        guard position < end else { throw .badJSON }
        let byte = bytes[position]
        position += 1
        switch byte {
        case Byte.quote, Byte.backslash, Byte.slash: text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal(bytes)
            if (0xD800..<0xDC00).contains(unit) {
                try expect(bytes, Byte.backslash)
                try expect(bytes, UInt8(ascii: "u"))
                let low = try hexadecimal(bytes)
                guard (0xDC00..<0xE000).contains(low) else { throw .badJSON }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw .badJSON }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw .badJSON
        }
    }

    private mutating func hexadecimal(_ bytes: borrowing Span<UInt8>) throws(RejectReason) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < end else { throw .badJSON }
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
            default: throw .badJSON
            }
        }
        return value
    }

    private mutating func skipSpaces(_ bytes: borrowing Span<UInt8>) {
        while position < end, bytes[position] == Byte.space || bytes[position] == Byte.tab { position += 1 }
    }

    private mutating func takes(_ bytes: borrowing Span<UInt8>, _ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ bytes: borrowing Span<UInt8>, _ byte: UInt8) throws(RejectReason) {
        guard takes(bytes, byte) else { throw .badJSON }
    }
}
