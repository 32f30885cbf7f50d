import Testing
import Vault
import Vocabulary

/// Companions, contacts of contacts, linked cases: from the files to the lists.
@Suite struct CompanionStoryTests {
    private let county: County
    private let night: Night

    /// Ten people with documents and phones, of whom the first and the last are cases.
    init() throws {
        county = try County(policy: "cn-nhc-v8")
        try Self.deliver(to: county)
        night = try county.night("2020-01-29")
    }

    private static func deliver(to county: County) throws {
        let people = (1...10).map { "P\($0),N\($0),E\($0)0000,1549000000\($0 % 10),,G1\n" }.joined()
        try county.deliver("people.csv", text: "person_id,name,id_number,phones,plates,home_grid\n" + people)
        try county.deliver("grids.csv", text: "grid_id,parent_id,kind,level,name\nG1,,strip,county,one\n")
        let places = ["CAF1", "CAF2", "BAR1", "BAR2", "BAR3", "SHOP", "ST1", "ST2", "K1", "K2", "K3"]
        try county.deliver(
            "places.csv", text: "place_id,kind,name,lon,lat,radius_m\n" + places.map { "\($0),x,\($0),,,\n" }.joined())
        try county.deliver(
            "cases.csv",
            text: """
                case_id,id_number,onset,sampled,confirmed,isolated
                S1,E10000,2020-01-27,,2020-01-28 20:00:00,2020-01-28 18:00:00
                S2,E100000,2020-01-28,,2020-01-28 21:00:00,2020-01-28 19:00:00

                """)
        try county.deliver(
            "itineraries.csv",
            text: """
                case_id,kind,start,end,place_id,mode,service,service_date,carriage,seat,from_place,to_place
                S1,ride,2020-01-25 08:00:00,2020-01-25 10:00:00,,rail,G1,2020-01-25,,,ST1,ST2
                S1,stay,2020-01-25 20:00:00,2020-01-25 21:00:00,CAF1,,,,,,,
                S2,stay,2020-01-24 12:00:00,2020-01-24 13:00:00,BAR2,,,,,,,

                """)
        try county.deliver(
            "travel.csv",
            text: """
                id_number,mode,service,service_date,carriage,seat,from_place,to_place,depart,arrive,status,order_id
                E10000,rail,G1,2020-01-25,3,2A,ST1,ST2,2020-01-25 08:00:00,2020-01-25 10:00:00,boarded,O1
                E20000,rail,G1,2020-01-25,16,12F,ST1,ST2,2020-01-25 08:00:00,2020-01-25 10:00:00,boarded,O1
                E30000,rail,G1,2020-01-25,16,12D,ST1,ST2,2020-01-25 08:00:00,2020-01-25 10:00:00,boarded,O2

                """)
        let road = [("K1", 9), ("K2", 10), ("K3", 11)].map { place, hour in
            "\(place),2020-01-24 \(hour < 10 ? "0" : "")\(hour):00:00,15490000001,out\n"
                + "\(place),2020-01-24 \(hour < 10 ? "0" : "")\(hour):01:00,15490000004,out\n"
        }.joined()
        try county.deliver("checkpoint.csv", text: "place_id,time,phone,direction\n" + road)
        try county.deliver(
            "visit.csv",
            text: """
                place_id,id_number,kind,start,end
                CAF1,E50000,cafe,2020-01-25 20:00:00,2020-01-25 21:00:00
                BAR1,E50000,bar,2020-01-26 20:00:00,2020-01-26 21:00:00
                BAR1,E60000,bar,2020-01-26 20:30:00,2020-01-26 22:00:00
                BAR2,E50000,bar,2020-01-24 12:00:00,2020-01-24 13:00:00
                BAR3,E50000,bar,2020-01-28 08:00:00,2020-01-28 09:00:00
                BAR3,E80000,bar,2020-01-28 08:00:00,2020-01-28 09:00:00
                SHOP,E60000,shop,2020-01-27 10:00:00,2020-01-27 11:00:00
                SHOP,E90000,shop,2020-01-27 10:00:00,2020-01-27 11:00:00
                CAF2,E10000,cafe,2020-01-23 18:00:00,2020-01-23 19:00:00
                CAF2,E100000,cafe,2020-01-23 18:00:00,2020-01-23 19:00:00
                CAF2,E50000,cafe,2020-01-23 10:00:00,2020-01-23 11:00:00
                CAF2,E70000,cafe,2020-01-23 10:00:00,2020-01-23 11:00:00

                """)
        try county.deliver("checkins.csv", text: "id_number,date,temperature_c,isolated\nE50000,2020-01-27,36.5,yes\n")
    }

    private func pseudonym(_ number: Int) throws -> String { try county.key.pseudonym(ofPerson: "P\(number)").text }

    private func contact(_ number: Int, of caseID: String = "S1") throws -> Table.Row? {
        let person = try pseudonym(number)
        return try night.table("contacts.csv").first { $0["person"] == person && $0["case_id"] == caseID }
    }

    @Test func `order mates coaches apart are close, found through the case's own ticket, and head their tier`() throws
    {
        let mate = try contact(2)
        #expect(mate?["tier"] == "close" && mate?["rules"] == "companion;rail.vehicle")
        #expect(mate?["flags"]?.contains("SAME_ORDER") == true)
        let stranger = try contact(3)
        #expect(stranger?["tier"] == "general")
        let close = try night.table("contacts.csv").filter { $0["case_id"] == "S1" && $0["tier"] == "close" }
        let score = try #require(Double(mate?["score"] ?? ""))
        let venue = try #require(Double(try contact(5)?["score"] ?? ""))
        #expect(close.count == 4 && score > venue)
    }

    @Test func `who passed three checkpoints a minute behind the case travelled with it`() throws {
        let behind = try contact(4)
        #expect(behind?["tier"] == "close" && behind?["flags"] == "CONVOY")
        #expect(behind?["first_exposure"] == "2020-01-24T09:01:00+08:00")
    }

    @Test func `contacts of contacts are secondary in time order and one step deep`() throws {
        let met = try contact(6)
        let through = try pseudonym(5)
        #expect(met?["tier"] == "secondary" && met?["rules"] == "venue.shared" && met?["flags"] == "VIA_CONTACT")
        let other = try contact(6, of: "S2")
        #expect(other?["tier"] == "secondary")
        // Before the contact's exposure to S1, after its isolation, two steps away.
        for number in [7, 8, 9] {
            let found = try contact(number)
            #expect(found == nil, "E\(number)")
        }
        let via = try night.text("exposures.jsonl").split(separator: "\n").map { try Night.fields(String($0)) }
            .filter { $0["person"] as? String == met?["person"] && $0["case_id"] as? String == "S1" }
        #expect(via.count == 1 && via.first?["via"] as? String == through)
        let grid = try night.table("grids/G1/tasks.csv")
        #expect(grid.contains { $0["name"] == "N6" && $0["required_action"] == "visit_and_isolate" })
    }

    @Test func `cases that met are linked, and who touches two cases is ranked`() throws {
        let links = try night.table("case_links.csv")
        #expect(links.map { $0["case_a"] } == ["S1"] && links.map { $0["case_b"] } == ["S2"])
        #expect(links.first?["could_infect"] == "a_to_b" && links.first?["in_window_of"] == "a")
        #expect(links.first?["tier"] == "close" && links.first?["policy"] == "cn-nhc-v8")
        let shared = try night.table("shared_contacts.csv")
        let busiest = try pseudonym(5)
        #expect(shared.first?["person"] == busiest && shared.first?["case_ids"] == "S1;S2")
        #expect(shared.map { $0["rank"] } == (1...max(1, shared.count)).map(String.init))
        let counts = try night.manifest()["counts"] as? [String: Any]
        #expect(counts?["case_links"] as? Int == 1 && counts?["shared_contacts"] as? Int == shared.count)
        #expect(night.summary.contains { $0.contains("cases that met a case") })
    }

    @Test func `a policy without secondary contacts has none`() throws {
        let other = try County(policy: "cn-nhc-v5", keyOf: county)
        try Self.deliver(to: other)
        let night = try other.night("2020-01-29")
        let tiers = try night.table("contacts.csv").map { $0["tier"] ?? "" }
        #expect(!tiers.isEmpty && !tiers.contains("secondary"))
        let counts = try night.manifest()["counts"] as? [String: Any]
        #expect(counts?["secondary_sources"] as? Int == 0)
    }
}
