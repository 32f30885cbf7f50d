import Pipeline
import Publishing
import TestSupport
import Testing
import Vault

/// Why policies differ about contacts of contacts.
@Suite struct CompareSecondaryTests {
    private let county: County

    /// One case; two contacts, one of them met before the ninth edition's window; a contact of each.
    init() throws {
        county = try County(policy: "cn-nhc-v8")
        let people = (5...8).map { "P\($0),N\($0),E\($0)0000,,,G1\n" }.joined()
        try county.deliver("people.csv", text: "person_id,name,id_number,phones,plates,home_grid\n" + people)
        try county.deliver("grids.csv", text: "grid_id,parent_id,kind,level,name\nG1,,strip,county,one\n")
        let places = ["CAF1", "BAR1", "BAR2", "SHOP"].map { "\($0),x,\($0),,,\n" }.joined()
        try county.deliver("places.csv", text: "place_id,kind,name,lon,lat,radius_m\n" + places)
        try county.deliver(
            "cases.csv",
            text: "case_id,id_number,onset,sampled,confirmed,isolated\nS1,E10000,2020-01-27,,2020-01-28 20:00:00,\n")
        try county.deliver(
            "itineraries.csv",
            text: """
                case_id,kind,start,end,place_id
                S1,stay,2020-01-25 20:00:00,2020-01-25 21:00:00,CAF1
                S1,stay,2020-01-24 12:00:00,2020-01-24 13:00:00,BAR2

                """)
        try county.deliver(
            "visit.csv",
            text: """
                place_id,id_number,kind,start,end
                CAF1,E50000,cafe,2020-01-25 20:00:00,2020-01-25 21:00:00
                BAR1,E50000,bar,2020-01-26 20:00:00,2020-01-26 21:00:00
                BAR1,E60000,bar,2020-01-26 20:30:00,2020-01-26 22:00:00
                BAR2,E70000,bar,2020-01-24 12:00:00,2020-01-24 13:00:00
                SHOP,E70000,shop,2020-01-27 10:00:00,2020-01-27 11:00:00
                SHOP,E80000,shop,2020-01-27 10:00:00,2020-01-27 11:00:00

                """)
        try county.ingest()
    }

    private func row(_ number: Int, _ first: String, _ second: String) throws -> PolicyDifference? {
        let person = try county.key.pseudonym(ofPerson: "P\(number)")
        return try ComparePolicies.run(
            try Workspace.openForReading(at: county.folder), first, second, asOf: "2020-01-29", all: false,
            reporter: Log()
        ).rows.first { $0.person == person }
    }

    @Test(arguments: ["cn-nhc-v5", "cdc-2020-10"])
    func `a contact of a contact is gained from a policy that looks for none, and lost to it`(other: String) throws {
        let gained = try row(6, other, "cn-nhc-v8")
        #expect(gained?.change == .gained && gained?.because == "secondary")
        #expect(gained?.decidingRules == ["venue.shared"] && gained?.second?.verdict == "secondary")
        let lost = try row(6, "cn-nhc-v8", other)
        #expect(lost?.change == .lost && lost?.because == "secondary")
    }

    @Test func `who is linked by somebody who fell out of the window is lost for the link, not for the window`() throws
    {
        #expect(try row(7, "cn-nhc-v8", "cn-nhc-v9")?.because == "window")
        let lost = try row(8, "cn-nhc-v8", "cn-nhc-v9")
        #expect(lost?.change == .lost && lost?.because == "secondary" && lost?.first?.verdict == "secondary")
        #expect(try row(6, "cn-nhc-v8", "cn-nhc-v9") == nil)
    }
}
