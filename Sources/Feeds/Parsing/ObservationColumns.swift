import Vocabulary

/// One accepted observation on its way into the columns.
struct ObservationValues {
    var idNumber: UInt32 = 0, phone: UInt32 = 0, plate: UInt32 = 0
    var start: Int64 = 0, end: Int64 = 0
    var lon = noValue, lat = noValue, accuracy = noValue
    var place: UInt32 = 0, room: UInt32 = 0, kind: UInt32 = 0
    var service: UInt32 = 0, carriage: UInt32 = 0, seat: UInt32 = 0
    var fromPlace: UInt32 = 0, toPlace: UInt32 = 0, order: UInt32 = 0
    var serviceDate = noValue, temperature = noValue
    var traits = Traits()
}

/// The columns of a block while they grow: those that the feed can have, dropped at the end where all is empty.
struct ObservationColumns {
    private var block: ObservationBlock

    init(feed: Feed) { block = ObservationBlock(feed: feed) }

    /// Makes room for so many rows in the columns that nearly every row of the feed fills.
    mutating func reserve(_ rows: Int) {
        guard block.feed.isObservation else { return }
        block.start.reserveCapacity(rows)
        block.end.reserveCapacity(rows)
        block.line.reserveCapacity(rows)
        block.digest.reserveCapacity(rows)
        guard block.feed == .carrier else { return }
        block.lon.reserveCapacity(rows)
        block.lat.reserveCapacity(rows)
        block.accuracy.reserveCapacity(rows)
    }

    @inline(__always)
    mutating func append(_ row: ObservationValues, line: UInt32, digest: UInt64) {
        block.start.append(row.start)
        block.line.append(line)
        block.digest.append(digest)
        if block.feed == .carrier {
            ObservationColumns.append(row.phone, to: &block.phone, after: block.count)
            ObservationColumns.append(row.place, to: &block.place, after: block.count)
            ObservationColumns.append(row.traits.bits, to: &block.traits, after: block.count)
            block.lon.append(row.lon)
            block.lat.append(row.lat)
            block.accuracy.append(row.accuracy)
            block.end.append(row.end)
        } else {
            block.traits.append(row.traits.bits)
            appendOthers(row)
        }
        block.count += 1
    }

    /// Appends to a column of so many rows that stays empty while none of them has a value.
    @inline(__always)
    private static func append(_ value: UInt32, to column: inout [UInt32], after rows: Int) {
        if column.isEmpty {
            if value == 0 { return }
            column = Array(repeating: 0, count: rows)
        }
        column.append(value)
    }

    private static func append(none count: Int, to column: inout [UInt32]) {
        if !column.isEmpty { column += repeatElement(0, count: count) }
    }

    /// Rows so far.
    var count: Int { block.count }

    /// Appends plain position rows; without codes of their phones those are 0.
    mutating func append(_ pings: PingColumns, firstLine: UInt32, digests: [UInt64], phones: [UInt32]?) {
        let count = pings.count
        block.start.append(contentsOf: pings.start[..<count])
        block.end.append(contentsOf: pings.start[..<count])
        block.lon.append(contentsOf: pings.lon[..<count])
        block.lat.append(contentsOf: pings.lat[..<count])
        block.accuracy.append(contentsOf: pings.accuracy[..<count])
        block.line.append(contentsOf: firstLine..<firstLine + UInt32(count))
        block.digest.append(contentsOf: digests)
        if let phones {
            if block.phone.isEmpty { block.phone = Array(repeating: 0, count: block.count) }
            block.phone.append(contentsOf: phones)
        } else {
            ObservationColumns.append(none: count, to: &block.phone)
        }
        ObservationColumns.append(none: count, to: &block.place)
        ObservationColumns.append(none: count, to: &block.traits)
        block.count += count
    }

    private mutating func appendOthers(_ row: ObservationValues) {
        block.end.append(row.end)
        block.place.append(row.place)
        block.kind.append(row.kind)
        block.idNumber.append(row.idNumber)
        switch block.feed {
        case .travel:
            block.service.append(row.service)
            block.carriage.append(row.carriage)
            block.seat.append(row.seat)
            block.fromPlace.append(row.fromPlace)
            block.toPlace.append(row.toPlace)
            block.order.append(row.order)
            block.serviceDate.append(row.serviceDate)
        case .hotel:
            block.room.append(row.room)
        case .parking:
            block.plate.append(row.plate)
        default:
            block.phone.append(row.phone)
            block.plate.append(row.plate)
            block.temperature.append(row.temperature)
        }
    }

    /// The finished block, all of one file.
    consuming func block(fileNumber: UInt32) -> ObservationBlock {
        var result = block
        result.file = Array(repeating: fileNumber, count: result.count)
        func drop<Value: Equatable>(_ column: inout [Value], _ none: Value) {
            if column.allSatisfy({ $0 == none }) { column = [] }
        }
        drop(&result.idNumber, 0)
        drop(&result.phone, 0)
        drop(&result.plate, 0)
        drop(&result.lon, noValue)
        drop(&result.lat, noValue)
        drop(&result.accuracy, noValue)
        drop(&result.place, 0)
        drop(&result.room, 0)
        drop(&result.kind, 0)
        drop(&result.service, 0)
        drop(&result.carriage, 0)
        drop(&result.seat, 0)
        drop(&result.fromPlace, 0)
        drop(&result.toPlace, 0)
        drop(&result.order, 0)
        drop(&result.serviceDate, noValue)
        drop(&result.temperature, noValue)
        drop(&result.traits, 0)
        return result
    }
}
