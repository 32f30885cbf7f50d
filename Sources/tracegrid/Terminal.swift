import Files
import Foundation
import Glibc
import Publishing

/// The terminal that standard output goes to, if it is one.
enum Terminal {
    /// Whether standard output is a terminal.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Columns of a table: the terminal's, else COLUMNS, else 120; at least 60.
    static var width: Int {
        if isOutput, let size = TerminalSize.ofOutput { return max(60, size.columns) }
        return max(60, environment("COLUMNS").flatMap(Int.init) ?? 120)
    }

    /// Colours on a terminal that can show them, unless NO_COLOR is set to anything.
    static var brush: Brush {
        Brush(isOn: isOutput && environment("NO_COLOR") == nil && environment("TERM").map { $0 != "dumb" } ?? false)
    }

    /// Prints lines; more than the terminal holds go through PAGER, where one is set or `less` is there.
    ///
    /// Not for whom `sudo` lets run this program alone: most pagers run any other, and write files.
    static func show(_ lines: [String], isPaged: Bool = true) {
        if isPaged, isOutput, environment("SUDO_USER") == nil, let rows = TerminalSize.ofOutput?.rows,
            lines.count >= rows, page(lines)
        {
            return
        }
        lines.forEach { print($0) }
    }

    private static func page(_ lines: [String]) -> Bool {
        let pager = Process()
        pager.executableURL = URL(fileURLWithPath: "/bin/sh")
        pager.arguments = ["-c", environment("PAGER") ?? "less -FRSX"]
        // `less` then runs no other program, and writes no file.
        pager.environment = ProcessInfo.processInfo.environment.merging(["LESSSECURE": "1"]) { $1 }
        let pipe = Pipe()
        pager.standardInput = pipe
        // Who leaves the pager early ends nothing but the pager.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { _ = signal(SIGPIPE, before) }
        do { try pager.run() } catch { return false }
        let text = Data((lines.joined(separator: "\n") + "\n").utf8)
        try? pipe.fileHandleForWriting.write(contentsOf: text)
        try? pipe.fileHandleForWriting.close()
        pager.waitUntilExit()
        // 127: no such program; nothing was shown.
        return pager.terminationStatus != 127
    }
}
