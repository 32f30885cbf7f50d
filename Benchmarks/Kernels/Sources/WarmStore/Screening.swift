public import Matching
import Store
public import Vocabulary

/// A case and somebody whose phone was near its parts.
public struct Meeting: Hashable, Sendable {
    /// Number of the case, and whose phone.
    public var caseNumber: Int32, person: Pseudonym
    /// Observations near the case, the first and the last moment, and the least distance.
    public var events: Int32, first: Int64, last: Int64, minMeters: Double

    /// By case, then person.
    static func precedes(_ left: Meeting, _ right: Meeting) -> Bool {
        (left.caseNumber, left.person) < (right.caseNumber, right.person)
    }

    /// Adds what another stretch of rows found of the same two.
    mutating func add(_ other: Meeting) {
        events += other.events
        first = min(first, other.first)
        last = max(last, other.last)
        minMeters = min(minMeters, other.minMeters)
    }
}

/// What a screening had to touch.
public struct Touched: Codable, Sendable {
    /// Blocks and rows of the store; blocks and rows that were decoded; rows near a case.
    public var blocks = 0, rows = 0, blocksDecoded = 0, rowsDecoded = 0, hits = 0

    mutating func add(_ other: Touched) {
        blocksDecoded += other.blocksDecoded
        rowsDecoded += other.rowsDecoded
        hits += other.hits
    }
}

/// Proximity of a store's phones to itineraries, with nothing else of a night's work.
public struct Screening: Sendable {
    private let index: ProximityIndex
    private let ground: SpaceTimeTree
    private static let blocksPerItem = 64

    /// Prepares the case side.
    public init(_ parts: [ProximityPart]) {
        index = ProximityIndex(parts: parts)
        ground = SpaceTimeTree(parts.map(Screening.box))
    }

    /// A box around all that is near a part, a thousandth and a metre wider.
    private static func box(_ part: ProximityPart) -> SpaceTimeBox {
        let degrees = (part.reachMeters * 1.001 + 1) / 111_195
        let lat = Double(part.position.latE7) / 1e7
        let north = Int32((degrees * 1e7).rounded(.up))
        let east = Int32((degrees * 1e7 / max(0.01, cosine(degrees: abs(lat) + degrees))).rounded(.up))
        return SpaceTimeBox(
            span: part.span, west: part.position.lonE7 - east, east: part.position.lonE7 + east,
            south: part.position.latE7 - north, north: part.position.latE7 + north)
    }

    private struct Item: Sendable {
        var segment: SegmentReader
        var blocks: ArraySlice<Int>
    }

    /// Everybody near a part, by case and person.
    public func meetings(in store: OpenStore) async throws -> (meetings: [Meeting], touched: Touched) {
        var items: [[Item]] = []
        var touched = Touched()
        for segment in store.segments {
            let blocks = try segment.blocks { box in
                ground.meets(
                    SpaceTimeBox(
                        span: TimeSpan(box.minStart, max(box.maxStart, box.maxEnd)), west: box.minLon, east: box.maxLon,
                        south: box.minLat, north: box.maxLat))
            }
            touched.blocks += segment.blockCount
            touched.rows += segment.info.rows
            items.append(
                stride(from: 0, to: blocks.count, by: Screening.blocksPerItem).map {
                    Item(
                        segment: segment,
                        blocks: blocks[$0..<min(blocks.count, $0 + Screening.blocksPerItem)])
                })
        }
        let found = try await onAllCores(items.flatMap(\.self)) { item in try hits(in: item) }
        var next = 0
        var sheaves: [[Hits]] = []
        for group in items {
            sheaves.append(found[next..<next + group.count].map(\.self))
            next += group.count
        }
        for hits in found { touched.add(hits.touched) }
        let folded = try await onAllCores(Array(zip(store.segments, sheaves))) { segment, hits in
            try Fold(subjects: segment.subjects).meetings(hits)
        }
        return (merged(folded), touched)
    }

    private func hits(in item: Item) throws -> Hits {
        var result = Hits()
        var found = HitColumns()
        for number in item.blocks {
            let block = try item.segment.block(number, columns: [.position, .identifiers])
            found.removeAll()
            index.probe(start: block.start, lon: block.lon, lat: block.lat, rows: 0..<block.count, into: &found)
            found.keepNearestPerCase(index.caseNumbers)
            for hit in 0..<found.count {
                let row = Int(found.row[hit])
                result.cases.append(index.caseNumbers[Int(found.part[hit])])
                result.codes.append(block.phone[row])
                result.moments.append(block.start[row])
                result.meters.append(found.distanceMeters[hit])
            }
            result.touched.blocksDecoded += 1
            result.touched.rowsDecoded += block.count
        }
        result.touched.hits = result.cases.count
        return result
    }
}

/// Rows near a case, in columns.
private struct Hits: Sendable {
    var cases: [Int32] = [], codes: [UInt32] = [], moments: [Int64] = [], meters: [Double] = []
    var touched = Touched()
}

/// Adds up one segment's hits by case and person: hits are dealt out by case, then each case's are added up by code.
private struct Fold {
    let subjects: [Pseudonym]

    func meetings(_ sheaves: [Hits]) -> [Meeting] {
        let count = Int((sheaves.compactMap { $0.cases.max() }.max() ?? -1) + 1)
        var places = [Int](repeating: 0, count: count + 1)
        for hits in sheaves { for number in hits.cases { places[Int(number) + 1] += 1 } }
        for number in 0..<count { places[number + 1] += places[number] }
        let ends = places
        var order = [(sheaf: Int32, hit: Int32)](repeating: (0, 0), count: places[count])
        for (sheaf, hits) in sheaves.enumerated() {
            for (hit, number) in hits.cases.enumerated() {
                order[places[Int(number)]] = (Int32(sheaf), Int32(hit))
                places[Int(number)] += 1
            }
        }
        var slots = [Int32](repeating: -1, count: subjects.count + 1)
        var result: [Meeting] = []
        for number in 0..<count {
            let first = result.count
            for place in ends[number]..<ends[number + 1] {
                let hits = sheaves[Int(order[place].sheaf)]
                let hit = Int(order[place].hit)
                let code = Int(hits.codes[hit])
                let meeting = Meeting(
                    caseNumber: Int32(number), person: subjects[code - 1], events: 1, first: hits.moments[hit],
                    last: hits.moments[hit], minMeters: hits.meters[hit])
                if slots[code] >= 0 {
                    result[Int(slots[code])].add(meeting)
                } else {
                    slots[code] = Int32(result.count)
                    result.append(meeting)
                }
            }
            for place in ends[number]..<ends[number + 1] {
                slots[Int(sheaves[Int(order[place].sheaf)].codes[Int(order[place].hit)])] = -1
            }
            result[first...].sort(by: Meeting.precedes)
        }
        return result
    }
}

/// Merges sorted lists, adding up meetings of the same two.
private func merged(_ lists: [[Meeting]]) -> [Meeting] {
    guard lists.count > 1 else { return lists.first ?? [] }
    let half = lists.count / 2
    let (left, right) = (merged(Array(lists[..<half])), merged(Array(lists[half...])))
    var result: [Meeting] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
        if left[i].caseNumber == right[j].caseNumber, left[i].person == right[j].person {
            var meeting = left[i]
            meeting.add(right[j])
            result.append(meeting)
            (i, j) = (i + 1, j + 1)
        } else if Meeting.precedes(left[i], right[j]) {
            result.append(left[i])
            i += 1
        } else {
            result.append(right[j])
            j += 1
        }
    }
    return result + left[i...] + right[j...]
}
