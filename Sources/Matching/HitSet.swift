import Vocabulary

/// One observation that met one part of a case by one rule: plain numbers only, for there are millions.
struct Hit: Sendable {
    /// Position of the rule in the policy, and of the part in the case index.
    var rule: Int32, part: Int32
    /// Who was seen.
    var subject: Pseudonym
    var feed: Feed
    /// Tier of this hit alone.
    var tier: Tier
    /// Whether the case had left before.
    var isEnvironmental: Bool
    var flags: EvidenceFlags
    /// The observation's own time, and its share with the case's part.
    var observed: TimeSpan, span: TimeSpan
    var source: RowSource
    /// Infinite where nothing was measured.
    var distanceMeters = Double.infinity
    /// ``noValue`` where unknown.
    var accuracyCentimeters = noValue
    /// What tells one observation from another beside its time: position, and code of everything else in one text.
    var position = Position(lonE7: noValue, latE7: noValue), content: UInt32 = 0
    /// Code of the place or service shared; 0 for positions.
    var place: UInt32 = 0
    /// Code of what a hit of a companion rule counts by; 0 for the other rules.
    var mark: UInt32 = 0
    /// Code of how near the seats of two rides were.
    var nearness: UInt32 = 0
    /// Fixes behind the observation.
    var fixes: Int32 = 1
    /// Metres around the place that a position is that of, and whether it is that of a place.
    var placeRadius: Float = 0, isAtPlace = false
}

/// What the codes of hits mean.
struct HitTables: Sendable {
    var places = CodeTable<Spelling>()
    var contents = CodeTable<String>()
    var marks = CodeTable<CompanionMark>()
    var nearnesses = CodeTable<SeatNearness>()

    /// The code of a place or service; 0 for none.
    mutating func place(_ text: String) -> UInt32 { text.isEmpty ? 0 : places.code(Spelling(text: text)) }

    /// The code of a content; 0 for none.
    mutating func content(_ text: String) -> UInt32 { text.isEmpty ? 0 : contents.code(text) }
}

/// Hits of the blocks one thread has matched; sets of several threads are joined by ``CaseIndex/exposures(of:)``.
public struct HitSet: Sendable {
    var hits: [Hit] = []
    var tables = HitTables()
    /// Passages that rules pair once all are known.
    var passages: [GateSight] = []
    /// Rows of positions with a hit, counted for each proximity rule.
    public internal(set) var rowsNear = 0

    /// An empty set.
    public init() {}

    /// Number of hits; passages that are still to be paired are none yet.
    public var count: Int { hits.count }

    /// Adds the hits of another set.
    public mutating func merge(_ other: HitSet) {
        let codes = HitCodes(of: other.tables, in: &tables)
        for hit in other.hits { hits.append(codes.recoded(hit)) }
        passages.append(contentsOf: other.passages)
        rowsNear += other.rowsNear
    }
}

/// The codes of one set's tables in those of another.
struct HitCodes: Sendable {
    private let places: [UInt32], contents: [UInt32], marks: [UInt32], nearnesses: [UInt32]

    init(of other: HitTables, in tables: inout HitTables) {
        places = tables.places.codes(of: other.places)
        contents = tables.contents.codes(of: other.contents)
        marks = tables.marks.codes(of: other.marks)
        nearnesses = tables.nearnesses.codes(of: other.nearnesses)
    }

    func recoded(_ hit: Hit) -> Hit {
        var hit = hit
        hit.place = places[Int(hit.place)]
        hit.content = contents[Int(hit.content)]
        hit.mark = marks[Int(hit.mark)]
        hit.nearness = nearnesses[Int(hit.nearness)]
        return hit
    }
}
