import Foundation
import Matching
import Policy
import TestSupport
import Testing
import Vocabulary

/// Expected outcomes that other systems published, under those systems' own shipped policies and the real matcher.
@Suite struct PublishedVectorTests {
    /// The as-of moment: midnight in UTC.
    private let today: Int64 = 1_590_019_200

    /// The parsed file, or nil with a notice where the shared data is absent.
    private func vectors(_ name: String) throws -> [String: Any]? {
        guard let path = PackageRoot.shared("data/oracle_vectors/\(name)") else { return nil }
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any]
    }

    /// What one phone seen at these times comes to against a case, by a shipped policy and nothing else.
    private func exposures(
        _ policyName: String, case parts: [ItineraryPart], phone spans: [TimeSpan], at position: Position,
        accuracyMeters: Double? = nil
    ) throws -> [Exposure] {
        let policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: policyName))
        let window = try #require(
            InfectiousWindow(
                of: IndexCase(caseID: "C", confirmed: today), rule: policy.window, zone: .utc, asOf: today + 86_400))
        let index = CaseIndex(
            parts: window.clip(parts), caseSubjects: [:], rules: policy.rules, places: [:],
            timetable: Timetable(stops: []), openEndHours: policy.openEndHours, zone: .utc)
        var block = ObservationBlock(feed: .carrier)
        for (line, span) in spans.enumerated() {
            var row = Observation(feed: .carrier, span: span)
            row.phone = Pseudonym(kind: .phone, high: 1, low: 0)
            row.position = position
            row.accuracyCentimeters = accuracyMeters.map { Int32($0 * 100) }
            row.source = RowSource(file: 1, line: UInt32(line + 1), digest: 0)
            block.append(row)
        }
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits])
    }

    // MARK: Hamagen

    private func hamagen(
        case span: TimeSpan, radius: Double, at center: Position, user: TimeSpan, at position: Position,
        clusterRadius: Double? = nil
    ) throws -> [Exposure] {
        let part = ItineraryPart(caseID: "C", kind: .stay, span: span, position: center, radiusMeters: radius)
        return try exposures(
            "hamagen-2020-05", case: [part], phone: [user], at: position, accuracyMeters: clusterRadius)
    }

    @Test func `Hamagen's overlaps come out as its authors expect of more than 15 minutes`() throws {
        guard let file = try vectors("hamagen_tracker_vectors.json"),
            let times = file["time_cases"] as? [[String: Any]], let window = file["case_window_ms"] as? [Double]
        else { return }
        func span(_ milliseconds: [Double]) -> TimeSpan {
            TimeSpan(
                today + Int64((milliseconds[0] / 1000).rounded()), today + Int64((milliseconds[1] / 1000).rounded()))
        }
        let here = Position(longitude: 34.6, latitude: 31.3)
        #expect(times.count == 11)
        for time in times {
            let user = try #require(time["user"] as? [Double])
            // One vector is about the early threshold of a millisecond; its note says what 15 minutes make of it.
            let isShort = (time["note"] as? String)?.hasPrefix("false under 15-min") ?? false
            let expected = try #require(time["overlap"] as? Bool) && !isShort
            let met = try hamagen(case: span(window), radius: 0, at: here, user: span(user), at: here)
            #expect(met.isEmpty == !expected, "\(user)")
        }
    }

    @Test func `Hamagen's distances come out as its authors expect of the record's own radius`() throws {
        guard let file = try vectors("hamagen_tracker_vectors.json"), let space = file["space"] as? [String: Any],
            let center = space["case"] as? [String: Double], let users = space["users"] as? [[String: Any]]
        else { return }
        let here = Position(longitude: try #require(center["lng"]), latitude: try #require(center["lat"]))
        let radius = try #require(center["radius_m"])
        let hour = TimeSpan(today, today + 3600)
        #expect(users.count == 6)
        for user in users {
            let there = Position(
                longitude: try #require(user["lng"] as? Double), latitude: try #require(user["lat"] as? Double))
            let met = try hamagen(case: hour, radius: radius, at: here, user: hour, at: there)
            #expect(met.isEmpty == !(try #require(user["near"] as? Bool)))
            guard let distance = met.first?.minDistanceMeters else { continue }
            #expect(abs(distance - (try #require(user["haversine_m"] as? Double))) < 0.06)
        }
    }

    /// About so many metres north.
    private func north(_ meters: Double) -> Position { Position(longitude: 34.6, latitude: 31.3 + meters / 111_195) }

    @Test func `Hamagen takes 50 m where a record has no radius, adds the user's cluster, and asks for more than 15`()
        throws
    {
        let hour = TimeSpan(today, today + 3600)
        func isMet(radius: Double, meters: Double, cluster: Double? = nil, seconds: Int64 = 1800) throws -> Bool {
            let user = TimeSpan(today, today + seconds)
            return try !hamagen(
                case: hour, radius: radius, at: north(0), user: user, at: north(meters), clusterRadius: cluster
            ).isEmpty
        }
        #expect(try isMet(radius: 0, meters: 49))
        #expect(try !isMet(radius: 0, meters: 51))
        #expect(try !isMet(radius: 30, meters: 49), "the record's own radius stands in place of the 50 m")
        #expect(try isMet(radius: 0, meters: 65, cluster: 20))
        #expect(try !isMet(radius: 0, meters: 75, cluster: 20))
        #expect(try isMet(radius: 0, meters: 0, seconds: 901))
        #expect(try !isMet(radius: 0, meters: 0, seconds: 900))
    }

    // MARK: Safe Paths

    /// Fixes every five minutes, the published walk: over an hour, both ends included.
    private func fixes(until end: Int64) -> [Int64] { (0...12).map { end - 3600 + $0 * 300 } }

    private func safePaths(case moments: [Int64], at base: Position, phone: [Int64], at position: Position) throws
        -> [Exposure]
    {
        let parts = moments.enumerated().map { line, moment in
            ItineraryPart(
                caseID: "C", kind: .point, span: TimeSpan(at: moment), position: base,
                source: RowSource(file: 2, line: UInt32(line + 1), digest: 0))
        }
        return try exposures(
            "safe-paths-2020", case: parts, phone: phone.map { TimeSpan(at: $0) }, at: position)
    }

    private func minutes(_ met: [Exposure], in day: TimeSpan) -> Double {
        let seconds = met.flatMap(\.together).compactMap { $0.intersection(day)?.seconds }.reduce(0, +)
        return Double(seconds) / 60
    }

    @Test func `Safe Paths' places are near and not near as its authors expect`() throws {
        guard let file = try vectors("safepaths_intersect_vectors.json"),
            let pairs = file["pairs"] as? [[String: Any]]
        else { return }
        func position(_ value: Any?) throws -> Position {
            let pair = try #require(value as? [Double])
            return Position(longitude: pair[1], latitude: pair[0])
        }
        #expect(pairs.count == 5)
        let walk = fixes(until: today + 7200)
        for pair in pairs {
            let base = try position(pair["base"])
            let near = try safePaths(case: walk, at: base, phone: walk, at: try position(pair["concern"]))
            #expect(near.count == 1)
            #expect(try safePaths(case: walk, at: base, phone: walk, at: try position(pair["no_concern"])).isEmpty)
        }
    }

    @Test func `Safe Paths' minutes are those its authors expect`() throws {
        guard let file = try vectors("safepaths_intersect_vectors.json"),
            let expected = file["duration_cases"] as? [String: Any]
        else { return }
        func published(_ name: String) throws -> Double { try #require(expected[name] as? NSNumber).doubleValue }
        let here = Position(longitude: -94.582959, latitude: 39.09772)
        let day = TimeSpan(today, today + 86_400)

        let noon = fixes(until: today + 12 * 3600)
        let once = try safePaths(case: noon, at: here, phone: noon, at: here)
        #expect(minutes(once, in: day) == (try published("exact_today_min")))
        let twice = try safePaths(case: noon + noon, at: here, phone: noon + noon, at: here)
        #expect(minutes(twice, in: day) == (try published("double_reports_not_double_counted_min")))

        // Half an hour on either side of midnight.
        let night = fixes(until: today + 1800)
        let split = try safePaths(case: night, at: here, phone: night, at: here)
        #expect(minutes(split, in: day) == (try published("midnight_split_today_min")))
        #expect(
            minutes(split, in: TimeSpan(today - 86_400, today)) == (try published("midnight_split_yesterday_min")))

        #expect(expected["older_than_14_days"] as? String == "dropped")
        let old = fixes(until: today - 13 * 86_400 - 1)
        #expect(try safePaths(case: old, at: here, phone: old, at: here).isEmpty)
        let young = fixes(until: today - 12 * 86_400)
        #expect(try safePaths(case: young, at: here, phone: young, at: here).count == 1)
    }

    @Test func `Safe Paths asks for four of the six fixes of half an hour`() throws {
        let here = Position(longitude: -94.582959, latitude: 39.09772)
        let walk = (0..<6).map { today + $0 * 300 }
        for chosen in 0..<64 {
            let phone = walk.enumerated().filter { chosen >> $0.offset & 1 == 1 }.map(\.element)
            let met = try safePaths(case: walk, at: here, phone: phone, at: here)
            let minutes = minutes(met, in: TimeSpan(today, today + 3600))
            #expect(minutes == (phone.count >= 4 ? Double(phone.count) * 5 : 0), "\(phone)")
        }
    }
}
