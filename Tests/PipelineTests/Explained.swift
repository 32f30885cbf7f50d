import Foundation
import Pipeline

/// An explanation, as people and as machines read it.
struct Explained {
    let lines: [String]
    let json: [String: Any]

    /// The words as one text, whatever the lines break at.
    var text: String { lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ") }

    init(_ county: County, _ id: String, run: String? = nil, raw: Bool = false) throws {
        let answer = try Explain.run(
            try Workspace.openForReading(at: county.folder),
            ExplainRequest(id: id, runID: run, showsRaw: raw))
        lines = answer.lines(width: 100)
        json = try Night.fields(answer.json)
    }

    var exposures: [[String: Any]] { json["exposures"] as? [[String: Any]] ?? [] }

    /// All rows of deliveries it names, at any depth.
    var rows: [[String: Any]] { Explained.rows(in: json) }

    private static func rows(in value: Any) -> [[String: Any]] {
        if let list = value as? [Any] { return list.flatMap(rows) }
        guard let object = value as? [String: Any] else { return [] }
        if object["state"] != nil, object["cells"] != nil { return [object] }
        return object.keys.sorted().flatMap { rows(in: object[$0] ?? "") }
    }

    /// Every text that is a value, at any depth.
    static func texts(in value: Any) -> [String] {
        if let list = value as? [Any] { return list.flatMap(texts) }
        if let object = value as? [String: Any] { return object.keys.sorted().flatMap { texts(in: object[$0] ?? "") } }
        return (value as? String).map { [$0] } ?? []
    }
}
