import Ledger
import Policy
import Publishing
import Vocabulary

extension ExplanationBuilder {
    /// The story of a line of `undeclared.csv`.
    func undeclared(_ row: RunTable.Row, asked: String) throws -> Explanation {
        let id = row["undeclared_id"] ?? ""
        let lines = try files.lines("undeclared.jsonl", first: "undeclared_id", is: id, as: UndeclaredLine.self)
        guard let line = lines.first else { throw files.isOlder("undeclared.jsonl") }
        let evidence = line.evidence.map(\.source)
        let declared = line.declarations.map { SourceLine(file: $0.file, line: $0.line, digest: "") }
        rows.load(evidence + declared)
        let finding = try finding(row, line)
        let regions = try workspace.ledger.read { try $0.regions() }
        let story = UndeclaredStory(
            finding: finding, id: id, regionName: regions.first { $0.code == line.region }?.name ?? "",
            lookBackDays: policy.undeclared.lookBackDays, toleranceDays: policy.undeclared.toleranceDays,
            countPassingThrough: policy.undeclared.countPassingThrough, evidenceRows: evidence.map { rows[$0].story },
            placeNames: try line.evidence.map { try placeName($0.place) },
            declarationRows: declared.map { rows[$0].story })
        return try explanation(
            row, asked: asked, who: finding.subject, id: id, finding: .undeclared(story), terms: finding.scoreTerms)
    }

    private func finding(_ row: RunTable.Row, _ line: UndeclaredLine) throws -> UndeclaredFinding {
        guard let subject = Pseudonym(text: line.subject), let status = DeclarationStatus(rawValue: row["status"] ?? "")
        else { throw files.isOlder("undeclared.csv") }
        func moment(_ column: String) throws -> Int64? {
            guard let text = row[column], !text.isEmpty else { return nil }
            return try files.moment(text)
        }
        func words(_ column: String) -> [String] { (row[column] ?? "").split(separator: ";").map(String.init) }
        guard let first = try moment("first_seen"), let last = try moment("last_seen") else {
            throw files.isOlder("undeclared.csv")
        }
        let place = row["returned_place"] ?? ""
        var finding = UndeclaredFinding(
            subject: subject, region: line.region, firstSeen: first, lastSeen: last,
            returnedAt: try moment("returned_at"), returnedPlace: place.isEmpty ? nil : place, status: status,
            category: row["category"] ?? "", categories: words("categories"), score: Double(row["score"] ?? "") ?? 0,
            evidence: try line.evidence.map(sight), flags: words("flags"))
        finding.scoreTerms = line.scoreTerms.map { ScoreTerm($0.term, $0.points, why: $0.why) }
        finding.declarations = try line.declarations.map(declaration)
        return finding
    }

    private func sight(_ line: UndeclaredLine.Sight) throws -> RegionEvidence {
        guard let feed = Feed(rawValue: line.feed) else { throw files.isOlder("undeclared.jsonl") }
        return RegionEvidence(
            span: try ExposureLine.span(line.start, line.end, files), feed: feed, kind: line.kind, place: line.place,
            flags: line.flags, source: .unknown)
    }

    private func declaration(_ line: UndeclaredLine.Declared) throws -> ConsideredDeclaration {
        guard let verdict = ConsideredDeclaration.Verdict(rawValue: line.verdict) else {
            throw files.isOlder("undeclared.jsonl")
        }
        return ConsideredDeclaration(
            Declaration(
                idNumber: nil, phone: nil, declaredAt: try files.moment(line.declaredAt), travelled: line.travelled,
                region: line.region, from: try line.from.map(files.moment), to: try line.to.map(files.moment)), verdict)
    }
}
