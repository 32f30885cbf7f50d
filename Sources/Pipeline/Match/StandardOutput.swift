import Foundation

/// Results of a command, written whole.
enum StandardOutput {
    /// Writes bytes; a full disk or a closed file is a failure, a closed pipe ends the process by its signal.
    static func write(_ text: [UInt8]) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text))
        } catch {
            throw Failure(.failed, "standard output: cannot be written: free some space or name another file")
        }
    }
}
