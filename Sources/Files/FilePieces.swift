// Contract of the unsafe code here: the kernel writes into the free room of an array that is as large as the count
// handed with it, and the array's count grows by what was written.
import Glibc

/// A regular file that many threads read in pieces at once.
public final class FilePieces: Sendable {
    /// Where the file is.
    public let path: String
    /// Its size when it was opened, in bytes.
    public let size: Int
    private let descriptor: Descriptor

    /// Opens a regular file; with `onlyPlainFile` a link to one is refused.
    public init(path: String, onlyPlainFile: Bool = false) throws(FileError) {
        descriptor = try Descriptor.reading(path, onlyPlainFile: onlyPlainFile)
        let status = try descriptor.status()
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .isDirectory(path: path)
        default: throw .notAFile(path: path)
        }
        self.path = path
        size = Int(status.st_size)
    }

    /// Appends the bytes of a range of the file; fewer only where the file has become shorter.
    public func read(_ range: Range<Int>, into buffer: inout [UInt8]) throws(FileError) {
        var place = range.lowerBound
        while place < range.upperBound {
            var got = 0
            try buffer.append(addingCapacity: range.upperBound - place) {
                (output: inout OutputSpan<UInt8>) throws(FileError) in
                try unsafe output.withUnsafeMutableBufferPointer {
                    (free: UnsafeMutableBufferPointer<UInt8>, count: inout Int) throws(FileError) in
                    let room = unsafe UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(free)[count..<count + range.upperBound - place])
                    got = try unsafe descriptor.read(into: room, at: place)
                    count += got
                }
            }
            if got == 0 { return }
            place += got
        }
    }
}
