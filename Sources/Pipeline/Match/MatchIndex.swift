import Feeds
import Matching
import Vocabulary

/// The itineraries of `match`, ready to be probed from many threads.
struct MatchIndex: Sendable {
    /// Case ids in the order of their bytes; a case number is a position here.
    let cases: [String]
    private let index: ProximityIndex

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

    /// Meetings of one chunk of events, added up by case and phone.
    func meetings(in chunk: ParsedChunk) -> [Meeting] {
        let block = chunk.observations
        guard block.count > 0, !block.lon.isEmpty else { return [] }
        var hits = HitColumns()
        // A time given as a date alone is the whole local day.
        if block.start == block.end {
            index.probe(start: block.start, lon: block.lon, lat: block.lat, rows: 0..<block.count, into: &hits)
        } else {
            index.probe(
                start: block.start, end: block.end, lon: block.lon, lat: block.lat, rows: 0..<block.count, into: &hits)
        }
        hits.keepNearestPerCase(index.caseNumbers)
        var places: [UInt64: Int] = [:]
        var meetings: [Meeting] = []
        for hit in 0..<hits.count {
            let row = Int(hits.row[hit])
            let phone = block.phone[row]
            let number = index.caseNumbers[Int(hits.part[hit])]
            let time = block.start[row]
            let key = UInt64(phone) << 32 | UInt64(UInt32(bitPattern: number))
            if let place = places[key] {
                meetings[place].events += 1
                meetings[place].first = min(meetings[place].first, time)
                meetings[place].last = max(meetings[place].last, time)
                meetings[place].minMeters = min(meetings[place].minMeters, hits.distanceMeters[hit])
            } else {
                places[key] = meetings.count
                meetings.append(
                    Meeting(
                        caseNumber: number, phone: chunk.identifiers[Int(phone) - 1].text, events: 1, first: time,
                        last: time, minMeters: hits.distanceMeters[hit]))
            }
        }
        return meetings
    }
}
