/// Small facts of one observation, packed into 32 bits.
public struct Traits: Hashable, Sendable {
    /// Mode in bits 0-2, direction in bits 3-4, flags from bit 8 on.
    public var bits: UInt32

    /// Traits from their stored bits.
    public init(bits: UInt32 = 0) { self.bits = bits }

    /// How the ride went; nil for observations that are no rides.
    public var mode: RideMode? {
        get { RideMode(rawValue: UInt8(bits & 7)) }
        set { bits = bits & ~7 | UInt32(newValue?.rawValue ?? 0) }
    }

    /// Which way a checkpoint was passed.
    public var direction: Direction {
        get { Direction(rawValue: UInt8(bits >> 3 & 3)) ?? .unknown }
        set { bits = bits & ~24 | UInt32(newValue.rawValue) << 3 }
    }

    /// Whether a flag is set.
    public func has(_ flag: Flag) -> Bool { bits & flag.rawValue != 0 }

    /// Sets a flag.
    public mutating func insert(_ flag: Flag) { bits |= flag.rawValue }

    /// A fact that is true or not.
    public enum Flag: UInt32, Sendable {
        /// The end is unknown; the block's `end` repeats the start.
        case openEnd = 0x100
        /// Fever was measured (37.3 degrees Celsius or more) or ticked.
        case fever = 0x200
        /// A ticket known only as sold: boarding is not verified.
        case soldOnly = 0x400
        /// The source gave a date without time of day.
        case dateOnly = 0x800
        /// The wall clock showed this reading twice; the earlier moment was taken.
        case ambiguousTime = 0x1000
        /// The arrival stood before the departure and was moved to the next day.
        case arrivalAdvanced = 0x2000
        /// Cleaning inferred it: a phone silent for long, taken to have stayed for a while.
        case inferred = 0x4000
        /// Cleaning found the phone faster than people are on foot.
        case inVehicle = 0x8000
        /// The text of a ride's coach or seat was not understood; what is not certain of it counts as unknown.
        case seatUnread = 0x10000
    }
}

/// A block of accepted observations of one feed, in columns: how rows cross module borders.
///
/// Each column has `count` entries, or none where no row of the block has that value. Codes are 1-based indexes
/// into ``subjects`` or ``strings``; 0 means "none".
public struct ObservationBlock: Sendable {
    /// The feed all rows come from.
    public var feed: Feed
    /// Rows in the block.
    public var count = 0
    /// Codes of the observed identifiers.
    public var idNumber: [UInt32] = [], phone: [UInt32] = [], plate: [UInt32] = []
    /// First and last second, UTC; equal for instants and for open ends.
    public var start: [Int64] = [], end: [Int64] = []
    /// WGS-84 in 1e-7 degree; ``noValue`` where unknown.
    public var lon: [Int32] = [], lat: [Int32] = []
    /// Radius of uncertainty in centimetres; ``noValue`` where unknown.
    public var accuracy: [Int32] = []
    /// Codes of the place, the room, and the kind of visit or way of checking.
    public var place: [UInt32] = [], room: [UInt32] = [], kind: [UInt32] = []
    /// Codes of a ride's service number (canonical), coach and seat.
    public var service: [UInt32] = [], carriage: [UInt32] = [], seat: [UInt32] = []
    /// Codes of the boarding and alighting place and of the order.
    public var fromPlace: [UInt32] = [], toPlace: [UInt32] = [], order: [UInt32] = []
    /// A ride's service date as day number; ``noValue`` where unknown.
    public var serviceDate: [Int32] = []
    /// Temperature in hundredths of a degree Celsius; ``noValue`` where not measured.
    public var temperature: [Int32] = []
    /// ``Traits`` bits.
    public var traits: [UInt32] = []
    /// Fixes that a cleaned row stands for; empty where each row is one.
    public var fixes: [Int32] = []
    /// Where the row stood: number of the input file in the ledger, physical line (1-based), keyed digest of the row.
    public var file: [UInt32] = [], line: [UInt32] = [], digest: [UInt64] = []
    /// What subject codes mean.
    public var subjects: [Pseudonym] = []
    /// What string codes mean.
    public var strings: [String] = []

    /// An empty block of a feed.
    public init(feed: Feed) { self.feed = feed }

    /// One row, for code that is not hot.
    public subscript(row: Int) -> Observation {
        func string(_ column: [UInt32]) -> String? {
            guard !column.isEmpty, column[row] != 0 else { return nil }
            return strings[Int(column[row]) - 1]
        }
        func subject(_ column: [UInt32]) -> Pseudonym? {
            guard !column.isEmpty, column[row] != 0 else { return nil }
            return subjects[Int(column[row]) - 1]
        }
        func number(_ column: [Int32]) -> Int32? {
            guard !column.isEmpty, column[row] != noValue else { return nil }
            return column[row]
        }
        var observation = Observation(feed: feed, span: TimeSpan(start[row], end[row]))
        observation.idNumber = subject(idNumber)
        observation.phone = subject(phone)
        observation.plate = subject(plate)
        if let lon = number(lon), let lat = number(lat) { observation.position = Position(lonE7: lon, latE7: lat) }
        observation.accuracyCentimeters = number(accuracy)
        observation.place = string(place)
        observation.room = string(room)
        observation.kind = string(kind)
        observation.service = string(service)
        observation.carriage = string(carriage)
        observation.seat = string(seat)
        observation.fromPlace = string(fromPlace)
        observation.toPlace = string(toPlace)
        observation.order = string(order)
        observation.serviceDate = number(serviceDate)
        observation.temperatureHundredths = number(temperature)
        observation.traits = Traits(bits: traits.isEmpty ? 0 : traits[row])
        observation.fixes = fixes.isEmpty ? 1 : fixes[row]
        observation.source = RowSource(
            file: file.isEmpty ? 0 : file[row], line: line.isEmpty ? 0 : line[row],
            digest: digest.isEmpty ? 0 : digest[row])
        return observation
    }
}

/// Where a row stood in the deliveries.
public struct RowSource: Hashable, Comparable, Sendable {
    /// Number of the input file in the ledger.
    public var file: UInt32
    /// Physical line, 1-based.
    public var line: UInt32
    /// Keyed digest of the row's bytes.
    public var digest: UInt64

    /// A row's address.
    public init(file: UInt32, line: UInt32, digest: UInt64) {
        self.file = file
        self.line = line
        self.digest = digest
    }

    /// By file, then line.
    public static func < (left: RowSource, right: RowSource) -> Bool {
        (left.file, left.line, left.digest) < (right.file, right.line, right.digest)
    }
}

/// One accepted observation as a value: a ping, a stay, a ride or a passage.
public struct Observation: Hashable, Sendable {
    /// The feed it came from.
    public var feed: Feed
    /// Identifiers seen.
    public var idNumber: Pseudonym?, phone: Pseudonym?, plate: Pseudonym?
    /// When; a ride's departure and arrival; open ends repeat the start (``Traits/Flag/openEnd``).
    public var span: TimeSpan
    /// Where, if the row itself says so.
    public var position: Position?
    /// Radius of uncertainty.
    public var accuracyCentimeters: Int32?
    /// Place id, room, and kind of visit.
    public var place: String?, room: String?, kind: String?
    /// Ride: canonical service number, coach, seat, boarding place, alighting place, order.
    public var service: String?, carriage: String?, seat: String?, fromPlace: String?, toPlace: String?, order: String?
    /// Ride: service date as day number.
    public var serviceDate: Int32?
    /// Body temperature in hundredths of a degree Celsius.
    public var temperatureHundredths: Int32?
    /// Mode, direction, flags.
    public var traits = Traits()
    /// Fixes that a cleaned observation stands for.
    public var fixes: Int32 = 1
    /// Where the row stood.
    public var source = RowSource(file: 0, line: 0, digest: 0)

    /// An observation of a feed at a time.
    public init(feed: Feed, span: TimeSpan) {
        self.feed = feed
        self.span = span
    }

    /// The identifier the observation is about: ID number before phone before plate.
    public var subject: Pseudonym? { idNumber ?? phone ?? plate }
}

extension ObservationBlock {
    /// Code of the person a row is about; 0 where it names none.
    ///
    /// The first of ID number and phone that the registry knows, else the ID number, else the phone: a document that
    /// nobody owns must not hide whose phone it was.
    public func personCode(of row: Int, registered: Set<Pseudonym>) -> UInt32 {
        let idNumber = idNumber.isEmpty ? 0 : idNumber[row]
        let phone = phone.isEmpty ? 0 : phone[row]
        guard idNumber != 0 else { return phone }
        guard phone != 0, !registered.contains(subjects[Int(idNumber) - 1]),
            registered.contains(subjects[Int(phone) - 1])
        else { return idNumber }
        return phone
    }
}

extension ObservationBlock {
    /// The given rows in their order, with the same tables.
    public func keeping(_ rows: [Int]) -> ObservationBlock {
        func kept<Value>(_ column: [Value]) -> [Value] { column.isEmpty ? [] : rows.map { column[$0] } }
        var block = ObservationBlock(feed: feed)
        block.count = rows.count
        (block.subjects, block.strings) = (subjects, strings)
        (block.start, block.end) = (kept(start), kept(end))
        (block.lon, block.lat, block.accuracy) = (kept(lon), kept(lat), kept(accuracy))
        (block.idNumber, block.phone, block.plate) = (kept(idNumber), kept(phone), kept(plate))
        (block.place, block.room, block.kind) = (kept(place), kept(room), kept(kind))
        (block.service, block.carriage, block.seat) = (kept(service), kept(carriage), kept(seat))
        (block.fromPlace, block.toPlace, block.order) = (kept(fromPlace), kept(toPlace), kept(order))
        (block.serviceDate, block.temperature) = (kept(serviceDate), kept(temperature))
        (block.traits, block.fixes) = (kept(traits), kept(fixes))
        (block.file, block.line, block.digest) = (kept(file), kept(line), kept(digest))
        return block
    }

    /// Appends one observation, coding its identifiers and strings; for tests and small sources, not the hot path.
    public mutating func append(_ row: Observation) {
        precondition(row.feed == feed, "a block holds one feed")
        func code(_ text: String?) -> UInt32 {
            guard let text else { return 0 }
            // By bytes: two spellings of one character are two strings.
            if let index = strings.firstIndex(where: { $0.utf8.elementsEqual(text.utf8) }) { return UInt32(index + 1) }
            strings.append(text)
            return UInt32(strings.count)
        }
        func code(_ pseudonym: Pseudonym?) -> UInt32 {
            guard let pseudonym else { return 0 }
            if let index = subjects.firstIndex(of: pseudonym) { return UInt32(index + 1) }
            subjects.append(pseudonym)
            return UInt32(subjects.count)
        }
        let rows = count
        func put<Value: Equatable>(_ value: Value, none: Value, _ column: inout [Value]) {
            if column.isEmpty {
                if value == none { return }
                column = Array(repeating: none, count: rows)
            }
            column.append(value)
        }
        put(code(row.idNumber), none: 0, &idNumber)
        put(code(row.phone), none: 0, &phone)
        put(code(row.plate), none: 0, &plate)
        start.append(row.span.start)
        end.append(row.span.end)
        put(row.position?.lonE7 ?? noValue, none: noValue, &lon)
        put(row.position?.latE7 ?? noValue, none: noValue, &lat)
        put(row.accuracyCentimeters ?? noValue, none: noValue, &accuracy)
        put(code(row.place), none: 0, &place)
        put(code(row.room), none: 0, &room)
        put(code(row.kind), none: 0, &kind)
        put(code(row.service), none: 0, &service)
        put(code(row.carriage), none: 0, &carriage)
        put(code(row.seat), none: 0, &seat)
        put(code(row.fromPlace), none: 0, &fromPlace)
        put(code(row.toPlace), none: 0, &toPlace)
        put(code(row.order), none: 0, &order)
        put(row.serviceDate ?? noValue, none: noValue, &serviceDate)
        put(row.temperatureHundredths ?? noValue, none: noValue, &temperature)
        put(row.traits.bits, none: 0, &traits)
        put(row.fixes, none: 1, &fixes)
        file.append(row.source.file)
        line.append(row.source.line)
        digest.append(row.source.digest)
        count += 1
    }
}
