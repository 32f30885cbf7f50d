import Matching
import Store
import Vocabulary

/// What one stretch of the store holds of one case's contacts.
struct CaseSights: Sendable {
    var hits = HitSet()
    /// Phones whose tracks could meet the case.
    var phones: Set<Pseudonym> = []
}

/// Looks for the contacts of one case, and for nothing else that a night looks for.
struct CaseLook: BlockLook {
    private let index: CaseIndex
    private let carrier: CarrierMatching?
    private var cases: CaseSieve
    private let phones: CarrierSieve?
    private let decisive: ColumnSet
    private(set) var finding = CaseSights()

    /// A look at a segment; `cleans` says that phone positions wait to be cleaned.
    init(_ segment: SegmentReader, index: CaseIndex, carrier: CarrierMatching?, cleans: Bool) throws {
        let feed = segment.info.feed
        let strings = try segment.strings
        self.index = index
        self.carrier = carrier
        cases = try CaseSieve(index, feed: feed, strings: strings, subjects: try segment.subjects, cleaned: cleans)
        phones = feed == .carrier ? carrier?.candidates.sieve(strings: strings) : nil
        decisive = .deciding(feed)
    }

    func passes(_ bounds: RowBounds) -> Bool { cases.passes(bounds) || phones?.passes(bounds) ?? false }

    mutating func look(at block: inout StoredBlock) throws {
        if cases.passes(block.bounds) {
            try index.match(try block.with(decisive), by: &cases, into: &finding.hits) { try block.with(.all) }
        }
        if let phones, phones.passes(block.bounds) {
            try carrier?.candidates.observe(try block.with(decisive), by: phones, into: &finding.phones) {
                try block.with([decisive, .identifiers])
            }
        }
    }
}
