/// The text of one input as UTF-8 bytes without a byte order mark.
///
/// UTF-8 passes unchanged (and unchecked); other encodings go through the system's iconv, with U+FFFD where a byte
/// sequence means nothing.
public final class TextSource {
    /// The bytes behind the text.
    public let bytes: ByteSource
    /// The encoding in force: the one asked for, corrected by a byte order mark between the two UTF-16 orders.
    public let encoding: TextEncoding

    /// Whether the file is a spreadsheet rather than text.
    public let isWorkbook: Bool

    private let transcoder: Transcoder?
    private var pending: [UInt8]
    private var next = 0
    private var ended = false
    private var raw: [UInt8] = []

    /// Bytes that are looked at to guess an encoding.
    private static let sampleSize = 64 << 10
    private static let pieceSize = 256 << 10

    /// Opens an input; without `encoding` it is sniffed from the first 64 KiB.
    ///
    /// - Parameter onlyPlainFile: whether all but a regular file under that very name is refused, links and pipes too.
    public init(
        path: String, encoding asked: TextEncoding? = nil, onlyPlainFile: Bool = false
    ) throws(FileError) {
        let bytes = try ByteSource(path: path, onlyPlainFile: onlyPlainFile)
        var sample: [UInt8] = []
        var isWhole = false
        while sample.count < TextSource.sampleSize {
            if try bytes.read(into: &sample, atMost: TextSource.sampleSize - sample.count) == 0 {
                isWhole = true
                break
            }
        }
        var encoding = asked ?? TextEncoding.sniffed(sample, isWhole: isWhole)
        let mark = TextEncoding.marked(sample)
        if encoding.unitSize == 2, let mark, mark.unitSize == 2 { encoding = mark }
        self.bytes = bytes
        self.encoding = encoding
        isWorkbook = Workbook.isWorkbook(sample)
        ended = isWhole
        if encoding.iconvName == nil {
            transcoder = nil
            pending = sample
        } else {
            let transcoder = try Transcoder(encoding, path: path)
            var converted: [UInt8] = []
            transcoder.convert(sample, isLast: isWhole, into: &converted)
            self.transcoder = transcoder
            pending = converted
        }
        if pending.starts(with: [0xef, 0xbb, 0xbf]) { next = 3 }
    }

    /// Text that was made of an input, such as the sheet of a workbook.
    public init(text: [UInt8], of source: TextSource) {
        bytes = source.bytes
        encoding = .utf8
        isWorkbook = true
        transcoder = nil
        pending = text
        ended = true
    }

    /// Appends up to `limit` bytes of text and gives their number; 0 only at the end of the input.
    public func read(into buffer: inout [UInt8], atMost limit: Int) throws(FileError) -> Int {
        guard limit > 0 else { return 0 }
        while next == pending.count {
            if ended { return 0 }
            guard let transcoder else { return try bytes.read(into: &buffer, atMost: limit) }
            raw.removeAll(keepingCapacity: true)
            pending.removeAll(keepingCapacity: true)
            next = 0
            ended = try bytes.read(into: &raw, atMost: TextSource.pieceSize) == 0
            transcoder.convert(raw, isLast: ended, into: &pending)
        }
        let count = min(limit, pending.count - next)
        buffer.append(contentsOf: pending[next..<next + count])
        next += count
        return count
    }
}
