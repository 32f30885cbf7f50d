import Vocabulary

/// What one thread saw of subjects in risk regions; memory grows with subjects seen there, not with rows.
public struct RegionSights: Sendable {
    struct Key: Hashable {
        var subject: Pseudonym
        var region: Int
    }
    var sights: [Key: Sight] = [:]

    /// Nothing seen yet.
    public init() {}

    /// Adds what another thread saw; the order of merging does not matter.
    public mutating func merge(_ other: RegionSights) {
        sights.merge(other.sights) { left, right in
            var both = left
            both.merge(right)
            return both
        }
    }

    /// Subjects and regions seen.
    public var count: Int { sights.count }
}

/// What was seen of one subject in one region: totals, and the evidence at both ends of the time.
struct Sight: Hashable, Sendable {
    /// Sights kept at each end: enough to show the way in and out, whatever the number of pings.
    static let keptAtEachEnd = 8
    private(set) var count = 0
    private(set) var span: TimeSpan
    private(set) var codes: Set<String> = []
    private var earliest: [RegionEvidence] = []
    private var latest: [RegionEvidence] = []

    init(span: TimeSpan) { self.span = span }

    /// Whether evidence of that time would be kept.
    func keeps(_ time: TimeSpan) -> Bool {
        guard earliest.count == Self.keptAtEachEnd, latest.count == Self.keptAtEachEnd else { return true }
        return time <= earliest[earliest.count - 1].span || time >= latest[0].span
    }

    /// Counts a sight; `evidence` is made only where it would be kept.
    mutating func add(_ time: TimeSpan, known: [String], _ evidence: () -> RegionEvidence) {
        count += 1
        span = TimeSpan(min(span.start, time.start), max(span.end, time.end))
        for code in known where !codes.contains(code) { codes.insert(code) }
        if keeps(time) { keep(evidence()) }
    }

    mutating func merge(_ other: Sight) {
        count += other.count
        span = TimeSpan(min(span.start, other.span.start), max(span.end, other.span.end))
        codes.formUnion(other.codes)
        for evidence in other.evidence { keep(evidence) }
    }

    private mutating func keep(_ evidence: RegionEvidence) {
        insert(evidence, into: &earliest)
        if earliest.count > Self.keptAtEachEnd { earliest.removeLast() }
        insert(evidence, into: &latest)
        if latest.count > Self.keptAtEachEnd { latest.removeFirst() }
    }

    private func insert(_ evidence: RegionEvidence, into list: inout [RegionEvidence]) {
        let place = list.firstIndex { !($0 < evidence) } ?? list.count
        if place < list.count, !(evidence < list[place]) { return }
        list.insert(evidence, at: place)
    }

    /// What is kept, in time order.
    var evidence: [RegionEvidence] { Set(earliest).union(latest).sorted() }
}
