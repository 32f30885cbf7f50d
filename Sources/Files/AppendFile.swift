import Glibc

/// A file that only grows, by one line at a time, whoever writes it: appends of several processes never mix.
///
/// Nothing in it is ever overwritten or removed, so the system's append-only mark (`chattr +a`) may be set on it.
public final class AppendFile {
    /// Path of the file.
    public let path: String
    private let descriptor: Descriptor
    private static let patience = 2_000
    private static let pause: UInt32 = 5_000

    /// Opens a file for appending, and makes it where there is none.
    ///
    /// Throws ``FileError/isLink(path:)`` or ``FileError/notAFile(path:)`` where something else than a plain file has
    /// the name.
    public init(path: String) throws(FileError) {
        descriptor = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW)
        self.path = path
        guard try descriptor.status().st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    }

    /// Appends what the closure makes of the end of the file, and waits until it is on the disk.
    ///
    /// The closure is lent the last `reach` bytes and told whether they are all; it runs while no other process
    /// appends. Throws ``FileError/locked(path:owner:)`` after ten seconds of waiting for others.
    public func append(
        reach: Int, _ body: (_ end: [UInt8], _ isWhole: Bool) throws -> [UInt8]
    ) throws {
        try lock()
        defer { flock(descriptor.number, LOCK_UN) }
        let size = Int(try descriptor.status().st_size)
        let bytes = try body(try read(from: max(0, size - reach)), size <= reach)
        do throws(FileError) {
            try descriptor.write(bytes)
            try descriptor.sync()
        } catch {
            // Nobody was told of the line yet: a half-written one goes, where the system lets it.
            ftruncate(descriptor.number, off_t(size))
            throw error
        }
        if size == 0 { try FileSystem.syncFolder(FileSystem.folder(of: path)) }
    }

    private func lock() throws(FileError) {
        var tries = AppendFile.patience
        while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
            if errno != EWOULDBLOCK && errno != EINTR { throw FileError(errno, path: path, action: "locking") }
            tries -= 1
            if tries == 0 { throw .locked(path: path, owner: "another process that appends") }
            usleep(AppendFile.pause)
        }
    }

    private func read(from start: Int) throws(FileError) -> [UInt8] {
        guard lseek(descriptor.number, off_t(start), SEEK_SET) >= 0 else {
            throw FileError(errno, path: path, action: "reading")
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = try descriptor.read(over: &piece)
            if got == 0 { return bytes }
            bytes += piece[..<got]
        }
    }
}
