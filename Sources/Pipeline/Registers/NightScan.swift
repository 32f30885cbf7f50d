import Assessment
import Files
import Ledger
import Policy
import Store
import Vocabulary

/// Reads where everybody spent the last nights, night by night, so that no more than one night's rows are held.
struct NightScan {
    let inputs: RunInputs
    let nights: [TimeSpan]
    let placement: GroundPlacement
    let numbers: PersonNumbers
    let registered: Set<Pseudonym>
    let folder: String
    /// Seconds that a hotel stay without end is taken to last.
    let openStaySeconds: Int64
    let reporter: any Reporter
    private static let peoplePerShare = 8192

    /// Names that the registry does not know, numbered behind its persons, and the ground of each night by number.
    struct Found {
        var strangers: [Pseudonym]
        var main: [UInt32]
    }

    /// Whoever phones and hotels tell of.
    func found() throws -> Found {
        guard let first = nights.first, let last = nights.last else { return Found(strangers: [], main: []) }
        let whole = TimeSpan(first.start, last.end)
        let carrier = inputs.segments.filter { $0.feed == .carrier && $0.span.overlaps(whole) }
        let hotel = inputs.segments.filter {
            $0.feed == .hotel && $0.span.overlaps(TimeSpan(whole.start - openStaySeconds, whole.end))
        }
        let strangers = try strangers(carrier + hotel)
        let marks = Marks(numbers: numbers, strangers: strangers)
        let stays = try stays(hotel, whole, marks)
        let people = numbers.persons.count + strangers.count
        var main = [UInt32](repeating: NightDwell.unseen, count: people * nights.count)
        for (place, night) in nights.enumerated() {
            let scan = StoreScan(
                segments: carrier.filter { $0.span.overlaps(night) }, folder: folder, period: night,
                selection: inputs.selection)
            let parts = try scan.findings(stage: "nights", reporter: reporter) { segment in
                try NightLook(segment, night: night, placement: placement, marks: marks)
            }.findings
            let grounds = NightScan.grounds(
                parts, stays: stays.compactMap { $0.part(of: night) }, people: people,
                nightSeconds: UInt32(night.seconds + 1))
            for who in grounds.indices { main[who * nights.count + place] = grounds[who] }
        }
        return Found(strangers: strangers, main: main)
    }

    /// ID numbers and phones that nobody owns, ascending.
    private func strangers(_ segments: [SegmentRecord]) throws -> [Pseudonym] {
        let found = try parallelMap(segments) { record in
            try SegmentReader(path: folder + "/" + record.name).subjects.filter {
                $0.kind != .plate && !registered.contains($0)
            }
        }
        return Set(found.joined()).sorted()
    }

    private func stays(_ segments: [SegmentRecord], _ period: TimeSpan, _ marks: Marks) throws -> [HotelStay] {
        let scan = StoreScan(
            segments: segments, folder: folder,
            period: TimeSpan(period.start - openStaySeconds, period.end), selection: inputs.selection)
        return try scan.findings(stage: "nights", reporter: reporter) { segment in
            try HotelLook(
                segment, period: period, openSeconds: openStaySeconds, placement: placement, marks: marks)
        }.findings.flatMap(\.self)
    }

    /// The ground of each person in one night.
    private static func grounds(
        _ parts: [[NightSight]], stays: [NightStay], people: Int, nightSeconds: UInt32
    ) -> [UInt32] {
        // Sights by share of people, so that each share is sorted and settled by itself.
        let shares = (people + peoplePerShare - 1) / peoplePerShare
        var sights = [[NightSight]](repeating: [], count: shares)
        for sight in parts.joined() { sights[Int(sight.who) / peoplePerShare].append(sight) }
        let bySights = sights
        let staying = Dictionary(grouping: stays, by: \.who)
        return parallelMap(Array(0..<shares)) { share in
            let ordered = bySights[share].sorted()
            var grounds: [UInt32] = []
            var next = 0
            for who in UInt32(share * peoplePerShare)..<UInt32(min(people, (share + 1) * peoplePerShare)) {
                let first = next
                while next < ordered.count, ordered[next].who == who { next += 1 }
                let own = staying[who] ?? []
                grounds.append(
                    first == next && own.isEmpty
                        ? NightDwell.unseen
                        : NightDwell.ground(ordered[first..<next], stays: own, nightSeconds: nightSeconds))
            }
            return grounds
        }.flatMap(\.self)
    }
}

/// Numbers of people by identifier: those of the registry, and behind them the names that it does not know.
struct Marks: Sendable {
    static let nobody = UInt32.max
    private let numbers: PersonNumbers
    private let strangers: [Pseudonym: UInt32]

    init(numbers: PersonNumbers, strangers: [Pseudonym]) {
        self.numbers = numbers
        self.strangers = Dictionary(
            uniqueKeysWithValues: zip(strangers, UInt32(numbers.persons.count)...))
    }

    /// Number of an identifier; ``nobody`` for plates and for what several people own.
    func number(of name: Pseudonym) -> UInt32 {
        if name.kind == .plate { return Marks.nobody }
        return numbers.owner(of: name).map { UInt32($0) } ?? strangers[name] ?? Marks.nobody
    }
}

/// A hotel stay of somebody, with its end as far as it is known.
private struct HotelStay: Sendable {
    var who: UInt32, ground: UInt32, span: TimeSpan

    func part(of night: TimeSpan) -> NightStay? {
        span.intersection(night).map {
            NightStay(
                who: who, first: UInt32($0.start - night.start), last: UInt32($0.end - night.start), ground: ground)
        }
    }
}

/// Takes where phones were in one night.
private struct NightLook: BlockLook {
    private let night: TimeSpan
    private let placement: GroundPlacement
    /// Numbers of the segment's subjects, and grounds of its strings where they are known places.
    private let marks: [UInt32], places: [UInt32?]
    private(set) var finding: [NightSight] = []

    init(_ segment: SegmentReader, night: TimeSpan, placement: GroundPlacement, marks: Marks) throws {
        self.night = night
        self.placement = placement
        self.marks = [Marks.nobody] + (try segment.subjects.map(marks.number(of:)))
        places = [nil] + (try segment.strings.map(placement.ground(ofPlace:)))
    }

    func passes(_ bounds: RowBounds) -> Bool { bounds.minStart <= night.end && bounds.maxStart >= night.start }

    mutating func look(at block: inout StoredBlock) throws {
        let rows = try block.with([.position, .accuracy, .phone, .places])
        if rows.phone.isEmpty { return }
        // A date without time of day is no sight of a night.
        for row in 0..<rows.count
        where rows.start[row] >= night.start && rows.start[row] <= night.end && rows.end[row] == rows.start[row] {
            let who = marks[Int(rows.phone[row])]
            if who == Marks.nobody { continue }
            var ground: UInt32?
            if !rows.lon.isEmpty, rows.lon[row] != noValue, rows.lat[row] != noValue {
                let accuracy = rows.accuracy.isEmpty || rows.accuracy[row] == noValue ? nil : rows.accuracy[row]
                if placement.isPlacing(accuracy) {
                    ground = placement.ground(of: Position(lonE7: rows.lon[row], latE7: rows.lat[row]))
                }
            } else if !rows.place.isEmpty {
                ground = places[Int(rows.place[row])]
            }
            if let ground {
                finding.append(NightSight(who: who, second: UInt32(rows.start[row] - night.start), ground: ground))
            }
        }
    }
}

/// Takes the stays of one segment of the hotel feed that reach into a period.
private struct HotelLook: BlockLook {
    private let period: TimeSpan
    private let openSeconds: Int64
    private let placement: GroundPlacement
    private let marks: [UInt32]
    private(set) var finding: [HotelStay] = []

    init(
        _ segment: SegmentReader, period: TimeSpan, openSeconds: Int64, placement: GroundPlacement, marks: Marks
    ) throws {
        self.period = period
        self.openSeconds = openSeconds
        self.placement = placement
        self.marks = [Marks.nobody] + (try segment.subjects.map(marks.number(of:)))
    }

    func passes(_ bounds: RowBounds) -> Bool {
        bounds.minStart <= period.end && bounds.maxEnd >= period.start - openSeconds
    }

    mutating func look(at block: inout StoredBlock) throws {
        let rows = try block.with([.position, .accuracy, .identifiers, .places, .traits])
        for row in 0..<rows.count where !rows.idNumber.isEmpty && rows.idNumber[row] != 0 {
            let who = marks[Int(rows.idNumber[row])]
            let stay = rows[row]
            guard who != Marks.nobody, let ground = placement.ground(of: stay) else { continue }
            let span = stay.extent(openSeconds: openSeconds)
            if span.overlaps(period) { finding.append(HotelStay(who: who, ground: ground, span: span)) }
        }
    }
}

extension Observation {
    /// The time that a row speaks for, an open end taken to last so many seconds.
    func extent(openSeconds: Int64) -> TimeSpan {
        traits.has(.openEnd) ? TimeSpan(span.start, max(span.end, span.start + openSeconds)) : span
    }
}
