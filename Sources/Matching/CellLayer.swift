import Vocabulary

/// One level of the proximity index: which parts reach into which cells (time bucket and tile).
///
/// Buckets are 2^timeShift seconds. Sixteen rows by 32 columns of tiles in one bucket make a neighbourhood: a table has
/// those that hold anything, each with a bit per cell, so that the observations of one hour ask little memory and most
/// are turned away by one bit.
///
/// A class, since a copy would count references to every array in it.
final class CellLayer: Sendable {
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

    /// A neighbourhood (`UInt64.max`: an empty slot), its page of ``bits`` and its first cell in ``cells``.
    struct Slot {
        var key: UInt64
        var page: UInt32, base: UInt32
    }
    private let slots: [Slot]
    private let slotMask: Int
    /// Occupied cells: eight words a page.
    private let bits: [UInt64]
    /// The same for the sieve: a page is found by its neighbourhood's hash alone, and those that meet there share it.
    let sievePages: [UInt64]
    let sieveMask: Int
    /// Where the members of each occupied cell begin, in the order of keys; one more at the end.
    private let cells: [UInt32]
    let members: [Int32]

    /// Bits of a key that name a cell within its neighbourhood.
    static let localBits: UInt64 = 9
    static let localMask: UInt64 = 511
    static let pageWords = 8
    /// Up to so many pages the sieve takes four times the room: 64 MB.
    private static let mostSparsePages = 1 << 18

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
        (slots, bits, cells) = CellLayer.neighbourhoods(of: pairs)
        slotMask = slots.count - 1
        sievePages = CellLayer.sievePages(of: slots, bits: bits)
        sieveMask = sievePages.count / CellLayer.pageWords - 1
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

    /// Occupied neighbourhoods by key, open addressing at most half full, with their bits and the members of their
    /// cells.
    private static func neighbourhoods(
        of pairs: [(key: UInt64, part: Int32)]
    ) -> (slots: [Slot], bits: [UInt64], cells: [UInt32]) {
        var cells: [UInt32] = []
        var pages: [(key: UInt64, base: UInt32)] = []
        var bits: [UInt64] = []
        for index in pairs.indices where index == 0 || pairs[index].key != pairs[index - 1].key {
            let key = pairs[index].key
            if pages.last?.key != key >> localBits {
                pages.append((key >> localBits, UInt32(cells.count)))
                bits.append(contentsOf: repeatElement(0, count: pageWords))
            }
            let local = Int(key & localMask)
            bits[(pages.count - 1) * pageWords + local >> 6] |= 1 << UInt64(local & 63)
            cells.append(UInt32(index))
        }
        cells.append(UInt32(pairs.count))
        var capacity = 16
        while capacity < pages.count * 2 { capacity *= 2 }
        var slots = [Slot](repeating: Slot(key: .max, page: 0, base: 0), count: capacity)
        for (number, page) in pages.enumerated() {
            var slot = Int(truncatingIfNeeded: mix(page.key)) & (capacity - 1)
            while slots[slot].key != .max { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = Slot(key: page.key, page: UInt32(number), base: page.base)
        }
        return (slots, bits, cells)
    }

    /// Pages by hash, where there is room few of them shared.
    private static func sievePages(of slots: [Slot], bits: [UInt64]) -> [UInt64] {
        let pages = bits.count / pageWords
        var capacity = 16
        while capacity < (pages < mostSparsePages ? pages * 4 : pages) { capacity *= 2 }
        var shared = [UInt64](repeating: 0, count: capacity * pageWords)
        for slot in slots where slot.key != .max {
            let place = Int(truncatingIfNeeded: mix(slot.key)) & (capacity - 1)
            for word in 0..<pageWords { shared[place * pageWords + word] |= bits[Int(slot.page) * pageWords + word] }
        }
        return shared
    }

    /// From the top 27 bits of bucket, 13 of row and 13 of column, which name a neighbourhood, then 4 of row and 5 of
    /// column: a level has at most 109 864 rows and 219 727 columns.
    @inline(__always)
    static func key(bucket: Int64, row: Int, column: UInt64) -> UInt64 {
        let row = UInt64(truncatingIfNeeded: row)
        return UInt64(truncatingIfNeeded: bucket) &<< 35 | (row &>> 4) &<< 22 | (column &>> 5) &<< 9
            | (row & 15) &<< 5 | column & 31
    }

    @inline(__always)
    static func mix(_ key: UInt64) -> UInt64 {
        let mixed = key &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed &>> 29
    }

    /// The tile part of an observation's key; nil where the level holds nothing at its latitude.
    @inline(__always)
    func tileKey(lonE7: Int32, latE7: Int32) -> UInt64? {
        let held = Tiling.row(latE7: latE7, shift: tiling.shift) &- tiling.firstRow
        guard held >= 0, held < tiling.scales.count else { return nil }
        return CellLayer.key(
            bucket: 0, row: held, column: tiling.column(heldRow: held, eastward: Tiling.eastward(Int64(lonE7))))
    }

    /// Members of a cell, as a range of ``members``.
    @inline(__always)
    func cell(bucket: Int64, tileKey: UInt64) -> Range<Int> {
        let key = UInt64(truncatingIfNeeded: bucket) &<< 35 | tileKey
        guard let slot = slot(of: key &>> CellLayer.localBits) else { return 0..<0 }
        let local = Int(truncatingIfNeeded: key & CellLayer.localMask)
        let first = Int(slot.page) &* CellLayer.pageWords
        let word = local &>> 6
        let own = bits[first &+ word]
        let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: local & 63)
        guard own & bit != 0 else { return 0..<0 }
        // The cell's number is how many occupied cells of the neighbourhood stand before it.
        var rank = (own & (bit &- 1)).nonzeroBitCount
        for earlier in 0..<word { rank &+= bits[first &+ earlier].nonzeroBitCount }
        let place = Int(slot.base) &+ rank
        return Int(cells[place])..<Int(cells[place &+ 1])
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Slot? {
        var place = Int(truncatingIfNeeded: CellLayer.mix(key)) & slotMask
        while true {
            let slot = slots[place]
            if slot.key == key { return slot }
            if slot.key == .max { return nil }
            place = (place &+ 1) & slotMask
        }
    }
}
