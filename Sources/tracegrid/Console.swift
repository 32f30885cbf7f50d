import Foundation
import Pipeline
import Publishing
import Synchronization

/// Draws progress and messages on standard error; results belong on standard output.
final class Console: Reporter {
    private struct State {
        var started: Double?
        var stageStarted: [String: Double] = [:]
        var lineDrawn = false
        var lastDrawn = 0.0
        var warnings: [String] = []
        var lastLogged: Double?
    }
    /// Seconds between two lines about progress in a log.
    private static let logPause = 60.0

    private let state = Mutex(State())
    private let isQuiet: Bool
    private let isTerminal: Bool

    /// A console; progress is drawn only when standard error is a terminal.
    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    /// Whether anything needed a person.
    var hasWarnings: Bool { state.withLock { !$0.warnings.isEmpty } }

    func opened(_ language: Language) { Speech.opened(language) }

    func began(run: String) { LogContext.current.run = run }

    func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?) {
        let isLog = LogContext.current.format != .plain
        guard isTerminal || isLog, !isQuiet else { return }
        let now = Console.seconds()
        if isLog { return logProgress(stage: stage, rows: rows, now: now) }
        state.withLock { state in
            let first = state.started ?? now
            state.started = first
            let start = state.stageStarted[stage] ?? now
            state.stageStarted[stage] = start
            // Nothing under a second is worth a line, and ten lines a second are enough.
            guard now - first >= 1, now - state.lastDrawn >= 0.1 else { return }
            state.lastDrawn = now
            state.lineDrawn = true
            let line = Progress.line(
                rows: Int64(rows), bytes: Int64(bytes), totalBytes: totalBytes.map(Int64.init), seconds: now - start)
            Console.put("\r\u{1B}[K\(TerminalTable.printable(stage)): \(line)")
        }
    }

    private func logProgress(stage: String, rows: Int, now: Double) {
        let isDue = state.withLock { state in
            let isDue = state.lastLogged.map { now - $0 >= Console.logPause } ?? false
            if isDue || state.lastLogged == nil { state.lastLogged = now }
            return isDue
        }
        if isDue, let line = LogContext.current.line(.info, "PROGRESS", "\(stage): \(rows) rows") { Console.put(line) }
    }

    func stageEnded() {
        state.withLock { state in
            state.stageStarted = [:]
            clear(&state)
        }
    }

    func note(_ line: String) {
        if isQuiet { return }
        state.withLock { state in
            clear(&state)
            Console.put(
                LogContext.current.line(.info, "NOTE", line) ?? TerminalTable.printable(line) + "\n")
        }
    }

    func note(_ phrase: Phrase) {
        note(phrase.text(LogContext.current.format == .plain ? Speech.language : .english))
    }

    func warn(_ line: String) {
        state.withLock { state in
            clear(&state)
            state.warnings.append(line)
            Console.put(
                LogContext.current.line(.warning, "WARNING", line)
                    ?? TerminalTable.printable(Speech.warning(line)) + "\n")
        }
    }

    private func clear(_ state: inout State) {
        guard state.lineDrawn else { return }
        Console.put("\r\u{1B}[K")
        state.lineDrawn = false
    }

    /// What is wrong with the command line.
    ///
    /// What was typed can be a person's number: a log gets none of it.
    static func usage(_ text: String) {
        let words = LogContext.current.command
        put(
            LogContext.current.line(
                .error, Outcome.usage.code, "the command line is wrong: see tracegrid help \(words)") ?? text + "\n")
    }

    /// One line about a failure; names in it cannot move the cursor.
    static func failure(_ line: String, _ outcome: Outcome = .failed) {
        put(
            LogContext.current.line(.error, outcome.code, line)
                ?? TerminalTable.printable(Speech.failure(line, outcome.code)) + "\n")
    }

    private static func put(_ text: String) {
        // Nobody can be told that standard error is closed.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private static func seconds() -> Double { ProcessInfo.processInfo.systemUptime }
}

extension Outcome {
    /// The ending as a code of a log line.
    fileprivate var code: String {
        switch self {
        case .done: "DONE"
        case .failed: "FAILED"
        case .usage: "USAGE"
        case .refused: "REFUSED"
        case .warnings: "WARNINGS"
        case .notPermitted: "NOT_PERMITTED"
        case .locked: "LOCKED"
        case .interrupted: "INTERRUPTED"
        }
    }
}
