// Contract of the unsafe code here: words are read within a span, whose count is checked before.
import Files

/// The bytes of a segment: of a mapped file, or held in memory.
enum SegmentBytes: ~Copyable, Sendable {
    case mapped(MappedFile)
    case held([UInt8])

    /// Lends the bytes for the length of the closure.
    borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .mapped(let file): try file.withSpan(body)
        case .held(let bytes): try body(bytes.span)
        }
    }
}

extension Span<UInt8> {
    /// The little-endian word at an offset in bytes.
    func word(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset + 8 <= count, "the word is in the file")
        return unsafe withUnsafeBytes {
            UInt64(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
    }

    /// The little-endian half word at an offset in bytes.
    func half(at offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset + 4 <= count, "the half word is in the file")
        return unsafe withUnsafeBytes {
            UInt32(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
    }

    /// Words from an offset in bytes on.
    func words(at offset: Int, count words: Int) -> [UInt64] {
        precondition(offset >= 0 && words >= 0 && offset + words * 8 <= count, "the words are in the file")
        return unsafe withUnsafeBytes { bytes in
            (0..<words).map {
                UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset + $0 * 8, as: UInt64.self))
            }
        }
    }
}
