import Vocabulary

/// Places out of the county, the same in every city: stations, airports, and the two cities on the line.
enum FixedPlaces {
    /// Stations along the line: six of the home region, the intermediate city, the risk city, the city beyond.
    static let line = ["ST01", "ST02", "ST03", "ST04", "ST05", "ST06", "ST43", "ST42", "ST44"]
    static let laterRiskStation = "ST45"
    static let home = "ST01", intermediate = "ST43", risk = "ST42", beyond = "ST44"
    static let riskGates = ["CHK4201", "CHK4202"], riskCarPark = "PRK4201", riskHotels = ["HOT4201", "HOT4202"]
    static let airports = ["AIR08", "AIR46"]

    static var sites: [CityMap.Site] {
        let regions = ["990801", "990802", "990803", "990804", "990805", "990806", "994301", "994201", "994401"]
        let names = ["安澜", "北坪", "兰塘", "清口", "东郭", "石埠", "中宁", "临江", "远海"]
        var sites = zip(line, zip(names, regions)).enumerated().map { number, station in
            site(station.0, "station", station.1.0 + "站", 1_189_000_000 + 3_000_000 * number, station.1.1)
        }
        sites.append(site("ST45", "station", "新陵站", 1_219_000_000, "994501"))
        for (number, id) in riskGates.enumerated() {
            sites.append(
                site(id, "checkpoint", "临江城区路卡\(number + 1)", 1_211_000_000 + 200_000 * number, "99420\(number + 1)"))
        }
        sites.append(site("PRK4201", "carpark", "临江市场停车场", 1_211_500_000, "994202"))
        for (number, id) in riskHotels.enumerated() {
            sites.append(
                site(id, "hotel", "临江宾馆\(number + 1)号", 1_212_000_000 + 200_000 * number, "99420\(number + 2)"))
        }
        sites.append(site("AIR08", "airport", "安澜机场", 1_188_000_000, "990802"))
        sites.append(site("AIR46", "airport", "西原机场", 1_205_000_000, "994601"))
        return sites
    }

    private static func site(_ id: String, _ kind: String, _ name: String, _ lon: Int, _ region: String) -> CityMap.Site
    {
        CityMap.Site(
            id: id, kind: kind, name: name, position: Position(lonE7: Int32(lon), latE7: 296_000_000),
            radius: 50, grid: "", region: region)
    }
}

/// The daily trains of the line between ``FixedPlaces/home`` and the risk city.
struct Timetable {
    /// Stops of a run with arrival and departure, wall-clock seconds.
    struct Stop {
        var place: String, arrive: Int64, depart: Int64
    }

    /// Runs a day in each direction; the last one outward travels overnight.
    static let runs = 5

    static func service(outward: Bool, run: Int) -> String {
        outward && run == 4 ? "K801" : "G\(101 + run * 2 + (outward ? 0 : 1))"
    }

    /// One run on a service day, given as wall-clock midnight.
    static func stops(outward: Bool, run: Int, midnight: Int64) -> [Stop] {
        let places = outward ? FixedPlaces.line : FixedPlaces.line.reversed()
        let leg: Int64 = outward && run == 4 ? 3300 : 1500
        let first: Int64 = outward && run == 4 ? 22 * 3600 + 600 : 6 * 3600 + Int64(run) * 9000
        return places.enumerated().map { number, place in
            let arrive = midnight + first + Int64(number) * leg
            return Stop(place: place, arrive: arrive, depart: arrive + 120)
        }
    }

    static func rows(service: String, date: String, _ stops: [Stop], mode: String = "rail") -> [String] {
        stops.enumerated().map { number, stop in
            "\(mode),\(service),\(date),\(number + 1),\(stop.place),\(wallText(stop.arrive)),\(wallText(stop.depart))"
        }
    }
}
