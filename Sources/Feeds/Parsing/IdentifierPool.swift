import Vocabulary

/// Codes of the identifiers of one chunk.
struct IdentifierPool {
    /// Everything but mobile numbers; ``poolCodes`` has the identifiers' codes by the pool's.
    private var pool: BytePool
    private var poolCodes: [UInt32] = []
    private(set) var table = IdentifierTable()
    /// Mobile numbers by value, so that the usual phone needs no text compared: number, then code; 0 is free.
    private var numbers: [UInt64] = Array(repeating: 0, count: 256)
    private var codes: [UInt32] = Array(repeating: 0, count: 256)
    private var numberCount = 0

    init(seed: UInt64) { pool = BytePool(seed: seed) }

    /// Makes room for so many phones.
    mutating func reserve(_ count: Int) {
        table.reserve(count)
        while numbers.count < count * 2 { grow() }
    }

    /// The code of an identifier given by its canonical bytes.
    mutating func code(_ kind: SubjectKind, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        if kind == .phone, range.count == 11, let number = IdentifierPool.mobileNumber(bytes, range) {
            return code(mobile: number)
        }
        let code = pool.code(bytes, range, tag: kind.rawValue)
        if code > poolCodes.count { poolCodes.append(table.append(kind, bytes, range)) }
        return poolCodes[Int(code) - 1]
    }

    /// The code of an 11-digit mobile number.
    mutating func code(mobile number: UInt64) -> UInt32 {
        let mask = numbers.count - 1
        var slot = Int(truncatingIfNeeded: BytePool.fold(number)) & mask
        while numbers[slot] != 0 {
            if numbers[slot] == number { return codes[slot] }
            slot = (slot + 1) & mask
        }
        let code = table.append(mobile: number)
        numbers[slot] = number
        codes[slot] = code
        numberCount += 1
        if numberCount * 2 > numbers.count { grow() }
        return code
    }

    /// The value of `1[3-9]` and nine digits; nil for anything else.
    @inline(__always)
    static func mobileNumber(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard range.count == 11 else { return nil }
        let start = range.lowerBound
        guard bytes[start] == 0x31, bytes[start + 1] >= 0x33 else { return nil }
        var value: UInt64 = 0
        var bad: UInt8 = 0
        for offset in 0..<11 {
            let digit = bytes[start + offset] &- Byte.zero
            bad |= digit > 9 ? 1 : 0
            value = value &* 10 &+ UInt64(digit)
        }
        return bad == 0 ? value : nil
    }

    private mutating func grow() {
        let old = (numbers, codes)
        numbers = Array(repeating: 0, count: old.0.count * 2)
        codes = Array(repeating: 0, count: numbers.count)
        if numberCount == 0 { return }
        let mask = numbers.count - 1
        for (number, code) in zip(old.0, old.1) where number != 0 {
            var slot = Int(truncatingIfNeeded: BytePool.fold(number)) & mask
            while numbers[slot] != 0 { slot = (slot + 1) & mask }
            numbers[slot] = number
            codes[slot] = code
        }
    }
}
