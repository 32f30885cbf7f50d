import Foundation
import Matching
@testable import Policy
import Testing
import Vocabulary

/// Expected outcomes that other systems published, through the real matcher.
@Suite struct PublishedVectorTests {
    /// The parsed file, or nil with a notice where the shared data is absent.
    private func vectors(_ name: String) throws -> [String: Any]? {
        var root = URL(fileURLWithPath: #filePath)
        while root.path != "/",
            !FileManager.default.fileExists(atPath: root.appendingPathComponent("Package.swift").path)
        {
            root.deleteLastPathComponent()
        }
        let url = root.appendingPathComponent("../shared/data/oracle_vectors/\(name)").standardizedFileURL
        guard let data = try? Data(contentsOf: url) else {
            print("skipped: \(name) is not there")
            return nil
        }
        return try JSONSerialization.jsonObject(with: data) as? [String: Any]
    }

    private func meet(_ part: ItineraryPart, _ span: TimeSpan, _ position: Position, reach: Double) -> [Exposure] {
        let rule = Rule(
            id: "near", setting: "", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0,
            residualSeconds: 0,
            kind: .proximity(
                ProximityRule(
                    feeds: [.visit], slackSeconds: 0, reachMeters: reach, accuracy: .carry, maxAccuracyMeters: 0)))
        var row = Observation(feed: .visit, span: span)
        row.phone = Pseudonym(kind: .phone, high: 1, low: 0)
        row.position = position
        var block = ObservationBlock(feed: .visit)
        block.append(row)
        let index = CaseIndex(
            parts: [part], caseSubjects: [:], rules: [rule], places: [:], timetable: Timetable(stops: []),
            openEndHours: [:], zone: .utc)
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits])
    }

    @Test func `Hamagen's distances and overlaps come out as its authors expect`() throws {
        guard let file = try vectors("hamagen_tracker_vectors.json"),
            let space = file["space"] as? [String: Any], let center = space["case"] as? [String: Double],
            let users = space["users"] as? [[String: Any]], let times = file["time_cases"] as? [[String: Any]],
            let window = file["case_window_ms"] as? [Double]
        else { return }
        let here = Position(longitude: center["lng"] ?? 0, latitude: center["lat"] ?? 0)
        var part = ItineraryPart(caseID: "C", kind: .stay, span: TimeSpan(0, 100), position: here, radiusMeters: 500)
        for user in users {
            let there = Position(longitude: user["lng"] as? Double ?? 0, latitude: user["lat"] as? Double ?? 0)
            let met = meet(part, TimeSpan(0, 100), there, reach: 0)
            #expect(met.isEmpty == !(user["near"] as? Bool ?? false))
            if let distance = met.first?.minDistanceMeters {
                #expect(abs(distance - (user["haversine_m"] as? Double ?? 0)) < 0.06)
            }
        }
        // Milliseconds become seconds; Hamagen asks for more than a millisecond together, we for a shared second.
        part.span = TimeSpan(Int64(window[0] / 1000), Int64(window[1] / 1000))
        for time in times {
            guard let user = time["user"] as? [Double], user.allSatisfy({ $0.remainder(dividingBy: 1000) == 0 }) else {
                continue
            }
            let met = meet(part, TimeSpan(Int64(user[0] / 1000), Int64(user[1] / 1000)), here, reach: 0)
            #expect(!met.filter { $0.minutes > 0 }.isEmpty == (time["overlap"] as? Bool ?? false))
        }
    }

    @Test func `Safe Paths' places are near and not near as its authors expect`() throws {
        guard let file = try vectors("safepaths_intersect_vectors.json"), let reach = file["near_rule_m"] as? Double,
            let pairs = file["pairs"] as? [[String: Any]]
        else { return }
        func position(_ value: Any?) -> Position {
            let pair = value as? [Double] ?? [0, 0]
            return Position(longitude: pair[1], latitude: pair[0])
        }
        for pair in pairs {
            let part = ItineraryPart(
                caseID: "C", kind: .point, span: TimeSpan(at: 0), position: position(pair["base"]))
            #expect(meet(part, TimeSpan(at: 0), position(pair["concern"]), reach: reach).count == 1)
            #expect(meet(part, TimeSpan(at: 0), position(pair["no_concern"]), reach: reach).isEmpty)
        }
    }
}
