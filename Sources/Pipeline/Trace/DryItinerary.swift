import Matching
import Publishing
import Vocabulary

/// An itinerary typed by hand, of somebody who is no case (yet).
///
///     2020-01-31 08:00..09:30 @ BUS-1
///     2020-01-31 22:00..2020-02-01 07:00 @ H7 room 305
///     2020-01-31 08:00..09:30 @ 118.87,28.94,30
struct DryItinerary {
    /// What stands for a case id: one that no case has.
    static func caseID(besides cases: [IndexCase]) -> String {
        let taken = Set(cases.map(\.caseID))
        var caseID = "typed"
        while taken.contains(caseID) { caseID += "-by-hand" }
        return caseID
    }

    /// The parts, in the order typed.
    private(set) var parts: [ItineraryPart] = []
    /// From the first second to the last.
    let span: TimeSpan

    /// Reads the parts; throws ``Outcome/usage`` with what is wrong.
    init(_ texts: [String], of caseID: String, places: [String: Place], zone: ZoneRules) throws {
        for text in texts { parts.append(try Self.part(text, of: caseID, places: places, zone: zone)) }
        guard let first = parts.map(\.span.start).min(), let last = parts.map(\.span.end).max() else {
            throw Failure(.usage, "--dry: type at least one part: --at \"2020-01-31 08:00..09:30 @ place_id\"")
        }
        span = TimeSpan(first, last)
    }

    /// Why nobody need have been seen there, so that "nobody" is no comfort.
    ///
    /// Throws ``Outcome/usage`` where it begins after the moment asked about.
    func doubts(asOf: AsOf, keptFrom: Int64, feeds: [FeedReach], zone: ZoneRules) throws -> [String] {
        guard span.start <= asOf.moment else {
            throw Failure(
                .usage, "--at: begins at \(zone.wallText(span.start)), after \(asOf.folder): check --at and --as-of")
        }
        var doubts: [String] = []
        if span.start < keptFrom {
            doubts.append(
                "TYPED_TOO_OLD: of what was before \(zone.wallText(keptFrom)) nothing is kept: nobody can be found there"
            )
        }
        let reach = feeds.map(\.until).max() ?? .min
        if span.end > reach {
            doubts.append(
                "TYPED_TOO_NEW: "
                    + (feeds.isEmpty ? "no feed has come in" : "the feeds reach to \(zone.wallText(reach))")
                    + ": trace again when more has come in")
        }
        return doubts
    }

    private static func part(
        _ text: String, of caseID: String, places: [String: Place], zone: ZoneRules
    ) throws -> ItineraryPart {
        func wrong(_ why: String) -> Failure {
            Failure(
                .usage,
                "--at \"\(text)\": \(why): write \"2020-01-31 08:00..09:30 @ place_id\", \"... @ place_id room 305\" or "
                    + "\"... @ lon,lat,radius\"")
        }
        let halves = text.split(separator: "@", maxSplits: 1).map { $0.trimmed }
        guard halves.count == 2 else { throw wrong("no @ before the place") }
        let ends = halves[0].ranges(of: "..")
        guard let dots = ends.first, ends.count == 1 else { throw wrong("the time needs one ..") }
        let from = halves[0][..<dots.lowerBound].trimmed
        var to = halves[0][dots.upperBound...].trimmed
        if to.count <= 8 { to = "\(from.prefix(10)) \(to)" }
        // 24:00 is the midnight that ends the day.
        let endsAtMidnight = to.count == 16 && to.hasSuffix(" 24:00")
        if endsAtMidnight { to = String(to.prefix(10)) }
        guard from.count > 10, to.count > 10 || endsAtMidnight, let start = AsOf(from, zone: zone)?.moment,
            let last = AsOf(to, zone: zone)?.moment
        else { throw wrong("the time cannot be read") }
        let end = endsAtMidnight ? last + 1 : last
        guard start <= end else { throw wrong("it ends before it starts") }
        var part = ItineraryPart(caseID: caseID, kind: .stay, span: TimeSpan(start, end))
        if let (position, radius) = position(halves[1]) {
            (part.position, part.radiusMeters) = (position, radius)
            return part
        }
        let words = halves[1].split(separator: " ").map(String.init)
        if words.count >= 3, words[words.count - 2] == "room" { part.room = words[words.count - 1] }
        let id = part.room == nil ? halves[1] : words.dropLast(2).joined(separator: " ")
        guard places[id] != nil else { throw wrong("no place \(id) in the place table, and no position") }
        part.place = id
        return part
    }

    /// `lon,lat` or `lon,lat,radius`; 0 metres where none is given.
    private static func position(_ text: String) -> (Position, Double)? {
        let numbers = text.split(separator: ",").map { Double($0.trimmed) }
        guard numbers.count == 2 || numbers.count == 3, let lon = numbers[0], let lat = numbers[1],
            abs(lon) <= 180, abs(lat) <= 90
        else { return nil }
        let radius = numbers.count == 3 ? numbers[2] : 0
        guard let radius, radius >= 0, radius <= 100_000 else { return nil }
        return (Position(longitude: lon, latitude: lat), radius)
    }
}

extension Substring {
    /// Without spaces at both ends.
    fileprivate var trimmed: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
