// Contract of the unsafe code here: arrays are lent for a call with their own counts, results are written into memory
// of an array that is being made and has room for as many; the kernels check rows and codes against the counts.
import CPack

/// The inner loops over rows, in C (``CPack``).
enum RowKernels {
    /// What this machine's instructions allow.
    static let level = tg_pack_level()

    /// Chosen values of a column.
    static func gather(_ values: [UInt32], _ rows: [UInt32]) -> [UInt32] {
        unsafe [UInt32](unsafeUninitializedCapacity: rows.count) { output, count in
            let isSound = unsafe tg_gather(values, values.count, rows, rows.count, output.baseAddress)
            precondition(isSound != 0, "rows are those of the column")
            count = rows.count
        }
    }

    /// Chosen codes of a column in the codes of another table.
    static func gather(_ values: [UInt32], _ rows: [UInt32], through map: [UInt32]) -> [UInt32] {
        unsafe [UInt32](unsafeUninitializedCapacity: rows.count) { output, count in
            let isSound = unsafe tg_gather_mapped(
                values, values.count, map, map.count, rows, rows.count, output.baseAddress)
            precondition(isSound != 0, "rows are those of the column, codes those of the map")
            count = rows.count
        }
    }

    /// Chosen values of a 64-bit column.
    static func gather(_ values: [UInt64], _ rows: [UInt32]) -> [UInt64] {
        unsafe [UInt64](unsafeUninitializedCapacity: rows.count) { output, count in
            let isSound = unsafe tg_gather_wide(values, values.count, rows, rows.count, output.baseAddress)
            precondition(isSound != 0, "rows are those of the column")
            count = rows.count
        }
    }

    /// Chosen values of a signed 64-bit column.
    static func gather(_ values: [Int64], _ rows: [UInt32]) -> [Int64] {
        unsafe [Int64](unsafeUninitializedCapacity: rows.count) { output, count in
            let isSound = unsafe values.withUnsafeBytes { values in
                unsafe tg_gather_wide(
                    values.bindMemory(to: UInt64.self).baseAddress, values.count / 8, rows, rows.count,
                    UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(to: UInt64.self))
            }
            precondition(isSound != 0, "rows are those of the column")
            count = rows.count
        }
    }

    /// Numbers of a block's rows in the order of their starts, equal ones as they came.
    static func order(byStart starts: [Int64]) -> [UInt32] {
        precondition(starts.count <= SegmentFormat.blockRows, "the rows of a block")
        var isOrdered = false
        let order = unsafe [UInt32](unsafeUninitializedCapacity: starts.count) { output, count in
            isOrdered = unsafe tg_order_by_start(starts, UInt32(starts.count), output.baseAddress) != 0
            count = isOrdered ? starts.count : 0
        }
        if isOrdered { return order }
        return (0..<UInt32(starts.count)).sorted { (starts[Int($0)], $0) < (starts[Int($1)], $1) }
    }

    /// The codes that are not 0, each once; `marks` has a bit for each code up to `most`, all 0 before and after.
    static func distinct(_ codes: [UInt32], upTo most: Int, marks: inout [UInt64]) -> [UInt32] {
        precondition(marks.count > most / 64, "a mark for each code")
        return unsafe [UInt32](unsafeUninitializedCapacity: codes.count) { output, count in
            let found = unsafe tg_distinct(codes, codes.count, UInt32(most), &marks, output.baseAddress)
            precondition(found >= 0, "codes are those of the table")
            count = Int(found)
        }
    }

    /// Keys of a range of rows within their hours; nil stands for a row without a position.
    static func clusterKeys(start: [Int64], lon: [UInt32], lat: [UInt32], _ range: Range<Int>) -> [UInt64] {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= min(start.count, lon.count, lat.count), "rows of the columns")
        return unsafe [UInt64](unsafeUninitializedCapacity: range.count) { output, count in
            unsafe start.withUnsafeBufferPointer { start in
                unsafe lon.withUnsafeBytes { lon in
                    unsafe lat.withUnsafeBytes { lat in
                        guard let start = start.baseAddress,
                            let lon = unsafe lon.bindMemory(to: Int32.self).baseAddress,
                            let lat = unsafe lat.bindMemory(to: Int32.self).baseAddress
                        else { return }
                        unsafe tg_cluster_keys(
                            start + range.lowerBound, lon + range.lowerBound, lat + range.lowerBound, range.count,
                            HilbertTile.steps, output.baseAddress)
                    }
                }
            }
            count = range.count
        }
    }

    /// Where the rows lie that have a position, and how many those are.
    static func bounds(lon: [UInt32], lat: [UInt32]) -> (
        west: Int32, east: Int32, south: Int32, north: Int32, count: Int
    ) {
        precondition(lon.count == lat.count, "an entry per row")
        var bounds: [Int32] = [0, 0, 0, 0]
        let count = unsafe lon.withUnsafeBytes { lon in
            unsafe lat.withUnsafeBytes { lat in
                unsafe tg_bounds(
                    lon.bindMemory(to: Int32.self).baseAddress, lat.bindMemory(to: Int32.self).baseAddress,
                    lon.count / 4, &bounds)
            }
        }
        return (bounds[0], bounds[1], bounds[2], bounds[3], count)
    }

    /// For each key the bits of `runs`, each moved down by its shift and kept where its mask has ones, above the key's
    /// index.
    static func words(_ keys: [UInt64], runs: [(shift: UInt64, mask: UInt64)], indexBits: Int) -> [UInt64] {
        precondition(
            indexBits < 64 && keys.count <= 1 << indexBits && runs.allSatisfy { $0.shift < 64 }, "room for all")
        return unsafe [UInt64](unsafeUninitializedCapacity: keys.count) { output, count in
            unsafe tg_pack_keys(
                keys, keys.count, runs.map(\.shift), runs.map(\.mask), runs.count, UInt32(indexBits),
                output.baseAddress)
            count = keys.count
        }
    }

    /// The rows that sorted words stand for, by the index in the bits of a mask.
    static func rows(of words: [UInt64], mask: UInt64, _ rows: [UInt32]) -> [UInt32] {
        precondition(rows.count == words.count, "a row for each word")
        return unsafe [UInt32](unsafeUninitializedCapacity: words.count) { output, count in
            let isSound = unsafe tg_rows_of_words(words, words.count, mask, rows, output.baseAddress)
            precondition(isSound != 0, "indexes are those of the rows")
            count = words.count
        }
    }

    /// The first place from `from` on whose word agrees with the next one's but for its lowest bits; the count where
    /// there is none.
    static func nextTie(_ words: [UInt64], from: Int, indexBits: Int) -> Int {
        precondition(from >= 0 && from <= words.count && indexBits < 64, "a place of the words")
        return unsafe tg_next_tie(words, words.count, from, UInt32(indexBits))
    }

    /// One pass of a radix sort: `target` gets the words in the order of the digit of `mask` above `shift`, equal ones
    /// as they came.
    static func scatter(_ words: [UInt64], into target: inout [UInt64], shift: UInt64, mask: UInt64) {
        precondition(target.count == words.count && mask < 1 << 12 && shift < 64, "room for the words, a short digit")
        unsafe tg_scatter(words, words.count, UInt32(shift), mask, &target)
    }
}
