import Vocabulary

/// Rows of one feed in columns with codes into tables kept elsewhere; a 32-bit column is empty while no row has it.
struct RowColumns: Sendable {
    var count = 0
    var start: [Int64] = [], end: [Int64] = []
    var digest: [UInt64] = []
    /// By ``Column``'s raw value; those of 64 bits stay empty here.
    var small: [[UInt32]] = Array(repeating: [], count: Column.allCases.count)

    /// Raw bits of a 32-bit column at a row.
    func bits(_ column: Column, _ row: Int) -> UInt32 {
        small[column.rawValue].isEmpty ? column.noneBits : small[column.rawValue][row]
    }

    /// Appends chosen rows of columns whose codes are already those of this table.
    mutating func append(_ other: RowColumns, rows: [Int]) {
        for row in rows {
            start.append(other.start[row])
            end.append(other.end[row])
            digest.append(other.digest[row])
        }
        for column in Column.small {
            let source = other.small[column.rawValue]
            let none = column.noneBits
            if source.isEmpty {
                if !small[column.rawValue].isEmpty {
                    small[column.rawValue].append(contentsOf: repeatElement(none, count: rows.count))
                }
                continue
            }
            if small[column.rawValue].isEmpty {
                guard rows.contains(where: { source[$0] != none }) else { continue }
                small[column.rawValue] = Array(repeating: none, count: count)
            }
            for row in rows { small[column.rawValue].append(source[row]) }
        }
        count += rows.count
    }

    /// Whether two rows say the same, wherever they stood.
    func isSameObservation(_ row: Int, _ other: RowColumns, _ otherRow: Int) -> Bool {
        guard start[row] == other.start[otherRow], end[row] == other.end[otherRow] else { return false }
        for column in Column.small where !column.isSource {
            if bits(column, row) != other.bits(column, otherRow) { return false }
        }
        return true
    }

    /// The total order of rows with equal keys: all that was observed, then where the row stood.
    func precedes(_ row: Int, _ other: Int) -> Bool {
        if start[row] != start[other] { return start[row] < start[other] }
        if end[row] != end[other] { return end[row] < end[other] }
        for column in Column.small where !small[column.rawValue].isEmpty {
            let left = small[column.rawValue][row]
            let right = small[column.rawValue][other]
            if left != right { return left < right }
        }
        return digest[row] < digest[other]
    }

    /// What a segment is clustered by: hour, then tile (or place where there is no position), then start.
    ///
    /// From the top: 8 bits hour since `baseHour`, 1 bit "has a position", 36 bits Z-order of the tile or the place
    /// code, 12 bits second of the hour.
    func key(_ row: Int, baseHour: Int64) -> UInt64 {
        let hour = floorHour(start[row])
        let second = UInt64(start[row] - hour * 3600)
        let slot = UInt64(min(255, max(0, hour - baseHour))) << 49
        let lon = bits(.lon, row)
        let lat = bits(.lat, row)
        let none = UInt32(bitPattern: noValue)
        guard lon != none, lat != none else { return slot | UInt64(bits(.place, row)) << 12 | second }
        return slot | 1 << 48 | tile(Int32(bitPattern: lon), Int32(bitPattern: lat)) << 12 | second
    }
}

/// Hours since 1970, rounded towards the past.
func floorHour(_ seconds: Int64) -> Int64 { seconds >= 0 ? seconds / 3600 : (seconds - 3599) / 3600 }

/// Z-order of a position's tile of 0.002 degree (about 200 m); 36 bits.
private func tile(_ lon: Int32, _ lat: Int32) -> UInt64 {
    func spread(_ value: Int32) -> UInt64 {
        var bits = UInt64((Int64(value) + 1 << 31) / 20_000)
        bits = (bits | bits << 16) & 0x0000_ffff_0000_ffff
        bits = (bits | bits << 8) & 0x00ff_00ff_00ff_00ff
        bits = (bits | bits << 4) & 0x0f0f_0f0f_0f0f_0f0f
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }
    return spread(lon) | spread(lat) << 1
}
