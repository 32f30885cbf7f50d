import Simulation
import Vocabulary

/// A slow, plain reading of the default rules over a city's files: which rules hold for one person and one case.
struct MeasuredCity {
    private typealias Row = ReadCity.Row
    private let cases: [Row], parts: [Row], travel: [Row], visits: [Row], hotels: [Row], gates: [Row],
        pings: [String: [Row]]
    private let places: [String: Row]
    /// Sequence number of a stop by service, date and place.
    private let stops: [String: Int]

    init(_ city: ReadCity) {
        cases = city.table("feeds/cases.csv")
        parts = city.table("feeds/itineraries.csv")
        travel = city.table("feeds/travel.csv")
        visits = city.table("feeds/visit.csv")
        hotels = city.table("feeds/hotel.csv")
        gates = city.tables("feeds/checkpoint_")
        pings = Dictionary(grouping: city.tables("feeds/carrier_")) { $0["phone"] ?? "" }
        places = Dictionary(uniqueKeysWithValues: city.table("feeds/places.csv").map { ($0["place_id"] ?? "", $0) })
        var stops: [String: Int] = [:]
        for stop in city.table("feeds/stops.csv") {
            stops["\(stop["service"] ?? "")|\(stop["service_date"] ?? "")|\(stop["place_id"] ?? "")"] = Int(
                stop["seq"] ?? "")
        }
        self.stops = stops
    }

    private static let tiers: [(rule: String, tier: String)] = [
        ("air.rows", "close"), ("rail.sealed", "close"), ("coach.sealed", "close"), ("hotel.room", "close"),
        ("venue.shared", "close"), ("air.vehicle", "general"), ("rail.vehicle", "general"), ("hotel.house", "general"),
        ("gate.passage", "general"), ("site.near", "general"), ("carrier.near", "companion_spacetime"),
    ]

    /// Tier of the weightiest of several rules.
    func heaviest(_ rules: Set<String>) -> String? { MeasuredCity.tiers.first { rules.contains($0.rule) }?.tier }

    func rules(person: String, phone: String, caseID: String) -> Set<String> {
        guard let one = cases.first(where: { $0["case_id"] == caseID }) else { return [] }
        let opens = seconds(one["onset"]) - 2 * 86_400
        let closes = seconds(one["isolated"])
        var held: Set<String> = []
        for part in parts where part["case_id"] == caseID {
            let start = max(seconds(part["start"]), opens)
            let end = min(seconds(part["end"]), closes)
            if start > end { continue }
            if part["kind"] == "ride" {
                held.formUnion(rides(person, part, start, end))
            } else {
                held.formUnion(shared(person, part, start, end))
                if nearByPhone(phone, part, start, end) { held.insert("carrier.near") }
            }
        }
        return held
    }

    private func rides(_ person: String, _ part: Row, _ start: Int64, _ end: Int64) -> Set<String> {
        var held: Set<String> = []
        for ride in travel where ride["id_number"] == person {
            guard ["mode", "service", "service_date"].allSatisfy({ ride[$0] == part[$0] }), segmentsMeet(ride, part)
            else { continue }
            switch ride["mode"] {
            case "flight":
                held.insert("air.vehicle")
                let rows = [ride, part].map { Int(($0["seat"] ?? "").prefix { $0.isNumber }) ?? 0 }
                if abs(rows[0] - rows[1]) <= 3 { held.insert("air.rows") }
            case "rail":
                held.insert("rail.vehicle")
                if ride["carriage"] == part["carriage"] { held.insert("rail.sealed") }
            default: held.insert("coach.sealed")
            }
        }
        return held
    }

    private func segmentsMeet(_ ride: Row, _ part: Row) -> Bool {
        func stop(_ row: Row, _ column: String) -> Int? {
            stops["\(row["service"] ?? "")|\(row["service_date"] ?? "")|\(row[column] ?? "")"]
        }
        if let a = stop(ride, "from_place"), let b = stop(ride, "to_place"), let c = stop(part, "from_place"),
            let d = stop(part, "to_place")
        {
            return a < d && c < b
        }
        return seconds(ride["depart"]) <= seconds(part["end"]) && seconds(part["start"]) <= seconds(ride["arrive"])
    }

    private func shared(_ person: String, _ part: Row, _ start: Int64, _ end: Int64) -> Set<String> {
        var held: Set<String> = []
        for visit in visits where visit["id_number"] == person {
            guard seconds(visit["start"]) <= end, start <= seconds(visit["end"]) else { continue }
            if visit["place_id"] == part["place_id"] { held.insert("venue.shared") }
            if siteNear(visit, part) { held.insert("site.near") }
        }
        for night in hotels where night["id_number"] == person {
            guard seconds(night["check_in"]) <= end, start <= seconds(night["check_out"]) else { continue }
            if siteNear(night, part) { held.insert("site.near") }
            guard night["place_id"] == part["place_id"] else { continue }
            held.insert(night["room"] == part["room"] ? "hotel.room" : "hotel.house")
        }
        for passage in gates where passage["id_number"] == person {
            let time = seconds(passage["time"])
            if start <= time, time <= end, siteNear(passage, part) { held.insert("site.near") }
            if passage["place_id"] == part["place_id"], time >= start - 60, time <= end + 60 {
                held.insert("gate.passage")
            }
        }
        return held
    }

    private func siteNear(_ row: Row, _ part: Row) -> Bool {
        guard let site = places[row["place_id"] ?? ""], let here = position(site), let (there, radius) = circle(part)
        else { return false }
        return here.distance(to: there) <= radius + (Double(site["radius_m"] ?? "") ?? 0)
    }

    /// Position and radius of a part: its own or its place's.
    private func circle(_ part: Row) -> (Position, Double)? {
        let source = position(part) == nil ? places[part["place_id"] ?? ""] ?? part : part
        return position(source).map { ($0, Double(source["radius_m"] ?? "") ?? 0) }
    }

    /// 10 minutes in 24 hours within 50 m and 300 s; gaps up to 30 minutes join.
    private func nearByPhone(_ phone: String, _ part: Row, _ start: Int64, _ end: Int64) -> Bool {
        guard let (site, radius) = circle(part) else { return false }
        let times = (pings[phone] ?? []).filter { ping in
            let time = seconds(ping["time"])
            return time <= end + 300 && time >= start - 300
                && (position(ping)?.distance(to: site) ?? .infinity) <= radius + 50
        }.map { min(max(seconds($0["time"]), start), end) }.sorted()
        var minutes = 0.0
        for (earlier, later) in zip(times, times.dropFirst()) where later - earlier <= 1800 {
            minutes += Double(later - earlier) / 60
        }
        return minutes >= 10
    }
}
