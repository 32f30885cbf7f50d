import ArgumentParser
import Foundation
import Pipeline
import Publishing
import Synchronization

/// How messages on standard error are written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    /// As people read them; the default.
    case plain
    /// One line each, with time, level, command, call, run and code before it; or an object of the same.
    case text, json
}

/// What every line of this call of the program bears.
///
/// It is found out from the words of the command line before these are parsed, so that what is wrong with them is told in
/// the format that was asked for.
struct LogContext: Sendable {
    var format: LogFormat
    /// Words of the command, such as `tasks list`.
    var command: String
    /// The journal's name for this start of a unit, else one of its own.
    var invocation: String
    /// The run that is made, once it is known.
    var run: String?

    private static let state = Mutex<LogContext>(LogContext(of: Array(CommandLine.arguments.dropFirst())))

    /// That of this call.
    static var current: LogContext {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }

    init(of words: [String]) {
        let place = words.firstIndex(of: "--log-format").map { $0 + 1 }
        let named =
            place.flatMap { $0 < words.count ? words[$0] : nil }
            ?? words.first { $0.hasPrefix("--log-format=") }.map { String($0.dropFirst("--log-format=".count)) }
        format = (named ?? environment("TRACEGRID_LOG_FORMAT")).flatMap(LogFormat.init(rawValue:)) ?? .plain
        command = LogContext.command(words)
        invocation = environment("INVOCATION_ID") ?? String(UInt64.random(in: 0..<1 << 48) | 1 << 48, radix: 16)
    }

    /// The words that name a command, however deep.
    private static func command(_ words: [String]) -> String {
        var type: any ParsableCommand.Type = Tracegrid.self
        var names: [String] = []
        for word in words where !word.hasPrefix("-") {
            let below = type.configuration.subcommands + type.configuration.groupedSubcommands.flatMap(\.subcommands)
            guard let next = below.first(where: { $0.configuration.commandName == word }) else { break }
            names.append(word)
            type = next
        }
        return names.isEmpty ? "tracegrid" : names.joined(separator: " ")
    }

    /// A message in the format of this call, with its line end; nil where it is written for people.
    func line(_ level: LogLine.Level, _ kind: String, _ message: String) -> String? {
        if format == .plain { return nil }
        let line = LogLine(
            time: clock(), level: level, command: command, invocation: invocation, run: run, kind: kind,
            message: message)
        return (format == .json ? line.json : line.text) + "\n"
    }
}
