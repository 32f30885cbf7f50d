/// Distinct byte strings in order of first appearance, each with a 1-based code.
struct BytePool {
    private(set) var text: [UInt8] = []
    private(set) var ends: [UInt32] = []
    private(set) var tags: [UInt8] = []
    private var hashes: [UInt64] = []
    /// Codes by hash, open addressing; 0 is free.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    var count: Int { ends.count }

    /// The code of the bytes of `range` under a tag (tags part equal texts of different kinds).
    mutating func code(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, tag: UInt8 = 0) -> UInt32 {
        let hash = hash(bytes, range, tag)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if hashes[index] == hash, tags[index] == tag, equals(index, bytes, range) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        for position in range { text.append(bytes[position]) }
        ends.append(UInt32(text.count))
        tags.append(tag)
        hashes.append(hash)
        let code = UInt32(ends.count)
        slots[slot] = code
        if ends.count * 2 > slots.count { grow() }
        return code
    }

    private func equals(_ index: Int, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        guard Int(ends[index]) - start == range.count else { return false }
        for offset in 0..<range.count where text[start + offset] != bytes[range.lowerBound + offset] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
        }
    }

    /// A seeded multiply-and-fold hash; only the table depends on it, never a code.
    private func hash(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ tag: UInt8) -> UInt64 {
        var state = seed ^ UInt64(range.count) << 8 ^ UInt64(tag)
        var position = range.lowerBound
        while position + 8 <= range.upperBound {
            state = BytePool.fold(state ^ loadWord(bytes, position))
            position += 8
        }
        var last: UInt64 = 0
        while position < range.upperBound {
            last = last << 8 | UInt64(bytes[position])
            position += 1
        }
        return BytePool.fold(state ^ last)
    }

    @inline(__always)
    static func fold(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    /// The texts as strings, in order of their codes.
    func strings() -> [String] {
        var start = 0
        return ends.map { end in
            defer { start = Int(end) }
            return String(decoding: text[start..<Int(end)], as: UTF8.self)
        }
    }
}
