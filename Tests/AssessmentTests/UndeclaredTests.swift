import TestSupport
import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

@Suite struct UndeclaredTests {
    static let places: [String: Place] = [
        "wuhan": Place(placeID: "wuhan", kind: "station", name: "W", region: "420106"),
        "xiaogan": Place(placeID: "xiaogan", kind: "station", name: "X", region: "420902"),
        "hubei": Place(placeID: "hubei", kind: "office", name: "H", region: "42"),
        "shanghai": Place(placeID: "shanghai", kind: "station", name: "S", region: "310101"),
        "home": Place(placeID: "home", kind: "station", name: "Q", region: "330802"),
        "zhejiang": Place(placeID: "zhejiang", kind: "station", name: "Z", region: "33"),
    ]
    static let regions = [
        RiskRegion(code: "42", name: "Hubei", level: "medium", span: TimeSpan(0, .max)),
        RiskRegion(code: "4201", name: "Wuhan", level: "high", span: TimeSpan(asOf - 10 * day, asOf - 5 * day)),
        RiskRegion(code: "outside", name: "Outside", level: "low", span: TimeSpan(0, .max)),
    ]
    let card = name(.idNumber, 11)
    let anna = Person(
        pseudonym: name(.person, 1), identifiers: [name(.idNumber, 11), name(.phone, 12), name(.plate, 13)])

    func scan(
        regions: [RiskRegion] = UndeclaredTests.regions, polygons: [String: [Polygon]] = [:], home: [String] = ["3308"]
    ) -> UndeclaredScan {
        UndeclaredScan(
            regions: regions, regionPolygons: polygons, places: Self.places, homeRegions: home,
            rule: defaultUndeclared, asOf: asOf)
    }

    func findings(
        _ rows: [Observation], by scan: UndeclaredScan? = nil, declarations: [Declaration] = [],
        notices: [NoticeKey: Int64] = [:], contacts: Set<Pseudonym> = [], fever: Set<Pseudonym> = [],
        cases: [String: Set<Pseudonym>] = [:]
    ) -> [UndeclaredFinding] {
        let scan = scan ?? self.scan()
        let directory = PersonDirectory(persons: [anna])
        var sights = RegionSights()
        for block in blocks(rows) { scan.observe(block, into: &sights) }
        let watch = scan.watch(for: sights, directory: directory)
        var returns = ReturnSights()
        for block in blocks(rows) { scan.observeReturns(block, of: watch, into: &returns) }
        return scan.findings(
            sights, returns: returns, directory: directory, declarations: declarations, notices: notices,
            categories: defaultCategories, contacts: contacts, fever: fever, caseSubjects: cases)
    }

    @Test func `nothing seen and no regions give nothing`() {
        #expect(findings([]).isEmpty)
        let idle = scan(regions: [])
        #expect(idle.isIdle)
        #expect(findings([ride(card, from: "wuhan", to: "home", asOf - day, asOf)], by: idle).isEmpty)
    }

    @Test func `a ride out of Wuhan and the gate at home give one row with the return`() throws {
        let rows = [
            ride(card, from: "home", to: "wuhan", asOf - 9 * day, asOf - 9 * day + 7200, line: 1),
            ride(card, from: "wuhan", to: "home", asOf - 8 * day, asOf - 8 * day + 7200, line: 2),
            sight(.checkpoint, name(.phone, 12), asOf - 7 * day, place: "home", line: 3),
        ]
        let found = findings(rows)
        let one = try #require(found.first)
        #expect(found.count == 1)
        #expect(one.subject == anna.pseudonym)
        #expect(one.region == "4201")
        #expect(one.evidence.map(\.kind) == ["ride_to", "ride_from"])
        #expect(one.firstSeen == asOf - 9 * day + 7200)
        #expect(one.lastSeen == asOf - 8 * day)
        #expect(one.returnedAt == asOf - 8 * day + 7200)
        #expect(one.returnedPlace == "home")
        #expect(one.status == DeclarationStatus.none)
        #expect(one.categories == ["WUHAN", "HUBEI", "OUTSIDE"])
        #expect(one.category == "WUHAN")
        #expect(one.score == 40 + 30 + 10 + 1)
    }

    @Test func `a row whose ID number nobody owns is its phone's`() {
        var row = sight(.checkpoint, name(.idNumber, 99), asOf - 6 * day, place: "wuhan")
        row.phone = name(.phone, 12)
        func subject(_ registered: Set<Pseudonym>) -> [Pseudonym] {
            let scan = UndeclaredScan(
                regions: Self.regions, regionPolygons: [:], places: Self.places, homeRegions: ["3308"],
                rule: defaultUndeclared, asOf: asOf, registered: registered)
            return findings([row], by: scan).map(\.subject)
        }
        #expect(subject(PersonDirectory(persons: [anna]).registered) == [anna.pseudonym])
        #expect(subject([name(.idNumber, 99), name(.phone, 12)]) == [name(.idNumber, 99)])
        #expect(subject([]) == [name(.idNumber, 99)])
    }

    @Test func `every second belongs to the most specific region in force`() {
        let found = findings([sight(.hotel, card, asOf - 12 * day, asOf - 2 * day, place: "wuhan")])
        #expect(found.map(\.region) == ["4201", "42"])
        #expect(found.first.map { [$0.firstSeen, $0.lastSeen] } == [asOf - 10 * day, asOf - 5 * day])
        #expect(
            found.last?.evidence.map(\.span) == [
                TimeSpan(asOf - 12 * day, asOf - 10 * day - 1), TimeSpan(asOf - 5 * day + 1, asOf - 2 * day),
            ])
    }

    @Test func `the look-back is closed at both ends`() {
        func seen(_ moment: Int64) -> Int { findings([sight(.visit, card, moment, place: "xiaogan")]).count }
        #expect(seen(asOf - 14 * day) == 1)
        #expect(seen(asOf - 14 * day - 1) == 0)
        #expect(seen(asOf) == 1)
        #expect(seen(asOf + 1) == 0)
    }

    @Test func `a place coarser than the region is not inside and a coarse home is not outside`() {
        let wuhanOnly = [Self.regions[1], Self.regions[2]]
        let rows = [sight(.visit, card, asOf - 6 * day, place: "hubei")]
        #expect(findings(rows, by: scan(regions: wuhanOnly)).map(\.region) == ["outside"])
        #expect(findings([sight(.visit, card, asOf - 6 * day, place: "zhejiang")]).isEmpty)
        #expect(findings([sight(.visit, card, asOf - 6 * day, place: "home")]).isEmpty)
        #expect(findings([sight(.visit, card, asOf - day, place: "shanghai")]).map(\.category) == ["OUTSIDE"])
        #expect(findings([sight(.visit, card, asOf - day, place: "shanghai")], by: scan(home: [])).isEmpty)
    }

    @Test func `a ping counts inside the polygon and is marked where its circle leaves it`() {
        let ground = ["420106": [square(1_140_000_000, 300_000_000, 1_000_000)]]
        func ping(_ lon: Int32, _ accuracy: Int32?) -> [[String]] {
            let position = Position(lonE7: lon, latE7: 300_500_000)
            let row = sight(.carrier, name(.phone, 12), asOf - 6 * day, position: position, accuracyMeters: accuracy)
            return findings([row], by: scan(polygons: ground)).map { $0.evidence.flatMap(\.flags) }
        }
        #expect(ping(1_140_500_000, 500) == [[]])
        #expect(ping(1_140_500_000, nil) == [[]])
        #expect(ping(1_140_010_000, 500) == [["ACCURACY_CROSSES_BORDER"]])
        #expect(ping(1_140_500_000, 60_000) == [["ACCURACY_CROSSES_BORDER"]])
        #expect(ping(1_139_999_999, 500) == [])
    }

    @Test func `a ping inside a place of the region counts and is marked where its circle leaves it`() {
        let center = Position(lonE7: 1_143_000_000, latE7: 306_000_000)
        func ping(north: Int32, _ accuracy: Int32?, radius: Double = 1000, region: String = "420106") -> [[String]] {
            let market = Place(
                placeID: "m", kind: "market", name: "M", position: center, radiusMeters: radius, region: region)
            let scan = UndeclaredScan(
                regions: Self.regions, regionPolygons: [:], places: ["m": market], homeRegions: ["3308"],
                rule: defaultUndeclared, asOf: asOf)
            let position = Position(lonE7: center.lonE7, latE7: center.latE7 + north)
            let row = sight(.carrier, name(.phone, 12), asOf - 6 * day, position: position, accuracyMeters: accuracy)
            return findings([row], by: scan).map { $0.evidence.flatMap(\.flags) }
        }
        // 45 000 units are 500 m; 89 900 lie just inside the kilometre, 90 000 just outside.
        #expect(ping(north: 45_000, 400) == [[]])
        #expect(ping(north: 45_000, 600) == [["ACCURACY_CROSSES_BORDER"]])
        #expect(ping(north: 89_900, nil) == [[]])
        #expect(ping(north: 90_000, nil).isEmpty)
        #expect(ping(north: 0, nil, radius: 0).isEmpty)
        #expect(ping(north: 0, nil, region: "330802").isEmpty)
        #expect(ping(north: 45_000, 400, radius: 900_000) == [[]])
    }

    @Test(arguments: [true, false]) func `passing through counts where the policy says so`(counts: Bool) {
        let run = ["home", "wuhan", "shanghai", "xiaogan"].enumerated().map { number, place in
            ServiceStop(
                mode: .rail, service: "G1", serviceDate: nil, sequence: number, placeID: place,
                arrive: Int64(number) * 3600, depart: Int64(number) * 3600)
        }
        var rule = defaultUndeclared
        rule.countPassingThrough = counts
        let scan = UndeclaredScan(
            regions: [Self.regions[0], Self.regions[1]], regionPolygons: [:], places: Self.places,
            homeRegions: ["3308"], rule: rule, asOf: asOf, stops: { _, service, _ in service == "G1" ? run : [] })
        func seen(_ from: String, _ to: String) -> [[String]] {
            findings([ride(card, from: from, to: to, asOf - 6 * day, asOf - 6 * day + 9000)], by: scan).map {
                $0.evidence.map { "\($0.kind) \($0.place) \($0.span.start - asOf + 6 * day)" }
            }
        }
        #expect(seen("home", "shanghai") == (counts ? [["ride_through wuhan 3600"]] : []))
        #expect(seen("shanghai", "home").isEmpty)
        #expect(seen("wuhan", "shanghai") == [["ride_from wuhan 0"]])
    }

    @Test func `a vehicle is a finding of its own and its owner's declaration covers it`() throws {
        let rows = [sight(.checkpoint, name(.plate, 13), asOf - 6 * day, place: "wuhan")]
        let one = try #require(findings(rows).first)
        #expect(one.subject == name(.plate, 13))
        #expect(one.isVehicle)
        #expect(one.flags == ["OWNER_REGISTERED", "PLATE_ONLY"])
        let declared = Declaration(
            idNumber: card, phone: nil, declaredAt: asOf, travelled: true, region: "42", from: asOf - 6 * day,
            to: asOf - 6 * day)
        #expect(findings(rows, declarations: [declared]).isEmpty)
    }

    static let seen = asOf - 6 * day
    static let cases: [(String, Declaration?, DeclarationStatus?)] = {
        func says(
            _ travelled: Bool, _ region: String?, _ from: Int64? = nil, _ to: Int64? = nil, at: Int64 = asOf
        ) -> Declaration {
            Declaration(
                idNumber: name(.idNumber, 11), phone: nil, declaredAt: at, travelled: travelled, region: region,
                from: from, to: to)
        }
        return [
            ("no declaration", nil, DeclarationStatus.none),
            ("finer region", says(true, "420106", seen, seen), nil),
            ("coarser region", says(true, "42", seen, seen), nil),
            ("without dates", says(true, "42"), nil),
            ("one day early, to the second", says(true, "42", seen - 3 * day, seen - day), nil),
            ("a second too early", says(true, "42", seen - 3 * day, seen - day - 1), .otherDates),
            ("one day late, to the second", says(true, "42", seen + day, nil), nil),
            ("a second too late", says(true, "42", seen + day + 1, nil), .otherDates),
            ("another region", says(true, "4301", seen, seen), .otherRegion),
            ("a region that only looks alike", says(true, "4202", seen, seen), .otherRegion),
            ("yes without region", says(true, nil), .otherRegion),
            ("no", says(false, nil), .denied),
            ("no, before it was seen", says(false, nil, at: seen - 1), DeclarationStatus.none),
            ("no to another region", says(false, "31"), DeclarationStatus.none),
        ]
    }()

    @Test(arguments: UndeclaredTests.cases.indices) func `declarations stand as the contract says`(index: Int) {
        let (what, declaration, status) = Self.cases[index]
        let found = findings(
            [sight(.visit, card, Self.seen, place: "wuhan")], declarations: declaration.map { [$0] } ?? [])
        #expect(found.map(\.status) == (status.map { [$0] } ?? []), "\(what)")
        #expect(found.allSatisfy { $0.flags.contains("CONTRADICTED") == (status == .denied) }, "\(what)")
    }

    @Test func `a declaration made after the first notice does not undo the finding`() {
        let rows = [sight(.visit, card, Self.seen, place: "wuhan")]
        let key = NoticeKey(subject: anna.pseudonym, region: "4201")
        let late = Declaration(idNumber: card, phone: nil, declaredAt: asOf, travelled: true, region: "42")
        let found = findings(rows, declarations: [late], notices: [key: asOf - 1])
        #expect(found.map(\.status) == [.afterNotice])
        #expect(found.first?.flags == ["DECLARED_WITHOUT_DATES"])
        #expect(findings(rows, declarations: [late], notices: [key: asOf]).isEmpty)
    }

    @Test func `contact comes before fever and both before the returns`() {
        let rows = [sight(.visit, card, asOf - day, place: "xiaogan")]
        #expect(
            findings(rows, contacts: [anna.pseudonym], fever: [card]).first?.categories
                == ["CONTACT", "HUBEI", "OUTSIDE"])
        #expect(findings(rows, fever: [card]).first?.category == "FEVER")
        #expect(findings(rows).first?.category == "HUBEI")
    }

    @Test func `a traveller who is an index case is marked, a vehicle is not`() {
        let rows = [
            sight(.visit, card, asOf - 6 * day, place: "wuhan"),
            sight(.checkpoint, name(.plate, 13), asOf - 6 * day, place: "wuhan"),
        ]
        func marked(_ cases: [String: Set<Pseudonym>]) -> [Pseudonym] {
            findings(rows, cases: cases).filter { $0.flags.contains("IS_CASE") }.map(\.subject)
        }
        #expect(marked(["C": [card, name(.plate, 13)]]) == [anna.pseudonym])
        #expect(marked(["C": [name(.idNumber, 99)]]).isEmpty)
    }

    @Test func `home inside the risk region is no return from it`() {
        let regions = [RiskRegion(code: "330802", name: "K", level: "high", span: TimeSpan(0, .max))]
        let rows = [
            sight(.visit, card, asOf - 3 * day, place: "home"), sight(.visit, card, asOf - 2 * day, place: "home"),
        ]
        #expect(findings(rows, by: scan(regions: regions)).map(\.returnedAt) == [nil])
    }

    @Test(arguments: 0..<40) func `the scan equals looking at every row and second`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let names = Self.places.keys.sorted()
        let subjects = [card, name(.phone, 12), name(.plate, 13), name(.idNumber, 77)]
        let rows = (0..<60).map { line in
            let subject = subjects.randomElement(using: &random) ?? card
            let start = asOf - Int64.random(in: -1...16, using: &random) * day
            let length = Int64.random(in: 0...3, using: &random) * day
            let feed = [Feed.hotel, .visit, .checkpoint].randomElement(using: &random) ?? .hotel
            return sight(
                feed, subject, start, start + length, place: names.randomElement(using: &random),
                line: UInt32(line))
        }
        let scan = scan()
        var whole = RegionSights()
        for block in blocks(rows) { scan.observe(block, into: &whole) }
        var merged = RegionSights()
        for row in rows.shuffled(using: &random) {
            var own = RegionSights()
            for block in blocks([row]) { scan.observe(block, into: &own) }
            merged.merge(own)
        }
        #expect(whole.sights == merged.sights, "seed \(seed)")
        // Every quarter day and every second beside one, by the contract's words.
        var slow: [RegionSights.Key: (Int64, Int64)] = [:]
        for row in rows {
            guard let subject = row.subject, let code = row.place.flatMap({ Self.places[$0]?.region }) else { continue }
            for quarter in Int64(-80)...4 {
                for moment in [asOf + quarter * day / 4 - 1, asOf + quarter * day / 4, asOf + quarter * day / 4 + 1] {
                    guard row.span.overlaps(TimeSpan(at: moment)), moment <= asOf, moment >= asOf - 14 * day,
                        let region = slowRegion(code, moment), let index = scan.index.codes.firstIndex(of: region)
                    else { continue }
                    let key = RegionSights.Key(subject: subject, region: index)
                    let old = slow[key] ?? (moment, moment)
                    slow[key] = (min(old.0, moment), max(old.1, moment))
                }
            }
        }
        let fast = whole.sights.mapValues { [$0.span.start, $0.span.end] }
        #expect(fast == slow.mapValues { [$0.0, $0.1] }, "seed \(seed)")
    }

    private func slowRegion(_ code: String, _ moment: Int64) -> String? {
        let named = Self.regions.filter {
            $0.code != "outside" && code.hasPrefix($0.code) && $0.span.overlaps(TimeSpan(at: moment))
        }
        if let best = named.max(by: { $0.code.count < $1.code.count }) { return best.code }
        return code.hasPrefix("3308") || "3308".hasPrefix(code) ? nil : "outside"
    }
}
