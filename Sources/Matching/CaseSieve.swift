import Policy
public import Vocabulary

/// What a case index wants of one segment of the store: blocks that no rule can hit are not read, and of the others
/// only the columns that decide, until a row hits.
///
/// Never fewer blocks than are hit. Positions are held to the boxes of ``Reachable``. Places, plates, services and
/// orders are looked up in the segment's tables; blocks are held to the times of the parts that bear them, widened by
/// all that any rule allows, and rides, whose dates and times may contradict each other, to no time at all.
public struct CaseSieve: Sendable {
    private let index: CaseIndex
    private let feed: Feed
    private let strings: [String]
    /// The proximity rules that read the feed, and what they reach.
    let matchers: [ProximityMatcher]
    private let grounds: [GroundSieve]
    /// Places of the segment's strings with a known position, by code less one.
    let located: [Place?]
    /// By code: places and orders that some part bears, and plates among the subjects.
    private var places: [Bool] = [], orders: [Bool] = [], plates: [Bool] = []
    /// By code: 0 not looked up yet, 1 no part's service, 2 some part's.
    private var services: [UInt8] = []
    /// When rows with such a place or plate can hit; disjoint, in order.
    private var spans: [TimeSpan] = []
    /// Whether rows can hit at any time.
    private var isTimeless = false

    /// The sieve of one segment of a feed, or of a block with tables of its own.
    ///
    /// Where phone positions are `cleaned`, the carrier feed waits for ``CaseIndex/matchCleaned(_:into:)``.
    public init(
        _ index: CaseIndex, feed: Feed, strings: [String], subjects: @autoclosure () throws -> [Pseudonym],
        cleaned: Bool = false
    ) rethrows {
        self.index = index
        self.feed = feed
        self.strings = strings
        matchers = cleaned && feed == .carrier ? [] : index.proximity.filter { $0.settings.feeds.contains(feed) }
        let located = index.located(strings)
        self.located = located
        let openEnd = index.openEndSeconds[feed] ?? 0
        grounds = matchers.map { $0.sieve(located: located, openEnd: openEnd) }
        if cleaned, feed == .carrier { return }
        let wanted = index.codes
        let margin = wanted.margin + openEnd
        if wanted.readsPlaces(feed), !wanted.placeSpans.isEmpty {
            let held = strings.map { wanted.placeSpans[$0] }
            places = [false] + held.map { $0 != nil }
            spans += held.compactMap(\.self).joined().map { $0.padded(by: margin) }
        }
        if wanted.readsPlates(feed), !wanted.plateSpans.isEmpty {
            let held = try subjects().map { wanted.plateSpans[$0] }
            plates = [false] + held.map { $0 != nil }
            spans += held.compactMap(\.self).joined().map { $0.padded(by: margin) }
        }
        spans = TimeSpan.union(spans)
        if feed == .travel {
            if wanted.readsServices { services = Array(repeating: 0, count: strings.count + 1) }
            if !index.companions.orders.isEmpty {
                orders = [false] + strings.map { index.companions.orders[$0] != nil }
            }
            isTimeless = wanted.readsServices || orders.contains(true)
        }
    }

    /// Whether a row within the bounds can hit; true of the bounds of several blocks where it is of one of theirs.
    public func passes(_ bounds: RowBounds) -> Bool {
        if isTimeless || grounds.contains(where: { $0.passes(bounds) }) { return true }
        let last = max(bounds.maxEnd, bounds.maxStart)
        return !spans.isEmpty && TimeSpan.overlap(spans, TimeSpan(bounds.minStart, last))
    }

    /// Whether some row bears a code that a part bears.
    mutating func holdsCode(_ block: ObservationBlock) -> Bool {
        func contains(_ column: [UInt32], _ wanted: [Bool]) -> Bool {
            !wanted.isEmpty && column.contains { wanted[Int($0)] }
        }
        if contains(block.place, places) || contains(block.plate, plates) || contains(block.order, orders) {
            return true
        }
        if services.isEmpty { return false }
        return block.service.contains { isWanted(service: Int($0)) }
    }

    private mutating func isWanted(service code: Int) -> Bool {
        if code == 0 { return false }
        if services[code] == 0 { services[code] = index.codes.isOnService(strings[code - 1], index) ? 2 : 1 }
        return services[code] == 2
    }
}

/// By which codes the parts of a case index can be found, and when.
struct WantedCodes: Sendable {
    /// Times of the parts at each place and with each plate.
    private(set) var placeSpans: [String: [TimeSpan]] = [:], plateSpans: [Pseudonym: [TimeSpan]] = [:]
    /// Seconds that any rule lets lie between a row and a part.
    private(set) var margin: Int64 = 0
    /// Whether a ticket's service matters.
    let readsServices: Bool
    private var placeFeeds: Set<Feed> = [], plateFeeds: Set<Feed> = []

    init(parts: [ItineraryPart], rules: [Rule]) {
        let hasRides = rules.contains { rule in
            if case .ride = rule.kind { return true }
            return false
        }
        readsServices = parts.contains { $0.kind == .ride } && (hasRides || rules.contains(where: \.isCompanion))
        for rule in rules {
            switch rule.kind {
            case .place(let place):
                placeFeeds.formUnion(place.feeds)
                plateFeeds.formUnion(place.feeds)
                let gates = place.gates?.longestStaySeconds ?? 0
                let around = place.slackSeconds + rule.residualSeconds + rule.instantSeconds * 2 + gates
                margin = max(margin, around)
            case .companion(let companion):
                placeFeeds.formUnion(companion.convoyFeeds)
                placeFeeds.insert(.hotel)
                plateFeeds.formUnion([.parking, .checkpoint])
                margin = max(margin, companion.convoySeconds, companion.plateSeconds)
            case .proximity, .ride, .cell: break
            }
        }
        for part in parts {
            if let place = part.place { placeSpans[place, default: []].append(part.span) }
            if let plate = part.plate { plateSpans[plate, default: []].append(part.span) }
        }
    }

    func readsPlaces(_ feed: Feed) -> Bool { placeFeeds.contains(feed) }

    func readsPlates(_ feed: Feed) -> Bool { plateFeeds.contains(feed) }

    /// Whether some part may be on a service, whatever the mode.
    func isOnService(_ service: String, _ index: CaseIndex) -> Bool {
        let modes = RideMode.allCases
        if modes.contains(where: { !index.rides.parts(on: service, mode: $0).isEmpty }) { return true }
        let numbers = SeatNotation.serviceNumbers(service)
        return modes.contains { mode in
            numbers.contains { index.companions.seats[index.rides.key(mode, $0)] != nil }
        }
    }
}
