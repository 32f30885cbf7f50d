import Feeds
import Ledger
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Itineraries and places whose times and positions cannot be right.
@Suite struct BadInputItineraryTests {
    private static let header = "case_id,kind,start,end,place_id,lon,lat,mode,service,from_place,to_place\n"
    /// Three places of a town 2 km and more apart, a town 100 km east, and its station.
    private static let places: [(id: String, lon: Double, lat: Double)] = [
        ("CAF1", 118.3, 28.9), ("CAF2", 118.32, 28.92), ("CAF3", 118.34, 28.9), ("FAR1", 119.32, 28.9),
        ("ST1", 118.3, 28.91), ("ST2", 119.32, 28.91), ("AIR1", 118.35, 28.95), ("AIR2", 121.3, 31.1),
    ]
    private static var placesFile: String {
        "place_id,kind,name,lon,lat,radius_m\n"
            + places.map { "\($0.id),cafe,Name,\($0.lon),\($0.lat),20\n" }.joined()
    }

    /// A town with a case that was confirmed on 28 January.
    private func scene(feeds: String? = nil) throws -> BadInputBench {
        let bench = try BadInputBench(feeds: feeds)
        try bench.deliver("places.csv", text: Self.placesFile)
        try bench.deliver("cases.csv", text: "case_id,onset,confirmed\nC1,2020-01-27,2020-01-28\n")
        _ = try bench.ingest()
        return bench
    }

    private func stay(_ from: String, _ to: String, _ place: String, day: String = "2020-01-27") -> String {
        "C1,stay,\(day) \(from),\(day) \(to),\(place),,,,,,\n"
    }

    private func point(_ from: String, _ to: String, _ lon: Double, _ lat: Double, place: String = "") -> String {
        "C1,stay,2020-01-27 \(from),2020-01-27 \(to),\(place),\(lon),\(lat),,,,\n"
    }

    /// What ingest says of itinerary rows.
    private func take(_ rows: String, in bench: BadInputBench? = nil) throws -> BadInputBench.Result {
        let bench = try bench ?? scene()
        try bench.deliver("itineraries.csv", text: Self.header + rows)
        return try bench.ingest()
    }

    /// A position as a source with a datum shows it.
    private func shown(_ lon: Double, _ lat: Double, in datum: Datum) -> (Double, Double) {
        let shown = datum.reread(Position(longitude: lon, latitude: lat), as: .wgs84)
        return (shown.longitude, shown.latitude)
    }

    @Test func `a plausible day gives no warning`() throws {
        let result = try take(
            stay("08:00", "09:00", "CAF1") + stay("09:00", "10:00", "CAF2")
                + "C1,ride,2020-01-27 10:30,2020-01-27 11:30,,,,rail,G1,ST1,ST2\n" + stay("11:40", "12:40", "FAR1")
                + "C1,ride,2020-01-27 14:00,2020-01-27 14:40,,,,flight,ZX1,AIR1,AIR2\n"
                + point("08:00", "09:00", 118.3001, 28.9001, place: "CAF1"))
        #expect(result.warnings == [])
        #expect(result.summary.rows == (6, 6, 0, 0))
    }

    @Test func `a part without start or end is rejected by name`() throws {
        let bench = try scene()
        try bench.deliver(
            "itineraries.csv",
            text: Self.header + "C1,stay,,2020-01-27 09:00,CAF1,,,,,,\nC1,stay,2020-01-27 09:00,,CAF1,,,,,,\n"
                + "C1,stay,2020-01-27 09:00,9999-12-31,CAF1,,,,,,\n")
        #expect(try bench.ingest(acceptAnyway: "test").summary.rows == (3, 0, 3, 0))
        #expect(
            try bench.quarantined().map(\.what) == ["2 start open_start", "3 end open_end", "4 end time_out_of_range"])
    }

    @Test(arguments: [
        ("STAY_OVER_24H", "C1,stay,2020-01-26 08:00,2020-01-27 08:01,CAF1,,,,,,\n", "line 2"),
        (
            "SPEED_OVER_300",
            "C1,stay,2020-01-27 08:00,2020-01-27 09:00,CAF1,,,,,,\nC1,stay,2020-01-27 09:15,2020-01-27 10:00,FAR1,,,,,,\n",
            "line 2 of itineraries.csv and line 3"
        ),
        ("SPEED_OVER_300", "C1,ride,2020-01-27 08:00,2020-01-27 08:15,,,,rail,G1,ST1,ST2\n", "line 2"),
        (
            "OVERLAPPING_PARTS",
            "C1,stay,2020-01-27 08:00,2020-01-27 09:00,CAF1,,,,,,\nC1,stay,2020-01-27 08:59,2020-01-27 10:00,CAF2,,,,,,\n",
            "line 2 of itineraries.csv and line 3"
        ),
        ("TIME_UNIT", "C1,stay,2019-07-01 08:00,2019-07-01 09:00,CAF1,,,,,,\n", "line 2"),
    ]) func `what can hardly be true is told with its lines`(_ name: String, _ rows: String, _ lines: String) throws {
        let result = try take(rows)
        #expect(result.warnings.count == 1)
        let warning = try #require(result.warnings.first)
        #expect(warning.hasPrefix("\(name): itineraries.csv: 1 x "))
        #expect(warning.contains("case C1 \(lines)"))
        #expect(result.summary.rows.rejected == 0)
    }

    @Test func `a flight, 24 hours and the second in which one leaves and arrives are no doubt`() throws {
        let result = try take(
            stay("08:00", "09:00", "CAF1") + "C1,ride,2020-01-27 09:00,2020-01-27 09:40,,,,flight,ZX1,AIR1,AIR2\n"
                + stay("09:40", "10:00", "AIR2") + "C1,stay,2020-01-25 08:00,2020-01-26 08:00,CAF2,,,,,,\n"
                + "C1,stay,2020-01-26 08:00,2020-01-26 08:30,CAF1,,,,,,\n")
        #expect(result.warnings == [])
    }

    @Test func `a coach or seat of a case that cannot be read is told by case and line`() throws {
        let bench = try scene()
        let header = "case_id,kind,start,end,mode,service,service_date,carriage,seat,from_place,to_place\n"
        let rides = [
            "C1,ride,2020-01-27 08:00,2020-01-27 09:00,rail,K9,2020-01-27,17车厢,3051座,ST1,ST2\n",
            "C1,ride,2020-01-27 10:00,2020-01-27 11:00,rail,K8,2020-01-27,17车厢,105座,ST2,ST1\n",
            "C1,ride,2020-01-27 12:00,2020-01-27 13:00,rail,K9,2020-01-27,国际列车,,ST1,ST2\n",
        ]
        try bench.deliver("itineraries.csv", text: header + rides.joined())
        let warnings = try bench.ingest().warnings
        #expect(warnings.count == 1)
        let warning = try #require(warnings.first)
        #expect(warning.hasPrefix("SEAT_NOT_READ: itineraries.csv: 2 x "))
        #expect(warning.contains("case C1 line 2 of itineraries.csv, case C1 line 4 of itineraries.csv"))
        // What the texts were is nobody's business.
        #expect(!warning.contains("3051") && !warning.contains("国际"))
    }

    @Test func `the case's own ticket that cannot be read is told each night until its itinerary names the seat`()
        throws
    {
        let bench = try scene()
        let header = "id_number,mode,service,service_date,carriage,seat,from_place,to_place,depart,arrive\n"
        func ticket(_ id: String, _ service: String, _ seat: String) -> String {
            "\(id),rail,\(service),2020-01-27,5,\(seat),ST1,ST2,2020-01-27 08:00,2020-01-27 09:00\n"
        }
        try bench.deliver("cases2.csv", text: "case_id,id_number,onset,confirmed\nC1,E1234567,2020-01-27,2020-01-28\n")
        try bench.deliver(
            "travel.csv", text: header + ticket("E1234567", "K9", "靠近餐车的座位") + ticket("E7654321", "K9", "3051座"))
        func told() throws -> [String] { try bench.nightly().warnings.filter { $0.hasPrefix("SEAT_NOT_READ") } }
        let first = try told()
        #expect(first.count == 1 && first[0].contains("case C1: ") && first[0].contains("(line 2 of travel.csv)"))
        #expect(try told() == first)
        try bench.deliver(
            "itineraries.csv",
            text: "case_id,kind,start,end,mode,service,service_date,carriage,seat,from_place,to_place\n"
                + "C1,ride,2020-01-27 08:00,2020-01-27 09:00,rail,K9,2020-01-27,5,12A,ST1,ST2\n")
        #expect(try told() == [])
    }

    @Test func `what places or cases that come later make doubtful is told then, and once`() throws {
        let bench = try BadInputBench()
        let rows = stay("08:00", "09:00", "CAF1") + stay("09:15", "10:00", "FAR1")
        #expect(try take(rows, in: bench).warnings == [])
        try bench.deliver("places.csv", text: Self.placesFile)
        #expect(try bench.ingest().warnings.map { $0.prefix(27) } == ["SPEED_OVER_300: places.csv:"])
        try bench.deliver("cases.csv", text: "case_id,onset,confirmed\nC1,2019-07-27,2019-07-28\n")
        #expect(try bench.ingest().warnings.map { $0.prefix(21) } == ["TIME_UNIT: cases.csv:"])
        try bench.deliver("places2.csv", text: "place_id,kind,name,lon,lat,radius_m\nNEW,cafe,Name,118.3,28.95,20\n")
        #expect(try bench.ingest().warnings == [])
    }

    @Test func `exchanged coordinates are refused by name, beyond 90 degrees in any feed`() throws {
        let israel = try BadInputBench()
        try israel.deliver(
            "places.csv",
            text:
                "place_id,kind,name,lon,lat,radius_m\nA,mall,A,34.8,31.9,20\nB,mall,B,34.6,31.3,20\nC,mall,C,35.2,31.8,20\n"
        )
        _ = try israel.ingest()
        try israel.deliver(
            "itineraries.csv",
            text: Self.header + "C1,stay,2020-01-27 08:00,2020-01-27 09:00,,31.9,34.8,,,,\n"
                + (10..<19).map { "C1,stay,2020-01-27 \($0):00,2020-01-27 \($0):30,,34.8,31.9,,,,\n" }.joined())
        #expect(try israel.ingest().summary.rows == (10, 9, 1, 0))
        #expect(try israel.quarantined().map(\.what) == ["2 lon swapped_coordinates"])

        let bench = try scene()
        try bench.deliver(
            "carrier.csv", text: BadInputBench.carrier(9) + "15490000001,2020-01-27 08:00:00,28.9,118.3,30\n")
        _ = try bench.ingest()
        #expect(try bench.quarantined().map(\.what) == ["11 lat swapped_coordinates"])
    }

    @Test(arguments: [Datum.gcj02, .bd09])
    func `a file whose datum is not named is refused with the mend, and read once it is`(_ datum: Datum) throws {
        let rows = Self.places.prefix(3).enumerated().map { number, place in
            let (lon, lat) = shown(place.lon, place.lat, in: datum)
            return point("0\(number + 7):00", "0\(number + 7):20", lon, lat)
        }.joined()
        let bench = try scene()
        let refusal = try take(rows, in: bench).refusal
        #expect(refusal.hasPrefix("itineraries.csv: DATUM_SHIFTED: "))
        #expect(refusal.contains("write `datum: \(datum.rawValue)` into its mapping"))
        let mended = try scene(
            feeds: "feeds:\n  - {name: maps, feed: itineraries, files: \"itineraries*\", datum: \(datum.rawValue)}\n")
        let taken = try take(rows, in: mended)
        #expect(taken.summary.rows == (3, 3, 0, 0) && taken.warnings == [])
    }

    @Test(arguments: [Datum.gcj02, .bd09])
    func `two shifted positions are taken and told, by whichever file brings it up`(_ datum: Datum) throws {
        func rows(_ places: [(id: String, lon: Double, lat: Double)], off: Double = 0) -> String {
            places.enumerated().map { number, place in
                let (lon, lat) = shown(place.lon, place.lat + (number == 1 ? off : 0), in: datum)
                return point("0\(number + 7):00", "0\(number + 7):20", lon, lat)
            }.joined()
        }
        let two = Array(Self.places.prefix(2))
        let few = try take(rows(two))
        #expect(few.summary.rows == (2, 2, 0, 0) && few.warnings.count == 1)
        let warning = try #require(few.warnings.first)
        #expect(warning.hasPrefix("DATUM_DOUBTFUL: itineraries.csv: 1 x two positions far from all known places"))
        #expect(warning.contains("case C1 line 2 of itineraries.csv and line 3 of itineraries.csv"))
        // One alone, one of them 80 m from its place and so shifted otherwise, or both at one place, say nothing.
        #expect(try take(rows(Array(two.prefix(1)))).warnings == [])
        #expect(try take(rows(two, off: 0.00072)).warnings == [])
        #expect(try take(rows(two, off: 0.00036)).warnings.count == 1)
        #expect(try take(rows([two[0], two[0]], off: 0.0001)).warnings == [])
        // Nor do two among as many that no datum explains.
        let other = (0..<2).map { point("1\($0):00", "1\($0):20", 118.31, 28.93 + Double($0) / 100) }.joined()
        #expect(try take(rows(two) + other).warnings == [])
        // Places that come later bring it up, once; who took the file all the same has answered.
        let late = try BadInputBench()
        #expect(try take(rows(two), in: late).warnings == [])
        try late.deliver("places.csv", text: Self.placesFile)
        #expect(try late.ingest().warnings.map { $0.prefix(26) } == ["DATUM_DOUBTFUL: places.csv"])
        let overruled = try scene()
        try overruled.deliver("itineraries.csv", text: Self.header + rows(Array(Self.places.prefix(3))))
        let taken = try overruled.ingest(acceptAnyway: "asked the county")
        #expect(taken.summary.rows == (3, 3, 0, 0) && !taken.warnings.contains { $0.hasPrefix("DATUM") })
    }

    @Test func `one shifted position that names its place is refused alone`() throws {
        let (lon, lat) = shown(118.3, 28.9, in: .gcj02)
        let bench = try scene()
        let rows =
            point("08:00", "08:30", lon, lat, place: "CAF1")
            + (0..<9).map { point("1\($0):00", "1\($0):20", 118.3, 28.9, place: "CAF1") }.joined()
        #expect(try take(rows, in: bench).summary.rows == (10, 9, 1, 0))
        #expect(try bench.quarantined().map(\.what) == ["2 lon datum_shifted"])
    }

    @Test func `rows taken before the places were known are left out, until the right ones stand beside them`() throws {
        let (lon, lat) = shown(118.3, 28.9, in: .bd09)
        let bench = try BadInputBench(
            feeds: "feeds:\n  - {name: maps, feed: itineraries, files: \"bd_*\", datum: bd09}\n")
        let row = point("08:00", "08:30", lon, lat, place: "CAF1")
        #expect(try take(row, in: bench).summary.rows == (1, 1, 0, 0))
        try bench.deliver("places.csv", text: Self.placesFile)
        try bench.deliver("cases.csv", text: "case_id,id_number,onset,confirmed\nC1,E10000,2020-01-27,2020-01-28\n")
        let first = try bench.nightly()
        #expect(
            first.warnings.contains(
                "DATUM_SHIFTED: itineraries.csv: 1 rows, the first on line 2, are left out of the matching: deliver these "
                    + "rows in a new file with `datum: bd09` in its mapping"))
        #expect(first.warnings.contains { $0.hasPrefix("CASE_WITHOUT_ITINERARY") })
        // The very same bytes would be taken for the file that is known already.
        try bench.deliver("bd_itineraries.csv", text: Self.header + "\n" + row)
        #expect(try bench.nightly().warnings == [])
    }

    @Test func `one gate in another datum is refused by its grid's ground, or by where it stood before`() throws {
        let bench = try BadInputBench()
        try bench.deliver("grids.csv", text: "grid_id,parent_id,kind,level,name\nG1,,strip,village,One\n")
        try bench.deliver(
            "grids.geojson",
            text: """
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"grid_id":"G1"},"geometry":
                {"type":"Polygon","coordinates":[[[118.295,28.897],[118.302,28.897],[118.302,28.904],[118.295,28.904],
                [118.295,28.897]]]}}]}
                """)
        _ = try bench.ingest()
        let (lon, lat) = shown(118.3, 28.9, in: .bd09)
        let header = "place_id,kind,name,lon,lat,radius_m,grid_id\n"
        let good = (1...9).map { "GAT\($0),gate,Gate,118.29\($0),28.9,10,G1\n" }.joined()
        try bench.deliver("places.csv", text: header + "GAT0,gate,Gate,\(lon),\(lat),10,G1\n" + good)
        #expect(try bench.ingest().summary.rows == (10, 9, 1, 0))
        try bench.deliver("places2.csv", text: header + "GAT5,gate,Gate,118.2951,28.9,10,\n")
        #expect(try bench.ingest().summary.rows == (1, 1, 0, 0))
        let (again, north) = shown(118.2951, 28.9, in: .gcj02)
        try bench.deliver("places3.csv", text: header + "GAT5,gate,Gate,\(again),\(north),10,\n")
        #expect(try bench.ingest(acceptAnyway: "test").summary.rows == (1, 0, 1, 0))
        #expect(try bench.quarantined().map(\.what) == ["2 lon datum_shifted", "2 lon datum_shifted"])
    }
}
