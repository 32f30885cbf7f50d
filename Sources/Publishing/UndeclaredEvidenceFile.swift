public import Vocabulary

/// `undeclared.jsonl`: what stands behind each line of `undeclared.csv`: every sight with its row, the declarations
/// that were looked at, and the terms of the score.
public enum UndeclaredEvidenceFile {
    /// The file's bytes, one finding per line in the order given.
    public static func bytes(
        _ rows: [UndeclaredRow], policy: PolicyStamp, zone: ZoneRules, fileNames: [UInt32: String]
    ) -> [UInt8] {
        let stamp = zip(PolicyStamp.columns, policy.cells).map { ($0, JSONText.string($1)) }
        var bytes: [UInt8] = []
        for row in rows {
            let finding = row.finding
            let fields: [(String, JSONText)] = [
                ("undeclared_id", .string(row.id)), ("subject", .string(finding.subject.text)),
                ("region", .string(finding.region)),
                ("evidence", .array(finding.evidence.map { json($0, zone, fileNames) })),
                ("declarations", .array(finding.declarations.map { json($0, zone, fileNames) })),
                ("score_terms", .array(finding.scoreTerms.map(\.json))),
            ]
            JSONText.object(fields + stamp).write(into: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func json(_ sight: RegionEvidence, _ zone: ZoneRules, _ names: [UInt32: String]) -> JSONText {
        .object([
            ("kind", .string(sight.kind)), ("feed", .string(sight.feed.rawValue)), ("place", .string(sight.place)),
            ("start", .string(zone.rfc3339(sight.span.start))), ("end", .string(zone.rfc3339(sight.span.end))),
            ("flags", .array(sight.flags.map { .string($0) })),
            ("source", json(sight.source, names)),
        ])
    }

    private static func json(_ source: RowSource, _ names: [UInt32: String]) -> JSONText {
        .object([
            ("file", .string(names[source.file] ?? String(source.file))), ("line", .integer(Int64(source.line))),
            ("digest", .string(digestText(source.digest))),
        ])
    }

    private static func json(
        _ considered: ConsideredDeclaration, _ zone: ZoneRules, _ names: [UInt32: String]
    ) -> JSONText {
        let declaration = considered.declaration
        return .object([
            ("declared_at", .string(zone.rfc3339(declaration.declaredAt))),
            ("travelled", .bool(declaration.travelled)), ("region", .optional(declaration.region)),
            ("from", .optional(declaration.from.map(zone.rfc3339))),
            ("to", .optional(declaration.to.map(zone.rfc3339))),
            ("verdict", .string(considered.verdict.rawValue)),
            ("file", .string(names[declaration.source.file] ?? String(declaration.source.file))),
            ("line", .integer(Int64(declaration.source.line))),
        ])
    }
}

extension ScoreTerm {
    /// The term in outputs; points to six decimals.
    var json: JSONText {
        .object([("term", .string(term)), ("points", .decimal(points, places: 6)), ("why", .string(why))])
    }
}
