public import Policy
public import Vocabulary

/// Everything that is known about the cases of a run, arranged so that blocks of observations can be matched to it.
///
/// A value: many threads may match blocks with it, each into a ``HitSet`` of its own.
public struct CaseIndex: Sendable {
    /// The parts in the order hits refer to: by case, time and row, whatever order they came in.
    let parts: [ItineraryPart]
    let rules: [Rule]
    let places: [String: Place]
    let openEndSeconds: [Feed: Int64]
    let zone: ZoneRules
    let caseSubjects: [String: Set<Pseudonym>]
    let registered: Set<Pseudonym>
    let rides: RideComparison
    let proximity: [ProximityMatcher]
    /// Parts at a place, parts with a plate, and rides by mode and service number.
    let partsAtPlace: [String: [Int32]]
    let partsWithPlate: [Pseudonym: [Int32]]
    let partsOnService: [RideKey: [Int32]]
    let boarded: [Int32: RideComparison.Boarded]

    struct RideKey: Hashable, Sendable {
        var mode: RideMode
        var number: String
    }

    /// An index of clipped itinerary parts under a policy's rules.
    ///
    /// `caseSubjects` are the identifiers of each case, which never become its contacts; `openEndHours` (by feed name)
    /// says how long a stay with an unknown end is taken to last; `registered` are the identifiers that somebody owns,
    /// which decide whom a row with several identifiers is about; equal parts count once.
    public init(
        parts: [ItineraryPart], caseSubjects: [String: Set<Pseudonym>], rules: [Rule], places: [String: Place],
        timetable: Timetable, openEndHours: [String: Double], zone: ZoneRules,
        registered: Set<Pseudonym> = []
    ) {
        let ordered = PartOrder.sorted(parts)
        self.parts = ordered
        self.rules = rules
        self.places = places
        self.zone = zone
        self.caseSubjects = caseSubjects
        self.registered = registered
        openEndSeconds = Dictionary(
            uniqueKeysWithValues: Feed.allCases.compactMap { feed in
                openEndHours[feed.rawValue].map { (feed, Int64(($0 * 3600).rounded())) }
            })
        rides = RideComparison(timetable: timetable, zone: zone)
        proximity = rules.indices.compactMap { rule in
            ProximityMatcher(rule: rule, in: rules, parts: ordered, places: places)
        }
        var atPlace: [String: [Int32]] = [:]
        var withPlate: [Pseudonym: [Int32]] = [:]
        var onService: [RideKey: [Int32]] = [:]
        var boarded: [Int32: RideComparison.Boarded] = [:]
        for (index, part) in ordered.enumerated() {
            let number = Int32(index)
            if let plate = part.plate { withPlate[plate, default: []].append(number) }
            // A cell tower is where a phone was heard from, not a place that people share.
            if part.kind != .ride, part.origin != .observed(.carrier), let place = part.place {
                atPlace[place, default: []].append(number)
            }
            guard part.kind == .ride, let ride = part.ride else { continue }
            boarded[number] = RideComparison.Boarded(
                ride: ride, span: part.span, hasTimes: CaseIndex.hasTimes(part.span, zone: zone))
            for service in timetable.numbers(mode: ride.mode, service: ride.service) {
                onService[RideKey(mode: ride.mode, number: service), default: []].append(number)
            }
        }
        partsAtPlace = atPlace
        partsWithPlate = withPlate
        partsOnService = onService
        self.boarded = boarded
    }

    /// Whether a ride's span says more than its date: it has length and is not just one whole local day.
    static func hasTimes(_ span: TimeSpan, zone: ZoneRules) -> Bool {
        guard span.seconds > 0 else { return false }
        let day = zone.localDay(at: span.start)
        let isWholeDay = span.start == zone.startOfDay(day) && span.end >= zone.startOfDay(day + 1) - 1
        return !(isWholeDay && span.end <= zone.startOfDay(day + 1))
    }

    /// Matches a block and adds what it hits; the order of rows and blocks does not matter to the exposures.
    ///
    /// Where phone positions are `cleaned`, the carrier feed waits for ``matchCleaned(_:into:)``.
    public func match(_ block: ObservationBlock, cleaned: Bool = false, into hits: inout HitSet) {
        hits.observations += block.count
        if cleaned, block.feed == .carrier { return }
        for matcher in proximity { matcher.match(block, index: self, into: &hits) }
        for (number, rule) in rules.enumerated() {
            switch rule.kind {
            case .proximity: break
            case .place(let place) where place.feeds.contains(block.feed):
                matchPlaces(block, rule: number, place, into: &hits)
            case .ride(let ride) where !block.service.isEmpty:
                matchRides(block, rule: number, ride, into: &hits)
            default: break
            }
        }
    }

    /// When an observation was, an open end taken to last as long as its feed's stays do.
    func span(of row: Int, in block: ObservationBlock) -> (span: TimeSpan, isOpen: Bool) {
        let isOpen = !block.traits.isEmpty && Traits(bits: block.traits[row]).has(.openEnd)
        guard isOpen else { return (TimeSpan(block.start[row], block.end[row]), false) }
        return (TimeSpan(block.start[row], block.start[row] + (openEndSeconds[block.feed] ?? 0)), true)
    }

    /// Whom a row is about: its person by ``ObservationBlock/personCode(of:registered:)``, else its plate.
    func subject(of row: Int, in block: ObservationBlock) -> Pseudonym? {
        let person = block.personCode(of: row, registered: registered)
        if person != 0 { return block.subjects[Int(person) - 1] }
        return Self.identifier(block.plate, row, block)
    }

    /// Whether a row is about a part's case itself: its ID number or phone is the case's, and the ID number is not
    /// that of another registered person; a row of a plate alone, where the plate is the case's.
    func isOwn(_ row: Int, in block: ObservationBlock, part: Int32) -> Bool {
        guard let own = caseSubjects[parts[Int(part)].caseID], !own.isEmpty else { return false }
        let idNumber = Self.identifier(block.idNumber, row, block)
        if let idNumber {
            if own.contains(idNumber) { return true }
            if registered.contains(idNumber) { return false }
        }
        if let phone = Self.identifier(block.phone, row, block) { return own.contains(phone) }
        guard idNumber == nil, let plate = Self.identifier(block.plate, row, block) else { return false }
        return own.contains(plate)
    }

    private static func identifier(_ column: [UInt32], _ row: Int, _ block: ObservationBlock) -> Pseudonym? {
        column.isEmpty || column[row] == 0 ? nil : block.subjects[Int(column[row]) - 1]
    }

    /// What tells a row from others of its subject beside time, position and accuracy; empty for plain pings.
    func content(of row: Int, in block: ObservationBlock) -> String {
        var text = ""
        let subject = subject(of: row, in: block)
        for column in [block.idNumber, block.phone, block.plate] {
            guard let other = Self.identifier(column, row, block), other != subject else { continue }
            text += "\(other.high) \(other.low)\u{1F}"
        }
        let columns = [
            block.place, block.room, block.kind, block.service, block.carriage, block.seat, block.fromPlace,
            block.toPlace, block.order,
        ]
        // Only what is present is written, so that a row says the same whatever columns its block has.
        for (number, column) in columns.enumerated() where !column.isEmpty && column[row] != 0 {
            text += "\(number)=\(block.strings[Int(column[row]) - 1])\u{1F}"
        }
        for (mark, column) in [("d", block.serviceDate), ("t", block.temperature)] {
            if !column.isEmpty, column[row] != noValue { text += "\(mark)\(column[row])\u{1F}" }
        }
        if !block.traits.isEmpty, block.traits[row] != 0 { text += "f\(block.traits[row])" }
        return text
    }

    /// Whether the rows of a block are pings of one identifier at positions, and ``content(of:in:)`` says nothing.
    static func isPlain(_ block: ObservationBlock) -> Bool {
        [
            block.idNumber, block.plate, block.place, block.room, block.kind, block.service, block.carriage,
            block.seat, block.fromPlace, block.toPlace, block.order, block.traits,
        ].allSatisfy(\.isEmpty) && block.serviceDate.isEmpty && block.temperature.isEmpty
    }

    /// Where a row stood.
    static func source(of row: Int, in block: ObservationBlock) -> RowSource {
        RowSource(
            file: block.file.isEmpty ? 0 : block.file[row], line: block.line.isEmpty ? 0 : block.line[row],
            digest: block.digest.isEmpty ? 0 : block.digest[row])
    }
}
