public import Vocabulary

/// A clue from the public, without its text.
public struct ClueRecord: Hashable, Sendable {
    /// Its id.
    public var clueID: String
    /// When, UTC.
    public var time: Int64
    /// Kind, and channel (app, hotline).
    public var kind: String, channel: String
    /// Where.
    public var gridID: String?, position: Position?
    /// Whom it names, where that could be read as an identifier.
    public var subject: Pseudonym?

    /// A clue.
    public init(
        clueID: String, time: Int64, kind: String, channel: String, gridID: String? = nil, position: Position? = nil,
        subject: Pseudonym? = nil
    ) {
        self.clueID = clueID
        self.time = time
        self.kind = kind
        self.channel = channel
        self.gridID = gridID
        self.position = position
        self.subject = subject
    }
}
