import Feeds
import Testing
import Vocabulary

@Suite struct RegistryFeedTests {
    private func payloads(
        _ text: String, _ file: String, _ mapping: FeedMapping = FeedMapping()
    ) throws -> [RegistryRow.Payload] {
        let reading = try read(text, as: file, mapping: mapping)
        #expect(reading.rejects == [])
        #expect(reading.addsUp)
        return reading.registry.map(\.payload)
    }

    /// 2020-02-01 00:00 in China.
    private let february: Int64 = 1_580_486_400

    @Test func `people`() throws {
        let rows = try payloads(
            """
            person_id,name,id_number,phones,plates,home_grid,address,unit_grids,focus
            p1,堃,340524800101001,138 0013 8000；+8613900139000;13800138000,浙H·12345,g1,路1号,b1;b2,elder
            p2,O'Neill,,,,,,,
            """, "people.csv")
        #expect(
            rows == [
                .person(
                    PersonEntry(
                        personID: "p1", name: "堃", address: "路1号",
                        idNumber: Identifier(kind: .idNumber, text: "34052419800101001X"),
                        phones: [
                            Identifier(kind: .phone, text: "13800138000"),
                            Identifier(kind: .phone, text: "13900139000"),
                        ], plates: [Identifier(kind: .plate, text: "浙H12345")], homeGrid: "g1",
                        unitGrids: ["b1", "b2"],
                        focus: "elder")),
                .person(PersonEntry(personID: "p2", name: "O'Neill")),
            ])
    }

    @Test func `grids, places and regions`() throws {
        #expect(
            try payloads("grid_id,parent_id,kind,level,name,officer,officer_phone\ng1,,Strip,county,X,,\n", "grids.csv")
                == [.grid(Grid(gridID: "g1", parentID: nil, kind: .strip, level: "county", name: "X"))])
        #expect(
            try payloads("place_id,kind,name,lon,lat,radius_m,region\nP,gate,G,118.5,29,30.5,3308\n", "places.csv")
                == [
                    .place(
                        Place(
                            placeID: "P", kind: "gate", name: "G",
                            position: Position(lonE7: 1_185_000_000, latE7: 290_000_000),
                            radiusMeters: 30.5, region: "3308"))
                ])
        #expect(
            try payloads(
                "region,name,level,from,to\n4201,Wuhan,high,2020-02-01,2020-04-07\n42,Hubei,low,2020-02-01 08:00,\n",
                "regions.csv")
                == [
                    .region(
                        RegionRow(
                            code: "4201", name: "Wuhan", level: "high", from: february, to: february + 67 * 86_400 - 1)),
                    .region(RegionRow(code: "42", name: "Hubei", level: "low", from: february + 8 * 3600, to: nil)),
                ])
    }

    @Test func `stops, dated and undated`() throws {
        let rows = try payloads(
            """
            mode,service,service_date,seq,place_id,arrive,depart
            rail,g0123,2020-02-01,1,A,,08:00
            rail,g0123,2020-02-01,2,B,2020-02-01 09:00,2020-02-01 09:02
            rail,g0123,2020-02-01,3,C,24:30,-
            rail,g0124,,1,A,,23:50
            """, "stops.csv")
        let day = CivilDate(year: 2020, month: 2, day: 1).dayNumber
        func stop(_ service: String, _ date: Int32?, _ seq: Int, _ place: String, _ arrive: Int64?, _ depart: Int64?)
            -> RegistryRow.Payload
        {
            .stop(
                ServiceStop(
                    mode: .rail, service: service, serviceDate: date, sequence: seq, placeID: place, arrive: arrive,
                    depart: depart))
        }
        #expect(
            rows == [
                stop("G123", day, 1, "A", nil, february + 8 * 3600),
                stop("G123", day, 2, "B", february + 9 * 3600, february + 9 * 3600 + 120),
                stop("G123", day, 3, "C", february + 86_400 + 1800, nil), stop("G124", nil, 1, "A", nil, 85_800),
            ])
    }

    @Test func `a halt over midnight is repaired where the mapping says so`() throws {
        let text = "mode,service,seq,place_id,arrive,depart\nrail,G1,2,B,23:55,0:05\n"
        #expect(try read(text, as: "stops.csv").reasons == [.endBeforeStart])
        guard case .stop(let stop) = try payloads(text, "stops.csv", FeedMapping(repairOvernight: true)).first else {
            Issue.record("no stop")
            return
        }
        #expect(stop.arrive == 86_100)
        #expect(stop.depart == 86_700)
    }

    @Test func `declarations, check-ins and layouts`() throws {
        #expect(
            try payloads(
                "phone,declared_at,travelled,region,from,to,companions\n13800138000,2020-02-02 08:00,yes,4201,2020-02-01,2020-02-01,a;b\n",
                "declarations.csv")
                == [
                    .declaration(
                        DeclarationRow(
                            idNumber: nil, phone: Identifier(kind: .phone, text: "13800138000"),
                            declaredAt: february + 32 * 3600, travelled: true, region: "4201", from: february,
                            to: february + 86_399, companions: ["a", "b"]))
                ])
        #expect(
            try payloads("id_number,date,temperature_c,isolated\nE1,2020-02-01,36.55,no\n", "checkins.csv")
                == [
                    .checkin(
                        CheckinRow(
                            idNumber: Identifier(kind: .idNumber, text: "E1"), phone: nil, day: 18_293,
                            temperatureHundredths: 3655, isolated: false))
                ])
    }

    @Test func `layouts say what is known about vehicles and coaches`() throws {
        let header = "mode,service,service_date,coach,layout,seats,sealed,hepa,sets\n"
        let rows = """
            rail,k0350/K347次,2021-01-10,11车厢,hard_seat_118,,no,,
            rail,G*,,,,,yes,,8
            flight,*,,,,,,否,
            ship,,,3,,1-4; 5-8 ;9,,,

            """
        #expect(
            try payloads(header + rows, "layouts.csv")
                == [
                    .vehicle(
                        VehicleFact(
                            mode: .rail, service: "K350/K347", serviceDate: 18_637, coach: "11",
                            layout: "hard_seat_118", isSealed: false)),
                    .vehicle(VehicleFact(mode: .rail, service: "G*", isSealed: true, coachesPerSet: 8)),
                    .vehicle(VehicleFact(mode: .flight, hasHEPA: false)),
                    .vehicle(VehicleFact(mode: .ship, coach: "3", seats: "1-4;5-8;9")),
                ])
        // Nothing said, an unknown layout, two bays with one seat, no sensible set, a coach that is none.
        let wrong =
            "rail,,,,,,,,\nrail,,,,CR400,,,,\nrail,,,,,1-4;4-8,,,\nrail,,,,,,,,0\nrail,,,一等座?,,,yes,,\n"
            + "rail,,,一等座,,,yes,,\nship,,,二等舱,,,yes,,\n"
        let reading = try read(Array((header + wrong).utf8), as: "layouts.csv")
        #expect(reading.registry.isEmpty)
        #expect(
            reading.rejects.map { "\($0.column) \($0.reason.rawValue)" } == [
                "layout missing_value", "layout bad_value", "seats bad_value", "sets bad_value", "coach bad_value",
                "coach bad_value", "coach bad_value",
            ])
    }

    @Test func `cases, itineraries, clues and feedback`() throws {
        #expect(
            try payloads("case_id,onset,confirmed,isolated\nC1,2020-02-01,2020-02-02 10:00,2020-03-01\n", "cases.csv")
                == [
                    .indexCase(
                        CaseRow(
                            caseID: "C1", onset: february, confirmed: february + 34 * 3600,
                            isolated: february + 30 * 86_400 - 1))
                ])
        let parts = try payloads(
            """
            case_id,kind,start,end,place_id,lon,lat,mode,service,service_date,carriage,seat,plate
            C1,,2020-02-01 08:00,2020-02-01 08:00,,118,29,,,,,,
            C1,,2020-02-01 08:00,2020-02-01 09:00,,,,rail,G01,,,05车01A号,
            C1,stay,2020-02-01,2020-02-01,P,,,,,,,,浙H12345
            """, "itineraries.csv")
        #expect(
            parts == [
                .itinerary(
                    ItineraryRow(
                        caseID: "C1", kind: .point, span: TimeSpan(at: february + 28_800),
                        position: Position(lonE7: 1_180_000_000, latE7: 290_000_000))),
                .itinerary(
                    ItineraryRow(
                        caseID: "C1", kind: .ride, span: TimeSpan(february + 28_800, february + 32_400),
                        ride: Ride(mode: .rail, service: "G1", serviceDate: 18_293, carriage: "5", seat: "1A"))),
                .itinerary(
                    ItineraryRow(
                        caseID: "C1", kind: .stay, span: TimeSpan(february, february + 86_399), place: "P",
                        plate: Identifier(kind: .plate, text: "浙H12345"),
                        traits: Traits(bits: Traits.Flag.dateOnly.rawValue))),
            ])
        #expect(
            try payloads("clue_id,time,kind,channel,text,lon,lat\n1,2020-02-01 08:00,k,app,t,118,29\n", "clues.csv")
                == [
                    .clue(
                        ClueRow(
                            clueID: "1", time: february + 28_800, kind: "k", channel: "app", text: "t",
                            position: Position(lonE7: 1_180_000_000, latE7: 290_000_000)))
                ])
        #expect(
            try payloads("task_id,outcome,at,by,note\nT,Confirmed,2020-02-01 08:00,w,\n", "feedback.csv")
                == [.feedback(FeedbackRow(taskID: "T", outcome: "confirmed", at: february + 28_800, by: "w"))])
    }

    @Test func `a case isolated on a date was out all that day`() throws {
        let rows = try payloads(
            "case_id,onset,confirmed,isolated\nC1,2020-02-01,2020-02-01,2020-02-01\nC2,,2020-02-01,2020-02-01 08:00\n",
            "cases.csv")
        #expect(
            rows == [
                .indexCase(CaseRow(caseID: "C1", onset: february, confirmed: february, isolated: february + 86_399)),
                .indexCase(CaseRow(caseID: "C2", confirmed: february, isolated: february + 28_800)),
            ])
    }
}
