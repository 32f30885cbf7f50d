import Feeds
public import Matching
import Vocabulary

/// Parts of itineraries as proximity wants them, and the names of their cases.
public struct Itineraries: Sendable {
    /// Case ids in the order of their bytes; case numbers count in it.
    public let cases: [String]
    /// Parts widened by slack and reach.
    public let parts: [ProximityPart]

    /// Reads a file of `case_id,start,end,lon,lat,radius_m`.
    public init(_ bytes: [UInt8], slackSeconds: Int64, reachMeters: Double) throws {
        let mapping = FeedMapping(feed: .itineraries)
        let layout = try FeedLayout.detect(head: bytes, fileName: "itineraries", mapping: mapping)
        let parser = try FeedParser(
            layout: layout, mapping: mapping, now: 4_000_000_000, fileNumber: 0, digestKey: (0, 0))
        let rows = parser.parse(bytes.span, firstLine: 1).registry.compactMap { row -> ItineraryRow? in
            if case .itinerary(let part) = row.payload { part } else { nil }
        }
        let cases = Set(rows.map(\.caseID)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let numbers = Dictionary(uniqueKeysWithValues: cases.enumerated().map { ($0.element, Int32($0.offset)) })
        self.cases = cases
        parts = rows.compactMap { row in
            guard let position = row.position, let number = numbers[row.caseID] else { return nil }
            return ProximityPart(
                span: row.span.padded(by: slackSeconds), position: position,
                reachMeters: (row.radiusMeters ?? 0) + reachMeters, caseNumber: number)
        }
    }

    /// A person's positions as the parts of one case.
    public static func parts(of rows: [PersonRow], slackSeconds: Int64, reachMeters: Double) -> [ProximityPart] {
        rows.map {
            ProximityPart(
                span: TimeSpan(at: $0.moment).padded(by: slackSeconds),
                position: Position(lonE7: $0.lonE7, latE7: $0.latE7), reachMeters: reachMeters, caseNumber: 0)
        }
    }
}
