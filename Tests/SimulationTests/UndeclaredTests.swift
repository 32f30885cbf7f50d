import Simulation
import Testing
import Vocabulary

/// Undeclared travellers, judged from the files alone: look-back 14 days, tolerance one day.
@Suite struct UndeclaredTests {
    @Test(arguments: [(5, 1), (7, 2), (14, 3), (20, 4)])
    func `planted travellers are undeclared and near misses are not`(
        days: Int, seed: UInt64
    ) throws {
        let city = try ReadCity(days: days, rows: 0, seed: seed)
        for row in city.table("truth/undeclared.csv") {
            let found = findings(city, subject: row["subject"] ?? "", plate: row["kind"] == "vehicle")
            #expect(found == [row["region"] ?? "": row["status"] ?? ""], "\(row["note"] ?? "")")
        }
        for row in city.table("truth/near_misses.csv") where row["kind"] == "undeclared" {
            #expect(findings(city, subject: row["id_number"] ?? "", plate: false).isEmpty, "\(row["note"] ?? "")")
            #expect(findings(city, subject: row["plate"] ?? "", plate: true).isEmpty)
        }
    }

    @Test func `everyday travellers to the risk city have all declared it`() throws {
        let city = try ReadCity(people: 1200, rows: 0)
        let planted = Set(city.table("truth/undeclared.csv").compactMap { $0["subject"] })
        let travellers = Set(city.table("feeds/travel.csv").compactMap { $0["id_number"] }).subtracting(planted)
        let risky = city.table("feeds/travel.csv").filter {
            $0["to_place"] == "ST42" && !planted.contains($0["id_number"] ?? "")
        }
        #expect(risky.count >= 10)
        for one in travellers.sorted() { #expect(findings(city, subject: one, plate: false).isEmpty) }
    }

    /// Status by region, where a presence is not covered.
    private func findings(_ city: ReadCity, subject: String, plate: Bool) -> [String: String] {
        let asOf = Int64(city.plan.firstDay) * 86_400 + Int64(city.plan.days) * 86_400
        let places = Dictionary(
            uniqueKeysWithValues: city.table("feeds/places.csv").map { ($0["place_id"] ?? "", $0["region"] ?? "") })
        var result: [String: String] = [:]
        for region in city.table("feeds/regions.csv") {
            let code = region["region"] ?? "?"
            let opens = max(asOf - 14 * 86_400, seconds(region["from"]))
            let seen = presence(city, subject, plate).filter {
                places[$0.place]?.hasPrefix(code) == true && $0.time >= opens
            }
            guard let first = seen.map(\.time).min(), let last = seen.map(\.time).max() else { continue }
            let owner = city.table("feeds/people.csv").first { $0[plate ? "plates" : "id_number"] == subject } ?? [:]
            let declared = city.table("feeds/declarations.csv").filter {
                $0["id_number"] == owner["id_number"] || !($0["phone"] ?? "").isEmpty && $0["phone"] == owner["phones"]
            }
            let status = status(of: declared, code, first, last)
            if status != "covered" { result[code] = status }
        }
        return result
    }

    private func presence(_ city: ReadCity, _ subject: String, _ plate: Bool) -> [(place: String, time: Int64)] {
        if plate {
            return city.tables("feeds/checkpoint_").filter { $0["plate"] == subject }.map {
                ($0["place_id"] ?? "", seconds($0["time"]))
            }
                + city.table("feeds/parking.csv").filter { $0["plate"] == subject }.map {
                    ($0["place_id"] ?? "", seconds($0["enter"]))
                }
        }
        return city.table("feeds/travel.csv").filter { $0["id_number"] == subject }.flatMap {
            [($0["from_place"] ?? "", seconds($0["depart"])), ($0["to_place"] ?? "", seconds($0["arrive"]))]
        }
    }

    private func status(of declared: [ReadCity.Row], _ region: String, _ first: Int64, _ last: Int64) -> String {
        if declared.isEmpty { return "none" }
        let yes = declared.filter { $0["travelled"] == "yes" }
        if yes.isEmpty { return "denied" }
        let here = yes.filter { ($0["region"] ?? "").hasPrefix(region) || region.hasPrefix($0["region"] ?? "?") }
        if here.isEmpty { return "other_region" }
        let covered = here.contains {
            seconds($0["from"]) - 86_400 <= last && seconds($0["to"]) + 2 * 86_400 - 1 >= first
        }
        return covered ? "covered" : "other_dates"
    }
}
