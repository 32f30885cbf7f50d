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
        for row in 0..<block.count where block.start[row] >= period.start && block.start[row] <= period.end {
            let code = Int(block.personCode(of: row, registered: registered))
            guard code != 0, phones.contains(block.subjects[code - 1]) else { continue }
            add(block[row], of: block.subjects[code - 1], places: places)
        }
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
        fixes.merge(other.fixes) { $0 + $1 }
        untimed.merge(other.untimed) { $0 + $1 }
        unlocated += other.unlocated
    }

    /// All phones, in order.
    public var phones: [Pseudonym] { Set(fixes.keys).union(untimed.keys).sorted() }

    /// Pings held.
    public var count: Int { fixes.values.reduce(0) { $0 + $1.count } + untimed.values.reduce(0) { $0 + $1.count } }
}
