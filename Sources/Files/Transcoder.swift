// Contract of the unsafe code here: the iconv descriptor is opened in `init`, closed in `deinit` and never leaves
// the class; pointers handed to iconv span the counts handed with them and are not kept.
import Glibc

/// Turns text of another encoding into UTF-8, piece by piece.
///
/// What cannot be decoded becomes U+FFFD. UTF-8 passes unchecked.
@safe
public final class Transcoder {
    /// The encoding it reads.
    public let encoding: TextEncoding
    private let handle: iconv_t?
    /// The first bytes of a character whose rest has not come yet.
    private var tail: [UInt8] = []

    /// A transcoder; `path` is named in the error when the system lacks the encoding.
    public init(_ encoding: TextEncoding, path: String = "") throws(FileError) {
        self.encoding = encoding
        guard let name = encoding.iconvName else {
            unsafe handle = nil
            return
        }
        let opened = unsafe iconv_open("UTF-8", name)
        guard let opened = unsafe opened, Int(bitPattern: opened) != -1 else {
            throw .encodingUnavailable(path: path, encoding: encoding)
        }
        unsafe handle = opened
    }

    deinit { if let handle = unsafe handle { unsafe _ = iconv_close(handle) } }

    /// Appends the UTF-8 of the next piece; the last piece (possibly empty) must say so.
    public func convert(_ piece: [UInt8], isLast: Bool, into output: inout [UInt8]) {
        guard unsafe handle != nil else {
            output.append(contentsOf: piece)
            return
        }
        if tail.isEmpty {
            tail = step(piece, isLast: isLast, into: &output)
        } else {
            let joined = tail + piece
            tail = step(joined, isLast: isLast, into: &output)
        }
    }

    /// Converts all but an unfinished last character, which it gives back.
    private func step(_ piece: [UInt8], isLast: Bool, into output: inout [UInt8]) -> [UInt8] {
        var done = 0
        while done < piece.count {
            // Two bytes of GB 18030 or one unit of UTF-16 grow to three bytes at most; iconv stops itself if not.
            let room = (piece.count - done) * 3 / 2 + 16
            var code: Int32 = 0
            output.append(addingCapacity: room) { (free: inout OutputSpan<UInt8>) in
                (code, done) = run(piece, from: done, into: &free)
            }
            if code == 0 || code == E2BIG { continue }
            if code == EINVAL && !isLast { break }
            output.append(contentsOf: [0xef, 0xbf, 0xbd])
            done = min(piece.count, done + encoding.unitSize)
        }
        return Array(piece[done...])
    }

    /// One call of iconv: its errno (0 when all was converted) and how far it came.
    private func run(_ piece: [UInt8], from start: Int, into free: inout OutputSpan<UInt8>) -> (Int32, Int) {
        unsafe free.withUnsafeMutableBufferPointer { (space: UnsafeMutableBufferPointer<UInt8>, count: inout Int) in
            unsafe piece.withUnsafeBytes { bytes in
                var input = unsafe UnsafeMutablePointer(
                    mutating: bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self))
                var left = bytes.count - start
                var room = space.count - count
                let whole = room
                return unsafe space.withMemoryRebound(to: CChar.self) { chars in
                    var target = unsafe chars.baseAddress?.advanced(by: count)
                    errno = 0
                    let result = unsafe iconv(handle, &input, &left, &target, &room)
                    let code = result == -1 ? errno : 0
                    count += whole - room
                    return (code, bytes.count - left)
                }
            }
        }
    }
}
