import Vocabulary

/// One ping of a phone: a ``CarrierFix`` in plain numbers, for there are millions.
private struct Ping: Sendable {
    var time: Int64
    var position: Position
    var source: RowSource
    /// ``noValue`` where unknown.
    var accuracy: Int32
    /// Number of the tower among the strings of its rows, from 1; 0 for a position of its own.
    var tower: UInt32
}

/// The pings of numbered phones in one block of the carrier feed, by phone.
public struct PingRows: Sendable {
    private let pings: [Ping]
    /// The phones with pings here, ascending, and where each one's begin; and the end.
    private let phones: [UInt32], begins: [UInt32]
    /// The towers of pings, by number.
    private let towers: [UInt32: Place]
    /// Rows that are no moments (a date without time of day), and how many pings are at places that nobody knows where
    /// they are, by phone.
    private let untimed: [UInt32: [Observation]], unlocated: [UInt32: Int]

    /// The rows of a block that are about one of the phones and begin in the period.
    init(
        of block: ObservationBlock, numbers: [Pseudonym: UInt32], period: TimeSpan, places: [String: Place],
        registered: Set<Pseudonym>
    ) {
        let known = block.strings.map { places[$0] }
        var pings: [Ping] = []
        var phones: [UInt32] = []
        var untimed: [UInt32: [Observation]] = [:]
        var unlocated: [UInt32: Int] = [:]
        if block.feed == .carrier {
            let number = [nil] + block.subjects.map { numbers[$0] }
            for row in 0..<block.count where block.start[row] >= period.start && block.start[row] <= period.end {
                guard let phone = number[Int(block.personCode(of: row, registered: registered))] else { continue }
                if block.end[row] > block.start[row] {
                    untimed[phone, default: []].append(block[row])
                } else if let ping = Self.ping(row, block, known) {
                    pings.append(ping)
                    phones.append(phone)
                } else {
                    unlocated[phone, default: 0] += 1
                }
            }
        }
        self.untimed = untimed
        self.unlocated = unlocated
        var next = [UInt32](repeating: 0, count: numbers.count + 1)
        for phone in phones { next[Int(phone) + 1] += 1 }
        // Many blocks hold few of the phones: only those are kept.
        self.phones = (0..<UInt32(numbers.count)).filter { next[Int($0) + 1] > 0 }
        for phone in 0..<numbers.count { next[phone + 1] += next[phone] }
        begins = self.phones.map { next[Int($0)] } + [UInt32(pings.count)]
        var sorted = pings
        for (ping, phone) in zip(pings, phones) {
            sorted[Int(next[Int(phone)])] = ping
            next[Int(phone)] += 1
        }
        self.pings = sorted
        let used = Set(sorted.map(\.tower)).subtracting([0])
        towers = Dictionary(
            uniqueKeysWithValues: used.compactMap { tower in known[Int(tower) - 1].map { (tower, $0) } })
    }

    /// The same as ``CarrierFix/init(_:places:)`` of the row, without the detour; nil where nobody knows where it was.
    private static func ping(_ row: Int, _ block: ObservationBlock, _ places: [Place?]) -> Ping? {
        var ping = Ping(
            time: block.start[row], position: Position(lonE7: 0, latE7: 0),
            source: CaseIndex.source(of: row, in: block),
            accuracy: block.accuracy.isEmpty ? noValue : block.accuracy[row], tower: 0)
        if !block.lon.isEmpty, !block.lat.isEmpty, block.lon[row] != noValue, block.lat[row] != noValue {
            ping.position = Position(lonE7: block.lon[row], latE7: block.lat[row])
            return ping
        }
        guard !block.place.isEmpty, block.place[row] != 0,
            let position = places[Int(block.place[row]) - 1]?.position
        else { return nil }
        ping.position = position
        ping.tower = block.place[row]
        return ping
    }

    /// Number of pings.
    var count: Int { pings.count }

    /// Adds a phone's pings to its others.
    func add(of phone: UInt32, to all: inout (fixes: [CarrierFix], untimed: [Observation], unlocated: Int)) {
        if !untimed.isEmpty { all.untimed += untimed[phone] ?? [] }
        if !unlocated.isEmpty { all.unlocated += unlocated[phone] ?? 0 }
        var (low, high) = (0, phones.count)
        while low < high {
            let middle = (low + high) / 2
            if phones[middle] < phone { low = middle + 1 } else { high = middle }
        }
        guard low < phones.count, phones[low] == phone else { return }
        for ping in pings[Int(begins[low])..<Int(begins[low + 1])] {
            let tower = ping.tower == 0 ? nil : towers[ping.tower]
            all.fixes.append(
                CarrierFix(
                    time: ping.time, position: ping.position, cell: tower?.placeID,
                    radiusMeters: tower?.radiusMeters ?? 0,
                    accuracyCentimeters: ping.accuracy == noValue ? nil : ping.accuracy, source: ping.source))
        }
    }
}

/// The pings of numbered phones in many blocks.
public struct PingSheaf: Sendable {
    private let blocks: [PingRows]

    /// The pings in some blocks, whose phones have the same numbers.
    public init(_ blocks: [PingRows]) { self.blocks = blocks }

    /// Number of pings.
    public var count: Int { blocks.reduce(0) { $0 + $1.count } }

    /// The fixes of a phone, its rows that are no moments, which are matched as they are, and how many of its pings are
    /// at places that nobody knows where they are.
    func pings(of phone: Int) -> (fixes: [CarrierFix], untimed: [Observation], unlocated: Int) {
        var all: (fixes: [CarrierFix], untimed: [Observation], unlocated: Int) = ([], [], 0)
        for block in blocks { block.add(of: UInt32(phone), to: &all) }
        return all
    }
}
