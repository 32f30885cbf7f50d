// Eight bytes at a time.
//
// Contract of the one `unsafe` expression here: the load is bounds-checked by RawSpan itself, and every bit pattern
// is a valid UInt64, so nothing unsafe is left; the annotation is there because RawSpan's loads are generic.

import Glibc

/// The eight bytes from `offset` as a little-endian word; traps when they do not lie in the span.
@inline(__always)
func loadWord(_ bytes: borrowing Span<UInt8>, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

/// A word of eight equal bytes.
@inline(__always)
func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// 0x80 in each byte that is zero, exactly.
@inline(__always)
func zeroBytes(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
}

/// Not 0 where some byte is zero; which one it does not say, for a borrow may mark bytes above it.
@inline(__always)
func someZero(_ word: UInt64) -> UInt64 { (word &- repeated(1)) & ~word & 0x8080_8080_8080_8080 }

/// 0x80 in each ASCII byte below `limit`; above a true hit there may be false ones.
@inline(__always)
func bytesBelow(_ limit: UInt8, _ word: UInt64) -> UInt64 {
    (word &- repeated(limit)) & ~word & 0x8080_8080_8080_8080
}

enum Byte {
    static let nul: UInt8 = 0
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let apostrophe: UInt8 = 0x27
    static let comma: UInt8 = 0x2C
    static let minus: UInt8 = 0x2D
    static let point: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let backslash: UInt8 = 0x5C
}

/// Whether a byte occurs; at the speed of the C library.
func hasByte(_ bytes: borrowing Span<UInt8>, _ byte: UInt8) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { text in
        guard let start = text.baseAddress else { return false }
        return unsafe memchr(start, Int32(byte), text.count) != nil
    }
}
