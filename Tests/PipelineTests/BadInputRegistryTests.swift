import Foundation
import Ledger
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Registry rows and cases that contradict each other or lead nowhere.
@Suite struct BadInputRegistryTests {
    /// A case that sat in a café, and somebody with a phone who sat there too.
    private func scene() throws -> BadInputBench {
        let bench = try BadInputBench()
        try bench.deliver("places.csv", text: "place_id,kind,name,lon,lat,radius_m\nCAF1,cafe,Cafe,118.3,28.9,20\n")
        try bench.deliver("cases.csv", text: "case_id,onset,confirmed\nC1,2020-01-27,2020-01-28\n")
        try bench.deliver(
            "itineraries.csv",
            text: "case_id,kind,start,end,place_id\nC1,stay,2020-01-27 08:00:00,2020-01-27 12:00:00,CAF1\n")
        try bench.deliver(
            "visit.csv",
            text: "place_id,phone,kind,start,end\nCAF1,15490009001,cafe,2020-01-27 09:00:00,2020-01-27 11:00:00\n")
        return bench
    }
    private let people = "person_id,name,phones,home_grid\n"
    private let grids = "grid_id,parent_id,kind,level,name\n"

    @Test func `rows at unknown places are kept, and a warning names the places`() throws {
        let bench = try scene()
        try bench.deliver(
            "carrier.csv",
            text: "phone,time,cell\n"
                + (0..<15).map { "15490009002,2020-01-27 08:00:\($0 + 10),X\($0 + 10)\n" }.joined())
        let night = try bench.nightly()
        #expect(night.summary.ingest?.rows.accepted == 19)
        #expect(
            night.warnings == [
                "UNKNOWN_PLACES: 15 rows name 15 places that are not in the place table: X10, X11, X12, X13, X14, X15, X16, "
                    + "X17, X18, X19 and 5 more: nothing can be found near them: deliver these places"
            ])
    }

    @Test func `an unknown parent and a circle in the grid tree are mended, named, and hold no list back`() throws {
        let bench = try scene()
        try bench.deliver(
            "grids.csv",
            text: grids
                + "G1,G9,strip,town,One\nG2,G4,strip,town,Two\nG3,G2,strip,town,Three\nG4,G3,strip,town,Four\nG5,G5,strip,town,Five\n"
        )
        try bench.deliver("people.csv", text: people + "P1,Zhang,15490009001,G3\n")
        let night = try bench.nightly()
        #expect(night.warnings.map { $0.prefix { $0 != ":" } } == ["UNKNOWN_GRID_PARENT", "GRID_CYCLE", "GRID_CYCLE"])
        #expect(night.warnings[0].contains("G1 (G9)") && night.warnings[1].contains("G2"))
        #expect(try bench.output("grids/G3/tasks.csv").contains("Zhang"))
        #expect(try bench.output("contacts.csv").split(separator: "\n").count == 2)
    }

    @Test func `an unknown home grid is named, and the person goes to no grid rather than to nobody`() throws {
        let bench = try scene()
        try bench.deliver("grids.csv", text: grids + "G1,,strip,town,One\n")
        try bench.deliver("people.csv", text: people + "P1,Zhang,15490009001,NOWHERE\n")
        let night = try bench.nightly()
        #expect(night.warnings.map { $0.prefix(23) } == ["UNKNOWN_GRIDS: NOWHERE:"])
        #expect(try bench.output("grids/unassigned/tasks.csv").contains("Zhang"))
    }

    @Test func `two persons with one phone are both contacts, and flagged`() throws {
        let bench = try scene()
        try bench.deliver("people.csv", text: people + "P1,Zhang,15490009001,\nP2,Li,15490009001,\n")
        _ = try bench.nightly()
        let rows = try bench.output("contacts.csv").split(separator: "\n").dropFirst()
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0.contains("SHARED_IDENTIFIER") })
    }

    @Test func `a person again is a duplicate, with other values the last counts and the phones add up`() throws {
        let bench = try scene()
        try bench.deliver(
            "people.csv", text: people + "P1,Zhang,15490009001,\nP1,Zhang,15490009001,\nP1,Zhang San,15490009003,\n")
        let result = try bench.ingest()
        #expect(result.summary.rows == (7, 6, 0, 1))
        let notes = result.notes.filter { $0 != RunSummary.notEncrypted }
        #expect(notes.count == 1 && notes[0].hasPrefix("REPEATED_ROWS: people.csv: 1 rows name a person again"))
        _ = try bench.nightly()
        let list = try bench.output("grids/unassigned/tasks.csv")
        #expect(list.contains("Zhang San"))
        #expect(try bench.read { try $0.persons() }.map(\.identifiers.count) == [2])
    }

    @Test func `a grid again is a duplicate, with other values the last counts and a warning says so`() throws {
        let bench = try BadInputBench()
        try bench.deliver("grids.csv", text: grids + "G1,,strip,town,One\nG1,,strip,town,One\nG1,,strip,town,Uno\n")
        let result = try bench.ingest()
        #expect(result.summary.rows == (3, 2, 0, 1))
        #expect(result.warnings.map { $0.prefix(14) } == ["REPEATED_ROWS:"])
        #expect(try bench.read { try $0.grids() }.map(\.name) == ["Uno"])
    }

    @Test func `a case without a date and a stay that ends before it starts are rejected by name`() throws {
        let bench = try BadInputBench()
        try bench.deliver("cases.csv", text: "case_id,onset,confirmed\nC1,,\n")
        try bench.deliver(
            "itineraries.csv",
            text: "case_id,kind,start,end,place_id\nC1,stay,2020-01-27 12:00:00,2020-01-27 08:00:00,CAF1\n")
        #expect(try bench.ingest(acceptAnyway: "test").summary.rows == (2, 0, 2, 0))
        #expect(try bench.quarantined().map(\.what) == ["2 confirmed missing_value", "2 end end_before_start"])
    }

    @Test func `a case without an itinerary and an itinerary without a case are named`() throws {
        let bench = try BadInputBench()
        try bench.deliver("cases.csv", text: "case_id,onset,confirmed\nC1,2020-01-27,2020-01-28\n")
        try bench.deliver(
            "itineraries.csv",
            text: "case_id,kind,start,end,lon,lat\nC2,stay,2020-01-27 08:00:00,2020-01-27 12:00:00,118.3,28.9\n")
        #expect(
            try bench.nightly().warnings.map { $0.prefix { $0 != ":" } } == [
                "ITINERARY_WITHOUT_CASE", "CASE_WITHOUT_ITINERARY",
            ])
    }

    @Test func `grid and place ids of any letters make safe folders and clean tables`() throws {
        let bench = try scene()
        let ids = ["../up", "a/b", "..", "x,y", "q\"q", "=1+1", "esc\u{1B}[2J", ".hidden", "格子", "-rf", "a b"]
        func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        try bench.deliver("grids.csv", text: grids + ids.map { quoted($0) + ",,strip,town,Name\n" }.joined())
        try bench.deliver(
            "people.csv",
            text: "person_id,name,phones,home_grid,unit_grids\nP1,=cmd(),15490009001,\(quoted(ids[0])),"
                + quoted(ids.dropFirst().joined(separator: ";")) + "\n")
        let night = try bench.nightly()
        #expect(night.warnings == [])
        #expect(try bench.names("runs") == ["2020-01-30"])
        let folders = try bench.names("runs/2020-01-30/current/grids")
        #expect(folders.count == ids.count)
        #expect(folders.allSatisfy { $0 != ".." && !$0.hasPrefix(".") && !$0.contains("\u{1B}") })
        #expect(try bench.output("grids/-rf/tasks.csv").contains(",'=cmd(),"))
        #expect(!night.summary.tableLines().joined().unicodeScalars.contains { $0.value < 32 })
        for row in try bench.output("contacts.csv").split(separator: "\n") { #expect(!row.contains(",=")) }
    }
}
