// Contract of the unsafe code here: `unpack` reads `words(rows:width:)` words of a span, whose count is checked, and
// writes whole rounds of lanes into memory whose room the caller states and which is checked.

/// Values of one bit width, packed for sixteen values to be unpacked at once.
///
/// Row n is value n / 16 of lane n mod 16. A lane is a run of 32-bit words filled from the lowest bit; word n of all
/// lanes lie side by side, so that one shift and one mask serve sixteen rows. (The vertical layout of Lemire and
/// Boytsov, Decoding billions of integers per second, 2015.) They are packed by `CPack`.
enum BitLanes {
    typealias Lanes = SIMD16<UInt32>
    static let lanes = 16

    /// Values with those that fill the last round.
    static func padded(_ rows: Int) -> Int { (rows + lanes - 1) / lanes * lanes }

    /// 64-bit words that packed values take.
    static func words(rows: Int, width: Int) -> Int { (padded(rows) / lanes * width + 31) / 32 * (lanes / 2) }

    /// Unpacks `rows` values and those that fill their last round.
    ///
    /// - Parameter bytes: Begins with the packed words.
    static func unpack(
        _ bytes: borrowing Span<UInt8>, width: Int, rows: Int, into values: UnsafeMutableBufferPointer<UInt32>
    ) {
        precondition(
            width <= 32 && bytes.count >= words(rows: rows, width: width) * 8 && values.count >= padded(rows),
            "packed words and room for the values")
        guard let start = values.baseAddress else { return }
        let output = UnsafeMutableRawPointer(start)
        let rounds = padded(rows) / lanes
        if width == 0 {
            for round in 0..<rounds {
                unsafe output.storeBytes(of: Lanes.zero, toByteOffset: round * 64, as: Lanes.self)
            }
            return
        }
        let mask = Lanes(repeating: UInt32.max >> UInt32(32 - width))
        unsafe bytes.withUnsafeBytes { bytes in
            var bit = 0
            for round in 0..<rounds {
                let offset = (bit >> 5) &* 64
                let shift = UInt32(truncatingIfNeeded: bit & 31)
                var value =
                    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
                    &>> Lanes(repeating: shift)
                if Int(shift) &+ width > 32 {
                    value |=
                        unsafe bytes.loadUnaligned(fromByteOffset: offset &+ 64, as: Lanes.self)
                        &<< Lanes(repeating: 32 &- shift)
                }
                unsafe output.storeBytes(of: value & mask, toByteOffset: round &* 64, as: Lanes.self)
                bit &+= width
            }
        }
    }

    /// The value of one row of packed words that begin at an offset in bytes.
    static func value(_ bytes: borrowing Span<UInt8>, from offset: Int, row: Int, width: Int) -> UInt32 {
        if width == 0 { return 0 }
        let bit = row / lanes * width
        let at = offset + ((bit >> 5) * lanes + row % lanes) * 4
        // A value may reach into the lane's next word, 64 bytes on.
        let first = UInt64(bytes.half(at: at))
        let next = bit & 31 + width > 32 ? UInt64(bytes.half(at: at + lanes * 4)) : 0
        return UInt32(truncatingIfNeeded: (next << 32 | first) >> UInt64(bit & 31)) & UInt32.max >> UInt32(32 - width)
    }
}
