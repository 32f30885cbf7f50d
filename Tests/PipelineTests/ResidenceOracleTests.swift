import Simulation
import TestSupport
import Testing
import Vault
import Vocabulary

/// The list of residence against a slow reading of the same feeds, as texts.
@Suite struct ResidenceOracleTests {
    private static let days = 10

    /// A city in which the registry is wrong about some: their homes are given to a hamlet that they do not live in, to
    /// none, or they are left out; some phones are silenced.
    private static func feeds(_ city: CityFolder) throws -> [String: [UInt8]] {
        var random = SeededGenerator(seed: 4)
        var feeds = try city.feeds()
        var people = Table.rows(try city.text("feeds/people.csv"))
        let homes = Set(people.compactMap { $0["home_grid"] }).sorted()
        var silenced: Set<String> = []
        var kept = ["person_id,name,id_number,phones,plates,home_grid,address,unit_grids,focus"]
        for number in people.indices {
            switch Int.random(in: 0..<40, using: &random) {
            case 0: people[number]["home_grid"] = homes.randomElement(using: &random)
            case 1: people[number]["home_grid"] = ""
            case 2, 3: silenced.insert(people[number]["phones"] ?? "")
            case 4 where people[number]["unit_grids"] == "": continue
            default: break
            }
            kept.append(kept[0].split(separator: ",").map { people[number][String($0)] ?? "" }.joined(separator: ","))
        }
        silenced.remove("")
        feeds["people.csv"] = Array((kept.joined(separator: "\n") + "\n").utf8)
        for (name, bytes) in feeds where name.hasPrefix("carrier") {
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { line in
                !silenced.contains(String(line.prefix(11)))
            }
            feeds[name] = Array((lines.joined(separator: "\n") + "\n").utf8)
        }
        return feeds
    }

    @Test func `the list is what a slow reading of the feeds gives`() throws {
        let city = try CityFolder(people: 600, days: Self.days, cases: 1, carrierRows: 60_000, seed: 23)
        let feeds = try Self.feeds(city)
        let county = try County()
        try county.deliver(feeds)
        let night = try county.night(city.asOf)
        let rows = try night.table("residence.csv")
        let key = try county.key
        let oracle = try ResidenceOracle(feeds: feeds, lastDay: city.plan.firstDay + Int32(Self.days) - 1)
        let leftOut = Self.sent(oracle)
        func pseudonym(_ name: String) -> Pseudonym {
            if name.hasPrefix("P") { return key.pseudonym(ofPerson: name) }
            return key.pseudonym(of: Identifier(kind: name.count == 11 ? .phone : .idNumber, text: name))
        }
        let wanted = Set(
            oracle.findings.filter { !leftOut.contains($0.name) }.map {
                "\($0.status) \(pseudonym($0.name).text) \($0.grid) \($0.nights)"
            })
        let told = Set(
            rows.map {
                "\($0["status"] ?? "") \($0["person"] ?? "") \($0["grid_id"] ?? "") \($0["nights"] ?? "")"
            })
        #expect(told == wanted, "\(told.symmetricDifference(wanted).sorted().prefix(6))")
        for status in ResidenceFinding.Status.allCases {
            #expect(rows.contains { $0["status"] == status.rawValue }, "the city has none that is \(status)")
        }
    }

    /// Persons whom the office has elsewhere: cases, and those who check in as isolated on the last day.
    private static func sent(_ oracle: ResidenceOracle) -> Set<String> {
        Set(
            oracle.people.filter { person in
                oracle.cases.contains(person.idNumber) || oracle.isolated.contains(person.idNumber)
            }.map(\.id))
    }
}

/// Reads feeds as texts and says who lives where, by the sentences of docs/registers.md, one person after another.
struct ResidenceOracle {
    struct Resident { var id: String, idNumber: String, phone: String, plate: String, home: String }
    struct Finding { var status: String, name: String, grid: String, nights: Int }

    private(set) var people: [Resident] = [], findings: [Finding] = []
    private(set) var cases: Set<String> = [], isolated: Set<String> = []
    private var hamlets: [(grid: String, west: Double, east: Double, south: Double, north: Double)] = []
    private var places: [String: (lon: Double, lat: Double)] = [:]

    init(feeds: [String: [UInt8]], lastDay: Int32) throws {
        func text(_ name: String) -> String { String(decoding: feeds[name] ?? [], as: UTF8.self) }
        func seconds(_ text: String) -> Int64 {
            let parts = text.split { "- :T".contains($0) }.compactMap { Int64($0) }
            let day = CivilDate(year: Int(parts[0]), month: Int(parts[1]), day: Int(parts[2])).dayNumber
            let clock: Int64 = parts[3] * 3600 + parts[4] * 60
            return Int64(day) * 86_400 + clock + (parts.count > 5 ? parts[5] : 0)
        }
        for row in Table.rows(text("people.csv")) {
            people.append(
                Resident(
                    id: row["person_id"] ?? "", idNumber: row["id_number"] ?? "", phone: row["phones"] ?? "",
                    plate: row["plates"] ?? "", home: row["home_grid"] ?? ""))
        }
        for row in Table.rows(text("places.csv")) {
            if let lon = Double(row["lon"] ?? ""), let lat = Double(row["lat"] ?? "") {
                places[row["place_id"] ?? ""] = (lon, lat)
            }
        }
        for line in text("grids.geojson").split(separator: "\n") where line.contains("grid_id") {
            let grid = line.split(separator: "\"grid_id\":\"")[1].prefix { $0 != "\"" }
            let numbers = line.split(separator: "[[[")[1].split { "[], }".contains($0) }.compactMap { Double($0) }
            let (lons, lats) = (
                numbers.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element),
                numbers.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
            )
            hamlets.append(
                (String(grid), lons.min() ?? 0, lons.max() ?? 0, lats.min() ?? 0, lats.max() ?? 0))
        }
        cases = Set(Table.rows(text("cases.csv")).compactMap { $0["id_number"] })
        let all = Table.rows(text("checkins.csv"))
        // The first day of a row of days does not count.
        isolated = Set(
            all.filter { row in
                row["isolated"] == "yes" && row["date"] == CivilDate(dayNumber: lastDay).text
                    && all.contains {
                        $0["id_number"] == row["id_number"] && $0["isolated"] == "yes"
                            && $0["date"] == CivilDate(dayNumber: lastDay - 1).text
                    }
            }.compactMap { $0["id_number"] })
        // When who was where: by phone, by ID number in hotels, and by day anywhere else.
        var pings: [String: [(time: Int64, grid: String)]] = [:]
        var stays: [String: [(from: Int64, to: Int64, grid: String)]] = [:]
        var sights: [String: [(time: Int64, grid: String)]] = [:]
        var seen: Set<String> = []
        for (name, bytes) in feeds {
            let feed = name.split { "_.".contains($0) }[0]
            guard ["carrier", "hotel", "visit", "checkpoint", "parking", "travel"].contains(feed) else { continue }
            for row in Table.rows(String(decoding: bytes, as: UTF8.self)) {
                // A journey that a case told may lie before the look-back of fourteen days.
                let times = ["end", "start", "time", "leave", "enter", "check_out", "check_in", "arrive", "depart"]
                if let last = times.compactMap({ row[$0] }).max(), last < CivilDate(dayNumber: lastDay - 13).text {
                    continue
                }
                seen.formUnion(["id_number", "phone", "plate"].compactMap { row[$0] })
                switch feed {
                case "carrier":
                    guard let lon = Double(row["lon"] ?? ""), let lat = Double(row["lat"] ?? ""),
                        (Double(row["accuracy_m"] ?? "") ?? 0) <= 500
                    else { continue }
                    pings[row["phone"] ?? "", default: []].append((seconds(row["time"] ?? ""), grid(lon, lat)))
                case "hotel":
                    let from = seconds(row["check_in"] ?? "")
                    let to = row["check_out"].flatMap { $0.isEmpty ? nil : seconds($0) } ?? from + 86_400
                    guard let at = places[row["place_id"] ?? ""] else { continue }
                    stays[row["id_number"] ?? "", default: []].append((from, to, grid(at.lon, at.lat)))
                case "visit", "checkpoint":
                    guard let at = places[row["place_id"] ?? ""] else { continue }
                    let time = seconds(row["start"] ?? row["time"] ?? "")
                    for name in ["id_number", "phone"].compactMap({ row[$0] }) where !name.isEmpty {
                        sights[name, default: []].append((time, grid(at.lon, at.lat)))
                    }
                default: break
                }
            }
        }
        seen.remove("")
        let nights: [(from: Int64, to: Int64)] = ((lastDay - 7)...(lastDay - 1)).map { day in
            let midnight = Int64(day + 1) * 86_400
            return (midnight - 7200, midnight + 21_599)
        }
        /// Where one spent each night; nil where nothing is known.
        func main(phone: String, idNumber: String) -> [String?] {
            let own = (pings[phone] ?? []).sorted { $0.time < $1.time }
            return nights.map { night in
                var dwell: [String: Int64] = [:]
                let here = own.filter { $0.time >= night.from && $0.time <= night.to }
                for (number, ping) in here.enumerated() {
                    let next = number + 1 < here.count ? here[number + 1].time : night.to + 1
                    dwell[ping.grid, default: 0] += min(next - ping.time, 3600)
                }
                for stay in stays[idNumber] ?? [] where stay.from <= night.to && stay.to >= night.from {
                    dwell[stay.grid, default: 0] += min(stay.to, night.to) - max(stay.from, night.from) + 1
                }
                return dwell.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
            }
        }
        func settled(_ main: [String?]) -> (grid: String, nights: Int)? {
            Dictionary(grouping: main.compactMap(\.self)) { $0 }.filter { $0.value.count >= 5 }
                .map { ($0.key, $0.value.count) }.first
        }
        let known = Set(hamlets.map(\.grid))
        var mains: [String: [String?]] = [:]
        for person in people { mains[person.id] = main(phone: person.phone, idNumber: person.idNumber) }
        var heard: [String: Set<Int>] = [:]
        let strangers = Set(pings.keys).union(stays.keys).subtracting(people.flatMap { [$0.phone, $0.idNumber] })
        for name in strangers { mains[name] = main(phone: name, idNumber: name) }
        for main in mains.values {
            for (night, grid) in main.enumerated() { if let grid { heard[grid, default: []].insert(night) } }
        }
        for person in people {
            let main = mains[person.id] ?? []
            let home = known.contains(person.home) ? person.home : nil
            let told = main.compactMap(\.self)
            if told.isEmpty {
                if let home, !person.phone.isEmpty, (heard[home]?.count ?? 0) >= 5,
                    seen.isDisjoint(with: [person.idNumber, person.phone, person.plate])
                {
                    findings.append(Finding(status: "not_seen", name: person.id, grid: home, nights: 0))
                }
                continue
            }
            let place = settled(main)
            if place?.grid == home, home != nil { continue }
            let isAway = home != nil && !told.contains(home ?? "") && told.count >= 5
            var homeDays: Set<Int64> = []
            var rows: [(time: Int64, grid: String)] = pings[person.phone] ?? []
            rows += sights[person.phone] ?? []
            rows += sights[person.idNumber] ?? []
            for stay in stays[person.idNumber] ?? [] { rows.append((stay.from, stay.grid)) }
            for row in rows where row.grid == home && row.time >= nights[0].from { homeDays.insert(row.time / 86_400) }
            if homeDays.count >= 5 { continue }
            if isAway, let home {
                findings.append(
                    Finding(status: "elsewhere", name: person.id, grid: home, nights: place?.nights ?? told.count))
            }
            if let place, known.contains(place.grid) {
                findings.append(
                    Finding(
                        status: "registered_elsewhere", name: person.id, grid: place.grid, nights: place.nights))
            }
        }
        for name in strangers {
            if let place = settled(mains[name] ?? []), known.contains(place.grid) {
                findings.append(
                    Finding(status: "not_registered", name: name, grid: place.grid, nights: place.nights))
            }
        }
    }

    /// The hamlet of a position, west and south edges counted in; empty outside of all.
    private func grid(_ lon: Double, _ lat: Double) -> String {
        hamlets.first { lon >= $0.west && lon < $0.east && lat >= $0.south && lat < $0.north }?.grid ?? ""
    }
}
