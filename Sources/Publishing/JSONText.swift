import Vocabulary

/// A JSON value that is written the same way every time: objects keep the order they were given in.
public enum JSONText: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fixed count of decimals (0-6); what is not finite is written as `null`.
    case decimal(Double, places: Int)
    case string(String)
    case array([JSONText])
    case object([(String, JSONText)])

    /// Equality of what would be written.
    public static func == (left: JSONText, right: JSONText) -> Bool { left.line == right.line }

    /// Hashes what would be written.
    public func hash(into hasher: inout Hasher) { hasher.combine(line) }

    /// A string, or `null`.
    public static func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }

    /// The value in one line without spaces.
    public var line: String {
        var out: [UInt8] = []
        write(into: &out, indent: nil)
        return String(decoding: out, as: UTF8.self)
    }

    /// The value over several lines, indented by two spaces, with a final line end.
    public var pretty: String {
        var out: [UInt8] = []
        write(into: &out, indent: 0)
        return String(decoding: out, as: UTF8.self) + "\n"
    }

    /// Appends the value in one line, or over several where the indent of its first is given.
    func write(into out: inout [UInt8], indent: Int? = nil) {
        switch self {
        case .null: out.put("null")
        case .bool(let value): out.put(value ? "true" : "false")
        case .integer(let value): out.put(value)
        case .decimal(let value, let places):
            if value.isFinite { out.put(decimal: value, places: places) } else { out.put("null") }
        case .string(let text): out.put(quoted: text)
        case .array(let values):
            JSONText.writeList(values, "[", "]", into: &out, indent: indent) { value, out, inner in
                value.write(into: &out, indent: inner)
            }
        case .object(let fields):
            JSONText.writeList(fields, "{", "}", into: &out, indent: indent) { field, out, inner in
                out.put(quoted: field.0)
                out.put(inner == nil ? ":" : ": ")
                field.1.write(into: &out, indent: inner)
            }
        }
    }

    private static func writeList<Value>(
        _ values: [Value], _ open: String, _ close: String, into out: inout [UInt8], indent: Int?,
        _ element: (Value, inout [UInt8], Int?) -> Void
    ) {
        out.put(open)
        for (index, value) in values.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            if let indent { out.put("\n" + String(repeating: " ", count: indent + 2)) }
            element(value, &out, indent.map { $0 + 2 })
        }
        if let indent, !values.isEmpty { out.put("\n" + String(repeating: " ", count: indent)) }
        out.put(close)
    }
}

extension [UInt8] {
    /// Appends a JSON string: quotes, backslashes and every control character (C0, DEL, C1, and the two line separators
    /// that break JavaScript) are escaped.
    mutating func put(quoted text: String) {
        append(UInt8(ascii: "\""))
        let first = count
        put(text)
        // Nearly every text stands as it is; C2 and E2 begin the characters beyond ASCII that may not.
        var isPlain = true
        for place in first..<count {
            let byte = self[place]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 || byte == 0xE2 {
                isPlain = false
            }
        }
        if !isPlain {
            removeLast(count - first)
            for scalar in text.unicodeScalars { put(escaped: scalar) }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func put(escaped scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x22: put("\\\"")
        case 0x5C: put("\\\\")
        case 0x0A: put("\\n")
        case 0x0D: put("\\r")
        case 0x09: put("\\t")
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
            let digits = String(scalar.value, radix: 16)
            put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        default: put(String(scalar))
        }
    }
}
