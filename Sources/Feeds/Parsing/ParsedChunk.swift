public import Vocabulary

/// What came of one chunk: every row read is exactly one of observation, registry row or reject.
public struct ParsedChunk: Sendable {
    /// Accepted observations; subject codes are 1-based indexes into ``identifiers``, and `subjects` is empty.
    public var observations: ObservationBlock
    /// What the subject codes mean, each once, in order of first appearance.
    public var identifiers: IdentifierTable
    /// Accepted rows of registry feeds, in order.
    public var registry: [RegistryRow] = []
    /// Rejected rows, in order.
    public var rejects: [RejectedRow] = []
    /// Rows read; header and blank lines are no rows.
    public var rows = 0
    /// What was done to accepted rows, counted.
    public var notes: [FeedNote: Int] = [:]

    /// Accepted rows.
    public var accepted: Int { observations.count + registry.count }
    /// Rejected rows that count against the file.
    public var rejectsCounted: Int { rejects.count { $0.reason.countsAgainstFile } }
}
