import Simulation
import Testing
import Vocabulary

/// The planted scenes, measured from the files alone with the numbers of policy cn-nhc-v9.
@Suite struct SceneTests {
    /// Days, people and seeds of the cities that are tried.
    static let shapes: [(days: Int, seed: UInt64)] = [(5, 1), (7, 2), (14, 3), (14, 99), (20, 4)]

    @Test(arguments: shapes) func `planted contacts are met by their rule and near misses by none`(
        shape: (days: Int, seed: UInt64)
    ) throws {
        let city = try ReadCity(days: shape.days, cases: 6, rows: 3000, seed: shape.seed)
        let scene = MeasuredCity(city)
        let contacts = city.table("truth/contacts.csv")
        #expect(contacts.count == 6 * 21)
        for row in contacts {
            let rules = scene.rules(
                person: row["id_number"] ?? "", phone: row["phone"] ?? "", caseID: row["case_id"] ?? "")
            #expect(rules.contains(row["rule"] ?? ""), "seed \(shape.seed): \(row["rule"] ?? "") not met, but \(rules)")
            #expect(scene.heaviest(rules) == row["tier"], "seed \(shape.seed): \(row["rule"] ?? "") with \(rules)")
        }
        let near = city.table("truth/near_misses.csv").filter { $0["kind"] == "contact" }
        #expect(near.count == 6 * 15)
        for row in near {
            let rules = scene.rules(
                person: row["id_number"] ?? "", phone: row["phone"] ?? "", caseID: row["case_id"] ?? "")
            #expect(rules.isEmpty, "seed \(shape.seed): \(row["note"] ?? "") meets \(rules)")
        }
    }

    @Test func `people of near misses appear in no row but those of their scene`() throws {
        let city = try ReadCity()
        for row in city.table("truth/near_misses.csv") where row["kind"] == "contact" {
            let keys = [row["id_number"], row["phone"], row["plate"]].compactMap { $0 }.filter { !$0.isEmpty }
            var files: Set<String> = []
            for file in city.sink.order where file.hasPrefix("feeds/") && file != "feeds/people.csv" {
                if keys.contains(where: { city.text(file).contains($0) }) { files.insert(file) }
            }
            #expect(files.count == 1, "\(row["note"] ?? "") appears in \(files.sorted())")
        }
    }

    @Test func `lonely sites lie three kilometres from everything else`() throws {
        let city = try ReadCity()
        let places = city.table("feeds/places.csv")
        let lonely = places.filter { $0["place_id"]?.hasPrefix("X") == true }
        for site in lonely {
            guard let here = position(site) else { continue }
            for other in places where other["place_id"] != site["place_id"] {
                if let there = position(other) { #expect(here.distance(to: there) > 3000) }
            }
        }
        let planted = Set(city.table("truth/contacts.csv").compactMap { $0["phone"] })
            .union(city.table("truth/near_misses.csv").compactMap { $0["phone"] })
        for ping in city.tables("feeds/carrier_") where !planted.contains(ping["phone"] ?? "") {
            #expect((Double(ping["lat"] ?? "") ?? 0) > 28.1, "an everyday ping strays to the lonely sites")
        }
    }

    @Test func `a case's phone keeps still an hour around its reported parts`() throws {
        let city = try ReadCity(rows: 40_000)
        let people = city.table("feeds/people.csv")
        var sent = 0
        for one in city.table("feeds/cases.csv") {
            let phone = people.first { $0["id_number"] == one["id_number"] }?["phones"] ?? "?"
            let times = city.tables("feeds/carrier_").filter { $0["phone"] == phone }.map { seconds($0["time"]) }
            sent += times.count
            for part in city.table("feeds/itineraries.csv") where part["case_id"] == one["case_id"] {
                let span = (seconds(part["start"]) - 3600)...(seconds(part["end"]) + 3600)
                #expect(!times.contains { span.contains($0) })
            }
        }
        #expect(sent > 50)
    }
}
