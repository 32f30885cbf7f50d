import Foundation

/// A folder that exists for one test.
public final class ScratchFolder: Sendable {
    /// Absolute path, without a trailing slash.
    public let path: String

    /// Makes an empty folder under the system's temporary folder.
    public init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tracegrid-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Path of an entry of the folder.
    public func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file of the folder and gives its path.
    @discardableResult
    public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Writes a UTF-8 file of the folder and gives its path.
    @discardableResult
    public func write(_ name: String, text: String) throws -> String { try write(name, text.utf8) }

    /// Bytes of a file of the folder.
    public func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// A file of the folder as text.
    public func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }
}
