import Foundation
import Ledger
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Overrides of health codes: two people, a reason, an end, and nothing but the colour.
@Suite struct CodeOverrideTests {
    private let county: County
    private let first: Night
    /// A contact of case S01 who is red for that, and has no risk but it.
    private let guest: String
    private let guestID = "99900119580716015X"

    init() throws {
        (county, first) = try SampleNight.copy()
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: first, key: try county.key)
        guest = truth.pseudonym(try #require(truth.person(guestID)))
    }

    private func request(
        _ command: AccessCommand, _ user: String = "office", actor: String? = nil, now: Int64 = County.now
    ) -> AccessRequest {
        AccessRequest(command, actor: actor, user: SystemUser(name: user), now: now)
    }

    private func propose(
        to colour: String = "green", reason: String = "wrong_person", until: String = "2020-02-04",
        by user: String = "office", actor: String? = "Lin Jia"
    ) throws -> Int64 {
        try CodeOverriding.propose(
            try county.held(),
            CodeOverriding.Request(subject: guestID, colour: colour, reason: reason, until: until),
            by: request(.codesOverride, user, actor: actor))
    }

    private func approve(_ number: Int64, by user: String = "office", actor: String? = "Wu Min") throws {
        try CodeOverriding.approve(
            try county.held(), number, by: request(.codesOverrideApprove, user, actor: actor))
    }

    private func code(_ night: Night) throws -> Table.Row {
        try #require(try night.table("codes.csv").first { $0["person"] == guest })
    }

    @Test
    func
        `a proposal changes nothing; approved it changes the colour and nothing else, is in every run's exceptions, and ends`()
        throws
    {
        #expect(try first.table("exceptions.csv").isEmpty)
        let number = try propose()
        let proposed = try county.screen()
        #expect(try code(proposed)["code"] == "red")
        #expect(try proposed.table("exceptions.csv").map { $0["standing"] } == ["proposed"])
        try approve(number)
        let second = try county.screen()
        let row = try code(second)
        #expect(row["code"] == "green" && row["cause"] == "override" && row["about"] == "wrong_person")
        #expect(row["risk"] == "red" && row["risk_cause"] == "contact_close" && row["override_id"] == "\(number)")
        let exception = try #require(try second.table("exceptions.csv").first)
        #expect(exception["person"] == guest && exception["standing"] == "in_force" && exception["to"] == "green")
        #expect(exception["code_by_rule"] == "red" && exception["flags"] == "ONE_ACCOUNT")
        #expect(exception["proposed_by"] == "Lin Jia (office)" && exception["approved_by"] == "Wu Min (office)")
        // Contacts, tiers and tasks are as they were.
        for name in ["exposures.jsonl", "windows.csv", "code_causes.csv"] {
            #expect(try second.bytes(name) == (try first.bytes(name)), "\(name)")
        }
        func contacts(_ night: Night) throws -> [[String: String]] {
            try night.table("contacts.csv").map { $0.filter { $0.key != "change" } }
        }
        #expect(try contacts(second) == (try contacts(first)))
        #expect(try county.screen().isRepeated)
        // The last day counts, the next does not.
        #expect(try code(try county.screen("2020-02-04"))["code"] == "green")
        let after = try county.screen("2020-02-05")
        #expect(try code(after)["code"] == "red")
        #expect(try after.table("exceptions.csv").first?["standing"] == "expired")
    }

    @Test func `whoever proposed it cannot approve it, nor anybody who cannot be told from them`() throws {
        let number = try propose()
        for actor in ["Lin Jia", " lin jia ", nil, ""] as [String?] {
            let failure = #expect(throws: Failure.self) { try approve(number, actor: actor) }
            #expect(failure?.outcome == .notPermitted, "\(actor ?? "-")")
        }
        // The same person from another account is the same person.
        #expect(throws: Failure.self) { try approve(number, by: "other", actor: "LIN JIA") }
        #expect(throws: Failure.self) { try approve(number, by: "Lin Jia", actor: nil) }
        #expect(try code(try county.screen())["code"] == "red")
        try approve(number, by: "other", actor: nil)
        let exceptions = try county.screen().table("exceptions.csv")
        #expect(exceptions.first?["standing"] == "in_force" && exceptions.first?["flags"] == "")
        #expect(throws: Failure.self) { try approve(number, by: "third") }
    }

    @Test func `where there are roles, one account is one person whatever it calls itself`() throws {
        let settings = try county.scratch.text("county/tracegrid.yaml")
        try county.scratch.write(
            "county/tracegrid.yaml", text: settings + "\nroles: {lin: investigator, wu: investigator, zhao: analyst}\n")
        let words = ["--workspace", county.folder]
        func run(_ command: [String], _ user: String) throws -> Tool.Ending {
            try Tool.run(["codes", "override"] + command + words, environment: ["SUDO_USER": user])
        }
        let proposal = [guestID, "--to", "green", "--reason", "negative_test", "--until", "2020-02-04"]
        #expect(try run(proposal, "zhao").status == 5, "an analyst proposes nothing")
        let made = try run(proposal + ["--format", "csv"], "lin")
        #expect(made.status == 0 && made.output == "override_id\n1\n", "\(made.errors)")
        let same = try run(["approve", "1", "--actor", "Wu Min"], "lin")
        #expect(same.status == 5 && same.errors.contains("another has to approve it"))
        #expect(try run(["approve", "1"], "zhao").status == 5)
        #expect(try run(["approve", "1"], "wu").status == 0)
        let listed = Table.rows(try run(["list", "--format", "csv"], "zhao").output)
        #expect(listed.first?["state"] == "approved" && listed.first?["approved_by"] == "wu")
        #expect(listed.first?["person"] == guest)
        let audit = try Tool.run(
            ["audit", "show", "--workspace", county.folder, "--format", "json"], environment: ["SUDO_USER": "x"])
        #expect(audit.status == 5, "and only a keeper reads the audit")
        let log = String(decoding: try county.bytes("audit/audit.jsonl"), as: UTF8.self)
        #expect(log.contains("codes override approve") && log.contains("reason negative_test") && log.contains(guest))
        #expect(!log.contains(guestID))
    }

    @Test func `colour, reason and end are bounded by the policy, and there is one override at a time`() throws {
        let wrong: [(String, String, String)] = [
            ("red", "wrong_person", "2020-02-04"), ("blue", "wrong_person", "2020-02-04"),
            ("green", "because", "2020-02-04"), ("green", "wrong_person", "2020-01-27"),
            ("green", "wrong_person", "2020-02-12"), ("green", "wrong_person", "never"),
        ]
        for (colour, reason, until) in wrong {
            let failure = #expect(throws: Failure.self) { try propose(to: colour, reason: reason, until: until) }
            #expect(failure?.outcome == .usage && failure?.description.contains("\n") == false)
            #expect(failure?.description.contains(guestID) == false)
        }
        let number = try propose(until: "2020-02-11")
        #expect(throws: Failure.self) { try propose() }
        try CodeOverriding.revoke(try county.held(), number, by: request(.codesOverrideRevoke, "third"))
        #expect(throws: Failure.self) { try approve(number) }
        #expect(throws: Failure.self) {
            try CodeOverriding.revoke(try county.held(), number, by: request(.codesOverrideRevoke))
        }
        #expect(try propose() == number + 1)
        #expect(try CodeOverriding.list(try county.held()).map { $0[2] } == ["rejected", "proposed"])
        // Somebody without a code has none to override.
        let failure = #expect(throws: Failure.self) {
            try CodeOverriding.propose(
                try county.held(),
                CodeOverriding.Request(
                    subject: "990000197203160006", colour: "green", reason: "wrong_person", until: "2020-02-04"),
                by: request(.codesOverride))
        }
        #expect(failure?.outcome == .usage)
    }

    @Test func `taken back, the rules hold again at once`() throws {
        let number = try propose()
        try approve(number)
        #expect(try code(try county.screen())["code"] == "green")
        try CodeOverriding.revoke(try county.held(), number, by: request(.codesOverrideRevoke, "third"))
        let night = try county.screen()
        #expect(try code(night)["code"] == "red")
        let exception = try #require(try night.table("exceptions.csv").first)
        #expect(exception["standing"] == "revoked" && exception["ended_by"] == "third")
    }

    @Test func `it holds for nothing worse than it was proposed for`() throws {
        let truth = try Truth(people: try SampleData.text("feeds/people.csv"), night: first, key: try county.key)
        let late = try #require(
            try SampleData.text("README.md").split(separator: "\n").first {
                $0.contains("| 何退票 |") && $0.contains("yellow")
            })
        let id = late.split(separator: "|")[1].trimmingCharacters(in: .whitespaces)
        let number = try CodeOverriding.propose(
            try county.held(),
            CodeOverriding.Request(subject: id, colour: "green", reason: "device_failure", until: "2020-02-04"),
            by: request(.codesOverride, actor: "Lin Jia"))
        try approve(number)
        let person = truth.pseudonym(try #require(truth.person(id)))
        func shown(_ night: Night) throws -> String? {
            try night.table("codes.csv").first { $0["person"] == person }?["code"]
        }
        #expect(try shown(try county.screen()) == "green")
        try county.deliver("checkins_fever.csv", text: "id_number,date,temperature_c\n\(id),2020-01-28,38.4\n")
        let night = try county.night()
        #expect(try shown(night) == "red")
        #expect(try night.table("exceptions.csv").first?["standing"] == "overtaken")
    }

    @Test func `the ledger itself refuses one person for two, and a purge forgets what is long over`() throws {
        let number = try propose()
        for actor in ["Lin Jia", nil] {
            let same = CodeOverride.Act(user: "office", actor: actor, at: 1)
            #expect(throws: LedgerError.self) { try county.held().ledger.approveOverride(number, same) }
        }
        try approve(number)
        func purge(_ asOf: String) throws -> Int {
            _ = try Purge.run(
                try county.held(), PurgeRequest(asOf: asOf), now: County.now, reporter: county.log)
            return try county.held().ledger.read { try $0.codeOverrides().count }
        }
        // Kept 60 days after its last day, 4 February.
        #expect(try purge("2020-04-04") == 1)
        #expect(try purge("2020-04-05") == 0)
    }
}
