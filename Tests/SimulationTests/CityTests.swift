import Simulation
import Testing
import Vocabulary

@Suite struct CityTests {
    private func digest(seed: UInt64) throws -> UInt64 {
        var sink = DigestSink()
        try City.generate(
            CityPlan(people: 300, days: 7, cases: 2, carrierRows: 3000, seed: seed, firstDay: ReadCity.firstDay),
            into: &sink)
        return sink.digest
    }

    @Test func `the same seed gives the same bytes and another seed does not`() throws {
        let first = try digest(seed: 11)
        #expect(try digest(seed: 11) == first)
        #expect(try digest(seed: 12) != first)
    }

    @Test func `every file of the contract is there with its rows counted`() throws {
        let city = try ReadCity()
        for name in [
            "people", "grids", "places", "regions", "stops", "travel", "hotel", "parking", "visit", "declarations",
            "checkins", "cases", "itineraries", "carrier_2020-02-08", "checkpoint_2020-01-26",
        ] {
            #expect(!city.table("feeds/\(name).csv").isEmpty, "\(name) is empty")
        }
        for file in city.summary.files {
            #expect(file.bytes == city.sink.files[file.file]?.count)
            if file.file.hasSuffix(".csv") { #expect(file.rows == city.table(file.file).count, "\(file.file)") }
        }
    }

    @Test func `each row has as many cells as its header`() throws {
        let city = try ReadCity(people: 300, rows: 1000)
        for file in city.sink.order where file.hasSuffix(".csv") {
            let lines = city.text(file).split(separator: "\n")
            let width = lines[0].split(separator: ",", omittingEmptySubsequences: false).count
            let wrong = lines.first { $0.split(separator: ",", omittingEmptySubsequences: false).count != width }
            #expect(wrong == nil, "\(file)")
        }
    }

    @Test func `ID numbers are distinct and carry the right check digit and a real birth date`() throws {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let numbers = try ReadCity(people: 2500, rows: 0).table("feeds/people.csv").compactMap { $0["id_number"] }
        #expect(Set(numbers).count == numbers.count)
        for number in numbers {
            let digits = number.utf8.map { Int($0) - 48 }
            let sum = zip(weights, digits).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(number.count == 18 && number.hasPrefix("99") && number.last == Array("10X98765432")[sum % 11])
            let date = digits[6..<14].reduce(0) { $0 * 10 + $1 }
            let birth = CivilDate(year: date / 10_000, month: date / 100 % 100, day: date % 100)
            #expect(birth.isValid && birth.year > 1915 && birth.dayNumber < ReadCity.firstDay)
        }
    }

    @Test func `phones and plates are distinct and well formed`() throws {
        let city = try ReadCity(people: 2500, rows: 0)
        let people = city.table("feeds/people.csv")
        let phones =
            people.compactMap { $0["phones"] }.filter { !$0.isEmpty }
            + city.table("feeds/grids.csv").compactMap { $0["officer_phone"] }
        #expect(Set(phones).count == phones.count)
        #expect(phones.allSatisfy { $0.count == 11 && $0.hasPrefix("154") })
        let plates = people.compactMap { $0["plates"] }.filter { !$0.isEmpty }
        #expect(Set(plates).count == plates.count && plates.count > 250)
        #expect(plates.allSatisfy { [7, 8].contains($0.count) && $0.hasPrefix("浙Z") })
    }

    @Test func `the number of carrier rows comes near the plan`() throws {
        let city = try ReadCity(people: 500, days: 7, cases: 0, rows: 20_000)
        let rows = city.tables("feeds/carrier_").count
        #expect((17_000...20_500).contains(rows), "\(rows) rows")
    }

    @Test func `carrier rows of a file are of its day and in order of time`() throws {
        let city = try ReadCity()
        for day in 0..<city.plan.days {
            let date = CivilDate(dayNumber: city.plan.firstDay + Int32(day)).text
            let times = city.table("feeds/carrier_\(date).csv").compactMap { $0["time"] }
            #expect(times.allSatisfy { $0.hasPrefix(date) } && times == times.sorted())
        }
    }

    @Test func `hamlets tile the county and hold the homes`() throws {
        let city = try ReadCity(people: 900)
        let lines = city.text("feeds/grids.geojson").split(separator: "\n").filter { $0.contains("grid_id") }
        let hamlets = Set(city.table("feeds/grids.csv").filter { $0["level"] == "hamlet" }.compactMap { $0["grid_id"] })
        #expect(lines.count == hamlets.count)
        var corners: [String: Int] = [:]
        for line in lines {
            let ring = line.split(separator: "[[[")[1].split(separator: "]]]")[0].split(separator: "],[").map(
                String.init)
            #expect(ring.count == 5 && ring[0] == ring[4])
            for corner in ring.dropLast() { corners[corner, default: 0] += 1 }
        }
        // A lattice: only the county's four corners are used once, edges twice, inner corners four times.
        #expect(corners.values.filter { $0 == 1 }.count == 4)
        #expect(corners.values.allSatisfy { [1, 2, 4].contains($0) })
        #expect(city.table("feeds/people.csv").allSatisfy { hamlets.contains($0["home_grid"] ?? "") })
    }

    @Test func `every grid but the county has a parent that exists, and every place in a row is known`() throws {
        let city = try ReadCity()
        let grids = city.table("feeds/grids.csv")
        let ids = Set(grids.compactMap { $0["grid_id"] })
        #expect(ids.count == grids.count)
        #expect(grids.filter { !ids.contains($0["parent_id"] ?? "") }.count == 1)
        let places = Set(city.table("feeds/places.csv").compactMap { $0["place_id"] })
        for prefix in ["checkpoint_", "hotel", "parking", "visit", "itineraries", "stops"] {
            let unknown = city.tables("feeds/\(prefix)").compactMap { $0["place_id"] }.filter {
                !$0.isEmpty && !places.contains($0)
            }
            #expect(unknown.isEmpty, "\(prefix): \(unknown.prefix(3))")
        }
        let travel = city.table("feeds/travel.csv")
        #expect(travel.allSatisfy { places.contains($0["from_place"] ?? "") && places.contains($0["to_place"] ?? "") })
    }

    @Test func `everybody in the truth is in the registry`() throws {
        let city = try ReadCity()
        let people = city.table("feeds/people.csv")
        let numbers = Set(people.compactMap { $0["id_number"] })
        let plates = Set(people.compactMap { $0["plates"] })
        #expect(city.table("truth/contacts.csv").allSatisfy { numbers.contains($0["id_number"] ?? "") })
        #expect(city.table("truth/near_misses.csv").allSatisfy { numbers.contains($0["id_number"] ?? "") })
        #expect(
            city.table("truth/undeclared.csv").allSatisfy {
                ($0["kind"] == "vehicle" ? plates : numbers).contains($0["subject"] ?? "")
            })
    }
}
