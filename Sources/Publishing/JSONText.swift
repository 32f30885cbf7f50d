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
        var out = ""
        write(into: &out, indent: nil)
        return out
    }

    /// The value over several lines, indented by two spaces, with a final line end.
    public var pretty: String {
        var out = ""
        write(into: &out, indent: 0)
        return out + "\n"
    }

    private func write(into out: inout String, indent: Int?) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .integer(let value): out += String(value)
        case .decimal(let value, let places):
            out += value.isFinite ? decimalText(value, places: places) : "null"
        case .string(let text): JSONText.writeString(text, into: &out)
        case .array(let values):
            JSONText.writeList(values, "[", "]", into: &out, indent: indent) { value, out, inner in
                value.write(into: &out, indent: inner)
            }
        case .object(let fields):
            JSONText.writeList(fields, "{", "}", into: &out, indent: indent) { field, out, inner in
                JSONText.writeString(field.0, into: &out)
                out += inner == nil ? ":" : ": "
                field.1.write(into: &out, indent: inner)
            }
        }
    }

    private static func writeList<Value>(
        _ values: [Value], _ open: String, _ close: String, into out: inout String, indent: Int?,
        _ element: (Value, inout String, Int?) -> Void
    ) {
        out += open
        for (index, value) in values.enumerated() {
            if index > 0 { out += "," }
            if let indent { out += "\n" + String(repeating: " ", count: indent + 2) }
            element(value, &out, indent.map { $0 + 2 })
        }
        if let indent, !values.isEmpty { out += "\n" + String(repeating: " ", count: indent) }
        out += close
    }

    /// Escapes quotes, backslashes and every control character (C0, DEL, C1, and the two line separators that break
    /// JavaScript).
    private static func writeString(_ text: String, into out: inout String) {
        out.unicodeScalars.append("\"")
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: out += "\\\""
            case 0x5C: out += "\\\\"
            case 0x0A: out += "\\n"
            case 0x0D: out += "\\r"
            case 0x09: out += "\\t"
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out.unicodeScalars.append("\"")
    }
}
