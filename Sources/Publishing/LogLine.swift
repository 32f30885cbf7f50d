import Vocabulary

/// One message of a command as a line for machines that gather logs: a cron mail, the journal, a log collector.
///
/// It bears no more of people than the message does: names of files, cases and places.
public struct LogLine: Sendable {
    /// How much it matters.
    public enum Level: String, Sendable { case info, warning, error }
    /// UTC seconds.
    public var time: Int64
    /// How much it matters.
    public var level: Level
    /// Words of the command, such as `tasks list`; what one call of the program is told from others by; the screening
    /// it makes, once that is known.
    public var command: String, invocation: String, run: String?
    /// A word for the kind of message, such as `SHORT_FILE`.
    public var code: String
    /// The message without its code.
    public var message: String

    /// A line; where the message begins with a code (`SHORT_FILE: ...`), that is its code, else `kind`.
    public init(
        time: Int64, level: Level, command: String, invocation: String, run: String?, kind: String, message: String
    ) {
        (self.time, self.level, self.command, self.invocation, self.run) = (time, level, command, invocation, run)
        let word = message.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
        if word.count > 2, message.dropFirst(word.count).hasPrefix(": ") {
            (code, self.message) = (String(word), String(message.dropFirst(word.count + 2)))
        } else {
            (code, self.message) = (kind, message)
        }
    }

    /// `2020-01-29T01:30:00+00:00 warning nightly 3f9c0a1b2c3d r0123456789ab SHORT_FILE: carrier.csv: ...`; `-` stands
    /// where no run is known.
    public var text: String {
        let words = [ZoneRules.utc.rfc3339(time), level.rawValue, command, invocation, run ?? "-", code]
        return words.map { $0.replacing(" ", with: "-") }.joined(separator: " ") + ": "
            + TerminalTable.printable(message)
    }

    /// One object with the fields `time`, `level`, `command`, `invocation`, `run`, `code` and `message`.
    public var json: String {
        JSONText.object([
            ("time", .string(ZoneRules.utc.rfc3339(time))), ("level", .string(level.rawValue)),
            ("command", .string(command)), ("invocation", .string(invocation)), ("run", .optional(run)),
            ("code", .string(code)), ("message", .string(TerminalTable.printable(message))),
        ]).line
    }
}
