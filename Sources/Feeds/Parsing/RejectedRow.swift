/// A row that was not accepted, as it was.
public struct RejectedRow: Hashable, Sendable {
    /// Physical line on which the row starts, 1-based.
    public var line: UInt32
    /// Name of the column at fault as the file names it; empty where the whole row is.
    public var column: String
    /// Why.
    public var reason: RejectReason
    /// The row's bytes without line end; only the first ``keptBytes`` of a row that is too long.
    public var raw: [UInt8]

    /// A rejected row.
    public init(line: UInt32, column: String, reason: RejectReason, raw: [UInt8]) {
        self.line = line
        self.column = column
        self.reason = reason
        self.raw = raw
    }

    /// How much is kept of a row that is too long.
    public static let keptBytes = 4096
}

/// Why and where a row failed, thrown from its values to its row.
struct Rejection: Error {
    var reason: RejectReason
    var column: Column?
}
