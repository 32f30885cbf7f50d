import Ledger
import TestSupport
import Testing
import Vocabulary

@Suite struct RegistryTests {
    let folder: ScratchFolder
    let ledger: Ledger

    init() throws {
        folder = try ScratchFolder()
        ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
    }

    @Test func `every kind of registry row comes back as it was stored`() throws {
        let person = Person(
            pseudonym: Deliveries.person(1), identifiers: [Deliveries.phone(1), Deliveries.phone(2)], homeGrid: "G1",
            unitGrids: ["B1", "B2"], focus: "fishery")
        let bare = Person(pseudonym: Deliveries.person(2), identifiers: [])
        let grid = Grid(gridID: "G1", parentID: nil, kind: .block, level: "hamlet", name: "East")
        let place = Place(
            placeID: "P1", kind: "cafe", name: "Lakeside", position: Position(longitude: 114.3, latitude: 30.5),
            radiusMeters: 12.5, gridID: "G1", region: "420106")
        let region = RiskRegion(code: "4201", name: "W", level: "high", span: TimeSpan(5, .max))
        let dated = ServiceStop(
            mode: .rail, service: "G1", serviceDate: 18_290, sequence: 2, placeID: "P1", arrive: 9, depart: 10)
        let undated = ServiceStop(
            mode: .rail, service: "G1", serviceDate: nil, sequence: 1, placeID: "P1", arrive: nil, depart: 3600)
        let other = ServiceStop(
            mode: .flight, service: "G1", serviceDate: nil, sequence: 1, placeID: "P1", arrive: nil, depart: nil)
        let flights = VehicleFact(mode: .flight, hasHEPA: false)
        let vehicle = VehicleFact(
            mode: .rail, service: "K350/K347", serviceDate: 18_637, coach: "11", layout: "hard_seat",
            seats: "1-9;10-19",
            isSealed: true, coachesPerSet: 8)
        let declaration = Declaration(
            idNumber: Deliveries.idNumber(1), phone: nil, declaredAt: 77, travelled: true, region: "4201", from: 1,
            to: 2)
        let denial = Declaration(idNumber: nil, phone: Deliveries.phone(1), declaredAt: 76, travelled: false)
        let checkin = CheckinRecord(
            idNumber: nil, phone: Deliveries.phone(1), day: 18_290, temperatureHundredths: 3730, isolated: false)
        let known = IndexCase(
            caseID: "K1", idNumber: Deliveries.idNumber(3), onset: 1, sampled: 2, confirmed: 3, isolated: 4)
        let bareCase = IndexCase(caseID: "K0", confirmed: 9)
        let clue = ClueRecord(
            clueID: "C1", time: 5, kind: "gathering", channel: "hotline", gridID: "G1",
            position: Position(lonE7: 1, latE7: -1), subject: Deliveries.phone(9))
        let feedback = FeedbackRecord(taskID: "t1", outcome: "confirmed", at: 100)

        var batch = Deliveries.batch(
            1,
            [
                .person(bare, sealed: [9]), .person(person, sealed: [8]), .grid(grid, sealed: [5]), .place(place),
                .region(region), .stop(dated), .stop(undated), .stop(other), .vehicle(flights), .vehicle(vehicle),
                .declaration(declaration, sealed: [3]), .declaration(denial, sealed: nil), .checkin(checkin),
                .indexCase(known, sealed: [4]), .indexCase(bareCase, sealed: nil), .clue(clue, sealed: [6]),
                .feedback(feedback, sealed: nil),
            ])
        let square = [Position(lonE7: 0, latE7: 0), Position(lonE7: 9, latE7: 0), Position(lonE7: 9, latE7: -9)]
        let polygon = PolygonRecord(
            owner: .grid, code: "G1", polygons: [Polygon(rings: [square, [square[0]]]), Polygon(rings: [])])
        batch.polygons = [polygon]
        batch.identities = [(Deliveries.phone(1), [7])]
        let receipt = try ledger.commit(batch)
        #expect(receipt.new == 17 && receipt.updated == 0 && receipt.known == 0)

        try ledger.read { snapshot throws in
            #expect(try snapshot.persons() == [person, bare].sorted { $0.pseudonym < $1.pseudonym })
            #expect(try snapshot.owners(of: Deliveries.phone(2)) == [person.pseudonym])
            #expect(try snapshot.grids() == [grid])
            #expect(try snapshot.officers()["G1"]?.bytes == [5])
            #expect(try snapshot.places() == [place])
            #expect(try snapshot.regions() == [region])
            #expect(try snapshot.stops() == [undated, dated, other])
            #expect(try snapshot.stops(of: [(.rail, "G1"), (.rail, "G1"), (.rail, "D7")]) == [undated, dated])
            #expect(try snapshot.stops(of: []).isEmpty)
            #expect(try snapshot.vehicles() == [vehicle, flights])
            #expect(try snapshot.declarations().map(placeless) == [denial, declaration])
            #expect(try snapshot.checkins(days: 18_290...18_290) == [checkin])
            #expect(try snapshot.checkins(days: 0...18_289).isEmpty)
            #expect(try snapshot.cases().map(placeless) == [bareCase, known])
            #expect(
                try (snapshot.cases().map(\.source) + snapshot.declarations().map(\.source)).allSatisfy { $0.line > 0 })
            let clues = try snapshot.clues()
            #expect(clues.map(\.clue) == [clue] && clues[0].sealed?.bytes == [6])
            #expect(try snapshot.feedback() == [feedback])
            #expect(try snapshot.feedback(notAfter: 99).isEmpty)
            #expect(try snapshot.polygons(of: .grid) == [polygon])
            #expect(try snapshot.polygons(of: .region).isEmpty)
            let sealed = try snapshot.identities(of: [Deliveries.phone(1), person.pseudonym, Deliveries.phone(5)])
            #expect(sealed.count == 2)
            let phone = try #require(sealed[Deliveries.phone(1)])
            #expect(phone.bytes == [7] && sealed[person.pseudonym]?.bytes == [8])
            #expect(try snapshot.envelope(phone.envelope) == [1, 2, 3])
        }
    }

    @Test func `itineraries come back as reported parts with their rows`() throws {
        let ride = Ride(
            mode: .flight, service: "CA8", serviceDate: 18_290, carriage: nil, seat: "12A", fromPlace: "WUH",
            toPlace: nil)
        let parts = [
            ItineraryPart(
                caseID: "K1", kind: .stay, span: TimeSpan(10, 20), position: Position(lonE7: 5, latE7: 6),
                radiusMeters: 30, place: "P", room: "101", plate: Deliveries.plate(4),
                source: RowSource(file: 1, line: 2, digest: .max)),
            ItineraryPart(
                caseID: "K1", kind: .ride, span: TimeSpan(30, 40), ride: ride,
                source: RowSource(file: 1, line: 3, digest: .max)),
            ItineraryPart(
                caseID: "K2", kind: .point, span: TimeSpan(at: 15), position: Position(lonE7: 5, latE7: 6),
                source: RowSource(file: 1, line: 4, digest: .max)),
        ]
        _ = try ledger.commit(Deliveries.batch(1, parts.map { .itinerary($0) }, digest: .max, feed: .itineraries))
        try ledger.read { snapshot throws in
            #expect(try snapshot.itineraries() == parts)
            #expect(try snapshot.itineraries(of: "K2") == [parts[2]])
        }
        // The same parts again, in another file and order, are known.
        let again = Deliveries.batch(2, parts.reversed().map { .itinerary($0) }, feed: .itineraries)
        #expect(try ledger.commit(again).known == 3)
        let found = try ledger.read { try $0.itineraries() }
        #expect(found == parts)
    }

    @Test func `a row that says nothing new is a duplicate`() throws {
        let place = Place(placeID: "P", kind: "gate", name: "North")
        let checkin = CheckinRecord(idNumber: nil, phone: nil, day: 1, temperatureHundredths: 3650)
        let records: [LedgerRow.Record] = [
            .place(place), .checkin(checkin), .place(place),
            .person(Person(pseudonym: Deliveries.person(1), identifiers: []), sealed: [1]),
        ]
        let first = try ledger.commit(Deliveries.batch(1, records, digest: 4))
        #expect(first.new == 3 && first.known == 1 && first.updated == 0)
        #expect(first.file.accepted == 3 && first.file.duplicate == 1 && first.file.rowsRead == 4)

        var renamed = place
        renamed.name = "Far north"
        let second = try ledger.commit(Deliveries.batch(2, records + [.place(renamed)], digest: 4))
        #expect(second.new == 0 && second.known == 4 && second.updated == 1)
        #expect(second.file.accepted == 1 && second.file.duplicate == 4)
        try ledger.read { snapshot throws in
            #expect(try snapshot.file(sha256: second.file.sha256) == second.file)
            #expect(try snapshot.places() == [renamed])
            #expect(try snapshot.checkins(days: 1...1).count == 1)
        }
    }

    @Test func `missing and empty are not the same`() throws {
        let moved = [nil, "", "4"].map {
            Declaration(idNumber: nil, phone: nil, declaredAt: 1, travelled: true, region: $0)
        }
        let receipt = try ledger.commit(Deliveries.batch(1, moved.map { .declaration($0, sealed: nil) }))
        #expect(receipt.new == 3)
    }

    @Test func `a person delivered again takes the new values and keeps old identifiers`() throws {
        let first = Person(
            pseudonym: Deliveries.person(1), identifiers: [Deliveries.phone(1)], homeGrid: "G1", focus: "a")
        let second = Person(
            pseudonym: Deliveries.person(1), identifiers: [Deliveries.phone(2), Deliveries.phone(1)], homeGrid: "G2")
        _ = try ledger.commit(Deliveries.batch(1, [.person(first, sealed: [1])], digest: 1))
        let receipt = try ledger.commit(Deliveries.batch(2, [.person(second, sealed: [2])], digest: 2))
        #expect(receipt.updated == 1 && receipt.new == 0)
        try ledger.read { snapshot throws in
            let person = try #require(try snapshot.persons().first)
            #expect(person.homeGrid == "G2" && person.focus == nil)
            #expect(person.identifiers == [Deliveries.phone(1), Deliveries.phone(2)])
            let sealed = try #require(try snapshot.identities(of: [person.pseudonym])[person.pseudonym])
            #expect(sealed.bytes == [2] && sealed.envelope == 2)
        }
    }

    @Test func `two persons may own one phone`() throws {
        let persons = (1...2).map { Person(pseudonym: Deliveries.person($0), identifiers: [Deliveries.phone(1)]) }
        _ = try ledger.commit(Deliveries.batch(1, persons.map { .person($0, sealed: [1]) }))
        let owners = try ledger.read { try $0.owners(of: Deliveries.phone(1)) }
        #expect(owners == persons.map(\.pseudonym).sorted())
    }

    @Test func `an officer's name and phone never reach the file`() throws {
        let grid = Grid(
            gridID: "G", parentID: nil, level: "county", name: "Centre", officer: "OFFICERNAME",
            officerPhone: "13812345678")
        _ = try ledger.commit(Deliveries.batch(1, [.grid(grid, sealed: [1, 2, 3])], feed: .grids))
        try ledger.close()
        for name in ["tracegrid.sqlite", "tracegrid.sqlite-wal"] {
            guard let bytes = try? folder.bytes(name) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("OFFICERNAME") && !text.contains("13812345678"))
        }
        #expect(try folder.bytes("tracegrid.sqlite").count > 0)
    }

    @Test func `the order of arrival does not change what is read`() throws {
        var random = SeededGenerator(seed: 11)
        let places = (0..<40).map { Place(placeID: "P\($0)", kind: "gate", name: "N\($0)") }
        let declarations = (0..<40).map {
            Declaration(idNumber: nil, phone: Deliveries.phone($0), declaredAt: Int64($0 % 5), travelled: false)
        }
        let other = try Ledger(path: folder.path("other.sqlite"))
        for ledger in [ledger, other] {
            var records: [LedgerRow.Record] = []
            for place in places { records.append(.place(place)) }
            for declaration in declarations { records.append(.declaration(declaration, sealed: nil)) }
            records.shuffle(using: &random)
            for (index, part) in [records[..<30], records[30...]].enumerated() {
                _ = try ledger.commit(Deliveries.batch(UInt32(index + 1), Array(part)))
            }
        }
        let first = try ledger.read { (try $0.places(), try $0.declarations().map(placeless)) }
        let second = try other.read { (try $0.places(), try $0.declarations().map(placeless)) }
        #expect(first.0 == second.0 && first.1 == second.1)
    }

    @Test func `fifty thousand persons go in and come back`() throws {
        var persons: [Person] = []
        var batch = Deliveries.batch(1, [])
        for number in 0..<UInt64(50_000) {
            var identifiers = [Deliveries.phone(number)]
            if number % 5 == 0 { identifiers.append(Deliveries.idNumber(number)) }
            let person = Person(
                pseudonym: Deliveries.person(number), identifiers: identifiers.sorted(), homeGrid: "G\(number % 300)")
            persons.append(person)
            let sealed = [UInt8](repeating: 7, count: 90)
            batch.rows.append(LedgerRow(.person(person, sealed: sealed), line: UInt32(number + 2), digest: number))
            for identifier in identifiers { batch.identities.append((identifier, sealed)) }
        }
        batch.file.rowsRead = 50_000
        batch.file.accepted = 50_000
        let receipt = try ledger.commit(batch)
        let found = try ledger.read { try $0.persons() }
        #expect(receipt.new == 50_000)
        #expect(found == persons.sorted { $0.pseudonym < $1.pseudonym })
    }
}

/// Without the row it stood in.
private func placeless(_ declaration: Declaration) -> Declaration {
    var copy = declaration
    copy.source = RowSource(file: 0, line: 0, digest: 0)
    return copy
}

/// Without the row it stood in.
private func placeless(_ indexCase: IndexCase) -> IndexCase {
    var copy = indexCase
    copy.source = RowSource(file: 0, line: 0, digest: 0)
    return copy
}
