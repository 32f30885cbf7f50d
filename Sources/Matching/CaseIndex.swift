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
    let caps: TierCaps
    /// Identifiers of each case.
    let caseSubjects: [String: Set<Pseudonym>]
    /// Identifiers that are the case's own, and for each part which of these sets is its case's.
    let ownSubjects: [Set<Pseudonym>]
    let ownGroup: [Int32]
    let registered: Set<Pseudonym>
    let rides: RideIndex
    /// The ride rules with their positions in the policy.
    let rideRules: [(rule: Int32, settings: RideRule)]
    let proximity: [ProximityMatcher]
    /// Parts at a place, and parts with a plate.
    let partsAtPlace: [String: [Int32]]
    /// Stays behind the gates of a place (``ItineraryPart/gated``), which are in no other list.
    let gatedAtPlace: [String: [Int32]]
    let partsWithPlate: [Pseudonym: [Int32]]
    let companions: CompanionIndex
    /// By which codes rows can be found.
    let codes: WantedCodes
    /// Rank of each part's case among all in the order of their ids, and the ids by rank.
    let caseRank: [Int32]
    let caseIDs: [String]

    /// An index of clipped itinerary parts under a policy's rules.
    ///
    /// `caseSubjects` are the identifiers of each case, which never become its contacts; `openEndHours` (by feed name)
    /// says how long a stay with an unknown end is taken to last; `registered` are the identifiers that somebody owns,
    /// which decide whom a row with several identifiers is about; `vehicles` and `rideSettings` say what is known about
    /// vehicles and what their numbers mean; equal parts count once. Where the parts' case ids stand for many people
    /// who share one set, `subjectsKey` gives the key of that set in `caseSubjects`.
    public init(
        parts: [ItineraryPart], caseSubjects: [String: Set<Pseudonym>], rules: [Rule], places: [String: Place],
        timetable: Timetable, openEndHours: [String: Double], zone: ZoneRules,
        registered: Set<Pseudonym> = [], vehicles: [VehicleFact] = [], rideSettings: RideSettings = RideSettings(),
        subjectsKey: [String: String] = [:], caps: TierCaps = TierCaps()
    ) {
        let all = PartOrder.sorted(parts)
        // What is no presence stands behind, where only companion rules look.
        let ordered = all.filter { $0.role == .presence }
        self.parts = ordered + all.filter { $0.role != .presence }
        self.rules = rules
        self.places = places
        self.zone = zone
        self.caps = caps
        self.caseSubjects = caseSubjects
        let keys = caseSubjects.keys.sorted()
        let groups = Dictionary(uniqueKeysWithValues: zip(keys, Int32(1)...))
        ownSubjects = [[]] + keys.map { caseSubjects[$0] ?? [] }
        ownGroup = self.parts.map { groups[subjectsKey[$0.caseID] ?? $0.caseID] ?? 0 }
        self.registered = registered
        openEndSeconds = Dictionary(
            uniqueKeysWithValues: Feed.allCases.compactMap { feed in
                openEndHours[feed.rawValue].map { (feed, Int64(($0 * 3600).rounded())) }
            })
        rides = RideIndex(
            parts: ordered, timetable: timetable, vehicles: vehicles, settings: rideSettings, zone: zone)
        rideRules = rules.enumerated().compactMap { number, rule in
            guard case .ride(let settings) = rule.kind else { return nil }
            return (Int32(number), settings)
        }
        proximity = rules.indices.compactMap { rule in
            ProximityMatcher(rule: rule, in: rules, parts: ordered, places: places)
        }
        var atPlace: [String: [Int32]] = [:]
        var gated: [String: [Int32]] = [:]
        var withPlate: [Pseudonym: [Int32]] = [:]
        for (index, part) in ordered.enumerated() {
            let number = Int32(index)
            if part.gated != nil {
                gated[part.place ?? "", default: []].append(number)
                continue
            }
            if let plate = part.plate { withPlate[plate, default: []].append(number) }
            // A cell tower is where a phone was heard from, not a place that people share.
            if part.kind != .ride, part.origin != .observed(.carrier), let place = part.place {
                atPlace[place, default: []].append(number)
            }
        }
        partsAtPlace = atPlace
        gatedAtPlace = gated
        partsWithPlate = withPlate
        companions = CompanionIndex(parts: rules.contains(where: \.isCompanion) ? self.parts : [], rides: rides)
        codes = WantedCodes(parts: self.parts, rules: rules)
        let ids = Set(self.parts.map(\.caseID)).sorted()
        let ranks = Dictionary(uniqueKeysWithValues: zip(ids, Int32(0)...))
        caseIDs = ids
        caseRank = self.parts.map { ranks[$0.caseID] ?? 0 }
    }

    /// Matches a block and adds what it hits; the order of rows and blocks does not matter to the exposures.
    ///
    /// Where phone positions are `cleaned`, the carrier feed waits for ``matchCleaned(_:into:)``.
    public func match(_ block: ObservationBlock, cleaned: Bool = false, into hits: inout HitSet) {
        var sieve = CaseSieve(
            self, feed: block.feed, strings: block.strings, subjects: block.subjects, cleaned: cleaned)
        guard let bounds = RowBounds(of: block), sieve.passes(bounds) else { return }
        match(block, by: &sieve, into: &hits) { block }
    }

    /// The same for a block that passed the sieve of its segment, and that holds so far only what decides: start and
    /// end, positions, accuracy, traits, places, plates, services and orders; `whole` is asked for the block with all
    /// its columns once a row hits.
    public func match(
        _ block: ObservationBlock, by sieve: inout CaseSieve, into hits: inout HitSet,
        whole: () throws -> ObservationBlock
    ) rethrows {
        var found = HitColumns()
        for matcher in sieve.matchers {
            found.removeAll()
            matcher.near(block, sieve.located, index: self, into: &found)
            if found.count > 0 { matcher.add(found, of: try whole(), sieve.located, index: self, into: &hits) }
        }
        guard sieve.holdsCode(block) else { return }
        let block = try whole()
        for (number, rule) in rules.enumerated() {
            switch rule.kind {
            case .proximity, .ride: break
            case .place(let place) where place.feeds.contains(block.feed):
                matchPlaces(block, rule: number, place, into: &hits)
            case .companion(let companion): matchCompanions(block, rule: number, companion, into: &hits)
            default: break
            }
        }
        matchRides(block, into: &hits)
    }

    /// The places of strings, where they are known with a position.
    func located(_ strings: [String]) -> [Place?] {
        strings.map { name in places[name].flatMap { $0.position == nil ? nil : $0 } }
    }

    /// When an observation was, an open end taken to last as long as its feed's stays do.
    func span(of row: Int, in block: ObservationBlock) -> (span: TimeSpan, isOpen: Bool) {
        let isOpen = !block.traits.isEmpty && Traits(bits: block.traits[row]).has(.openEnd)
        guard isOpen else { return (TimeSpan(block.start[row], block.end[row]), false) }
        return (TimeSpan(block.start[row], block.start[row] + (openEndSeconds[block.feed] ?? 0)), true)
    }

    /// Words that qualify a row by itself.
    func ownFlags(of row: Int, in block: ObservationBlock, isOpen: Bool) -> EvidenceFlags {
        let flags = block.traits.isEmpty ? [] : EvidenceFlags(Traits(bits: block.traits[row]))
        return isOpen ? flags.union(.openEnd) : flags
    }

    /// The weightiest tier that a hit's evidence can give.
    func cap(of flags: EvidenceFlags) -> Tier {
        max(flags.contains(.cellOnly) ? caps.cellOnly : .close, flags.contains(.dateOnly) ? caps.dateOnly : .close)
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
        isOwn(row, in: block, group: ownGroup[Int(part)])
    }

    /// The parts that a row is not the case's own for, in order; asked once for each set of identifiers, so that ten
    /// thousand parts of people who all know each other cost one look.
    func others(_ parts: [Int32], than row: Int, in block: ObservationBlock) -> [Int32] {
        var last: Int32?
        var isLastOwn = false
        return parts.filter { part in
            let group = ownGroup[Int(part)]
            if group != last {
                last = group
                isLastOwn = isOwn(row, in: block, group: group)
            }
            return !isLastOwn
        }
    }

    private func isOwn(_ row: Int, in block: ObservationBlock, group: Int32) -> Bool {
        let own = ownSubjects[Int(group)]
        if own.isEmpty { return false }
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
