import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// A workspace whose ledger an earlier version wrote goes on as one of today's.
///
@Suite struct MigrationTests {
    @Test(arguments: OlderLedger.steps)
    func `a ledger of each earlier version is brought forward, whole, and screens the same`(step: String) throws {
        let county = try County.sample()
        let before = try county.night().outputs()
        try OlderLedger.put(in: county, of: step)
        let isOld = step != OlderLedger.steps.last
        // Whoever only reads changes nothing, and says what to do.
        let reading = ["compare-policies", "cn-nhc-v9", "cn-nhc-v8", "--workspace", county.folder]
        let refused = try Tool.run(reading + ["--as-of", SampleData.asOf])
        if isOld {
            #expect(
                refused.status == 3 && refused.errors.contains("written by an earlier version"), "\(refused.errors)")
            #expect(refused.errors.split(separator: "\n").count == 1)
        }
        let doctor = try Tool.run(["doctor", "--workspace", county.folder])
        #expect(!doctor.output.contains("FAIL"), "\(doctor.output)")
        #expect(doctor.output.contains("schema: \(OlderLedger.steps.count) steps"), "\(doctor.output)")
        let after = try county.night().outputs()
        let differing = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        // Of a night that is run again nothing is new; what was found must be the same.
        #expect(differing.allSatisfy { $0.hasSuffix("changes.csv") || $0.contains("tasks") }, "\(differing)")
        #expect(try Self.findings(after) == Self.findings(before))
    }

    /// Lines of the lists without what they say of the night before and of files.
    private static func findings(_ outputs: [String: [UInt8]]) throws -> [[String?]] {
        try ["contacts.csv", "undeclared.csv"].flatMap { name in
            Table.rows(String(decoding: try #require(outputs[name]), as: UTF8.self)).map { row in
                [row["contact_id"], row["subject"], row["tier"], row["score"], row["rules"], row["status"]]
            }
        }
    }

    @Test func `a backup of an earlier version is restored and brought forward`() throws {
        let county = try SampleNight.copy().county
        try OlderLedger.put(in: county, of: "retention")
        // As the older program would have made it: the copy is taken before anything is brought forward.
        let refused = try Tool.run(["backup", county.scratch.path("b"), "--workspace", county.folder])
        #expect(refused.status == 3 && refused.errors.contains("written by an earlier version"), "\(refused.errors)")
        #expect(try Tool.run(["doctor", "--workspace", county.folder]).status != 1)
        #expect(try Tool.run(["backup", county.scratch.path("b"), "--workspace", county.folder]).status == 0)
    }

    @Test func `a schema of a later version is refused in one line by every command, and nothing is changed`() throws {
        let county = try SampleNight.copy().county
        let path = county.folder + "/tracegrid.sqlite"
        try OlderLedger.execute("INSERT INTO grdb_migrations VALUES ('of-tomorrow')", in: path)
        for command in [
            ["nightly", "--as-of", SampleData.asOf], ["ingest"], ["feeds"], ["tasks", "counts"], ["purge"],
            ["backup", county.scratch.path("b")],
        ] {
            let ending = try Tool.run(command + ["--workspace", county.folder])
            #expect(ending.status == 3, "\(command): \(ending.errors)")
            #expect(ending.errors.split(separator: "\n").count == 1)
            #expect(ending.errors.contains("written by a later version of tracegrid"), "\(ending.errors)")
        }
        let doctor = try Tool.run(["doctor", "--workspace", county.folder])
        #expect(doctor.status == 1 && doctor.output.contains("written by a later version"), "\(doctor.output)")
    }
}
