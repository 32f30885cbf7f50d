// Contract of the unsafe code here: the raw buffer is allocated in `init` and freed in `deinit`; slices of it are
// lent to the decoder for one call and always lie within `filled`.
import Glibc

/// The decompressed bytes of one input: a regular file, a pipe, or standard input, read once from start to end.
@safe
public final class ByteSource {
    /// The path as given; `-` is standard input.
    public let path: String
    /// How the input is compressed, by its first bytes.
    public let compression: Compression
    /// Whether it is a regular file, which can be opened again.
    public let isRegular: Bool
    /// Size of the file as stored; nil for pipes.
    public let rawSize: Int?
    /// Bytes taken from the file so far, as stored.
    public private(set) var rawBytesRead = 0

    private let descriptor: Descriptor
    private let decoder: (any StreamDecoder)?
    private let raw: UnsafeMutableRawBufferPointer
    private var next = 0
    private var filled = 0
    private var ended = false

    /// 256 KiB a read: larger pieces measured no faster.
    private static let pieceSize = 256 << 10

    /// Opens an input and looks at its first bytes; a named pipe blocks until it has a writer.
    ///
    /// - Parameter onlyPlainFile: whether all but a regular file under that very name is refused, links and pipes too.
    public init(path: String, onlyPlainFile: Bool = false) throws(FileError) {
        let descriptor =
            path == "-"
            ? try Descriptor(copying: STDIN_FILENO, path: "standard input")
            : try Descriptor.reading(path, onlyPlainFile: onlyPlainFile)
        let status = try descriptor.status()
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .isDirectory(path: path)
        case S_IFREG, S_IFIFO, S_IFSOCK: break
        default: if path != "-" { throw .notAFile(path: path) }
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.pieceSize, alignment: 64)
        var filled = 0
        do throws(FileError) {
            while filled < 4 {
                let got = try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: piece[filled...]))
                if got == 0 { break }
                filled += got
            }
        } catch {
            unsafe piece.deallocate()
            throw error
        }
        self.path = path
        self.isRegular = isRegular
        rawSize = isRegular ? Int(status.st_size) : nil
        compression = Compression.sniffed(first: unsafe Array(piece[..<min(filled, 4)]), path: path)
        switch compression {
        case .plain: decoder = nil
        case .gzip: decoder = GzipDecoder()
        case .lz4: decoder = LZ4Decoder()
        case .zstd: decoder = ZstdDecoder()
        }
        unsafe raw = piece
        self.descriptor = descriptor
        self.filled = filled
        rawBytesRead = filled
    }

    deinit { unsafe raw.deallocate() }

    /// Appends up to `limit` decompressed bytes and gives their number; 0 only at the end of the input.
    ///
    /// A pipe may give fewer bytes than asked for. Large limits (256 KiB and more) are fastest.
    public func read(into buffer: inout [UInt8], atMost limit: Int) throws(FileError) -> Int {
        guard limit > 0 else { return 0 }
        var made = 0
        try buffer.append(addingCapacity: limit) { (output: inout OutputSpan<UInt8>) throws(FileError) in
            try unsafe output.withUnsafeMutableBufferPointer {
                (free: UnsafeMutableBufferPointer<UInt8>, count: inout Int) throws(FileError) in
                let room = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(free)[count..<count + limit])
                made = try unsafe fill(room)
                count += made
            }
        }
        return made
    }

    /// Fills some of the room; 0 at the end.
    private func fill(_ room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard let decoder else {
            if next < filled {
                let count = min(filled - next, room.count)
                unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[next..<next + count]))
                next += count
                return count
            }
            let got = try unsafe descriptor.read(into: room)
            rawBytesRead += got
            return got
        }
        while true {
            let input = unsafe UnsafeRawBufferPointer(rebasing: raw[next..<filled])
            let step: DecodedStep
            do throws(DecodeFault) {
                step = try unsafe decoder.decode(input, into: room)
            } catch {
                throw .damaged(path: path, compression: compression, reason: error.reason)
            }
            next += step.used
            if step.made > 0 { return step.made }
            if step.used > 0 && next < filled { continue }
            if ended {
                if decoder.isWhole { return 0 }
                throw .truncated(path: path, compression: compression)
            }
            try refill()
        }
    }

    /// Reads the next piece of the stored file behind what is left.
    private func refill() throws(FileError) {
        if next > 0 {
            unsafe raw.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[next..<filled]))
            filled -= next
            next = 0
        }
        let got = try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[filled...]))
        if got == 0 { ended = true }
        filled += got
        rawBytesRead += got
    }
}
