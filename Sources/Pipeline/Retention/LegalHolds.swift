import Foundation
import Ledger
import Publishing
import Vocabulary

/// Orders to keep what would be purged.
public enum LegalHolds {
    /// What is asked for when a hold is placed.
    public struct Request: Sendable {
        /// `case`, `person` or `file`, and which: a case id, a pseudonym, or the first 12 or more digits of a SHA-256.
        public var kind: String, target: String
        /// Why, and the last day on which it holds (2020-12-31).
        public var reason: String, until: String
        /// Who asks for it: the user, where nobody is named.
        public var by: String

        /// A request.
        public init(kind: String, target: String, reason: String, until: String, by: String? = nil) {
            self.kind = kind
            self.target = target
            self.reason = reason
            self.until = until
            self.by = by ?? SystemUser.current.name
        }
    }

    /// Places a hold; gives its number.
    ///
    /// Throws ``Outcome/usage`` for what is no case, pseudonym, file or day.
    public static func place(_ workspace: Workspace, _ request: Request, now: Int64) throws -> Int64 {
        guard let kind = LegalHold.Kind(rawValue: request.kind) else {
            throw Failure(.usage, "hold: no kind \(request.kind); kinds are case, person, file")
        }
        guard !request.reason.allSatisfy(\.isWhitespace) else {
            throw Failure(.usage, "--reason: a hold needs one, such as \"proceedings 12/2020\"")
        }
        guard let end = AsOf(request.until, zone: workspace.settings.zone), request.until.count == 10 else {
            throw Failure(.usage, "--until: \(request.until) is no day: write 2020-12-31")
        }
        guard end.moment >= now else { throw Failure(.usage, "--until: \(request.until) is over: name a day to come") }
        return try workspace.ledger.place(
            LegalHold(
                kind: kind, target: try target(of: kind, request.target, workspace), reason: request.reason,
                placedBy: request.by, placedAt: now, lastDay: workspace.settings.zone.localDay(at: end.moment)))
    }

    /// Ends a hold.
    public static func release(_ workspace: Workspace, _ number: Int64) throws {
        guard try workspace.ledger.releaseHold(number) else {
            throw Failure(.usage, "hold \(number): there is none; `tracegrid hold list` names them")
        }
    }

    /// Holds that have not been released, by number.
    public static func list(_ workspace: Workspace) throws -> [[String]] {
        let zone = workspace.settings.zone
        return try workspace.ledger.read { try $0.holds() }.map { hold in
            [
                "\(hold.number)", hold.kind.rawValue, hold.target, CivilDate(dayNumber: hold.lastDay).text,
                hold.placedBy,
                zone.rfc3339(hold.placedAt), hold.reason,
            ]
        }
    }

    /// Names of the columns of ``list(_:)``.
    public static let columns = ["number", "kind", "target", "last_day", "placed_by", "placed_at", "reason"]

    private static func target(of kind: LegalHold.Kind, _ text: String, _ workspace: Workspace) throws -> String {
        switch kind {
        case .case:
            guard try workspace.ledger.read({ try $0.cases() }).contains(where: { $0.caseID == text }) else {
                throw Failure(.usage, "hold: no case of this id is known; ids stand in windows.csv")
            }
            return text
        case .person:
            guard let person = try Pseudonym(text: text).map({ try workspace.presentName(of: $0) }) else {
                throw Failure(
                    .usage,
                    "hold: that is no pseudonym: take one of contacts.csv or exposures.jsonl (p..., d..., t..., v...)")
            }
            return person.text
        case .file:
            let files = try workspace.ledger.read { try $0.files() }.filter {
                text.count >= 12 && $0.sha256.hasPrefix(text)
            }
            guard files.count == 1 else {
                throw Failure(
                    .usage, "hold: no delivery's SHA-256 begins so: take 12 digits or more, as in manifest.json")
            }
            return files[0].sha256
        }
    }
}
