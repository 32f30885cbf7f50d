public import Files

/// Why a segment could not be written or read.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operating system refused.
    case file(FileError)
    /// The file is no segment, or was cut short.
    case notASegment(path: String)
    /// A segment of a newer format.
    case version(path: String, found: UInt32)
    /// Bytes are not what was written; `column` and `block` say where, as far as they apply.
    case damaged(path: String, column: String, block: Int?)

    /// One line: what, where, and the mend.
    public var description: String {
        switch self {
        case .file, .version: fault
        case .notASegment, .damaged: "\(fault); run `tracegrid doctor --repair`"
        }
    }

    /// What is wrong, and where.
    public var fault: String {
        switch self {
        case .file(let error): error.description
        case .notASegment(let path): "\(path): is no whole segment"
        case .version(let path, let found):
            "\(path): segment format \(found) is newer than this program; use a newer program"
        case .damaged(let path, let column, let block):
            "\(path): damaged in \(column)\(block.map { ", block \($0)" } ?? "")"
        }
    }

    /// Whether the segment may be gone or broken; the disk being full, or a file that nobody may read, is no damage.
    public var isDamage: Bool {
        switch self {
        case .file(.notFound), .file(.io), .notASegment, .version, .damaged: true
        case .file: false
        }
    }
}
