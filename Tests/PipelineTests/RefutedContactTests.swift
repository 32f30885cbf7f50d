import Pipeline
import TestSupport
import Testing
import Vault

/// What a refuted contact takes with it, and how it comes back.
@Suite struct RefutedContactTests {
    private let county: County

    /// One case; a contact of it, P5; a contact of that contact, P6.
    init() throws {
        county = try County(policy: "cn-nhc-v8")
        try county.deliver(
            "people.csv",
            text: "person_id,name,id_number,phones,plates,home_grid\nP5,N5,E50000,,,G1\nP6,N6,E60000,,,G2\n")
        try county.deliver(
            "grids.csv",
            text:
                "grid_id,parent_id,kind,level,name\nG1,G,strip,hamlet,one\nG2,G,strip,hamlet,two\nG,,strip,county,all\n"
        )
        try county.deliver("places.csv", text: "place_id,kind,name,lon,lat,radius_m\nCAF1,x,CAF1,,,\nBAR1,x,BAR1,,,\n")
        try county.deliver(
            "cases.csv",
            text: "case_id,id_number,onset,sampled,confirmed,isolated\nS1,E10000,2020-01-27,,2020-01-28 20:00:00,\n")
        try county.deliver(
            "itineraries.csv",
            text: "case_id,kind,start,end,place_id\nS1,stay,2020-01-25 20:00:00,2020-01-25 21:00:00,CAF1\n")
        try county.deliver(
            "visit.csv",
            text: """
                place_id,id_number,kind,start,end
                CAF1,E50000,cafe,2020-01-25 20:00:00,2020-01-25 21:00:00
                BAR1,E50000,bar,2020-01-26 20:00:00,2020-01-26 21:00:00
                BAR1,E60000,bar,2020-01-26 20:30:00,2020-01-26 22:00:00

                """)
    }

    /// `contact withdrawn refuted` for each line of the changes, sorted.
    private func changes(_ night: Night) throws -> [String] {
        try night.table("changes.csv").filter { ["contact", "task"].contains($0["kind"]) }
            .map { "\($0["kind"] ?? "") \($0["change"] ?? "") \($0["why"] ?? "") " }.sorted()
    }

    private func report(_ name: String, _ task: String, _ outcome: String, _ at: String) throws {
        try county.deliver(name, text: "task_id,outcome,at,by\n\(task),\(outcome),\(at),w\n")
    }

    @Test func `a refuted contact goes with its contacts and all their tasks, and stays away`() throws {
        let first = try county.night("2020-01-29")
        let tiers = try first.table("contacts.csv").compactMap { $0["tier"] }
        #expect(tiers == ["close", "secondary"])
        let task = try #require(try first.table("grids/G1/tasks.csv").first?["task_id"])
        try report("feedback_1.csv", task, "不属实", "2020-01-29 20:00")
        let second = try county.night("2020-01-30")
        #expect(try second.table("contacts.csv").isEmpty)
        #expect(
            try changes(second) == [
                "contact withdrawn refuted ", "contact withdrawn refuted ", "task withdrawn refuted ",
                "task withdrawn refuted ",
            ])
        let rates = try #require(try second.table("task_rates.csv").first)
        #expect(rates["refuted"] == "1" && rates["done"] == "1" && rates["issued"] == "1")
        let third = try county.night("2020-01-31")
        #expect(try third.table("contacts.csv").isEmpty && changes(third).isEmpty)
        #expect(try third.table("grids/G1/tasks.csv").isEmpty)
        // A later word that it is so brings both back, and the list says for what reason.
        try report("feedback_2.csv", task, "confirmed", "2020-01-31 20:00")
        let fourth = try county.night("2020-02-01")
        #expect(
            try changes(fourth) == [
                "contact new feedback ", "contact new feedback ", "task new feedback ", "task new feedback ",
            ])
        #expect(try fourth.table("grids/G1/tasks.csv").map { $0["state"] } == ["confirmed"])
    }

    @Test func `a refutation that came late changes what one that came in time would have`() throws {
        let first = try county.night("2020-01-29")
        let task = try #require(try first.table("grids/G1/tasks.csv").first?["task_id"])
        try county.night("2020-01-30")
        try report("feedback_1.csv", task, "refuted", "2020-01-29 20:00")
        let third = try county.night("2020-01-31")
        #expect(try third.table("contacts.csv").isEmpty)
        #expect(try third.table("feedback.csv").map { $0["effect"] } == ["counts"])
    }
}
