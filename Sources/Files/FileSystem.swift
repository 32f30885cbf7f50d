// Contract of the unsafe code here: names read from `readdir` are copied before the next call; buffers lent to the
// system live for the call.
import Glibc

/// What the project asks of folders and whole files.
public enum FileSystem {
    /// Whether something is at the path (a dangling link is not).
    public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Waits until everything written so far is on the disk.
    public static func syncAll() { sync() }

    /// Whether a folder is at the path.
    public static func isFolder(_ path: String) -> Bool {
        (try? status(path)).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// Size of a file in bytes.
    public static func size(_ path: String) throws(FileError) -> Int { Int(try status(path).st_size) }

    /// Size and moment of the last change of a plain file under that very name; nil where there is none.
    public static func stamp(of path: String) throws(FileError) -> (bytes: Int, modified: Int64)? {
        var status = stat()
        if unsafe lstat(path, &status) != 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw FileError(errno, path: path, action: "inspecting")
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return (Int(status.st_size), Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    }

    /// Bytes an ordinary user may still write to the file system of a path.
    public static func freeSpace(_ path: String) throws(FileError) -> Int {
        var space = statvfs()
        guard unsafe statvfs(path, &space) == 0 else { throw FileError(errno, path: path, action: "inspecting") }
        return Int(space.f_bavail) * Int(space.f_frsize)
    }

    /// The whole of a file.
    ///
    /// Throws ``FileError/tooLarge(path:limit:)`` where it has more bytes than `limit`; with `onlyPlainFile` whatever
    /// is no regular file under that very name is refused.
    public static func read(
        _ path: String, atMost limit: Int = .max, onlyPlainFile: Bool = false
    ) throws(FileError) -> [UInt8] {
        let descriptor = try Descriptor.reading(path, onlyPlainFile: onlyPlainFile)
        let status = try descriptor.status()
        if status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(path: path) }
        if Int(status.st_size) > limit { throw .tooLarge(path: path, limit: limit) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: min(max(Int(status.st_size) + 1, 4096), 1 << 20))
        while true {
            let got = try descriptor.read(over: &piece)
            if got == 0 { return bytes }
            // It may have grown meanwhile.
            if got > limit - bytes.count { throw .tooLarge(path: path, limit: limit) }
            bytes.append(contentsOf: piece[..<got])
        }
    }

    /// Lends a regular file piece by piece while the closure asks for more, so that memory stays flat whatever its
    /// size.
    ///
    /// With `onlyPlainFile` a link to one is refused.
    public static func readPieces(
        of path: String, onlyPlainFile: Bool = false, _ body: (ArraySlice<UInt8>) throws(FileError) -> Bool
    ) throws(FileError) {
        let descriptor = try Descriptor.reading(path, onlyPlainFile: onlyPlainFile)
        let kind = try descriptor.status().st_mode & S_IFMT
        if kind == S_IFDIR { throw .isDirectory(path: path) }
        if kind != S_IFREG { throw .notAFile(path: path) }
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let got = try descriptor.read(over: &piece)
            if got == 0 { return }
            if try !body(piece[..<got]) { return }
        }
    }

    /// Names in a folder, sorted by their bytes, without `.` and `..`.
    public static func list(_ folder: String) throws(FileError) -> [String] {
        guard let handle = unsafe opendir(folder) else { throw FileError(errno, path: folder, action: "listing") }
        defer { unsafe _ = closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Makes a folder and its parents; those that exist stay as they are.
    public static func makeFolder(_ path: String, mode: UInt32 = 0o700) throws(FileError) {
        if isFolder(path) { return }
        let parent = folder(of: path)
        if parent != path && parent != "." && !isFolder(parent) { try makeFolder(parent, mode: mode) }
        guard unsafe mkdir(path, mode) == 0 || (errno == EEXIST && isFolder(path)) else {
            throw FileError(errno, path: path, action: "making the folder")
        }
        try syncFolder(parent)
    }

    /// Moves a file, across file systems by a copy that is whole before the original goes; no link is followed.
    ///
    /// Without `waitsForDisk` a power cut may still undo it: for files that are as good where they were.
    public static func move(_ source: String, to target: String, waitsForDisk: Bool = true) throws(FileError) {
        if unsafe rename(source, target) == 0 {
            if waitsForDisk { try syncFolder(folder(of: target)) }
            return
        }
        guard errno == EXDEV else { throw FileError(errno, path: source, action: "moving") }
        try copy(source, to: target, onlyPlainFile: true)
        try remove(source)
    }

    /// Makes a regular file readable and writable for its owner only; a link is refused and what it leads to left
    /// alone.
    public static func makePrivate(_ path: String) throws(FileError) {
        let descriptor = try Descriptor.reading(path, onlyPlainFile: true)
        guard fchmod(descriptor.number, 0o600) == 0 else { throw FileError(errno, path: path, action: "protecting") }
    }

    /// The text of a file that holds a secret, if nobody but its owner can reach it.
    ///
    /// Throws ``FileError/exposed(path:mend:)`` where group or others can read it (or write it, where it is
    /// `isPublic`), or where it belongs to somebody else than us or root.
    public static func readKey(_ path: String, isPublic: Bool = false) throws(FileError) -> String {
        let descriptor = try Descriptor(opening: path, flags: O_RDONLY)
        let status = try descriptor.status()
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard status.st_mode & (isPublic ? 0o022 : 0o077) == 0 else {
            throw .exposed(path: path, mend: "chmod \(isPublic ? "go-w" : "600") \(path)")
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 || geteuid() == 0 else {
            throw .exposed(path: path, mend: "chown it to the account that runs tracegrid")
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1 << 16 {
            let got = try descriptor.read(over: &piece)
            if got == 0 { break }
            bytes += piece[..<got]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Copies a file; the copy appears when it is whole.
    ///
    /// With `onlyPlainFile` a link is refused.
    public static func copy(_ source: String, to target: String, onlyPlainFile: Bool = false) throws(FileError) {
        let descriptor = try Descriptor.reading(source, onlyPlainFile: onlyPlainFile)
        let mode = try descriptor.status().st_mode & 0o777
        let file = try AtomicFile(path: target, mode: mode)
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let got = try descriptor.read(over: &piece)
            if got == 0 { break }
            try file.write(got == piece.count ? piece : Array(piece[..<got]))
        }
        try file.commit()
    }

    /// Points a symbolic link at `destination`, replacing an older link at once.
    public static func replaceLink(_ path: String, to destination: String) throws(FileError) {
        let aside = "\(folder(of: path))/\(AtomicFile.temporaryPrefix)link-\(getpid())"
        unsafe _ = unlink(aside)
        guard unsafe symlink(destination, aside) == 0 else { throw FileError(errno, path: path, action: "linking") }
        guard unsafe rename(aside, path) == 0 else {
            let code = errno
            unsafe _ = unlink(aside)
            throw FileError(code, path: path, action: "linking")
        }
        try syncFolder(folder(of: path))
    }

    /// Removes a file; a missing one is no error.
    public static func remove(_ path: String) throws(FileError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw FileError(errno, path: path, action: "removing")
        }
    }

    /// Removes a file or a folder with all it holds, never following links; a missing one is no error.
    public static func removeTree(_ path: String) throws(FileError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw FileError(errno, path: path, action: "removing")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            try remove(path)
            return
        }
        for name in try list(path) { try removeTree("\(path)/\(name)") }
        guard unsafe rmdir(path) == 0 else { throw FileError(errno, path: path, action: "removing") }
    }

    /// A path in a folder for a file that is to be moved on once it is whole; swept like any half-written file.
    public static func temporaryPath(in folder: String) -> String {
        "\(folder)/\(AtomicFile.temporaryPrefix)\(getpid())-\(AtomicFile.nextSerial())"
    }

    /// Removes what killed writers left in a folder, files and folders; only the holder of the workspace's lock may
    /// call it.
    ///
    /// Gives their number.
    @discardableResult
    public static func sweepTemporaries(in folder: String) throws(FileError) -> Int {
        let names = try list(folder).filter { $0.hasPrefix(AtomicFile.temporaryPrefix) }
        for name in names { try removeTree("\(folder)/\(name)") }
        return names.count
    }

    /// Waits until a folder's entries are on the disk.
    static func syncFolder(_ path: String) throws(FileError) {
        try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY).sync()
    }

    /// The folder part of a path.
    static func folder(of path: String) -> String {
        let parts = path.utf8
        guard let slash = parts.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == parts.startIndex ? "/" : String(path[..<slash])
    }

    private static func status(_ path: String) throws(FileError) -> stat {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw FileError(errno, path: path, action: "inspecting") }
        return status
    }
}
