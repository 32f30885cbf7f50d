/// What is disputed: rows by place or digest, the rows behind a contact, or what a feed says of a person.
public struct CorrectRequest: Sendable {
    /// FILE:LINE (12 or more digits of the delivery's SHA-256), and digests of 16 hexadecimal digits.
    public var rows: [String] = [], digests: [String] = []
    /// Ids of contacts of the latest complete run.
    public var contacts: [String] = []
    /// A pseudonym, with the feed whose rows about it are disputed, and the days of the rows (2020-02-03).
    public var person: String?, feed: String?, from: String?, to: String?
    /// A word of ``reasons``.
    public var reason: String
    /// Who says so (the user where nobody is named), and what.
    public var by: String, note: String

    /// A request that names no row yet.
    public init(reason: String, by: String? = nil, note: String = "") {
        self.reason = reason
        self.by = by ?? SystemUser.current.name
        self.note = note
    }

    /// Why a row may be disputed.
    public static let reasons = [
        "wrong_person", "not_there", "not_aboard", "wrong_time", "wrong_place", "shared_identifier", "false_result",
        "replaced", "typing_error",
    ]
}
