import Feeds
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Exposure sites as two ministries of health published them.
@Suite struct PublicPlaceTests {
    @Test func `New Zealand's locations of interest read in all three time formats`() throws {
        guard let path = PackageRoot.shared("data/nz_locations_of_interest/locations_of_interest.csv.gz"),
            let text = try SharedFile.text("nz_locations_of_interest/locations_of_interest.csv.gz")
        else { return }
        let feed = try RealFeed(path: path, mapping: "nz_locations_of_interest")
        #expect(feed.addsUp)
        #expect(feed.rows == 4113)
        // Two rows say NA for both times; in one a character was lost to U+FFFD; one ends at 0:00 of the day on which
        // it starts at 23:00.
        #expect(feed.reasons == ["bad_time": 2, "bad_encoding": 1, "end_before_start": 1])
        let parts = feed.parts
        #expect(parts.count == 4109)
        #expect(parts.count { $0.position == nil } == 290)
        let raw = PlainTable(text: text).rows
        let byID = Dictionary(uniqueKeysWithValues: raw.map { ($0["id"] ?? "", $0) })
        let calendar = try PlainClock()
        var formats: [PlainClock.Form: Int] = [:]
        for part in parts {
            let row = byID[part.caseID] ?? [:]
            let (form, start) = try #require(calendar.moment(row["start"] ?? ""))
            let (_, end) = try #require(calendar.moment(row["end"] ?? ""))
            formats[form, default: 0] += 1
            #expect(part.span == TimeSpan(start, end), "\(part.caseID)")
        }
        #expect(formats == [.standardTime: 936, .summerTime: 2531, .named: 591, .utc: 51])
    }

    @Test func `one instant in New Zealand's three forms is one instant`() throws {
        guard let path = PackageRoot.shared("data/nz_locations_of_interest/locations_of_interest.csv.gz") else {
            return
        }
        let scratch = try ScratchFolder()
        let header = "id,event,start,end,lat,lng\n"
        let rows = [
            ("25/01/2022, 8:30 pm", "25/01/2022, 9:00 pm"), ("2022-01-25 20:30:00 NZDT", "2022-01-25 21:00:00 NZDT"),
            ("2022-01-25T07:30:00.000Z", "2022-01-25T08:00:00.000Z"),
            ("25/08/2021, 8:30 pm", "2021-08-25 20:30:00 NZST"),
        ]
        let text = header + rows.map { "A,Shop,\"\($0.0)\",\"\($0.1)\",,\n" }.joined()
        let file = try scratch.write((path as NSString).lastPathComponent + ".csv", text: text)
        let parts = try RealFeed(path: file, mapping: "nz_locations_of_interest").parts
        #expect(Set(parts.prefix(3).map(\.span)) == [TimeSpan(1_643_095_800, 1_643_097_600)])
        // Before the change of 26 September 2021 the clock was twelve hours ahead.
        #expect(parts.last?.span == TimeSpan(at: 1_629_880_200))
    }

    @Test func `Israel's wall clock written as an epoch is read as the wall clock`() throws {
        guard let text = try SharedFile.text("il_moh_exposures/points_2020-03-early.json.gz") else { return }
        let collection = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let features = try #require(collection?["features"] as? [[String: Any]])
        var lines = ""
        var stays: [String: String] = [:]
        for feature in features {
            var line = feature["properties"] as? [String: Any] ?? [:]
            line["coordinates"] = (feature["geometry"] as? [String: Any])?["coordinates"]
            lines += String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self) + "\n"
            stays["\(line["OBJECTID"] ?? "")"] = line["stayTimes"] as? String
        }
        let scratch = try ScratchFolder()
        let feed = try RealFeed(path: try scratch.write("points.jsonl", text: lines), mapping: "il_moh_exposures")
        #expect(feed.addsUp && feed.reasons.isEmpty)
        #expect(feed.parts.count == 89)
        let zone = try #require(Zones.rules(named: "Asia/Jerusalem"))
        for part in feed.parts {
            let from = String(zone.wallText(part.span.start).dropFirst(11).prefix(5))
            let to = String(zone.wallText(part.span.end).dropFirst(11).prefix(5))
            let stay: String = from + "-" + to
            #expect(stay == stays[part.caseID])
            #expect(part.position != nil)
        }
        // Israel's winter time is two hours ahead: what reads as an epoch lies two hours too late.
        let plain = try RealFeed(path: scratch.path("points.jsonl"), mapping: "il_moh_exposures") {
            $0.timeFormats = ["epoch_ms"]
        }
        let late: [Int64] = zip(plain.parts, feed.parts).map { one, other in one.span.start - other.span.start }
        #expect(late == Array(repeating: Int64(7200), count: 89))
    }
}

/// New Zealand's times by the system's calendar.
private struct PlainClock {
    enum Form { case standardTime, summerTime, named, utc }
    private let local: TimeZone

    init() throws { local = try #require(TimeZone(identifier: "Pacific/Auckland")) }

    func moment(_ text: String) -> (Form, Int64)? {
        func number(_ text: Substring) -> Int { Int(text) ?? 0 }
        func utc(_ parts: [Int], _ zone: TimeZone) -> Int64 {
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            let date = calendar.date(
                from: DateComponents(
                    year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
                    second: parts.count > 5 ? parts[5] : 0))
            return Int64(date?.timeIntervalSince1970 ?? 0)
        }
        if let match = text.wholeMatch(of: /(\d+)\/(\d+)\/(\d+), (\d+):(\d+) (am|pm)/) {
            let hour = number(match.4) % 12 + (match.6 == "pm" ? 12 : 0)
            let moment = utc([number(match.3), number(match.2), number(match.1), hour, number(match.5)], local)
            let isSummer = local.isDaylightSavingTime(for: Date(timeIntervalSince1970: Double(moment)))
            return (isSummer ? .summerTime : .standardTime, moment)
        }
        guard let match = text.wholeMatch(of: /(\d+)-(\d+)-(\d+)[ T](\d+):(\d+):(\d+)(\.\d+Z| NZDT)/) else {
            return nil
        }
        let parts = [match.1, match.2, match.3, match.4, match.5, match.6].map(number)
        let isUTC = match.7 != " NZDT"
        return (isUTC ? .utc : .named, utc(parts, .gmt) - (isUTC ? 0 : 13 * 3600))
    }
}
