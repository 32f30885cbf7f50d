import Assessment
import Ledger
import Policy
import Publishing
import Vocabulary

extension ExplanationBuilder {
    /// The story of a line of `contacts.csv`.
    func contact(_ row: RunTable.Row, asked: String) throws -> Explanation {
        let id = row["contact_id"] ?? ""
        guard let person = Pseudonym(text: row["person"] ?? ""), let tier = Tier(rawValue: row["tier"] ?? "") else {
            throw files.isOlder("contacts.csv")
        }
        let lines = try files.lines("exposures.jsonl", first: "contact_id", is: id, as: ExposureLine.self)
        // Strongest first; of equals the earlier, as the run wrote them.
        let evidence = try lines.map { (line: $0, exposure: try $0.exposure(files)) }.enumerated().sorted {
            $0.element.exposure.isWeightier(than: $1.element.exposure) ?? ($0.offset < $1.offset)
        }.map(\.element)
        let exposures = evidence.map(\.exposure)
        guard !exposures.isEmpty else { throw files.isOlder("exposures.jsonl") }
        let caseID = row["case_id"] ?? ""
        let (window, caseSource) = try window(of: caseID)
        rows.load([caseSource] + lines.flatMap { [$0.source, $0.caseSource] })
        let contact = Contact(
            contactID: id, caseID: caseID, person: person, tier: tier, score: Double(row["score"] ?? "") ?? 0,
            exposures: exposures, flags: (row["flags"] ?? "").split(separator: ";").map(String.init))
        let story = ContactStory(
            contact: contact, window: window, anchors: policy.window.anchors.map(\.rawValue),
            caseRow: rows[caseSource].story,
            exposures: try evidence.map { try self.exposure($0.line, $0.exposure, of: contact) })
        return try explanation(
            row, asked: asked, who: person, id: id, finding: .contact(story),
            terms: policy.score.breakdown(of: exposures, tier: tier))
    }

    private func exposure(_ line: ExposureLine, _ exposure: Exposure, of contact: Contact) throws -> ExposureStory {
        guard let rule = policy.rules.first(where: { $0.id == exposure.rule }) else {
            throw files.isOlder("policy.yaml")
        }
        let caseRow = rows[line.caseSource]
        let subjectRow = rows[line.source]
        let checks = RuleChecks(
            rule: rule, exposure: exposure,
            siblings: contact.exposures.filter { $0.subject == exposure.subject && $0.rule == exposure.rule },
            caseRow: caseRow.record, subjectRow: subjectRow.record, carrier: policy.carrier)
        return ExposureStory(
            exposure: exposure, placeName: try placeName(exposure.place), rule: checks.story,
            link: policy.secondary.flatMap { checks.link($0, asOf: files.run.key.asOf, zone: files.zone) },
            caseRow: caseRow.story, subjectRow: subjectRow.story)
    }

    private func window(of caseID: String) throws -> (WindowRow, SourceLine) {
        guard let row = try files.rows("windows.csv", holding: caseID).first(where: { $0["case_id"] == caseID }) else {
            throw files.isOlder("windows.csv")
        }
        func number(_ column: String) throws -> Int {
            guard let number = Int(row[column] ?? "") else { throw files.isOlder("windows.csv") }
            return number
        }
        func moment(_ column: String) throws -> Int64? {
            guard let text = row[column], !text.isEmpty else { return nil }
            return try files.moment(text)
        }
        var span: TimeSpan?
        if let start = row["window_start"], let end = row["window_end"], !start.isEmpty {
            span = try ExposureLine.span(start, end, files)
        }
        let window = WindowRow(
            caseID: caseID, anchor: row["anchor"], anchorAt: try moment("anchor_at"),
            beforeDays: try number("before_days"), dayIs: row["day_is"] ?? "", window: span,
            endsWith: row["ends_with"] ?? "", reported: try number("parts_reported"),
            observed: try number("parts_observed"), source: .unknown)
        let source = SourceLine(
            file: row["source_file"] ?? "", line: try number("source_line"), digest: row["source_digest"] ?? "")
        return (window, source)
    }

    /// Name and kind of a place; empty for what is no place of the table.
    func placeName(_ placeID: String) throws -> String {
        if placeID.isEmpty { return "" }
        guard let place = try workspace.ledger.read({ try $0.place(placeID) }) else { return "" }
        return "\(place.name) (\(place.kind))"
    }
}

extension Exposure {
    /// Whether it says more than another: by tier, then by evidence of travelling together, then by minutes; nil where
    /// neither does.
    fileprivate func isWeightier(than other: Exposure) -> Bool? {
        if tier != other.tier { return tier < other.tier }
        if isCompanionship != other.isCompanionship { return isCompanionship }
        return minutes == other.minutes ? nil : minutes > other.minutes
    }
}
