import Matching
@testable import Policy
import Testing
import Vocabulary

/// Rooms, floors, stays that touch, minutes that add up, and time after the case left.
@Suite struct PlaceTests {
    private let case9: Int64 = 1_580_518_800

    private func rule(
        _ settings: PlaceRule, minutes: Double = 0, hours: Double = 0, residual: Int64 = 0, tier: Tier = .close
    ) -> Rule {
        Rule(
            id: "rule", setting: "venue", tier: tier, source: "", minMinutes: minutes, cumulativeHours: hours,
            maxGapSeconds: 0, residualSeconds: residual, kind: .place(settings))
    }

    /// The exposures of one person's stays (minutes after nine) with a case that was there for two hours from nine.
    private func met(
        _ stays: [(from: Int64, to: Int64)], _ rule: Rule, feed: Feed = .visit, room: String? = nil,
        caseRoom: String? = nil
    ) -> [Exposure] {
        let part = ItineraryPart(
            caseID: "C", kind: .stay, span: TimeSpan(case9, case9 + 7200), place: "P", room: caseRoom)
        let index = CaseIndex(
            parts: [part], caseSubjects: [:], rules: [rule], places: [:], timetable: Timetable(stops: []),
            openEndHours: [:], zone: .china)
        var block = ObservationBlock(feed: feed)
        for (number, stay) in stays.enumerated() {
            var row = Observation(feed: feed, span: TimeSpan(case9 + stay.from * 60, case9 + stay.to * 60))
            row.idNumber = Pseudonym(kind: .idNumber, high: 7, low: 0)
            (row.place, row.room, row.source.line) = ("P", room, UInt32(number + 1))
            block.append(row)
        }
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits])
    }

    private let venue = PlaceRule(feeds: [.visit], kinds: [], scope: .place, slackSeconds: 0)

    @Test func `three times five minutes in a day reach fifteen minutes, two do not`() {
        let cdc = rule(venue, minutes: 15, hours: 24)
        #expect(met([(0, 5), (50, 55), (100, 105)], cdc).map(\.minutes) == [5, 5, 5])
        #expect(met([(0, 5), (50, 55)], cdc).isEmpty)
        #expect(met([(0, 5), (50, 55), (100, 105)], rule(venue, minutes: 15)).isEmpty)
    }

    @Test func `four hours after the case left count only where the rule has residual time, as environment`() {
        let later: [(Int64, Int64)] = [(180, 240)]
        #expect(met(later, rule(venue)).isEmpty)
        let found = met(later, rule(venue, residual: 4 * 3600))
        #expect(found.map(\.tier) == [.environment])
        #expect(found.map(\.minutes) == [0] && found.map(\.environmentalMinutes) == [60])
        #expect(met([(361, 400)], rule(venue, residual: 4 * 3600)).isEmpty)
        #expect(met([(60, 180)], rule(venue, residual: 4 * 3600)).map(\.tier) == [.close])
    }

    @Test func `a stay that begins in the second in which the case leaves is what the rule says of touching`() {
        var strict = venue
        strict.touching = .not
        for stay: (Int64, Int64) in [(120, 150), (-30, 0)] {
            #expect(met([stay], rule(venue)).map(\.minutes) == [0])
            #expect(met([stay], rule(strict)).isEmpty)
            #expect(met([stay], rule(venue, minutes: 1)).isEmpty)
        }
        // A moment inside the case's stay is no touch, and the time after it is environment.
        #expect(met([(60, 60)], rule(strict)).count == 1)
        #expect(met([(119, 150)], rule(strict)).map(\.minutes) == [1])
        let found = met([(120, 150)], rule(strict, residual: 3600))
        #expect(found.map(\.tier) == [.environment] && found.map(\.environmentalMinutes) == [30])
    }

    @Test func `one room is one room however it is written`() {
        let room = rule(PlaceRule(feeds: [.hotel], kinds: [], scope: .room, slackSeconds: 0))
        func same(_ one: String, _ two: String) -> Bool {
            !met([(0, 60)], room, feed: .hotel, room: one, caseRoom: two).isEmpty
        }
        let writings = ["301", "0301", "301室", "301房", "３０１", "301 房间", "301号", "3楼301", "3层0301室"]
        for writing in writings { #expect(same("301", writing), "\(writing)") }
        for bed in ["301床2", "301室2床", "301病房2号床", "301-2床", "3楼301室床02", "301 2床", "301加床", "0301床位2"] {
            #expect(same("301", bed), "\(bed)")
            #expect(same("301床1", bed), "\(bed)")
            #expect(!same("302床2", bed), "\(bed)")
        }
        // Whose room is not told, or cannot be told from the bed, is in none that another names.
        for bed in ["床2", "2床", "3012床", "301床A", "3楼双床301"] {
            #expect(!same("301", bed), "\(bed)")
            #expect(same(bed, bed), "\(bed)")
        }
        for writing in ["a1203", "A－1203", "Ａ1203室"] { #expect(same("A-1203", writing), "\(writing)") }
        for writing in ["3栋301", "3#301", "3幢301室"] { #expect(same("3号楼301", writing), "\(writing)") }
        for (one, two) in [("301", "302"), ("301", "3010"), ("A301", "B301"), ("301", "A301"), ("2栋301", "3栋301")] {
            #expect(!same(one, two), "\(one) \(two)")
        }
        #expect(same("大厅", "大厅"))
        #expect(met([(0, 60)], room, feed: .hotel, room: nil, caseRoom: nil).isEmpty)
    }

    @Test func `rooms share a floor where both numbers tell it`() {
        let settings = PlaceRule(feeds: [.hotel], kinds: [], scope: .floor, slackSeconds: 0)
        func flags(_ one: String?, _ two: String?, _ unknown: Tier? = nil) -> [String]? {
            var settings = settings
            settings.unknownFloorTier = unknown
            return met([(0, 60)], rule(settings), feed: .hotel, room: one, caseRoom: two).first.map {
                $0.flags + [$0.tier.rawValue]
            }
        }
        for (one, two) in [("301", "0315室"), ("1203", "1210"), ("A-1203", "a1211"), ("3楼05", "308"), ("301", "301")] {
            #expect(flags(one, two) == ["SAME_FLOOR", "close"], "\(one) \(two)")
        }
        for (one, two) in [("301", "401"), ("1203", "203"), ("A-1203", "B-1203"), ("1203", "A1203"), ("2栋301", "302")] {
            #expect(flags(one, two) == nil, "\(one) \(two)")
        }
        // Basements, short and long numbers, words: nobody is on an unknown floor, unless the rule says what it is
        // worth.
        for unknown in ["B1-02", "-102", "12", "10203", "大厅", nil] {
            #expect(flags("102", unknown) == nil, "\(unknown ?? "")")
            #expect(flags("102", unknown, .general) == ["FLOOR_UNKNOWN", "general"], "\(unknown ?? "")")
        }
    }
}
