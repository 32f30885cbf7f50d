public import Vocabulary

/// The pings of some phones within a period, taken apart by phone and ready to be cleaned.
public struct PhonePings: Sendable {
    /// Fixes by phone.
    public private(set) var fixes: [Pseudonym: [CarrierFix]] = [:]
    /// Rows that are no moments (a date without time of day): they are matched as they are.
    public private(set) var untimed: [Pseudonym: [Observation]] = [:]
    /// Pings at places that nobody knows where they are.
    public private(set) var unlocated = 0

    /// No pings.
    public init() {}

    /// Adds the carrier rows of a block that are about one of the phones and begin in the period.
    public init(
        of block: ObservationBlock, phones: Set<Pseudonym>, period: TimeSpan, places: [String: Place],
        registered: Set<Pseudonym>
    ) {
        guard block.feed == .carrier else { return }
        let isWanted = [false] + block.subjects.map(phones.contains)
        let located = block.strings.map { places[$0] }
        for row in 0..<block.count where block.start[row] >= period.start && block.start[row] <= period.end {
            let code = Int(block.personCode(of: row, registered: registered))
            guard isWanted[code] else { continue }
            let phone = block.subjects[code - 1]
            if block.end[row] > block.start[row] {
                untimed[phone, default: []].append(block[row])
            } else if let fix = Self.fix(of: row, in: block, located) {
                fixes[phone, default: []].append(fix)
            } else {
                unlocated += 1
            }
        }
    }

    /// The same as ``CarrierFix/init(_:places:)`` of the row, without the detour.
    private static func fix(of row: Int, in block: ObservationBlock, _ located: [Place?]) -> CarrierFix? {
        let accuracy = block.accuracy.isEmpty || block.accuracy[row] == noValue ? nil : block.accuracy[row]
        let source = CaseIndex.source(of: row, in: block)
        if !block.lon.isEmpty, !block.lat.isEmpty, block.lon[row] != noValue, block.lat[row] != noValue {
            return CarrierFix(
                time: block.start[row], position: Position(lonE7: block.lon[row], latE7: block.lat[row]),
                accuracyCentimeters: accuracy, source: source)
        }
        guard !block.place.isEmpty, block.place[row] != 0, let place = located[Int(block.place[row]) - 1],
            let position = place.position
        else { return nil }
        return CarrierFix(
            time: block.start[row], position: position, cell: place.placeID, radiusMeters: place.radiusMeters,
            accuracyCentimeters: accuracy, source: source)
    }

    /// Adds a ping of a phone.
    public mutating func add(_ ping: Observation, of phone: Pseudonym, places: [String: Place]) {
        if let fix = CarrierFix(ping, places: places) {
            fixes[phone, default: []].append(fix)
        } else if ping.span.seconds > 0 {
            untimed[phone, default: []].append(ping)
        } else {
            unlocated += 1
        }
    }

    /// Adds others.
    public mutating func merge(_ other: PhonePings) {
        for (phone, more) in other.fixes { fixes[phone, default: []].append(contentsOf: more) }
        for (phone, more) in other.untimed { untimed[phone, default: []].append(contentsOf: more) }
        unlocated += other.unlocated
    }

    /// All phones, in order.
    public var phones: [Pseudonym] { Set(fixes.keys).union(untimed.keys).sorted() }

    /// Pings held.
    public var count: Int { fixes.values.reduce(0) { $0 + $1.count } + untimed.values.reduce(0) { $0 + $1.count } }
}
