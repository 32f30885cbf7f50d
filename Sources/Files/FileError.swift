/// Why a file could not be read, written, locked or decoded.
public enum FileError: Error, Hashable, Sendable {
    /// Nothing is there.
    case notFound(path: String)
    /// A folder stands where a file is needed.
    case isDirectory(path: String)
    /// The operating system refuses access.
    case noPermission(path: String)
    /// A device or something else that is neither a regular file nor a pipe.
    case notAFile(path: String)
    /// A link where none may stand, or links that lead round in a circle.
    case isLink(path: String)
    /// More bytes than are read into memory at once.
    case tooLarge(path: String, limit: Int)
    /// A compressed stream that ends before its last frame is whole.
    case truncated(path: String, compression: Compression)
    /// A compressed stream that cannot be decoded.
    case damaged(path: String, compression: Compression, reason: String)
    /// Others than its owner can reach a file that holds a secret.
    case exposed(path: String, mend: String)
    /// No space is left.
    case diskFull(path: String)
    /// Another process holds the lock; `owner` is what it wrote about itself.
    case locked(path: String, owner: String)
    /// The system's `iconv` lacks an encoding.
    case encodingUnavailable(path: String, encoding: TextEncoding)
    /// Anything else, with the system's own words.
    case io(path: String, action: String, reason: String)
}

extension FileError {
    /// The file in question.
    public var path: String {
        switch self {
        case .notFound(let path), .isDirectory(let path), .noPermission(let path), .notAFile(let path),
            .isLink(let path), .tooLarge(let path, _), .diskFull(let path), .truncated(let path, _),
            .damaged(let path, _, _), .locked(let path, _),
            .encodingUnavailable(let path, _), .exposed(let path, _), .io(let path, _, _):
            path
        }
    }

    /// Whether the file system has no room left.
    public var isDiskFull: Bool { if case .diskFull = self { true } else { false } }
}

extension FileError: CustomStringConvertible {
    /// One line: what, where, and the mend.
    public var description: String {
        switch self {
        case .notFound(let path): "\(path): not found; check the path"
        case .isDirectory(let path): "\(path): is a folder; name a file inside it"
        case .noPermission(let path): "\(path): permission denied; check owner and mode"
        case .notAFile(let path): "\(path): is neither a regular file nor a pipe; name one of these"
        case .isLink(let path): "\(path): is a link, and none may stand here; put the file itself there"
        case .tooLarge(let path, let limit):
            "\(path): larger than \(limit >> 20) MiB, the most that is read at once; deliver it in several files"
        case .truncated(let path, let compression):
            "\(path): the \(compression.rawValue) stream ends too early; fetch the file again"
        case .damaged(let path, let compression, let reason):
            "\(path): the \(compression.rawValue) stream is damaged (\(reason)); fetch the file again"
        case .exposed(let path, let mend): "\(path): others can reach this key: \(mend)"
        case .diskFull(let path): "\(path): no space left on the disk; free some and run again"
        case .locked(let path, let owner):
            "\(path): locked by \(owner.isEmpty ? "another process" : owner); wait until it is done"
        case .encodingUnavailable(let path, let encoding):
            "\(path): the system cannot decode \(encoding.rawValue); install its iconv tables or convert to UTF-8"
        case .io(let path, let action, let reason): "\(path): \(action) failed: \(reason); check the disk and run again"
        }
    }
}
