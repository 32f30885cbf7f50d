public import Vocabulary

/// What came of one chunk: every row read is exactly one of observation, registry row or reject.
public struct ParsedChunk: Sendable {
    /// Accepted observations; subject codes are 1-based indexes into ``identifiers``, and `subjects` is empty.
    public var observations: ObservationBlock
    /// What the subject codes mean, each once, in order of first appearance.
    public var identifiers: IdentifierTable
    /// For each observation the 11-digit mobile number of its phone, or 0; empty where no row has one.
    ///
    /// Only where the parser was asked for the numbers: a plain row's phone has code 0 then.
    public var mobiles: [UInt64] = []
    /// Accepted rows of registry feeds, in order.
    public var registry: [RegistryRow] = []
    /// Rejected rows, in order.
    public var rejects: [RejectedRow] = []
    /// Rows read; header and blank lines are no rows.
    public var rows = 0
    /// Physical lines taken, header and blank lines too.
    public var lines: UInt32 = 0
    /// What was done to accepted rows, counted.
    public var notes: [FeedNote: Int] = [:]

    /// Counts all lines from another first line on: `count` further down.
    public mutating func moveLines(by count: UInt32) {
        if count == 0 { return }
        for row in observations.line.indices { observations.line[row] += count }
        for row in registry.indices { registry[row].line += count }
        for row in rejects.indices { rejects[row].line += count }
    }

    /// Accepted rows.
    public var accepted: Int { observations.count + registry.count }
    /// Rejected rows that count against the file.
    public var rejectsCounted: Int { rejects.count { $0.reason.countsAgainstFile } }
}
