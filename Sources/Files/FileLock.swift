import Glibc

/// A lock that one process holds on a file, with words about its owner in it.
///
/// The system frees it when the process ends, however it ends; the file stays.
public final class FileLock {
    /// Path of the lock file.
    public let path: String
    private let descriptor: Descriptor
    private static let tries = 40

    /// Takes the lock, waiting no longer than somebody takes to look at it; `owner` (process, user, start time) is what
    /// others will be told.
    ///
    /// Throws ``FileError/locked(path:owner:)`` with the holder's words where another holds it.
    public init(path: String, owner: String) throws(FileError) {
        // It is emptied below: through a link that would be another file.
        let descriptor = try Descriptor(opening: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW)
        // Whoever only asks for the holder has the lock for an instant: what stands for long is a holder.
        var tries = FileLock.tries
        while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
            if errno != EWOULDBLOCK { throw FileError(errno, path: path, action: "locking") }
            tries -= 1
            if tries == 0 { throw .locked(path: path, owner: FileLock.words(path)) }
            usleep(5_000)
        }
        guard ftruncate(descriptor.number, 0) == 0 else { throw FileError(errno, path: path, action: "locking") }
        try descriptor.write(Array(owner.utf8))
        self.path = path
        self.descriptor = descriptor
    }

    deinit { ftruncate(descriptor.number, 0) }

    /// What the present holder wrote; nil where nobody holds the lock.
    public static func holder(path: String) -> String? {
        guard let descriptor = try? Descriptor(opening: path, flags: O_RDWR) else { return nil }
        if flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 { return nil }
        return words(path)
    }

    private static func words(_ path: String) -> String {
        let bytes = (try? FileSystem.read(path)) ?? []
        return String(decoding: bytes.prefix(200).map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }
}
