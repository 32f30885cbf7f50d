import Foundation
import Ledger
import Publishing
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// `person`: one person by any identifier.
@Suite struct PersonTests {
    private let county: County

    init() throws {
        county = try SampleNight.copy().county
    }

    private func report(_ subject: String, _ change: (inout PersonRequest) -> Void = { _ in }) throws -> PersonReport {
        var request = PersonRequest(subject: subject, asOf: SampleData.asOf, top: 100)
        change(&request)
        return try PersonQuestion.run(try Workspace.openForReading(at: county.folder), request, now: County.now).report
    }

    private func person(_ id: String) throws -> Pseudonym { try county.key.pseudonym(ofPerson: id) }

    @Test func `any identifier, the registry's key and the pseudonym give one answer`() throws {
        let asked = ["S0010", "999001197802110101", "15490000010", "+86 154 9000 0010", try person("S0010").text]
        let answers = try asked.map { try report($0).json(zone: .china) }
        let pseudonym = try person("S0010").text
        #expect(Set(answers).count == 1 && answers[0].contains(pseudonym))
        let nobody = try #require(throws: Failure.self) { try report("15499999999") }
        #expect(nobody.outcome == .usage && !nobody.description.contains("15499999999"))
    }

    @Test func `the man from the fast train was in the risk region and declared nothing`() throws {
        let report = try report("999001197602020013")
        let region = try #require(report.regions.first)
        #expect(report.regions.count == 1 && region.code == "9942" && region.status == "none")
        let rides = report.trail.filter { $0.kind == .ride }
        #expect(rides.count >= 2)
        #expect(report.trail.contains { $0.regions == ["9942"] })
        for line in report.trail where line.kind != .gap { #expect(!line.sources.isEmpty) }
    }

    @Test func `who declared is told as declared, who denied with the denial`() throws {
        #expect(try report("999001198103030027").regions.map(\.status) == ["declared"])
        let denied = try report("999001197509090084")
        #expect(denied.regions.map(\.status) == ["denied"])
        #expect(denied.regions[0].declared.contains { $0.text(.english).contains("said no") })
        let car = try report("浙Y10001")
        #expect(car.subject.kind == .plate && car.regions.map(\.code) == ["9942"])
        #expect(try report("浙Y10001") { $0.isVehicle = true }.subject == car.subject)
        #expect(throws: Failure.self) { try report("S0010") { $0.isVehicle = true } }
    }

    @Test func `a region's level is the heaviest of the look-back, not the first that was ever given`() throws {
        try county.deliver("regions_2.csv", text: "region,name,level,from,to\n9942,临江市,low,2019-11-01,2019-12-15\n")
        try county.ingest()
        #expect(try report("999001197602020013").regions.map(\.level) == ["high"])
    }

    @Test func `what is disputed speaks for nothing here either`() throws {
        var appeal = CorrectRequest(reason: "typing_error", by: "tester")
        appeal.person =
            try county.key.pseudonym(of: Identifier(kind: .idNumber, text: "999001197509090084")).text
        appeal.feed = "declarations"
        _ = try Correct.open(try county.held(), appeal, now: County.now)
        let report = try report("999001197509090084")
        #expect(
            report.regions.map(\.status) == ["none"]
                && report.regions[0].declared.allSatisfy { !$0.text(.english).contains("no") })
    }

    @Test func `a stay that goes on is told up to the moment asked about`() throws {
        let moment = try #require(AsOf("2020-01-26 15:30", zone: .china)).moment
        let trail = try report("15490000015") { $0.asOf = "2020-01-26 15:30" }.trail
        #expect(trail.contains { $0.span.end == moment } && trail.allSatisfy { $0.span.end <= moment })
    }

    @Test func `the family of the sleeper is found by its order, and the stranger is not`() throws {
        let father = try report("S0010")
        let companions = Dictionary(uniqueKeysWithValues: father.companions.map { ($0.who, $0) })
        for id in ["S0011", "S0012"] {
            let row = try #require(companions[try person(id)])
            #expect(row.marks.contains(.companion) && row.rides >= 1)
        }
        let stranger = companions[try county.key.pseudonym(ofPerson: "S0013")]
        #expect(stranger?.marks.contains(.companion) != true)
        #expect(father.cases.contains { $0.caseID == "S01" && $0.tier == "close" && $0.contactID.hasPrefix("c") })
        let together = try report("S0010") { $0.other = "S0011" }
        let meetings = try #require(together.meetings)
        let mother = try person("S0011")
        #expect(meetings.other == mother && meetings.history.rides >= 1)
        #expect(meetings.history.evidence == companions[mother]?.evidence)
    }

    @Test func `two people's meetings count by the names that each has at the time, whoever is asked about`() throws {
        func evidence(_ one: String, _ other: String) throws -> [CompanionRow.Evidence] {
            let answer = try report(one) { $0.other = other }
            return try #require(answer.meetings).history.evidence
        }
        #expect(try !evidence("S0010", "S0011").isEmpty)
        #expect(try !evidence("S0011", "S0010").isEmpty)
        for name in ["999001198003120113", "15490000011"] {
            _ = try Links.add(
                try county.held(), "S0011", name, apart: true, from: "2020-01-10", until: nil, by: "test",
                reason: "not hers since", now: County.now)
        }
        #expect(try evidence("S0010", "S0011").isEmpty)
        #expect(try evidence("S0011", "S0010").isEmpty)
    }

    @Test func `nothing is said in the clear unless asked for, with the key`() throws {
        let bare = try report("S0010")
        let text = bare.lines(zone: .china, width: 200).joined() + bare.json(zone: .china)
        // Shorter pieces of numbers come by chance in digests.
        for piece in ["韩", "15490000", "99900119"] { #expect(!text.contains(piece), "\(piece)") }
        let named = try report("S0010") { $0.identifies = true }
        #expect(named.identity?.name == "韩父" && named.companions.contains { $0.identity?.name == "韩母" })
    }

    @Test func `who was near by phone is who a plain comparison of all positions finds`() throws {
        let city = try CityFolder(people: 120, days: 3, cases: 2, carrierRows: 40_000, seed: 6)
        let files = FolderFiles.paths(city.scratch.path("feeds")).filter { $0.hasPrefix("carrier") }
        let rows = try files.flatMap { Table.rows(try city.text("feeds/\($0)")) }
        let dense = try County()
        try city.move(into: dense)
        try dense.ingest()
        let key = try dense.key
        var pings: [Pseudonym: [(at: Int64, position: Position)]] = [:]
        for row in rows {
            guard let lon = Double(row["lon"] ?? ""), let lat = Double(row["lat"] ?? ""),
                let at = AsOf(row["time"] ?? "", zone: .china)
            else { continue }
            pings[key.pseudonym(of: Identifier(kind: .phone, text: row["phone"] ?? "")), default: []].append(
                (at.moment, Position(longitude: lon, latitude: lat)))
        }
        let workspace = try Workspace.openForReading(at: dense.folder)
        var compared = 0
        for phone in Set(rows.compactMap { $0["phone"] }).sorted().prefix(25) {
            let report = try PersonQuestion.run(
                workspace, PersonRequest(subject: phone, asOf: city.asOf, top: 10_000), now: County.now
            ).report
            let own = Set(report.names.map(\.name))
            var expected: [Pseudonym: Int] = [:]
            for (name, list) in pings where !own.contains(name) {
                let runs = report.trail.filter { $0.kind == .stay && $0.span.seconds > 0 }.flatMap { near($0, list) }
                if runs.reduce(0, { $0 + $1.seconds }) >= 600 {
                    let owners = try workspace.ledger.read { try $0.owners(of: name) }
                    expected[owners.count == 1 ? owners[0] : name, default: 0] += runs.reduce(0) { $0 + $1.rows }
                }
            }
            var told: [Pseudonym: Int] = [:]
            for companion in report.companions {
                let rows = companion.evidence.filter { $0.kind == "near" }.reduce(0) { $0 + $1.source.rows }
                if rows > 0 { told[companion.who] = rows }
            }
            #expect(told == expected, "\(phone)")
            compared += told.count
        }
        #expect(compared > 20)
    }

    /// The longest times in which one phone's positions lie near a stay with no silence above an hour; moments left
    /// out.
    private func near(_ stay: TrailLine, _ pings: [(at: Int64, position: Position)]) -> [(seconds: Int64, rows: Int)] {
        guard let center = stay.position else { return [] }
        let reach = min(stay.radiusMeters, 100) + 50
        let moments = pings.filter {
            stay.span.start <= $0.at && $0.at <= stay.span.end && $0.position.distance(to: center) <= reach
        }.map(\.at).sorted()
        var runs: [(first: Int64, last: Int64, rows: Int)] = []
        for moment in moments {
            if let last = runs.last, moment - last.last <= 3600 {
                runs[runs.count - 1] = (last.first, moment, last.rows + 1)
            } else {
                runs.append((moment, moment, 1))
            }
        }
        return runs.filter { $0.last > $0.first }.map { ($0.last - $0.first, $0.rows) }
    }
}
