// Contract of the unsafe code here: eight bytes are read at a time within the span's count, which is a multiple of 8.

/// The check of a part of a segment: the lowest 32 bits of XXH64 with seed 0 (Yann Collet's xxHash,
/// doc/xxhash_spec.md), which runs at the speed of memory without special instructions.
enum BlockSum {
    private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
        0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
        0x27D4_EB2F_1656_67C5
    )

    /// The sum of whole words of a segment's bytes.
    static func of(_ bytes: borrowing Span<UInt8>) -> UInt32 {
        precondition(bytes.count % 8 == 0, "sums are taken of whole words")
        return unsafe bytes.withUnsafeBytes { UInt32(truncatingIfNeeded: unsafe hash($0)) }
    }

    /// The sum of words in memory.
    static func of(_ words: ArraySlice<UInt64>) -> UInt32 {
        unsafe words.withUnsafeBytes { UInt32(truncatingIfNeeded: unsafe hash($0)) }
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        let (p1, p2, p3, p4, p5) = primes
        let words = bytes.count / 8
        func word(_ index: Int) -> UInt64 {
            UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        var sum: UInt64
        var next = 0
        if words >= 4 {
            var a = p1 &+ p2
            var b = p2
            var c: UInt64 = 0
            var d = 0 &- p1
            while next + 4 <= words {
                a = round(a, word(next))
                b = round(b, word(next + 1))
                c = round(c, word(next + 2))
                d = round(d, word(next + 3))
                next += 4
            }
            sum = rotated(a, 1) &+ rotated(b, 7) &+ rotated(c, 12) &+ rotated(d, 18)
            for lane in [a, b, c, d] { sum = (sum ^ round(0, lane)) &* p1 &+ p4 }
        } else {
            sum = p5
        }
        sum &+= UInt64(bytes.count)
        while next < words {
            sum = rotated(sum ^ round(0, word(next)), 27) &* p1 &+ p4
            next += 1
        }
        sum = (sum ^ sum >> 33) &* p2
        sum = (sum ^ sum >> 29) &* p3
        return sum ^ sum >> 32
    }

    @inline(__always)
    private static func round(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        rotated(sum &+ word &* primes.1, 31) &* primes.0
    }

    @inline(__always)
    private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value &<< bits | value &>> (64 &- bits) }
}
