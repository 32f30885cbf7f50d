import Feeds
import Matching
import Synchronization
import Vocabulary

/// The itineraries of `match`, ready to be probed from many threads.
struct MatchIndex: Sendable {
    /// Case ids in the order of their bytes; a case number is a position here.
    let cases: [String]
    private let index: ProximityIndex
    /// Columns that are not in use, so that each thread fills the same memory again.
    private let idle = IdleColumns()

    /// An index of parts that all have a position.
    init(_ parts: [ItineraryRow], slackSeconds: Int64, reachMeters: Double) {
        cases = Set(parts.map(\.caseID)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let numbers = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($0.element, Int32($0.offset)) })
        index = ProximityIndex(
            parts: parts.compactMap { part in
                guard let position = part.position, let number = numbers[part.caseID] else { return nil }
                return ProximityPart(
                    span: part.span.padded(by: slackSeconds), position: position,
                    reachMeters: (part.radiusMeters ?? 0) + reachMeters, caseNumber: number)
            })
    }

    /// What one chunk of events comes to.
    func encounters(in chunk: SplitChunk, _ parser: FeedParser) -> Encounters {
        var pings = idle.take()
        defer { idle.giveBack(pings) }
        let others = parser.parse(chunk, plainInto: &pings)
        var result = Encounters(rows: others.rows, lines: others.lines)
        var hits = HitColumns()
        index.probe(start: pings.start, lon: pings.lon, lat: pings.lat, rows: 0..<pings.count, into: &hits)
        hits.keepNearestPerCase(index.caseNumbers)
        result.reserve(hits.count)
        for hit in 0..<hits.count {
            let row = Int(hits.row[hit])
            result.append(
                Encounter(phone: pings.phone[row], time: pings.start[row], meters: hits.distanceMeters[hit]),
                caseNumber: index.caseNumbers[Int(hits.part[hit])])
        }
        add(others, to: &result)
        return result
    }

    /// Adds the events of a chunk that are not plain.
    private func add(_ chunk: ParsedChunk, to result: inout Encounters) {
        result.rejected.add(chunk.rejects)
        let block = chunk.observations
        for row in 0..<block.count where block.lon.isEmpty || block.lon[row] == noValue {
            result.rejected.add(.missingPosition, line: block.line[row])
        }
        guard block.count > 0, !block.lon.isEmpty else { return }
        var hits = HitColumns()
        // A time given as a date alone is the whole local day.
        index.probe(
            start: block.start, end: block.end, lon: block.lon, lat: block.lat, rows: 0..<block.count, into: &hits)
        hits.keepNearestPerCase(index.caseNumbers)
        for hit in 0..<hits.count {
            let row = Int(hits.row[hit])
            let text = chunk.identifiers[Int(block.phone[row]) - 1].text
            let phone = result.phone(text)
            result.append(
                Encounter(phone: phone, time: block.start[row], meters: hits.distanceMeters[hit]),
                caseNumber: index.caseNumbers[Int(hits.part[hit])])
        }
    }
}

/// Columns for the rows of a chunk, lent to one thread at a time.
private final class IdleColumns: Sendable {
    private let columns = Mutex<[PingColumns]>([])

    func take() -> PingColumns { columns.withLock { $0.popLast() } ?? PingColumns() }

    func giveBack(_ used: consuming PingColumns) {
        used.removeAll()
        let empty = used
        columns.withLock { $0.append(empty) }
    }
}
