import Publishing

/// What came of the replacement of a key; it names keys by their fingerprints.
public struct KeyRotationSummary: Sendable {
    /// Two lines for people, the second about what is to be done now.
    let title: String, advice: String
    let old: String, new: String
    let counts: [(name: String, value: Int)]

    /// Lines for a terminal.
    public var tableLines: [String] { [title, advice] }

    /// The same for machines.
    public var json: String {
        let numbers = counts.map { ($0.name, JSONText.integer(Int64($0.value))) }
        return JSONText.object([("old", .string(old)), ("new", .string(new))] + numbers).line
    }

    /// The same as a table with one row.
    public var csv: String {
        var writer = CSVWriter(header: ["old", "new"] + counts.map(\.name))
        writer.append([old, new] + counts.map { "\($0.value)" })
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
