import Vocabulary

/// The least and greatest values in one block of a segment.
public struct BlockBox: Hashable, Sendable {
    /// Rows in the block.
    public var rows: Int
    /// Starts and ends, UTC seconds.
    public var minStart: Int64, maxStart: Int64, minEnd: Int64, maxEnd: Int64
    /// Positions; ``noValue`` in all four where no row has one.
    public var minLon: Int32, maxLon: Int32, minLat: Int32, maxLat: Int32
    /// Whether some row has no position (and is found by its place).
    public var hasUnplaced: Bool
    /// Largest radius of uncertainty in centimetres, ``noValue`` where no row has one; nil where the segment does not
    /// tell.
    public var maxAccuracy: Int32? = nil
}

extension BlockBox {
    /// The box of no rows.
    static let none = BlockBox(
        rows: 0, minStart: .max, maxStart: .min, minEnd: .max, maxEnd: .min, minLon: noValue, maxLon: noValue,
        minLat: noValue, maxLat: noValue, hasUnplaced: false, maxAccuracy: noValue)

    /// Widens the box by a row's position.
    mutating func add(lon: Int32, lat: Int32) {
        guard lon != noValue, lat != noValue else {
            hasUnplaced = true
            return
        }
        minLon = minLon == noValue ? lon : min(minLon, lon)
        maxLon = maxLon == noValue ? lon : max(maxLon, lon)
        minLat = minLat == noValue ? lat : min(minLat, lat)
        maxLat = maxLat == noValue ? lat : max(maxLat, lat)
    }

    /// The box around both.
    func union(_ other: BlockBox) -> BlockBox {
        var box = self
        box.rows += other.rows
        box.minStart = min(minStart, other.minStart)
        box.maxStart = max(maxStart, other.maxStart)
        box.minEnd = min(minEnd, other.minEnd)
        box.maxEnd = max(maxEnd, other.maxEnd)
        if other.minLon != noValue {
            box.add(lon: other.minLon, lat: other.minLat)
            box.add(lon: other.maxLon, lat: other.maxLat)
        }
        box.hasUnplaced = hasUnplaced || other.hasUnplaced
        box.maxAccuracy = maxAccuracy.flatMap { own in other.maxAccuracy.map { max(own, $0) } }
        return box
    }

    /// Words of a box in the file.
    static let words = 7

    /// The box as the last words of its entry.
    var words: [UInt64] {
        func pair(_ low: Int32, _ high: Int32) -> UInt64 {
            UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
        }
        return [
            UInt64(rows) | (hasUnplaced ? 1 << 32 : 0) | accuracyBits << 33, UInt64(bitPattern: minStart),
            UInt64(bitPattern: maxStart), UInt64(bitPattern: minEnd), UInt64(bitPattern: maxEnd), pair(minLon, maxLon),
            pair(minLat, maxLat),
        ]
    }

    /// The largest accuracy in 31 bits: 0 not told, 1 none, else two more; what is wider than half the globe is as
    /// wide.
    private var accuracyBits: UInt64 {
        guard let maxAccuracy else { return 0 }
        return maxAccuracy == noValue ? 1 : min(0x7fff_ffff, UInt64(max(0, maxAccuracy)) + 2)
    }

    /// The box of words from an offset in bytes on.
    init(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        func low(_ word: UInt64) -> Int32 { Int32(truncatingIfNeeded: word) }
        let rows = bytes.word(at: offset)
        let lon = bytes.word(at: offset + 40)
        let lat = bytes.word(at: offset + 48)
        self.init(
            rows: Int(rows & 0xffff_ffff), minStart: Int64(bitPattern: bytes.word(at: offset + 8)),
            maxStart: Int64(bitPattern: bytes.word(at: offset + 16)),
            minEnd: Int64(bitPattern: bytes.word(at: offset + 24)),
            maxEnd: Int64(bitPattern: bytes.word(at: offset + 32)), minLon: low(lon), maxLon: low(lon >> 32),
            minLat: low(lat), maxLat: low(lat >> 32), hasUnplaced: rows >> 32 & 1 == 1)
        let accuracy = rows >> 33
        maxAccuracy = accuracy == 0 ? nil : accuracy == 1 ? noValue : Int32(accuracy - 2)
    }
}
