import Foundation

/// Which train journeys of feed A and feed B may have shared a coach, joined as plainly as possible.
struct PlainJoin {
    /// Notice of A and line of B.
    var pairs: Set<String> = []
    private var runs: [String: [(order: Int, station: String)]] = [:]
    private var aliases: [String: Set<String>] = [:]
    private var stations: Set<String> = []

    private struct Trip {
        var name: String
        var numbers: Set<String>
        var date: String
        var coaches: Set<String>?
        var from: String
        var to: String
    }

    /// Joins the files; nil where they are not here.
    init?() throws {
        guard let a = try SharedFile.text("cn_trips_2020/feed_a_nosugar.csv.gz"),
            let b = try SharedFile.text("cn_trips_2020/feed_b_sogou.csv.gz"),
            let rail = try SharedFile.text("cn_rail/hsr_timetable_20160310.csv.gz")
        else { return nil }
        readTimetable(PlainTable(text: rail).rows)
        let tripsA = PlainTable(text: a).rows.filter { $0["t_type"] == "2" }.compactMap(tripOfA)
        let tripsB = PlainTable(text: b).rows.enumerated().filter { $0.element["trafficType"] == "火车" }
            .compactMap { tripOfB($0.element, line: $0.offset + 2) }
        let byDate = Dictionary(grouping: tripsB, by: \.date)
        for one in tripsA {
            for two in byDate[one.date] ?? [] where mayHaveMet(one, two) { pairs.insert("\(one.name) \(two.name)") }
        }
    }

    private mutating func readTimetable(_ rows: [[String: String]]) {
        var stops: [String: [Int: String]] = [:]
        for row in rows {
            let numbers = Self.numbers(row["train"] ?? "")
            for number in numbers {
                stops[number, default: [:]][Int(row["stop_no"] ?? "") ?? 0] = row["station"]
                aliases[number, default: []].formUnion(numbers)
            }
            stations.insert(row["station"] ?? "")
        }
        runs = stops.mapValues { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    private func tripOfA(_ row: [String: String]) -> Trip? {
        let (from, to) = (row["t_pos_start"] ?? "", row["t_pos_end"] ?? "")
        let numbers = Self.numbers(row["t_no"] ?? "")
        // The travel feed takes no ride without its ends; two have no end that can be (1970, and ten days before).
        if from.isEmpty || to.isEmpty || numbers.isEmpty || ["4148", "902"].contains(row["id"]) { return nil }
        var coaches = Self.coaches(row["t_no_sub"] ?? "")
        if coaches == nil, let match = (row["t_memo"] ?? "").firstMatch(of: /^(座位|座次)?[:：]?0*(\d+)号?车/) {
            coaches = [String(match.2)]
        }
        return Trip(
            name: row["id"] ?? "", numbers: numbers, date: row["t_date"] ?? "", coaches: coaches, from: from, to: to)
    }

    private func tripOfB(_ row: [String: String], line: Int) -> Trip? {
        let ends = try? JSONSerialization.jsonObject(with: Data((row["startEndStation"] ?? "").utf8)) as? [String]
        return Trip(
            name: "\(line)", numbers: Self.numbers(row["trafficNum"] ?? ""), date: row["trafficTime"] ?? "",
            coaches: Self.coaches(row["detail"] ?? ""), from: ends?[0] ?? "", to: ends?[1] ?? "")
    }

    private func mayHaveMet(_ one: Trip, _ two: Trip) -> Bool {
        let known = one.numbers.union(one.numbers.flatMap { aliases[$0] ?? [] })
        if known.isDisjoint(with: two.numbers) { return false }
        if let left = one.coaches, let right = two.coaches, left.isDisjoint(with: right) { return false }
        for number in two.numbers.sorted() + one.numbers.sorted() {
            guard let run = runs[number], let left = ends(one, run), let right = ends(two, run) else { continue }
            return max(left.0, right.0) < min(left.1, right.1)
        }
        return true
    }

    private func ends(_ trip: Trip, _ run: [(order: Int, station: String)]) -> (Int, Int)? {
        guard let from = run.indices.first(where: { isStation(trip.from, run[$0].station) }),
            let to = run.indices.first(where: { $0 > from && isStation(trip.to, run[$0].station) })
        else { return nil }
        return (from, to)
    }

    private func isStation(_ name: String, _ station: String) -> Bool {
        let plain = name.trimmingCharacters(in: .whitespaces).replacing(/(火车|高铁)?站$/, with: "")
        if plain == station { return true }
        return !stations.contains(plain) && station.count > 1 && plain.hasSuffix(station)
            && stations.contains(String(plain.dropLast(station.count)))
    }

    /// `K1156/1157次` is K1156 and K1157.
    static func numbers(_ text: String) -> Set<String> {
        var letters = ""
        var result: Set<String> = []
        for match in text.uppercased().matches(of: /([A-Z]*)0*(\d+)/) {
            if !match.1.isEmpty { letters = String(match.1) }
            result.insert(letters + match.2)
        }
        return result
    }

    /// Coaches that a text is sure to name.
    static func coaches(_ text: String) -> Set<String>? {
        if text.hasPrefix("餐车") { return ["D"] }
        let found = text.matches(of: /(加|A)?0*(\d+)号?(、|\/|-|至|节?车[厢箱])/)
        guard let last = found.last, last.3.contains("车") else { return nil }
        let names = found.map { ($0.1 == nil ? "" : "+") + $0.2 }
        if found.count == 2, found[0].3 == "-" || found[0].3 == "至", let from = Int(names[0]), let to = Int(names[1]) {
            return Set((from...to).map(String.init))
        }
        return Set(names)
    }
}
