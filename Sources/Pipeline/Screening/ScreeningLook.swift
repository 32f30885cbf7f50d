import Assessment
import Matching
import Store
import Vocabulary

/// What a screening looks for, the same for all segments.
struct ScreeningSides: Sendable {
    let index: CaseIndex
    let carrier: CarrierMatching?
    /// Whether phone positions wait to be cleaned.
    let cleans: Bool
    let travellers: UndeclaredScan
    let places: [String: Place]
    let registered: Set<Pseudonym>
    /// The period in which fever counts.
    let lookBack: TimeSpan
}

/// What one stretch of the store gave.
struct Sights: Sendable {
    var hits = HitSet()
    /// Phones whose tracks could meet a case.
    var phones: Set<Pseudonym> = []
    var regions = RegionSights()
    /// When who had fever.
    var fevers: [Pseudonym: Set<Int64>] = [:]
    var unknownPlaces = UnknownPlaces()
}

/// The first look of a screening at the blocks of one segment: of each block no more is read than decides.
struct ScreeningLook: BlockLook {
    private let sides: ScreeningSides
    private var cases: CaseSieve
    private let carrier: CarrierSieve?
    private let regions: RegionSieve
    private let tellsFever: Bool
    /// Whether some string is no known place, so that rows may name one that nobody knows.
    private let mayNameUnknown: Bool
    /// What decides about cases, and the places a row names.
    private let decisive: ColumnSet, places: ColumnSet
    private(set) var finding = Sights()

    init(_ segment: SegmentReader, sides: ScreeningSides) throws {
        let feed = segment.info.feed
        let strings = try segment.strings
        self.sides = sides
        cases = try CaseSieve(
            sides.index, feed: feed, strings: strings, subjects: try segment.subjects, cleaned: sides.cleans)
        carrier = feed == .carrier ? sides.carrier?.candidates.sieve(strings: strings) : nil
        regions = sides.travellers.sieve(feed: feed, strings: strings)
        tellsFever = feed.tellsFever
        mayNameUnknown = strings.contains { sides.places[$0] == nil }
        decisive = .deciding(feed)
        places = feed == .travel ? .rides : .places
    }

    func passes(_ bounds: RowBounds) -> Bool {
        mayNameUnknown || tellsFever && bounds.maxEnd >= sides.lookBack.start || cases.passes(bounds)
            || carrier?.passes(bounds) ?? false || regions.passes(bounds)
    }

    mutating func look(at block: inout StoredBlock) throws {
        let bounds = block.bounds
        if regions.passes(bounds), regions.isWanted(try block.with(places), bounds) {
            sides.travellers.observe(try block.with(.all), into: &finding.regions)
        }
        if cases.passes(bounds) {
            try sides.index.match(try block.with(decisive), by: &cases, into: &finding.hits) {
                try block.with(.all)
            }
        }
        if let carrier, carrier.passes(bounds) {
            try sides.carrier?.candidates.observe(try block.with(decisive), by: carrier, into: &finding.phones) {
                try block.with([decisive, .identifiers])
            }
        }
        if tellsFever, bounds.maxEnd >= sides.lookBack.start { try addFeverish(of: &block) }
        if mayNameUnknown { finding.unknownPlaces.observe(try block.with(places), known: sides.places) }
    }

    private mutating func addFeverish(of block: inout StoredBlock) throws {
        let start = sides.lookBack.start
        func isFeverish(_ block: ObservationBlock, _ row: Int) -> Bool {
            Traits(bits: block.traits[row]).has(.fever) && block.end[row] >= start
        }
        let told = try block.with(.traits)
        guard !told.traits.isEmpty, (0..<told.count).contains(where: { isFeverish(told, $0) }) else { return }
        let named = try block.with([.traits, .identifiers])
        for row in 0..<named.count where isFeverish(named, row) {
            let code = named.personCode(of: row, registered: sides.registered)
            if code != 0 { finding.fevers[named.subjects[Int(code) - 1], default: []].insert(named.start[row]) }
        }
    }
}

/// A look for the contacts of people that were found.
struct ContactLook: BlockLook {
    private let index: CaseIndex
    private var cases: CaseSieve
    private let decisive: ColumnSet
    private(set) var finding = HitSet()

    init(_ segment: SegmentReader, index: CaseIndex) throws {
        self.index = index
        cases = try CaseSieve(
            index, feed: segment.info.feed, strings: try segment.strings, subjects: try segment.subjects)
        decisive = .deciding(segment.info.feed)
    }

    func passes(_ bounds: RowBounds) -> Bool { cases.passes(bounds) }

    mutating func look(at block: inout StoredBlock) throws {
        try index.match(try block.with(decisive), by: &cases, into: &finding) { try block.with(.all) }
    }
}

extension ColumnSet {
    /// What decides whether a row of a feed can hit.
    static func deciding(_ feed: Feed) -> ColumnSet {
        switch feed {
        case .travel: [.rides, .traits]
        case .carrier: [.position, .accuracy, .places, .traits]
        default: [.position, .accuracy, .places, .identifiers, .traits]
        }
    }
}
