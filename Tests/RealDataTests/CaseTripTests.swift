import Feeds
import Foundation
import Matching
@testable import Policy
import TestSupport
import Testing
import Vocabulary

/// Journeys of confirmed cases as two public query tools of 2020 published them, and the timetable of fast trains.
///
/// Expected counts were taken from the files with a separate script, independent of this project.
@Suite struct CaseTripTests {
    private func feed(_ file: String, _ mapping: String, repair: Bool? = nil) throws -> RealFeed? {
        guard let path = PackageRoot.shared("data/" + file) else { return nil }
        return try RealFeed(path: path, mapping: mapping) { if let repair { $0.repairOvernight = repair } }
    }

    private func feedA(repair: Bool? = nil) throws -> RealFeed? {
        try feed("cn_trips_2020/feed_a_nosugar.csv.gz", "cn_trips_a", repair: repair)
    }

    private func feedB() throws -> RealFeed? { try feed("cn_trips_2020/feed_b_sogou.csv.gz", "cn_trips_b") }

    private func timetable() throws -> RealFeed? { try feed("cn_rail/hsr_timetable_20160310.csv.gz", "cn_rail") }

    @Test func `every row of both feeds is a ride or rejected by name`() throws {
        guard let a = try feedA(), let b = try feedB() else { return }
        #expect(a.addsUp && b.addsUp)
        #expect(a.rows == 3092)
        #expect(a.observations.count == 1851)
        // City bus, taxi and other places are no rides; 46 lack a station or a number (不详, 未知); two end in 1970, one
        // ten days before it begins.
        #expect(
            a.reasons == [
                "ignored_by_mapping": 1192, "missing_value": 46, "time_out_of_range": 2, "end_before_start": 1,
            ])
        #expect(b.rows == 2531)
        #expect(b.parts.count == 1288)
        #expect(b.reasons == ["ignored_by_mapping": 1243])
        // 国际列车, 15:20, 2:00, 14:46.
        #expect(b.notes == [.carriageNotUnderstood: 4])
    }

    @Test func `overnight trains whose end date was not advanced are repaired by rule, or rejected`() throws {
        guard let repaired = try feedA(), let strict = try feedA(repair: false) else { return }
        // 57 trains end before they start: 54 repaired, one in 1970, one ten days off, one without a station.
        let advanced = repaired.observations.filter { $0.traits.has(.arrivalAdvanced) }
        #expect(advanced.count { $0.traits.mode == .rail } == 54)
        #expect(advanced.count == 70)
        #expect(repaired.notes[.arrivalAdvanced] == 70)
        #expect(advanced.allSatisfy { $0.span.seconds > 0 && $0.span.seconds < 86_400 })
        #expect(strict.addsUp)
        #expect(strict.reasons["end_before_start"] == 71)
        #expect(!strict.observations.contains { $0.traits.has(.arrivalAdvanced) })
    }

    @Test func `coaches and numbers come out in one form`() throws {
        guard let a = try feedA(), let b = try feedB(),
            let text = try SharedFile.text("cn_trips_2020/feed_a_nosugar.csv.gz"),
            let textB = try SharedFile.text("cn_trips_2020/feed_b_sogou.csv.gz")
        else { return }
        let raw = PlainTable(text: text).rows
        let rawB = PlainTable(text: textB).rows
        var coaches: [String: Set<String>] = [:]
        var numbers: [String: Set<String>] = [:]
        for ride in a.observations where ride.traits.mode == .rail {
            let row = raw[Int(ride.source.line) - 2]
            coaches[row["t_no_sub"] ?? "", default: []].insert(ride.carriage ?? "")
            numbers[row["t_no"] ?? "", default: []].insert(ride.service ?? "")
        }
        for part in b.parts {
            let row = rawB[(Int(part.caseID) ?? 0) - 2]
            coaches[row["detail"] ?? "", default: []].insert(part.ride?.carriage ?? "")
            numbers[row["trafficNum"] ?? "", default: []].insert(part.ride?.service ?? "")
        }
        let expected = [
            "8号车厢": "8", "08号车厢": "8", "04车厢": "4", "7-8号车厢": "7-8", "1至4号车厢": "1-4", "7、8号车厢": "7-8",
            "4、6、13号车厢": "4/6/13", "加3号车厢": "+3", "A3号车厢": "+3", "加1车厢": "+1", "餐车车厢": "D", "餐车，无票": "D",
            "第7车厢": "7", "7号车箱": "7", "2车厢，9A": "2", "7号车厢9排D座": "7", "06号车厢18D座": "6", "14号车厢22号上": "14",
            "14号车厢/12号车厢": "12/14", "一等座车厢": "", "未知": "", "国际列车": "",
        ]
        for (written, canonical) in expected { #expect(coaches[written] == [canonical], "\(written)") }
        for (written, canonical) in [
            "T182/T183": "T182/T183", "K1156/1157": "K1156/K1157", "G98次": "G98", " C8027 ": "C8027", "k636": "K636",
            "Z389/K389/K392": "Z389/K389/K392",
        ] { #expect(numbers[written] == [canonical], "\(written)") }
        // Every text that a plain pattern reads as coaches is one, and no other.
        for (written, found) in coaches where !written.isEmpty && written != "未知" {
            #expect((PlainJoin.coaches(written) == nil) == (found == [""]), "\(written)")
        }
    }

    @Test func `the timetable reads whole, and passes midnight`() throws {
        guard let rail = try timetable() else { return }
        #expect(rail.addsUp && rail.reasons.isEmpty)
        #expect(rail.registry.count == 34_647)
        // Two halts last over midnight; 56 trains are listed in two variants, of whose 316 shared places one is kept.
        #expect(rail.notes == [.arrivalAdvanced: 2])
        #expect(rail.stops.count == 34_331)
        let timetable = Timetable(stops: rail.stops)
        var late = 0
        for service in Set(rail.stops.map(\.service)) {
            let run = timetable.stops(mode: .rail, service: service, serviceDate: nil)
            let times = run.flatMap { [$0.arrive, $0.depart].compactMap(\.self) }
            #expect(times == times.sorted(), "\(service)")
            if (times.last ?? 0) >= 86_400 { late += 1 }
        }
        #expect(late > 0)
    }

    @Test func `a ride to Nanjing and one from Hefei share a train as its stops say`() throws {
        guard let rail = try timetable() else { return }
        // G597/G600: 武汉, 六安, 合肥南, 南京南, 无锡东, 苏州北, 昆山南, 上海虹桥.
        func met(_ a: (String, String), _ b: (String, String), _ numbers: (String, String) = ("G597", "G600"))
            -> [Exposure]
        {
            var row = Observation(feed: .travel, span: TimeSpan(1_579_622_400, 1_579_622_400))
            row.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
            row.traits.mode = .rail
            (row.service, row.serviceDate, row.fromPlace, row.toPlace) = (numbers.0, 18_283, a.0, a.1)
            var block = ObservationBlock(feed: .travel)
            block.append(row)
            let ride = Ride(mode: .rail, service: numbers.1, serviceDate: 18_283, fromPlace: b.0, toPlace: b.1)
            let part = ItineraryPart(caseID: "B", kind: .ride, span: TimeSpan(1_579_622_400, 1_579_708_799), ride: ride)
            return exposures(of: [block], with: [part], rail.stops, scope: .vehicle)
        }
        let shared = met(("武汉", "南京南"), ("合肥南", "上海虹桥"))
        #expect(shared.map(\.flags) == [[]])
        #expect(met(("武汉站", "南京南站"), ("合肥南站", "上海虹桥")) == shared)
        #expect(met(("武汉", "合肥南"), ("南京南", "上海虹桥")).isEmpty)
        // Where the one alights the other boards.
        #expect(met(("武汉", "合肥南"), ("合肥南", "上海虹桥")).isEmpty)
        #expect(met(("武汉", "南京南"), ("合肥南", "上海虹桥"), ("G597", "G599")).isEmpty)
    }

    @Test func `numbers with one train number of the railway are one train`() throws {
        guard let text = try SharedFile.text("cn_rail/trains_2019-11.csv.gz") else { return }
        let trains = Dictionary(grouping: PlainTable(text: text).rows) { $0["train_no"] ?? "" }.values
            .map { rows in Set(rows.compactMap { $0["train"] }).sorted() }.filter { $0.count > 1 }
        // 2,190 trains have two numbers and one has three.
        #expect(trains.count == 2191)
        let timetable = Timetable(stops: [], aliases: trains.map { (.rail, $0.joined(separator: "/")) })
        func ride(_ service: String) -> Ride { Ride(mode: .rail, service: service, serviceDate: 18_283) }
        func met(_ a: String, _ b: String, _ timetable: Timetable) -> Bool {
            let span = TimeSpan(1_579_622_400, 1_579_640_000)
            var row = Observation(feed: .travel, span: span)
            row.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
            row.traits.mode = .rail
            (row.service, row.serviceDate) = (a, 18_283)
            var block = ObservationBlock(feed: .travel)
            block.append(row)
            let part = ItineraryPart(caseID: "B", kind: .ride, span: span, ride: ride(b))
            return !exposures(of: [block], with: [part], timetable, scope: .vehicle).isEmpty
        }
        #expect(met("T182", "T183", timetable))
        #expect(met("T183", "T182/T183", timetable))
        #expect(!met("T182", "T183", Timetable(stops: [])))
        #expect(!met("T182", "T184", timetable))
    }

    @Test func `the same journeys are found across both feeds as by a plain join`() throws {
        guard let a = try feedA(), let b = try feedB(), let rail = try timetable(),
            let join = try PlainJoin()
        else { return }
        let parts = b.parts.map { row in
            ItineraryPart(caseID: row.caseID, kind: row.kind, span: row.span, ride: row.ride)
        }
        let exposures = exposures(of: a.blocks, with: parts, rail.stops, scope: .coach)
        let found = Set(exposures.map { "\(a.names[$0.subject] ?? "") \($0.caseID)" })
        #expect(found.subtracting(join.pairs).isEmpty)
        #expect(join.pairs.subtracting(found).isEmpty)
        #expect(found.count == exposures.count)
        #expect(found.count == 1102)
        #expect(exposures.count { $0.tier == .close } == 851)
        // The timetable of fast trains of 2016 decides the segments of 140 pairs.
        #expect(exposures.count { !$0.flags.contains("SEGMENT_UNKNOWN") } == 140)
    }

    private func exposures(
        of blocks: [ObservationBlock], with parts: [ItineraryPart], _ stops: [ServiceStop], scope: RideRule.Scope
    ) -> [Exposure] {
        exposures(of: blocks, with: parts, Timetable(stops: stops), scope: scope)
    }

    private func exposures(
        of blocks: [ObservationBlock], with parts: [ItineraryPart], _ timetable: Timetable, scope: RideRule.Scope
    ) -> [Exposure] {
        let rule = Rule(
            id: "rail", setting: "train", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0, maxGapSeconds: 0,
            residualSeconds: 0,
            kind: .ride(RideRule(modes: [.rail], scope: scope, rowsEachSide: 0, unknownSeatTier: .general)))
        let index = CaseIndex(
            parts: parts, caseSubjects: [:], rules: [rule], places: [:], timetable: timetable, openEndHours: [:],
            zone: .china)
        var hits = HitSet()
        for block in blocks { index.match(block, into: &hits) }
        return index.exposures(of: [hits])
    }
}
