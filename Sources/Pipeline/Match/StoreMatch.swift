import Files
public import Matching
public import Store
public import Vocabulary

/// Somebody whose phone was near a case, by the rows of a store.
public struct StoreMeeting: Hashable, Sendable {
    /// Number of the case, and whose phone.
    public var caseNumber: Int32, person: Pseudonym
    /// Observations near the case, the first and the last moment, and the least distance.
    public var events: Int, first: Int64, last: Int64, minMeters: Double

    /// A meeting.
    public init(
        caseNumber: Int32, person: Pseudonym, events: Int, first: Int64, last: Int64, minMeters: Double
    ) {
        (self.caseNumber, self.person, self.events) = (caseNumber, person, events)
        (self.first, self.last, self.minMeters) = (first, last, minMeters)
    }
}

/// What of a store a match had to touch.
public struct StoreTouched: Codable, Sendable {
    /// Blocks and rows of the segments; blocks and rows that were decoded; rows near a case, once for each.
    public var blocks = 0, rows = 0, blocksDecoded = 0, rowsDecoded = 0, hits = 0

    static func += (touched: inout Self, other: Self) {
        touched.blocks += other.blocks
        touched.rows += other.rows
        touched.blocksDecoded += other.blocksDecoded
        touched.rowsDecoded += other.rowsDecoded
        touched.hits += other.hits
    }
}

/// What `match` answers from a file, answered from segments of the carrier feed: who was near which case how often.
///
/// Positions decide as they stand, with no policy and no cleaning; each observation counts once per case.
public struct StoreMatch: Sendable {
    private let parts: NearParts

    /// Blocks that one thread takes at a time.
    private static let blocksPerItem = 64

    /// A match of parts that are widened by slack and reach; cases are numbered from 0.
    public init(_ parts: [ProximityPart]) { self.parts = NearParts(parts) }

    private struct Item: Sendable {
        var segment: Int
        var blocks: ArraySlice<(number: Int, box: BlockBox)>
    }

    /// What the segments gave, in their order.
    private struct Found {
        var sheaves: [MeetingSheaf]
        /// Subjects of the segments with a row near a case.
        var subjects: [[Pseudonym]]
        var touched = StoreTouched()
    }

    /// Everybody near a part, by case and person.
    public func meetings(
        in segments: [SegmentReader]
    ) throws(StoreError) -> (meetings: [StoreMeeting], touched: StoreTouched) {
        let found = try found(in: segments)
        return (meetings(found.sheaves[...], found.subjects), found.touched)
    }

    /// The same of each segment alone.
    func meetingsBySegment(
        in segments: [SegmentReader]
    ) throws(StoreError) -> (meetings: [[StoreMeeting]], touched: StoreTouched) {
        let found = try found(in: segments)
        var bySegment: [[StoreMeeting]] = Array(repeating: [], count: segments.count)
        var first = 0
        while first < found.sheaves.count {
            let segment = found.sheaves[first].segment
            var last = first + 1
            while last < found.sheaves.count, found.sheaves[last].segment == segment { last += 1 }
            bySegment[segment] = meetings(found.sheaves[first..<last], found.subjects)
            first = last
        }
        return (bySegment, found.touched)
    }

    private func meetings(_ sheaves: ArraySlice<MeetingSheaf>, _ subjects: [[Pseudonym]]) -> [StoreMeeting] {
        let sheaves = Array(sheaves)
        let shares = stride(from: 0, to: parts.caseCount, by: 8).map { $0..<min(parts.caseCount, $0 + 8) }
        return parallelMap(shares) { cases in
            cases.flatMap { MeetingSum(caseNumber: $0, sheaves: sheaves, subjects: subjects).meetings }
        }.flatMap(\.self)
    }

    private func found(in segments: [SegmentReader]) throws(StoreError) -> Found {
        var touched = StoreTouched()
        let near = try parallelMap(segments) { (segment) throws(StoreError) in
            try segment.boxes { parts.meets(SpaceTimeBox($0)) }
        }
        var items: [Item] = []
        for (number, blocks) in near.enumerated() {
            touched.blocks += segments[number].blockCount
            touched.rows += segments[number].info.rows
            touched.blocksDecoded += blocks.count
            touched.rowsDecoded += blocks.reduce(0) { $0 + $1.box.rows }
            for first in stride(from: 0, to: blocks.count, by: Self.blocksPerItem) {
                items.append(
                    Item(segment: number, blocks: blocks[first..<min(blocks.count, first + Self.blocksPerItem)]))
            }
        }
        let sheaves = try parallelMap(items) { (item) throws(StoreError) in
            try sheaf(of: item, in: segments[item.segment])
        }
        touched.hits = sheaves.reduce(0) { $0 + $1.count }
        let met = sheaves.filter { $0.count > 0 }
        let known = Set(met.map(\.segment))
        let subjects = try parallelMap(segments.indices.map { $0 }) { (number) throws(StoreError) in
            known.contains(number) ? try segments[number].subjects : []
        }
        return Found(sheaves: met, subjects: subjects, touched: touched)
    }

    private func sheaf(of item: Item, in segment: SegmentReader) throws(StoreError) -> MeetingSheaf {
        var sheaf = MeetingSheaf(segment: item.segment)
        var rows = NearRows()
        for (number, box) in item.blocks {
            var block = try segment.block(number, columns: .position)
            if block.lon.isEmpty || block.lat.isEmpty { continue }
            parts.probe(
                start: block.start, end: block.end, lon: block.lon, lat: block.lat, within: SpaceTimeBox(box),
                into: &rows)
            if rows.count == 0 { continue }
            try segment.add(.phone, of: number, to: &block)
            sheaf.add(rows, codes: block.phone, moments: block.start)
        }
        sheaf.sort(cases: parts.caseCount)
        return sheaf
    }
}

extension SpaceTimeBox {
    /// The bounds of a block's box.
    init(_ box: BlockBox) {
        self.init(
            span: TimeSpan(box.minStart, max(box.maxStart, box.maxEnd)), west: box.minLon, east: box.maxLon,
            south: box.minLat, north: box.maxLat)
    }
}
