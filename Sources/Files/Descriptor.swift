// Contract of the unsafe code here: every pointer handed to the system spans exactly the count handed with it, is
// valid for the call only, and the kernel writes no more than that count.
import Glibc

/// An open file descriptor that closes itself.
struct Descriptor: ~Copyable {
    let number: Int32
    let path: String

    /// Opens a path; directories, devices and missing files are told apart by the caller or by the errno.
    init(opening path: String, flags: Int32, mode: UInt32 = 0o600) throws(FileError) {
        var number: Int32
        repeat { number = unsafe open(path, flags | O_CLOEXEC | O_NOCTTY, mode) } while number < 0 && errno == EINTR
        guard number >= 0 else { throw FileError(errno, path: path, action: "opening") }
        self.number = number
        self.path = path
    }

    /// Opens an input; `onlyPlainFile` refuses whatever is no regular file under that very name: a link, a pipe, a
    /// device.
    ///
    /// For names that others may exchange between a look at them and this call.
    static func reading(_ path: String, onlyPlainFile: Bool) throws(FileError) -> Descriptor {
        // A pipe without a writer would hold us up for ever.
        let flags = O_RDONLY | (onlyPlainFile ? O_NOFOLLOW | O_NONBLOCK : 0)
        let descriptor = try Descriptor(opening: path, flags: flags)
        if onlyPlainFile {
            switch try descriptor.status().st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw .isDirectory(path: path)
            default: throw .notAFile(path: path)
            }
        }
        return descriptor
    }

    /// Takes over a copy of an open descriptor.
    init(copying other: Int32, path: String) throws(FileError) {
        let number = fcntl(other, F_DUPFD_CLOEXEC, 3)
        guard number >= 0 else { throw FileError(errno, path: path, action: "opening") }
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// What kind of file it is, and its size.
    func status() throws(FileError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw FileError(errno, path: path, action: "inspecting") }
        return status
    }

    /// Reads up to the buffer's size; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while true {
            let got = unsafe Glibc.read(number, buffer.baseAddress, buffer.count)
            if got >= 0 { return got }
            if errno != EINTR { throw FileError(errno, path: path, action: "reading") }
        }
    }

    /// Reads up to the buffer's size from a place in a file; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
        while true {
            let got = unsafe pread(number, buffer.baseAddress, buffer.count, off_t(offset))
            if got >= 0 { return got }
            if errno != EINTR { throw FileError(errno, path: path, action: "reading") }
        }
    }

    /// Reads over the start of an array, at most its size; 0 at the end.
    func read(over bytes: inout [UInt8]) throws(FileError) -> Int {
        try unsafe bytes.withUnsafeMutableBufferPointer { (space) throws(FileError) in
            try unsafe read(into: UnsafeMutableRawBufferPointer(space))
        }
    }

    /// Writes a whole array.
    func write(_ bytes: [UInt8]) throws(FileError) {
        try unsafe bytes.withUnsafeBufferPointer { (space) throws(FileError) in
            try unsafe write(UnsafeRawBufferPointer(space))
        }
    }

    /// Writes all bytes.
    func write(_ buffer: UnsafeRawBufferPointer) throws(FileError) {
        var rest = unsafe buffer[...]
        while unsafe !rest.isEmpty {
            let slice = unsafe UnsafeRawBufferPointer(rebasing: rest)
            let put = unsafe Glibc.write(number, slice.baseAddress, slice.count)
            if put < 0 {
                if errno == EINTR { continue }
                throw FileError(errno, path: path, action: "writing")
            }
            unsafe rest = rest.dropFirst(put)
        }
    }

    /// Waits until the bytes are on the disk; a file system that cannot do this for folders is let off.
    func sync() throws(FileError) {
        while fsync(number) != 0 {
            if errno == EINVAL || errno == EROFS { return }
            if errno != EINTR { throw FileError(errno, path: path, action: "flushing") }
        }
    }
}

extension FileError {
    /// The error of a failed system call.
    init(_ code: Int32, path: String, action: String) {
        switch code {
        case ENOENT, ENOTDIR: self = .notFound(path: path)
        case EISDIR: self = .isDirectory(path: path)
        case ELOOP: self = .isLink(path: path)
        case EACCES, EPERM: self = .noPermission(path: path)
        case ENOSPC, EDQUOT: self = .diskFull(path: path)
        default: self = .io(path: path, action: action, reason: unsafe String(cString: strerror(code)))
        }
    }
}

/// The three streams every process is given.
public enum StandardStreams {
    /// Fills the numbers of streams that the caller closed.
    ///
    /// No file of ours can then get one of them and have messages written into it. Reading or writing a filled stream
    /// fails as if it were closed; standard error alone is swallowed.
    public static func fill() {
        for (number, flags) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY)] {
            // The lowest free number is given out, and those below are filled already.
            if fcntl(number, F_GETFD) < 0 { unsafe _ = open("/dev/null", flags) }
        }
    }

    /// Sends on what was printed; whether all of it could be written.
    public static func flush() -> Bool { fflush(nil) == 0 }
}
