// Unsafe: one ioctl that fills a struct of its own, which outlives the call.
import Glibc

/// Rows and columns of the terminal behind standard output.
public struct TerminalSize: Hashable, Sendable {
    /// How many there are.
    public let rows: Int, columns: Int

    /// The size; nil where standard output is no terminal or does not say.
    public static var ofOutput: TerminalSize? {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return nil
        }
        return TerminalSize(rows: Int(size.ws_row), columns: Int(size.ws_col))
    }
}
