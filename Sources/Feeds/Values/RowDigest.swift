// Contract of the unsafe code here: the kernel is lent the span's own bytes with rows that are checked to lie within
// them, and writes no more digests than the room it is given; it keeps no pointer after the call.
import CScan

/// A keyed 64-bit digest of a row's bytes: SipHash (Aumasson and Bernstein, 2012).
struct RowDigest: Sendable {
    private let key: (UInt64, UInt64)
    private let veils: RowVeils?

    /// Digests under a key, and what later keys lay over them.
    init(key: (UInt64, UInt64), veils: [(UInt64, UInt64)] = []) {
        self.key = key
        self.veils = veils.isEmpty ? nil : RowVeils(veils)
    }

    /// SipHash-2-4 of a number's eight bytes.
    func digest(of word: UInt64) -> UInt64 {
        var state = State(key: key)
        state.absorb(word)
        state.absorb(8 << 56)
        return state.finish()
    }

    /// The digest of `range`.
    func digest(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        let bare = bareDigest(bytes, range)
        return veils?.over(bare) ?? bare
    }

    /// SipHash-2-4 of `range`.
    private func bareDigest(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64 {
        var state = State(key: key)
        var position = range.lowerBound
        while position + 8 <= range.upperBound {
            state.absorb(loadWord(bytes, position))
            position += 8
        }
        var last = UInt64(truncatingIfNeeded: range.count) << 56
        var shift: UInt64 = 0
        while position < range.upperBound {
            last |= UInt64(bytes[position]) << shift
            shift += 8
            position += 1
        }
        state.absorb(last)
        return state.finish()
    }

    /// The digests of the first `count` rows that go from a start to an end.
    func digests(_ bytes: borrowing Span<UInt8>, from starts: [UInt32], to ends: [UInt32], count: Int) -> [UInt64] {
        precondition(count <= starts.count && count <= ends.count, "each row has a start and an end")
        for row in 0..<count {
            precondition(starts[row] <= ends[row] && Int(ends[row]) <= bytes.count, "rows lie in the bytes")
        }
        var digests = [UInt64](repeating: 0, count: count)
        let done = unsafe bytes.withUnsafeBufferPointer { text in
            unsafe digests.withUnsafeMutableBufferPointer { digests in
                unsafe tg_row_digests(key.0, key.1, text.baseAddress, starts, ends, digests.baseAddress, count)
            }
        }
        if let veils { for row in 0..<done { digests[row] = veils.over(digests[row]) } }
        for row in done..<count { digests[row] = digest(bytes, Int(starts[row])..<Int(ends[row])) }
        return digests
    }

    private struct State {
        var v0: UInt64, v1: UInt64, v2: UInt64, v3: UInt64

        init(key: (UInt64, UInt64)) {
            v0 = key.0 ^ 0x736F_6D65_7073_6575
            v1 = key.1 ^ 0x646F_7261_6E64_6F6D
            v2 = key.0 ^ 0x6C79_6765_6E65_7261
            v3 = key.1 ^ 0x7465_6462_7974_6573
        }

        @inline(__always)
        mutating func round() {
            v0 = v0 &+ v1
            v1 = (v1 << 13 | v1 >> 51) ^ v0
            v0 = v0 << 32 | v0 >> 32
            v2 = v2 &+ v3
            v3 = (v3 << 16 | v3 >> 48) ^ v2
            v0 = v0 &+ v3
            v3 = (v3 << 21 | v3 >> 43) ^ v0
            v2 = v2 &+ v1
            v1 = (v1 << 17 | v1 >> 47) ^ v2
            v2 = v2 << 32 | v2 >> 32
        }

        @inline(__always)
        mutating func absorb(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        @inline(__always)
        mutating func finish() -> UInt64 {
            v2 ^= 0xFF
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }
    }
}
