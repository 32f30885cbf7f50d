import Foundation
import Ledger
import Publishing
import Vocabulary

/// Appeals against rows.
///
/// The rows of an appeal that is open or upheld take part in no run; once it is rejected they do again, and results are
/// as if it had never been. Nothing is removed: rows stand where they stood, and every decision stays on record.
public enum Correct {
    /// Opens an appeal about the rows that a request names; gives its number and how many rows it holds.
    ///
    /// Throws ``Outcome/usage`` for a reason that is not on the list, and where nothing, or nothing known, is named.
    public static func open(
        _ workspace: Workspace, _ request: CorrectRequest, now: Int64
    ) throws -> (number: Int64, rows: Int) {
        guard CorrectRequest.reasons.contains(request.reason) else {
            throw Failure(
                .usage,
                "--reason: no reason \(request.reason); reasons are \(CorrectRequest.reasons.joined(separator: ", "))")
        }
        var search = DisputedRowSearch(workspace)
        for row in request.rows { try search.add(place: row) }
        for digest in request.digests { try search.add(digest: digest) }
        for contact in request.contacts { try search.add(contact: contact) }
        if let person = request.person {
            try search.add(person: person, feed: request.feed, from: request.from, to: request.to)
        }
        guard !search.rows.isEmpty else {
            throw Failure(.usage, "correct: name what is disputed: --row, --digest, --contact, or --person with --feed")
        }
        let rows = search.rows.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
        let number = try workspace.ledger.open(
            Appeal(
                reason: request.reason, rows: rows, subjects: search.subjects, at: now, by: request.by,
                note: request.note))
        return (number, rows.count)
    }

    /// Decides an appeal, anew where it was decided before.
    public static func decide(
        _ workspace: Workspace, _ number: Int64, isUpheld: Bool, by: String, note: String, now: Int64
    ) throws {
        let step = Appeal.Step(isUpheld ? .upheld : .rejected, at: now, by: by, note: note)
        guard try workspace.ledger.decide(number, step) else { throw unknown(number) }
    }

    /// Names of the columns of ``list(_:)``.
    public static let columns = [
        "number", "state", "reason", "rows", "opened_at", "opened_by", "decided_at", "decided_by",
    ]
    /// Names of the columns of the history that ``show(_:_:)`` gives.
    public static let steps = ["number", "state", "at", "by", "note"]
    /// Names of the columns of its rows.
    public static let rows = ["number", "file", "line", "digest"]

    /// All appeals, by number.
    public static func list(_ workspace: Workspace) throws -> [[String]] {
        let zone = workspace.settings.zone
        return try workspace.ledger.read { try $0.appeals() }.map { appeal in
            let decided = appeal.steps.count > 1 ? appeal.steps.last : nil
            return [
                "\(appeal.number)", appeal.state.rawValue, appeal.reason, "\(appeal.rows.count)",
                appeal.steps.first.map { zone.rfc3339($0.at) } ?? "", appeal.steps.first?.by ?? "",
                decided.map { zone.rfc3339($0.at) } ?? "", decided?.by ?? "",
            ]
        }
    }

    /// The history of an appeal, oldest step first, and its rows.
    public static func show(_ workspace: Workspace, _ number: Int64) throws -> (steps: [[String]], rows: [[String]]) {
        let zone = workspace.settings.zone
        let (appeals, files) = try workspace.ledger.read { (try $0.appeals(), try $0.files()) }
        guard let appeal = appeals.first(where: { $0.number == number }) else { throw unknown(number) }
        let names = Dictionary(uniqueKeysWithValues: files.map { ($0.number, "\($0.sha256.prefix(12))-\($0.name)") })
        let steps = appeal.steps.map { ["\(number)", $0.state.rawValue, zone.rfc3339($0.at), $0.by, $0.note] }
        let rows = appeal.rows.map { row in
            ["\(number)", names[row.file] ?? "", "\(row.line)", row.digest.map(hexadecimal) ?? ""]
        }
        return (steps, rows)
    }

    private static func hexadecimal(_ digest: UInt64) -> String {
        let digits = String(digest, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func unknown(_ number: Int64) -> Failure {
        Failure(.usage, "appeal \(number): there is none; `tracegrid correct list` names them")
    }
}
