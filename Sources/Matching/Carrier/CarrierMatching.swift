public import Policy
public import Vocabulary

extension CaseIndex {
    /// Matches cleaned dwells, and pings that cannot be cleaned, by the proximity rules on the carrier feed.
    public func matchCleaned(_ observations: [Observation], into hits: inout HitSet) {
        var block = ObservationBlock(feed: .carrier)
        for observation in observations { block.append(observation) }
        let located = located(block.strings)
        var found = HitColumns()
        for matcher in proximity where matcher.settings.feeds.contains(.carrier) {
            found.removeAll()
            matcher.near(block, located, index: self, into: &found)
            matcher.add(found, of: block, located, index: self, into: &hits)
        }
    }

    /// Whether a rule looks at phone positions.
    public var readsCarrier: Bool { proximity.contains { $0.settings.feeds.contains(.carrier) } }
}

/// The carrier side of a screening: which phones to look at, and what their cleaned tracks come to.
public struct CarrierMatching: Sendable {
    /// What some phones' tracks gave.
    public struct Outcome: Sendable {
        /// Hits of the proximity rules.
        public var hits = HitSet()
        /// Exposures of the cell rules, and pairs of case and phone that only the neighbouring cells would join.
        public var exposures: [Exposure] = [], cellEdgeMisses = 0
        /// What cleaning did.
        public var counts = CleaningCounts()
        /// Phones looked at, and pings without a known position.
        public var phones = 0, unlocated = 0

        /// Nothing.
        public init() {}

        /// Adds what other phones gave.
        public mutating func merge(_ other: Outcome) {
            hits.merge(other.hits)
            exposures += other.exposures
            cellEdgeMisses += other.cellEdgeMisses
            counts += other.counts
            phones += other.phones
            unlocated += other.unlocated
        }
    }

    private let index: CaseIndex
    private let rule: CarrierRule
    private let cells: CellCompanions
    /// Finds the phones that have to be looked at.
    public let candidates: CarrierCandidates

    /// The carrier side of an index: `tracks` are those of the cases' own phones, where they may extend itineraries.
    public init(
        index: CaseIndex, rule: CarrierRule, windows: [String: InfectiousWindow], tracks: [String: [Track]],
        asOf: Int64
    ) {
        self.index = index
        self.rule = rule
        cells = CellCompanions(index: index, rule: rule, windows: windows, tracks: tracks, asOf: asOf)
        candidates = CarrierCandidates(index: index, rule: rule, cells: cells.reachable)
    }

    /// The pings of numbered phones in a block that begin in the period.
    public func pings(
        of numbers: [Pseudonym: UInt32], in block: ObservationBlock, period: TimeSpan
    ) -> PingRows {
        PingRows(of: block, numbers: numbers, period: period, places: index.places, registered: index.registered)
    }

    /// Cleans and matches the pings of each of some phones, given by number; `phones` says who the numbers are.
    public func outcome(of pings: PingSheaf, _ numbers: Range<Int>, phones: [Pseudonym]) -> Outcome {
        var outcome = Outcome()
        let cleaning = TrackCleaning(rule: rule)
        for number in numbers {
            let (fixes, untimed, unlocated) = pings.pings(of: number)
            outcome.unlocated += unlocated
            if fixes.isEmpty && untimed.isEmpty { continue }
            let phone = phones[number]
            let track = cleaning.track(of: fixes)
            outcome.phones += 1
            outcome.counts += track.counts
            if rule.cleans {
                index.matchCleaned(
                    track.observations(of: phone, rule: rule) + untimed, into: &outcome.hits)
            }
            let companions = cells.companions(phone, track)
            outcome.exposures += companions.exposures
            outcome.cellEdgeMisses += companions.edgeMisses
        }
        return outcome
    }
}
