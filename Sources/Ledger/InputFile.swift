public import Vocabulary

/// One delivered file and what became of its rows.
public struct InputFile: Hashable, Sendable {
    /// Number that the rows carry; see ``LedgerSnapshot/nextFileNumber()``.
    public var number: UInt32
    /// Lower-case hexadecimal SHA-256 of the bytes as delivered, and the name they came under.
    public var sha256: String, name: String
    /// Feed, and name of the mapping that read it.
    public var feed: Feed, mapping: String
    /// Size as delivered.
    public var bytes: Int
    /// Rows read, and what became of them; read = accepted + rejected + duplicate.
    public var rowsRead: Int, accepted: Int, rejected: Int, duplicate: Int
    /// Rejected rows by reason code.
    public var rejectReasons: [String: Int]
    /// Remarks for the manifest, in the order they came up.
    public var notes: [String]
    /// First and last local day of the rows, as day numbers.
    public var firstDay: Int32?, lastDay: Int32?
    /// When it was taken in, UTC.
    public var ingestedAt: Int64
    /// Why a refusal was overruled.
    public var acceptAnyway: String?

    /// A delivered file.
    public init(
        number: UInt32, sha256: String, name: String, feed: Feed, mapping: String, bytes: Int, rowsRead: Int,
        accepted: Int, rejected: Int, duplicate: Int, rejectReasons: [String: Int] = [:], notes: [String] = [],
        firstDay: Int32? = nil, lastDay: Int32? = nil, ingestedAt: Int64, acceptAnyway: String? = nil
    ) {
        self.number = number
        self.sha256 = sha256
        self.name = name
        self.feed = feed
        self.mapping = mapping
        self.bytes = bytes
        self.rowsRead = rowsRead
        self.accepted = accepted
        self.rejected = rejected
        self.duplicate = duplicate
        self.rejectReasons = rejectReasons
        self.notes = notes
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.ingestedAt = ingestedAt
        self.acceptAnyway = acceptAnyway
    }
}
