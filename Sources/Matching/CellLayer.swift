import Vocabulary

/// One level of the proximity index: which parts reach into which cells (time bucket and tile).
///
/// Buckets are 2^timeShift seconds. A cell's key holds bucket, row and column; a bitmap of hashed keys turns away most
/// observations after one memory access, an open-addressing table gives the others their list of parts.
struct CellLayer: Sendable {
    /// Bucket lengths tried, as shifts: 8.5 minutes, 2.3 hours, 36 hours, 194 days, everything.
    static let timeShifts: [Int] = [9, 13, 17, 24, 40]
    /// Most cells one part may fill before a coarser level is taken.
    static let cellsPerPart = 1024
    /// Most tiles across a disk before a coarser level is taken.
    private static let tilesAcross = 7.0

    let tiling: Tiling
    let timeShift: Int
    /// First bucket since 1970 (rounded to the past), and the number of buckets held.
    let firstBucket: Int64
    let bucketCount: Int64

    /// Occupied keys by hash: one bit each, about sixteen bits a key.
    private let bitmap: [UInt64]
    private let bitShift: UInt64
    /// Keys of the table (`UInt64.max`: empty) and where their parts begin and end in ``members``.
    private let tableKeys: [UInt64]
    private let tableRanges: [(from: UInt32, to: UInt32)]
    private let tableMask: Int
    let members: [Int32]

    /// The level that suits a part: tiles no smaller than a seventh of its disk, and few enough cells.
    static func level(of part: ProximityPart) -> (space: Int, time: Int) {
        let across = part.reachMeters * 2
        let space =
            Tiling.shifts.firstIndex { shift in
                Double(UInt64(1) << UInt64(shift)) * 0.0111 * tilesAcross >= across
            } ?? Tiling.shifts.count - 1
        let height = Double(UInt64(1) << UInt64(Tiling.shifts[space])) * 0.0111
        let perSide = Int(max(0, across) / height) + 2
        let time =
            timeShifts.firstIndex { shift in
                let buckets = (part.span.end >> Int64(shift)) - (part.span.start >> Int64(shift)) + 1
                return buckets * Int64(perSide * perSide) <= Int64(cellsPerPart)
            } ?? timeShifts.count - 1
        return (space, time)
    }

    /// A level that holds the given parts (numbers in `parts`, ascending).
    init(spaceShift: Int, timeShift: Int, parts: [ProximityPart], members chosen: [Int32]) {
        let caps = chosen.map { Cap(center: parts[Int($0)].position, radiusMeters: parts[Int($0)].reachMeters) }
        let south = caps.reduce(Int32.max) { min($0, $1.south) }
        let north = caps.reduce(Int32.min) { max($0, $1.north) }
        tiling = Tiling(
            shift: spaceShift,
            rows: Tiling.row(latE7: south, shift: spaceShift)...Tiling.row(latE7: north, shift: spaceShift))
        self.timeShift = timeShift
        let spans = chosen.map { parts[Int($0)].span }
        firstBucket = spans.reduce(Int64.max) { min($0, $1.start >> Int64(timeShift)) }
        let lastBucket = spans.reduce(Int64.min) { max($0, $1.end >> Int64(timeShift)) }
        bucketCount = lastBucket - firstBucket + 1

        var pairs: [(key: UInt64, part: Int32)] = []
        for (cap, number) in zip(caps, chosen) {
            CellLayer.cover(
                cap, parts[Int(number)], number, tiling: tiling, timeShift: timeShift, firstBucket: firstBucket,
                into: &pairs)
        }
        pairs.sort { ($0.key, $0.part) < ($1.key, $1.part) }
        members = pairs.map(\.part)
        (tableKeys, tableRanges, bitmap) = CellLayer.table(of: pairs)
        tableMask = tableKeys.count - 1
        bitShift = UInt64(64 - (bitmap.count * 64).trailingZeroBitCount)
    }

    /// Adds every cell a part reaches into.
    private static func cover(
        _ cap: Cap, _ part: ProximityPart, _ number: Int32, tiling: Tiling, timeShift: Int, firstBucket: Int64,
        into pairs: inout [(key: UInt64, part: Int32)]
    ) {
        let buckets =
            (part.span.start >> Int64(timeShift)) - firstBucket...(part.span.end >> Int64(timeShift)) - firstBucket
        let rows = Tiling.row(latE7: cap.south, shift: tiling.shift)...Tiling.row(latE7: cap.north, shift: tiling.shift)
        for row in rows {
            let held = row - tiling.firstRow
            for columns in columnRanges(cap, part, tiling: tiling, heldRow: held) {
                for column in columns {
                    for bucket in buckets { pairs.append((key(bucket: bucket, row: held, column: column), number)) }
                }
            }
        }
    }

    /// The columns of a row between a cap's western and eastern edge: two ranges where it crosses the antimeridian.
    private static func columnRanges(
        _ cap: Cap, _ part: ProximityPart, tiling: Tiling, heldRow: Int
    ) -> [ClosedRange<UInt64>] {
        let last = tiling.column(heldRow: heldRow, eastward: Tiling.circle - 1)
        guard let halfWidth = cap.halfWidth else { return [0...last] }
        let center = Int64(part.position.lonE7)
        let west = tiling.column(heldRow: heldRow, eastward: Tiling.eastward(center - halfWidth))
        let east = tiling.column(heldRow: heldRow, eastward: Tiling.eastward(center + halfWidth))
        let wraps = Tiling.eastward(center - halfWidth) > Tiling.eastward(center + halfWidth)
        guard wraps else { return [west...east] }
        return east + 1 >= west ? [0...last] : [0...east, west...last]
    }

    private static func table(
        of pairs: [(key: UInt64, part: Int32)]
    ) -> ([UInt64], [(from: UInt32, to: UInt32)], [UInt64]) {
        var keyCount = 0
        for index in pairs.indices where index == 0 || pairs[index].key != pairs[index - 1].key { keyCount += 1 }
        var capacity = 16
        while capacity < keyCount * 2 { capacity *= 2 }
        var keys = [UInt64](repeating: .max, count: capacity)
        var ranges = [(from: UInt32, to: UInt32)](repeating: (0, 0), count: capacity)
        var bitmap = [UInt64](repeating: 0, count: max(1, capacity / 8))
        let bitShift = UInt64(64 - (bitmap.count * 64).trailingZeroBitCount)
        var index = 0
        while index < pairs.count {
            let key = pairs[index].key
            let from = index
            while index < pairs.count, pairs[index].key == key { index += 1 }
            let hash = mix(key)
            bitmap[Int(hash >> bitShift) >> 6] |= 1 << ((hash >> bitShift) & 63)
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while keys[slot] != .max { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = key
            ranges[slot] = (UInt32(from), UInt32(index))
        }
        return (keys, ranges, bitmap)
    }

    /// 27 bits of bucket, 17 of row, 18 of column: a level has at most 109 864 rows and 219 727 columns.
    @inline(__always)
    static func key(bucket: Int64, row: Int, column: UInt64) -> UInt64 {
        UInt64(truncatingIfNeeded: bucket) &<< 35 | UInt64(truncatingIfNeeded: row) &<< 18 | column
    }

    @inline(__always)
    private static func mix(_ key: UInt64) -> UInt64 {
        var mixed = (key ^ key &>> 31) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed &>> 29
        return mixed &* 0xBF58_476D_1CE4_E5B9 ^ mixed &>> 32
    }

    /// The tile part of an observation's key; nil where the level holds nothing at its latitude.
    @inline(__always)
    func tileKey(lonE7: Int32, latE7: Int32) -> UInt64? {
        let held = Tiling.row(latE7: latE7, shift: tiling.shift) &- tiling.firstRow
        guard held >= 0, held < tiling.scales.count else { return nil }
        let column = tiling.column(heldRow: held, eastward: Tiling.eastward(Int64(lonE7)))
        return UInt64(truncatingIfNeeded: held) &<< 18 | column
    }

    /// Members of a cell, as a range of ``members``.
    @inline(__always)
    func cell(bucket: Int64, tileKey: UInt64) -> Range<Int> {
        let key = UInt64(truncatingIfNeeded: bucket) &<< 35 | tileKey
        let hash = CellLayer.mix(key)
        let bit = hash &>> bitShift
        guard bitmap[Int(truncatingIfNeeded: bit &>> 6)] &>> (bit & 63) & 1 == 1 else { return 0..<0 }
        var slot = Int(truncatingIfNeeded: hash) & tableMask
        while tableKeys[slot] != key {
            if tableKeys[slot] == .max { return 0..<0 }
            slot = (slot &+ 1) & tableMask
        }
        let range = tableRanges[slot]
        return Int(range.from)..<Int(range.to)
    }
}
