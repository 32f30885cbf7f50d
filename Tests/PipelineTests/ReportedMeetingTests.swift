import TestSupport
import Testing
import Vocabulary

/// Cases that met by what they told, seen by no feed.
@Suite struct ReportedMeetingTests {
    private static let day = "2020-01-25"
    private let county: County
    private let night: Night

    init() throws {
        county = try Self.county()
        night = try county.night("2020-01-29")
    }

    /// Pairs of cases, the second of each a day later ill, and one of whom nobody knows the number.
    private static func county(feeds: [String: String] = [:]) throws -> County {
        let county = try County(policy: "cn-nhc-v8")
        let places = ["P1", "P2", "P3", "P4", "K1", "K2", "ST1", "ST2"]
        try county.deliver(
            "places.csv", text: "place_id,kind,name,lon,lat,radius_m\n" + places.map { "\($0),x,\($0),,,\n" }.joined())
        let cases = ["C", "D", "F", "H", "V"].enumerated().map { number, name in
            "\(name)1,E\(number)10000,2020-01-27,,2020-01-28 20:00:00,\n"
                + "\(name)2,E\(number)20000,2020-01-28,,2020-01-28 21:00:00,\n"
        }
        try county.deliver(
            "cases.csv",
            text: "case_id,id_number,onset,sampled,confirmed,isolated\n" + cases.joined()
                + "N1,,2020-01-28,,2020-01-28 22:00:00,\n")
        try county.deliver(
            "itineraries.csv",
            text: """
                case_id,kind,start,end,place_id,room,lon,lat,plate,mode,service,service_date,carriage,seat,from_place,to_place
                C1,stay,\(day) 10:00:00,\(day) 11:00:00,P1,,,,,,,,,,,
                C2,stay,\(day) 10:30:00,\(day) 12:00:00,P1,,,,,,,,,,,
                N1,stay,\(day) 11:30:00,\(day) 12:30:00,P4,,,,,,,,,,,
                C1,ride,2020-01-26 08:00:00,2020-01-26 10:00:00,,,,,,rail,G1,2020-01-26,5,12F,ST1,ST2
                C2,ride,2020-01-26 08:00:00,2020-01-26 10:00:00,,,,,,rail,G1,2020-01-26,5,12D,ST1,ST2
                D1,stay,2020-01-23 18:00:00,2020-01-23 19:00:00,P2,,,,,,,,,,,
                D2,stay,2020-01-23 18:00:00,2020-01-23 19:00:00,P2,,,,,,,,,,,
                F1,stay,\(day) 20:00:00,\(day) 23:00:00,P3,0301,,,,,,,,,,
                F2,stay,\(day) 22:00:00,\(day) 23:30:00,P3,0301,,,,,,,,,,
                H1,stay,\(day) 14:00:00,\(day) 15:00:00,,,104.1,30.5,,,,,,,,
                H2,stay,\(day) 14:00:00,\(day) 15:00:00,,,104.1,30.5,,,,,,,,
                V1,stay,\(day) 16:00:00,\(day) 17:00:00,K1,,,,川A12345,,,,,,,
                V2,stay,\(day) 16:30:00,\(day) 17:30:00,K2,,,,川A12345,,,,,,,

                """)
        for (name, text) in feeds { try county.deliver(name, text: text) }
        return county
    }

    private func link(_ pair: String, in night: Night) throws -> Table.Row? {
        try night.table("case_links.csv").first { $0["case_a"] == pair + "1" && $0["case_b"] == pair + "2" }
    }

    @Test func `two cases who told of one meeting are linked, by place and by seat, and are contacts of each other`()
        throws
    {
        let link = try link("C", in: night)
        #expect(link?["tier"] == "close" && link?["minutes"] == "150.0")
        #expect(link?["rules"]?.contains("venue.shared") == true && link?["rules"]?.contains("rail.") == true)
        #expect(link?["in_window_of"] == "a;b" && link?["could_infect"] == "unclear")
        let contacts = try night.table("contacts.csv")
        for caseID in ["C1", "C2"] {
            let met = contacts.filter { $0["case_id"] == caseID }
            #expect(met.count == 1 && met.first?["flags"]?.contains("IS_CASE") == true)
            #expect(met.first?["minutes"] == "150.0")
        }
    }

    @Test func `what a case told of the time before its own window counts for the case that was infectious`() throws {
        let link = try link("D", in: night)
        #expect(link?["in_window_of"] == "a" && link?["could_infect"] == "a_to_b")
    }

    @Test func `a room told by both is one room, a spot one spot, a vehicle one vehicle`() throws {
        let room = try link("F", in: night)
        #expect(room?["rules"]?.contains("hotel.room") == true && room?["minutes"] == "60.0")
        let spot = try link("H", in: night)
        #expect(spot?["minutes"] == "60.0")
        let vehicle = try link("V", in: night)
        #expect(vehicle?["flags"]?.contains("SAME_PLATE") == true && vehicle?["minutes"] == "30.0")
        #expect(try night.table("case_links.csv").count == 5)
    }

    @Test func `a case without a number is told of, and cases are no contacts whose contacts are sought`() throws {
        let counts = try night.manifest()["counts"] as? [String: Any]
        #expect(counts?["cases_without_identity"] as? Int == 1)
        let told = county.log.notes.filter { $0.hasPrefix("CASE_WITHOUT_IDENTITY: 1 of 11 cases have no ID number") }
        #expect(told.count == 1)
        #expect(counts?["secondary_sources"] as? Int == 0 && counts?["observations_screened"] as? Int == 0)
    }

    @Test func `a feed row of a meeting that both told of adds no minute and no second episode`() throws {
        let county = try Self.county(feeds: [
            "visit.csv": "place_id,id_number,kind,start,end\nP1,E010000,x,\(Self.day) 10:00:00,\(Self.day) 11:00:00\n",
            "travel.csv": """
            id_number,mode,service,service_date,carriage,seat,from_place,to_place,depart,arrive,status,order_id
            E020000,rail,G1,2020-01-26,5,12D,ST1,ST2,2020-01-26 08:00:00,2020-01-26 10:00:00,boarded,

            """,
        ])
        let night = try county.night("2020-01-29")
        #expect(try link("C", in: night)?["minutes"] == "150.0")
        let lines = try night.text("exposures.jsonl").split(separator: "\n").map { try Night.fields(String($0)) }
        for (caseID, rule, minutes) in [
            ("C1", "venue.shared", 30.0), ("C2", "venue.shared", 30), ("C1", "rail", 120), ("C2", "rail", 120),
        ] {
            let found = lines.filter {
                $0["case_id"] as? String == caseID && ($0["rule"] as? String)?.hasPrefix(rule) == true
            }
            #expect(!found.isEmpty && found.allSatisfy { $0["minutes"] as? Double == minutes }, "\(caseID) \(rule)")
            #expect(found.allSatisfy { $0["observations"] as? Int == 1 })
            #expect(Set(found.map { $0["rule"] as? String ?? "" }).count == found.count)
        }
    }
}
