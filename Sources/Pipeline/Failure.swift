/// How a command ended (CONTRACT 8); the raw value is the exit status.
public enum Outcome: Int32, Sendable {
    case done = 0
    case failed = 1
    case usage = 2
    /// Input refused; nothing changed.
    case refused = 3
    /// Done, with warnings that need a person.
    case warnings = 4
    case notPermitted = 5
    /// Another run holds the workspace.
    case locked = 6
    /// Interrupted; safe to run again.
    case interrupted = 75
}

/// A command that cannot go on: one line that names the mend, and the exit status.
public struct Failure: Error, CustomStringConvertible, Sendable {
    /// How the command ends.
    public let outcome: Outcome
    /// One line: what, where, and what to do; no personal value.
    public let description: String

    /// A failure with its line.
    public init(_ outcome: Outcome, _ description: String) {
        self.outcome = outcome
        self.description = description
    }
}
