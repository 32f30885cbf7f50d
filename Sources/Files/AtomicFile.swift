// Contract of the unsafe code here: array storage is lent to `write` for the call only.
import Glibc
import Synchronization

/// A file that is written aside in its folder and takes its name only when it is whole.
///
/// Without ``commit()`` nothing of it stays.
public final class AtomicFile {
    /// The path it will have.
    public let path: String

    private let temporary: String
    private let descriptor: Descriptor
    private var buffer: [UInt8] = []
    private var isOpen = true

    /// Leftovers of killed writers begin so; see ``FileSystem/sweepTemporaries(in:)``.
    static let temporaryPrefix = ".tmp-"
    private static let serial = Atomic<Int>(0)
    private static let bufferSize = 256 << 10

    /// A number that no other file of this process got.
    static func nextSerial() -> Int { serial.wrappingAdd(1, ordering: .relaxed).newValue }

    /// Starts a file; an older file of the name stays in place until ``commit()``.
    public convenience init(path: String, mode: UInt32 = 0o600) throws(FileError) {
        let folder = FileSystem.folder(of: path)
        while true {
            let temporary = FileSystem.temporaryPath(in: folder)
            let descriptor: Descriptor
            do throws(FileError) {
                descriptor = try Descriptor(opening: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode)
            } catch .io(_, _, let reason) where reason == FileError.alreadyThere {
                continue
            }
            self.init(path: path, temporary: temporary, descriptor: descriptor)
            return
        }
    }

    /// For tests: writes to any descriptor.
    init(path: String, temporary: String, descriptor: consuming Descriptor) {
        self.path = path
        self.temporary = temporary
        self.descriptor = descriptor
        buffer.reserveCapacity(AtomicFile.bufferSize)
    }

    deinit { discard() }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        if buffer.count + bytes.count > AtomicFile.bufferSize { try flush() }
        if bytes.count >= AtomicFile.bufferSize {
            try send(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    /// Appends a piece of a buffer.
    public func write(_ bytes: ArraySlice<UInt8>) throws(FileError) {
        try flush()
        try unsafe bytes.withUnsafeBufferPointer { (space) throws(FileError) in
            try unsafe send(UnsafeRawBufferPointer(space))
        }
    }

    /// Appends words in their little-endian bytes.
    public func write(_ words: [UInt64]) throws(FileError) {
        #if _endian(big)
            let words = words.map(\.littleEndian)
        #endif
        if buffer.count + words.count * 8 > AtomicFile.bufferSize { try flush() }
        if words.count * 8 >= AtomicFile.bufferSize {
            try unsafe words.withUnsafeBufferPointer { (space) throws(FileError) in
                try unsafe send(UnsafeRawBufferPointer(space))
            }
        } else {
            unsafe words.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
        }
    }

    /// Appends text as UTF-8.
    public func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

    /// Puts the file on the disk and in place; on failure the old file stays and nothing of the new one.
    ///
    /// Without `waitsForDisk` a power cut may still lose it: for files of a folder that is synchronised as a whole
    /// (``FileSystem/syncAll()``) before anybody is told of it. The file may take another name in its folder than that
    /// it was begun with.
    public func commit(as name: String? = nil, waitsForDisk: Bool = true) throws(FileError) {
        precondition(isOpen, "a file is committed once")
        do throws(FileError) {
            try flush()
            if waitsForDisk { try descriptor.sync() }
            let target = name.map { "\(FileSystem.folder(of: path))/\($0)" } ?? path
            guard unsafe rename(temporary, target) == 0 else { throw FileError(errno, path: path, action: "renaming") }
            isOpen = false
            if waitsForDisk { try FileSystem.syncFolder(FileSystem.folder(of: path)) }
        } catch {
            discard()
            throw error
        }
    }

    /// Removes what was written.
    public func discard() {
        if isOpen { unsafe _ = unlink(temporary) }
        isOpen = false
    }

    /// Writes a whole file at once.
    public static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600, waitsForDisk: Bool = true
    ) throws(FileError) {
        let file = try AtomicFile(path: path, mode: mode)
        try file.write(bytes)
        try file.commit(waitsForDisk: waitsForDisk)
    }

    /// Writes a whole file of pieces, one behind the other, each in its little-endian bytes.
    public static func write(_ pieces: [[UInt64]], to path: String) throws(FileError) {
        let file = try AtomicFile(path: path)
        for piece in pieces { try file.write(piece) }
        try file.commit()
    }

    private func flush() throws(FileError) {
        if buffer.isEmpty { return }
        try send(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func send(_ bytes: [UInt8]) throws(FileError) {
        try unsafe bytes.withUnsafeBufferPointer { (space) throws(FileError) in
            try unsafe send(UnsafeRawBufferPointer(space))
        }
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        precondition(isOpen, "a file is written before its commit")
        do throws(FileError) {
            try unsafe descriptor.write(bytes)
        } catch {
            discard()
            throw error
        }
    }
}

extension FileError {
    /// The system's words for a name that is taken.
    static let alreadyThere = unsafe String(cString: strerror(EEXIST))
}
