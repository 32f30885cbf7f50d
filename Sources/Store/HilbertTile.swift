/// The square of about 200 m in which a position lies, numbered along a Hilbert curve.
///
/// Neighbours on the curve are neighbours on the ground: blocks of it are compact, and an itinerary meets a third fewer
/// of them than of blocks in Z-order (docs/store.md has the figures).
enum HilbertTile {
    /// Width of a tile in 1e-7 degree, and bits of its column and of its row.
    private static let width: Int64 = 20_000
    private static let bits = 18

    /// The number of a position's tile; 36 bits.
    static func number(lon: Int32, lat: Int32) -> UInt64 {
        let column = Int((Int64(lon) + 1 << 31) / width)
        let row = Int((Int64(lat) + 1 << 31) / width)
        var number: UInt64 = 0
        var state = 0
        for shift in stride(from: bits - 3, through: 0, by: -3) {
            let within = (column >> shift & 7) << 3 | (row >> shift & 7)
            let entry = steps[state << 6 | within]
            number = number << 6 | UInt64(entry & 63)
            state = Int(entry >> 6)
        }
        return number
    }

    /// For each of four states (bit 0: column and row are exchanged; bit 1: both are turned round) and three bits of
    /// column and of row: six bits of the curve's number, and from bit 6 on the state of what is within.
    static let steps: [UInt16] = (0..<256).map { index in
        var (state, number) = (index >> 6, 0)
        for shift in [2, 1, 0] {
            var x = index >> (3 + shift) & 1
            var y = index >> shift & 1
            if state & 2 != 0 { (x, y) = (1 - x, 1 - y) }
            if state & 1 != 0 { (x, y) = (y, x) }
            number = number << 2 | (3 * x ^ y)
            // The lower quarters lie mirrored on the diagonal, the last of them on the other one.
            if y == 0 { state ^= x == 1 ? 3 : 1 }
        }
        return UInt16(number | state << 6)
    }
}
