import Files
import Foundation
import Store
import Synchronization
import TestSupport

/// Bytes of files: encodings, compressed frames, segments.
enum FileFuzz {
    /// Text that comes in pieces must be the text that comes at once.
    ///
    /// The first byte says encoding and piece.
    static func encodings(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let text = Array(bytes.dropFirst())
        let encoding = TextEncoding.allCases[Int(first) % TextEncoding.allCases.count]
        _ = TextEncoding.sniffed(text, isWhole: first & 0x80 == 0)
        guard let one = try? Transcoder(encoding), let many = try? Transcoder(encoding) else { return }
        var whole: [UInt8] = []
        one.convert(text, isLast: true, into: &whole)
        var pieces: [UInt8] = []
        let size = 1 + Int(first >> 4)
        for start in stride(from: 0, to: text.count, by: size) {
            many.convert(Array(text[start..<min(text.count, start + size)]), isLast: false, into: &pieces)
        }
        many.convert([], isLast: true, into: &pieces)
        FuzzTarget.require(whole == pieces, "\(encoding): pieces of \(size) bytes give another text")
    }

    /// Compressed streams give at most so much before they are left: a bomb is read no further.
    private static let limit = 64 << 20

    /// The bytes as a file that is read through, whatever its frames.
    static func frames(_ bytes: [UInt8]) {
        onFile(bytes) { path in
            guard let source = try? ByteSource(path: path) else { return }
            var total = 0
            var buffer: [UInt8] = []
            while total < limit {
                buffer.removeAll(keepingCapacity: true)
                guard let got = try? source.read(into: &buffer, atMost: 256 << 10), got > 0 else { return }
                FuzzTarget.require(got == buffer.count && got <= 256 << 10, "more bytes than asked for")
                total += got
            }
        }
    }

    static func segments(_ bytes: [UInt8]) {
        onFile(bytes) { path in
            guard let reader = try? SegmentReader(path: path) else { return }
            try? reader.verify()
            _ = try? reader.blocks { _ in true }
            for block in 0..<min(reader.blockCount, 4) { _ = try? reader.block(block) }
            if let subject = (try? reader.subjects)?.first { _ = try? reader.rows(of: [subject]) }
        }
    }

    private static let scratch = try? ScratchFolder()
    private static let serial = Atomic(0)

    private static func onFile(_ bytes: [UInt8], _ body: (String) -> Void) {
        let number = serial.wrappingAdd(1, ordering: .relaxed).newValue
        guard let path = try? scratch?.write("\(number)", bytes) else { return }
        body(path)
        try? FileManager.default.removeItem(atPath: path)
    }
}
