// Contract of the unsafe code here: the kernel is lent the span's own bytes with their count, and columns that each
// have `room` entries; it keeps no pointer after the call.
import CScan
import Vocabulary

/// Plain position rows in columns: the part of a `carrier` chunk that was read without cutting it into fields first.
public struct PingColumns: Sendable {
    /// Rows held; the columns may be longer.
    public private(set) var count = 0
    /// Moment, UTC seconds.
    public private(set) var start: [Int64] = []
    /// WGS-84 in 1e-7 degree.
    public private(set) var lon: [Int32] = [], lat: [Int32] = []
    /// Radius of uncertainty in centimetres; ``noValue`` where unknown.
    public private(set) var accuracy: [Int32] = []
    /// The 11-digit mobile number itself.
    public private(set) var phone: [UInt64] = []
    /// Where each row's bytes begin and end in the chunk, without its line end.
    private(set) var rowStart: [UInt32] = [], rowEnd: [UInt32] = []

    /// No rows.
    public init() {}

    /// Forgets the rows and keeps the memory.
    public mutating func removeAll() { count = 0 }

    /// Rows there is room for.
    var room: Int { start.count }

    /// Makes room for so many rows in all.
    mutating func reserve(_ rows: Int) {
        if rows <= room { return }
        let more = rows - room
        start.append(contentsOf: repeatElement(0, count: more))
        lon.append(contentsOf: repeatElement(0, count: more))
        lat.append(contentsOf: repeatElement(0, count: more))
        accuracy.append(contentsOf: repeatElement(0, count: more))
        phone.append(contentsOf: repeatElement(0, count: more))
        rowStart.append(contentsOf: repeatElement(0, count: more))
        rowEnd.append(contentsOf: repeatElement(0, count: more))
    }

    /// Reads plain rows from `position` on and gives the place of the first row that is not plain, or the end.
    fileprivate mutating func scan(
        _ plan: inout tg_ping_plan, _ shape: inout tg_json_shape?, _ bytes: borrowing Span<UInt8>, from position: Int,
        level: Int32
    ) -> Int {
        let (used, room) = (count, room)
        let length = bytes.count
        let result = unsafe bytes.withUnsafeBufferPointer { text in
            unsafe start.withUnsafeMutableBufferPointer { start in
                unsafe lon.withUnsafeMutableBufferPointer { lon in
                    unsafe lat.withUnsafeMutableBufferPointer { lat in
                        unsafe accuracy.withUnsafeMutableBufferPointer { accuracy in
                            unsafe phone.withUnsafeMutableBufferPointer { phone in
                                unsafe rowStart.withUnsafeMutableBufferPointer { rowStart in
                                    unsafe rowEnd.withUnsafeMutableBufferPointer { rowEnd in
                                        guard let text = text.baseAddress, let start = start.baseAddress,
                                            let lon = lon.baseAddress, let lat = lat.baseAddress,
                                            let accuracy = accuracy.baseAddress, let phone = phone.baseAddress,
                                            let rowStart = rowStart.baseAddress, let rowEnd = rowEnd.baseAddress
                                        else { return tg_ping_result(next: position, rows: 0) }
                                        var columns = unsafe tg_ping_columns(
                                            start: start + used, lon: lon + used, lat: lat + used,
                                            accuracy: accuracy + used, phone: phone + used,
                                            row_start: rowStart + used, row_end: rowEnd + used)
                                        if var objects = shape {
                                            return unsafe tg_scan_json_pings(
                                                &plan, &objects, text, length, position, &columns, room - used, level)
                                        }
                                        return unsafe tg_scan_pings(
                                            &plan, text, length, position, &columns, room - used, level)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        count += result.rows
        return result.next
    }

    /// Moves positions from another datum to WGS-84.
    fileprivate mutating func shift(from first: Int, datum: Datum) {
        for row in first..<count {
            let position = DatumShift.wgs84(Position(lonE7: lon[row], latE7: lat[row]), from: datum)
            (lon[row], lat[row]) = (position.lonE7, position.latE7)
        }
    }
}

/// Reads the plain rows of a `carrier` file at the machine's speed; every other row is left to ``ChunkReader``.
///
/// It takes nothing for granted that ``ChunkReader`` would not find too: what is plain is a small part of what that one
/// understands, so both give the same rows. Dates, the kind of line end, and the shape of JSON objects are learned from
/// rows read there.
struct PingScanner {
    private var plan: tg_ping_plan
    /// For JSONL, what the objects have in common; one without parts while nothing is learned.
    private var shape: tg_json_shape?
    private let kinds: [[UInt8]: UInt8]
    /// Shapes learned that have not yet read a row.
    private var idleShapes = 0
    private let datum: Datum
    private let level: Int32
    /// After so many shapes in vain the file is taken to have none.
    private static let mostIdleShapes = 8

    /// What this machine's instructions allow: 0 nothing, then AVX2, AVX-512.
    static let machineLevel = tg_scan_level()
    /// The shortest row that can be plain: a mobile number, a time, two degrees, and four ends of fields.
    private static let shortestRow = 11 + 19 + 2 + 4

    /// A scanner of a file's rows; nil where none of them can be plain.
    init?(plan: FeedPlan, datum: Datum, earliest: Int64, latest: Int64, level: Int32 = PingScanner.machineLevel) {
        func field(_ column: Column) -> Int32 { Int32(plan.source[column.index]) }
        guard level > 0, plan.feed == .carrier, !plan.rewrites, plan.times.isEmpty,
            field(.phone) >= 0, field(.time) >= 0, field(.lon) >= 0, field(.lat) >= 0
        else { return nil }
        self.level = level
        self.datum = datum
        let isCSV = plan.format == .csv
        shape = isCSV ? nil : tg_json_shape()
        var kinds: [[UInt8]: UInt8] = [:]
        if !isCSV {
            for column in plan.feed.columns {
                guard plan.names.indices.contains(plan.source[column.index]) else { continue }
                let key = Array(plan.names[plan.source[column.index]].utf8)
                kinds[key] = kinds[key] == nil ? JSONShape.kind(of: column) : JSONShape.meaningful
            }
        }
        self.kinds = kinds
        self.plan = tg_ping_plan()
        self.plan.fields = UInt32(plan.fieldCount)
        self.plan.delimiter = plan.delimiter
        self.plan.phone = field(.phone)
        self.plan.time = field(.time)
        self.plan.lon = field(.lon)
        self.plan.lat = field(.lat)
        self.plan.accuracy = field(.accuracy)
        self.plan.empty = field(.cell)
        self.plan.earliest = earliest
        self.plan.latest = latest
    }

    /// Reads plain rows from `position`, a row's start, and gives the start of the first row that is not plain.
    mutating func scan(_ bytes: borrowing Span<UInt8>, from position: Int, into pings: inout PingColumns) -> Int {
        let first = pings.count
        pings.reserve(first + (bytes.count - position) / PingScanner.shortestRow + 1)
        let next = pings.scan(&plan, &shape, bytes, from: position, level: level)
        if pings.count > first { idleShapes = 0 }
        if datum != .wgs84 { pings.shift(from: first, datum: datum) }
        return next
    }

    /// Learns the date of a row that was read by all the rules.
    mutating func learn(date: (head: UInt64, tail: UInt32, midnight: Int64)) {
        // The file's bytes in order: the date's last digits, then the separator.
        let tail = date.tail >> 16 | date.tail & 0xFF00 | (date.tail & 0xFF) << 16
        unsafe tg_learn_date(&plan, date.head, tail, date.midnight)
    }

    /// Learns the shape of a JSON object that was read by all the rules; `line` ends with its line end.
    mutating func learn(object line: borrowing Span<UInt8>) {
        guard shape != nil, idleShapes < PingScanner.mostIdleShapes else { return }
        idleShapes += 1
        shape = JSONShape.learned(line, keys: kinds) ?? shape
    }

    /// Learns how lines end.
    mutating func learn(crlf: Bool) { plan.crlf = crlf ? 1 : 0 }
}
