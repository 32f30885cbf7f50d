// Contract of the unsafe code here: the mapping is read-only, lives from `init` to `deinit`, and is lent for the
// length of a closure. The file must not be shortened while it is mapped: segments are immutable.
import Glibc

/// A whole file in memory, read on demand.
@safe
public struct MappedFile: ~Copyable, @unchecked Sendable {
    /// Where the file is.
    public let path: String
    /// Its size in bytes.
    public let count: Int
    private let base: UnsafeMutableRawPointer?

    /// Maps a regular file.
    public init(path: String) throws(FileError) {
        let descriptor = try Descriptor(opening: path, flags: O_RDONLY)
        let status = try descriptor.status()
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .isDirectory(path: path)
        default: throw .notAFile(path: path)
        }
        let size = Int(status.st_size)
        var mapped: UnsafeMutableRawPointer?
        if size > 0 {
            unsafe mapped = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor.number, 0)
            guard unsafe mapped != MAP_FAILED else { throw FileError(errno, path: path, action: "mapping") }
        }
        self.path = path
        count = size
        unsafe base = mapped
    }

    deinit { if let base = unsafe base { unsafe _ = munmap(base, count) } }

    /// Lends the bytes for the length of the closure.
    public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }

    /// Lends the bytes as a checked span for the length of the closure.
    public borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let buffer = unsafe UnsafeRawBufferPointer(start: base, count: count)
        return try unsafe body(Span(_unsafeElements: buffer.assumingMemoryBound(to: UInt8.self)))
    }
}
