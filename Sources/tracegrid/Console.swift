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
    }

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

    func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?) {
        guard isTerminal, !isQuiet else { return }
        let now = Console.seconds()
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
            Console.put(TerminalTable.printable(line) + "\n")
        }
    }

    func warn(_ line: String) {
        state.withLock { state in
            clear(&state)
            state.warnings.append(line)
            Console.put("warning: " + TerminalTable.printable(line) + "\n")
        }
    }

    private func clear(_ state: inout State) {
        guard state.lineDrawn else { return }
        Console.put("\r\u{1B}[K")
        state.lineDrawn = false
    }

    /// Help and usage on standard error, whatever the console.
    static func standardError(_ text: String) { put(text + "\n") }

    /// One line about a failure; names in it cannot move the cursor.
    static func failure(_ line: String) { put("tracegrid: " + TerminalTable.printable(line) + "\n") }

    private static func put(_ text: String) {
        // Nobody can be told that standard error is closed.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    private static func seconds() -> Double { ProcessInfo.processInfo.systemUptime }
}
