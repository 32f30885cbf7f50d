@testable import Feeds
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// The first look in the morning.
@Suite struct FeedHealthTests {
    private typealias Row = [String: Any]

    private func feeds(_ county: County, _ options: [String] = []) throws -> (rows: [Row], notes: [String]) {
        let ending = try Tool.run(["feeds", "--workspace", county.folder, "--format", "json"] + options)
        #expect(ending.status == 0, "\(ending.errors)")
        let fields = try Night.fields(ending.output)
        return (fields["feeds"] as? [Row] ?? [], fields["notes"] as? [String] ?? [])
    }

    private func day(_ rows: [Row], _ feed: String, _ day: String) throws -> Row {
        try #require(rows.first { $0["feed"] as? String == feed && $0["day"] as? String == day }, "\(feed) \(day)")
    }

    /// A county with four days of gate rows, and car park rows on the first three; the last day's gates are odd.
    private func gates(_ county: County) throws {
        try county.deliver(
            "places.csv",
            text: """
                place_id,kind,name,lon,lat,radius_m
                G1,gate,One,118.30,28.90,20
                G2,gate,Two,118.31,28.90,20
                P1,carpark,Park,118.32,28.90,20

                """)
        for date in 20...23 {
            var rows = ["place_id,time,plate,direction"]
            for hour in 0..<24 where date < 23 || !(9..<14).contains(hour) {
                for gate in ["G1", "G2"] where date < 23 || gate == "G1" {
                    rows.append("\(gate),2020-01-\(date) \(zeroPadded(hour, 2)):30:00,浙Z1000\(hour % 10),in")
                }
            }
            try county.deliver("checkpoint_2020-01-\(date).csv", text: rows.joined(separator: "\n") + "\n")
            if date < 23 {
                try county.deliver(
                    "parking_2020-01-\(date).csv",
                    text: "place_id,plate,enter,leave\nP1,浙Z10001,2020-01-\(date) 10:00,2020-01-\(date) 11:00\n")
            }
        }
        let workspace = try Workspace.open(at: county.folder, reporter: county.log)
        let now = AsOf("2020-01-24 03:00", zone: .china)?.moment ?? 0
        _ = try Ingest.run(workspace, IngestRequest(), now: now, reporter: county.log)
    }

    @Test func `rows, rejects and days are those of the night's accounting`() throws {
        let county = try County.sample()
        let inputs = try county.night().manifest()["inputs"] as? [Row] ?? []
        let found = try feeds(county, ["--days", "60"]).rows
        for feed in ["carrier", "checkpoint", "visit", "hotel", "parking", "travel"] {
            let accepted = inputs.filter { $0["feed"] as? String == feed }.reduce(0) {
                $0 + ($1["accepted"] as? Int ?? 0)
            }
            let own = found.filter { $0["feed"] as? String == feed }
            #expect(own.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) } == accepted, "\(feed)")
        }
        let travel = try day(found, "travel", "2020-01-26")
        #expect(travel["rejected"] as? Double ?? 0 > 0.01 && travel["files"] as? Int == 2)
        #expect(try day(found, "carrier", "2020-01-25")["people"] as? Int ?? 0 > 300)
    }

    @Test func `gaps, silent gates, days without rows and few rows are told`() throws {
        let county = try County()
        try gates(county)
        let (rows, notes) = try feeds(county)
        let odd = try day(rows, "checkpoint", "2020-01-23")
        #expect(odd["rows"] as? Int == 19 && odd["gap_min"] as? Int == 360 && odd["gap_from"] as? String == "08:30")
        #expect(odd["silent"] as? Int == 1 && odd["look"] as? String == "few rows, gap, silent")
        let plain = try day(rows, "checkpoint", "2020-01-21")
        #expect(plain["rows"] as? Int == 48 && plain["gap_min"] as? Int == 60 && plain["look"] as? String == "late")
        #expect(odd["delay_h"] as? Double == 3.5)
        #expect(try day(rows, "parking", "2020-01-23")["look"] as? String == "NOTHING CAME")
        #expect(notes.contains("checkpoint: silent on 2020-01-23, though heard on the days before: G2."))
        let short = try feeds(county, ["--days", "1", "--to", "2020-01-21"]).rows
        #expect(short.compactMap { $0["day"] as? String } == ["2020-01-21", "2020-01-21"])
        #expect(try Tool.run(["feeds", "--workspace", county.folder, "--to", "soon"]).status == 2)
        #expect(try Tool.run(["feeds", "--workspace", county.folder, "--days", "0"]).status == 2)
        let table = try Tool.run(["feeds", "--workspace", county.folder], environment: ["COLUMNS": "100"]).output
        #expect(table.split(separator: "\n").allSatisfy { $0.count <= 100 } && table.contains("NOTHING CAME"))
        let csv = Table.rows(try Tool.run(["feeds", "--workspace", county.folder, "--format", "csv"]).output)
        #expect(csv.count == rows.count && csv.first?["feed"] == "checkpoint")
    }

    @Test(arguments: [Datum.wgs84, .gcj02, .bd09])
    func `positions that were read in the wrong datum are told by the places they miss`(datum: Datum) throws {
        let county = try County()
        var random = SeededGenerator(seed: 11)
        var places = ["place_id,kind,name,lon,lat,radius_m"]
        var pings = ["phone,time,lon,lat,accuracy_m"]
        for number in 0..<200 {
            let place = Position(
                lonE7: 1_183_000_000 + Int32.random(in: 0...2_000_000, using: &random),
                latE7: 289_000_000 + Int32.random(in: 0...2_000_000, using: &random))
            places.append("C\(number),cafe,C,\(place.longitude),\(place.latitude),15")
            // Half of the people are at a place, half anywhere.
            let anywhere = Position(lonE7: place.lonE7 + 91_000, latE7: place.latE7 - 77_000)
            for (order, true_) in [place, anywhere].enumerated() {
                let shown = DatumShift.shown(true_, in: datum)
                pings.append(
                    "1540000\(zeroPadded(number * 2 + order, 4)),2020-01-20 10:\(zeroPadded(number % 60, 2)):00,"
                        + "\(shown.longitude),\(shown.latitude),20")
            }
        }
        try county.deliver("places.csv", text: places.joined(separator: "\n") + "\n")
        try county.deliver("carrier_2020-01-20.csv", text: pings.joined(separator: "\n") + "\n")
        try county.ingest()
        let told = try day(feeds(county).rows, "carrier", "2020-01-20")["datum"] as? String ?? "?"
        #expect(datum == .wgs84 ? told.isEmpty : told.hasPrefix(datum.rawValue + " "), "\(told)")
    }

    @Test func `gates' clocks are told apart by who passes them both ways`() {
        let ahead: [String: Int64] = ["G1": 0, "G2": 95, "G3": 0, "G4": -40]
        let places = ahead.keys.sorted()
        var random = SeededGenerator(seed: 3)
        var passes: [(who: Pseudonym, time: Int64, place: String)] = []
        for number in 0..<400 {
            let who = Pseudonym(kind: .plate, high: UInt64(number), low: 0)
            let (from, to) = (places.randomElement(using: &random) ?? "", places.randomElement(using: &random) ?? "")
            let start = Int64.random(in: 0...1_000_000, using: &random)
            let way = Int64.random(in: 500...900, using: &random)
            passes.append((who, start + (ahead[from] ?? 0), from))
            passes.append((who, start + way + (ahead[to] ?? 0), to))
        }
        let clocks = GateClocks(passes: passes)
        #expect(clocks.offsets.count == 4)
        for offset in clocks.offsets {
            #expect(abs(offset.seconds - (ahead[offset.place] ?? 0)) <= 45, "\(offset)")
        }
        #expect(clocks.offsets.first?.place == "G2")
        #expect(GateClocks(passes: Array(passes.prefix(8))).offsets.isEmpty)
    }
}
