import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Purpose, roles and the sunset date: looked at in one place, before anything is read.
@Suite struct PermissionTests {
    private static let zone = ZoneRules.china
    /// Noon of 2020-03-10 in China.
    private static let now = zone.startOfDay(CivilDate(year: 2020, month: 3, day: 10).dayNumber) + 43_200

    private func settings(
        purposes: [Purpose] = [.test], purpose: String? = "test", roles: [String: RoleGrant]? = nil,
        sunset: CivilDate? = nil
    ) -> Settings {
        var settings = Settings(zone: Self.zone, homeRegions: [], policy: "cn-nhc-v9", isEncrypted: true)
        settings.purposes = purposes
        settings.purpose = purpose
        settings.roles = roles
        settings.sunset = sunset?.dayNumber
        return settings
    }

    private func gate(_ settings: Settings) -> Gate { Gate(settings: settings, file: "county/tracegrid.yaml") }

    private func request(_ command: AccessCommand, purpose: String? = nil, user: String = "wang") -> AccessRequest {
        AccessRequest(command, purpose: purpose, user: SystemUser(name: user), now: Self.now)
    }

    /// The refusal's line; nil where the request is permitted.
    private func refusal(_ request: AccessRequest, _ settings: Settings) -> String? {
        do throws(Failure) {
            _ = try gate(settings).permit(request)
            return nil
        } catch {
            #expect(error.outcome == .notPermitted && !error.description.contains("\n"))
            return error.description
        }
    }

    /// Who may do what: the table of docs/data-protection.md.
    static let table: [(AccessCommand, Set<Role>)] = [
        (.ingest, [.analyst]), (.screen, [.analyst]), (.nightly, [.analyst]), (.comparePolicies, [.analyst]),
        (.explain, [.analyst, .investigator]), (.explainRaw, [.investigator]),
        (.tasksList, [.investigator, .gridOfficer]), (.tasksExport, [.investigator, .gridOfficer]),
        (.tasksFeedback, [.analyst]), (.tasksCounts, [.analyst, .investigator, .leader]),
        (.report, [.analyst, .investigator, .leader]), (.alertsList, [.analyst, .investigator]),
        (.alertsShow, [.analyst, .investigator]),
        (.auditShow, [.keeper]), (.auditSubject, [.keeper]), (.keysRotate, [.keeper]),
        (.evaluate, [.analyst]), (.feeds, [.analyst]),
        (.trace, [.analyst, .investigator]), (.person, [.analyst, .investigator]),
        (.traceIdentify, [.investigator]), (.personIdentify, [.investigator]),
        (.linksList, [.analyst, .investigator]), (.linksSuggest, [.investigator]), (.linksAccept, [.investigator]),
        (.linksReject, [.investigator]), (.linksUndo, [.investigator]), (.linksAdd, [.investigator]),
        (.purge, [.keeper]), (.purgeDryRun, [.keeper]), (.purgeVerify, [.keeper]),
        (.holdPlace, [.keeper]), (.holdList, [.keeper]), (.holdRelease, [.keeper]),
        (.correctOpen, [.investigator]), (.correctList, [.investigator]), (.correctShow, [.investigator]),
        (.correctDecide, [.investigator]), (.backup, [.analyst, .keeper]),
        (.codesList, [.analyst, .investigator]), (.codesShow, [.analyst, .investigator]),
        (.codesCounts, [.analyst, .investigator, .leader]),
        (.codesOverride, [.investigator]), (.codesOverrideApprove, [.investigator]),
        (.codesOverrideRevoke, [.investigator, .keeper]),
        (.codesOverrideList, [.analyst, .investigator, .keeper]),
    ]

    @Test func `every command knows its roles, and nobody without a role gets in`() {
        #expect(Set(Self.table.map(\.0)) == Set(AccessCommand.allCases))
        for (command, roles) in Self.table {
            for role in Role.allCases {
                let grants = ["wang": RoleGrant(role: role, gridID: role == .gridOfficer ? "g1" : nil)]
                let refused = refusal(request(command), settings(roles: grants))
                #expect((refused == nil) == roles.contains(role), "\(command) \(role): \(refused ?? "")")
                let stranger = refusal(request(command, user: "li"), settings(roles: grants))
                #expect(stranger?.contains("li has no role: add the name under roles in county/tracegrid.yaml") == true)
            }
            #expect(refusal(request(command), settings()) == nil, "without roles everybody may")
            #expect(refusal(request(command), settings(roles: [:])) != nil, "an empty table admits nobody")
        }
    }

    @Test func `the table in the documents is the table of the program`() throws {
        let page = try String(contentsOfFile: PackageRoot.path("docs/data-protection.md"), encoding: .utf8)
        for (command, roles) in Self.table {
            let names = Role.allCases.filter(roles.contains).map { "`\($0.rawValue)`" }.joined(separator: ", ")
            let line = page.split(separator: "\n").first { $0.hasPrefix("|") && $0.contains("`\(command.rawValue)`") }
            #expect(line?.hasSuffix("| \(names) |") == true, "\(command.rawValue): \(line ?? "no line")")
        }
    }

    @Test func `a purpose must be named, known and in force`() {
        let over = Purpose(code: "old", legalBasis: "a", approver: "b", lastDay: Self.zone.localDay(at: Self.now) - 1)
        let last = Purpose(code: "today", legalBasis: "a", approver: "b", lastDay: Self.zone.localDay(at: Self.now))
        let known = settings(purposes: [over, last], purpose: nil)
        for command in AccessCommand.allCases where command.rights.needsPurpose {
            #expect(refusal(request(command), known)?.contains("say --purpose old or today, or set purpose in") == true)
            #expect(refusal(request(command, purpose: "today"), known) == nil)
            #expect(refusal(request(command, purpose: "old"), known)?.contains("old expired on 2020-03-09") == true)
            #expect(refusal(request(command, purpose: "x"), known)?.contains("x is not known: say --purpose") == true)
            let none = settings(purposes: [], purpose: nil)
            #expect(refusal(request(command), none)?.contains("list one under purposes in") == true)
            #expect(refusal(request(command, purpose: "x"), none)?.contains("list it under purposes in") == true)
        }
        for command in AccessCommand.allCases where !command.rights.needsPurpose {
            #expect(refusal(request(command), known) == nil)
            #expect(refusal(request(command, purpose: "x"), known) != nil, "what is named must be known all the same")
        }
    }

    @Test func `after the sunset date only audit, keys, deletion and appeals work`() {
        let day = CivilDate(year: 2020, month: 3, day: 10)
        for command in AccessCommand.allCases {
            #expect(refusal(request(command), settings(sunset: day)) == nil, "the last day counts")
            let over = refusal(request(command), settings(sunset: CivilDate(year: 2020, month: 3, day: 9)))
            #expect((over == nil) == command.rights.outlivesSunset)
            if let over { #expect(over.contains("sunset_date 2020-03-09 is over")) }
        }
        #expect(
            Set(AccessCommand.allCases.filter(\.rights.outlivesSunset)) == [
                .auditShow, .auditSubject, .keysRotate, .purge, .purgeDryRun, .purgeVerify, .holdPlace, .holdList,
                .holdRelease, .correctOpen, .correctList, .correctShow, .correctDecide, .backup,
            ])
    }

    @Test func `refusals end with 5, one line, nothing read, and stand in the audit`() throws {
        let county = try County.sample()
        let settings = try county.scratch.text("county/tracegrid.yaml")
        let cases: [(String, String, [String: String])] = [
            (
                settings.replacing("purpose: test\n", with: "").replacing("- code: test", with: "- code: other"),
                "--purpose other", [:]
            ),
            (settings.replacing("expires: 2199-12-31", with: "expires: 2020-03-01"), "expired on 2020-03-01", [:]),
            (settings + "\nsunset_date: 2020-03-01\n", "sunset_date 2020-03-01 is over", [:]),
            (settings + "\nroles: {wang: leader}\n", "has no role", [:]),
            (settings + "\nroles: {wang: leader}\n", "wang is leader", ["SUDO_USER": "wang"]),
            (settings, "purpose nonsense is not known", ["TRACEGRID_PURPOSE": "nonsense"]),
        ]
        for (text, why, environment) in cases {
            try county.scratch.write("county/tracegrid.yaml", text: text)
            for command in [
                ["nightly", "--as-of", SampleData.asOf], ["ingest"], ["explain", "c12345678901234567890"],
            ] {
                let ending = try Tool.run(command + ["--workspace", county.folder], environment: environment)
                #expect(ending.status == 5 && ending.output.isEmpty, "\(why): \(ending.errors)")
                #expect(
                    ending.errors.split(separator: "\n").count == 1 && ending.errors.contains(why), "\(ending.errors)")
            }
        }
        #expect(county.files(below: "inbox").count == (try SampleData.feeds()).count)
        #expect(county.files(below: "runs").isEmpty && county.files(below: "store").isEmpty)
        try county.scratch.write("county/tracegrid.yaml", text: settings)
        let shown = try Tool.run(["audit", "show", "--workspace", county.folder, "--format", "json"])
        let denied = try Night.list(shown.output).filter { $0["event"] as? String == "denied" }
        #expect(denied.count == 18 && denied.allSatisfy { $0["status"] as? Int == 5 })
        #expect(denied[12]["user"] as? String == "wang")
        #expect(try Tool.run(["audit", "verify", "--workspace", county.folder]).status == 0)
    }

    @Test func `the user is the account of the process, whatever variables say`() throws {
        let scratch = try ScratchFolder()
        try Tool.shell("id -un > '\(scratch.path("name"))'")
        let account = try scratch.text("name").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(SystemUser.current.name == account)
        let county = try County()
        let forged = ["USER": "wang", "LOGNAME": "wang", "USERNAME": "wang", "HOME": "/home/wang"]
        #expect(try Tool.run(["ingest", "--workspace", county.folder], environment: forged).status == 0)
        let shown = try Tool.run(["audit", "show", "--workspace", county.folder, "--format", "json"])
        #expect(try Night.list(shown.output)[0]["user"] as? String == account)
    }

    @Test func `a new workspace can be tried at once, and its purpose ends after thirty days`() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.path("new")
        let made = try Tool.run(["init", folder, "--policy", "cn-nhc-v9"])
        #expect(made.output.contains("Purpose: trial, for 30 days"))
        #expect(try Tool.run(["nightly", "--workspace", folder, "--as-of", "2020-02-01"]).status == 0)
        let file = try SettingsFile(of: folder)
        let purpose = try #require(file.settings.purposes.first)
        let today = Self.zone.localDay(at: Int64(Date().timeIntervalSince1970))
        #expect(
            purpose.code == "trial" && (29...30).contains(purpose.lastDay - today) && purpose.approver == NSUserName())
        let gate = Gate(settings: file.settings, file: file.path)
        let late = AccessRequest(.nightly, now: Self.zone.startOfDay(purpose.lastDay + 1))
        #expect(throws: Failure.self) { try gate.permit(late) }
    }

    @Test(arguments: [
        ("purposes: [{code: a}]", "purposes[0]: a purpose needs code, legal_basis, approver and expires"),
        ("purposes: [{code: a, legal_basis: b, approver: c, expires: soon}]", "purposes[0].expires: expected a date"),
        ("purposes: [{code: a b, legal_basis: b, approver: c, expires: 2020-01-01}]", "a code has letters"),
        ("purposes: [{code: a, legal_basis: b, approver: c, expires: 2020-01-01, note: x}]", "unknown key"),
        (
            "purposes: [{code: a, legal_basis: b, approver: c, expires: 2020-01-01}, {code: a, legal_basis: b, approver: c, expires: 2020-01-01}]",
            "purposes[1].code: given twice"
        ),
        (
            "roles: {wang: king}",
            "roles.wang: no such role; roles are analyst, investigator, grid_officer, leader, keeper"
        ),
        ("roles: {wang: grid_officer}", "a grid officer needs a grid"),
        ("roles: {wang: {role: analyst, grid: g1}}", "only a grid_officer has a grid"),
        ("sunset_date: 2020-02-30", "sunset_date: there is no such day"),
    ])
    func `damaged purposes, roles and dates are told by key`(line: String, why: String) throws {
        let text = "time_zone: Asia/Shanghai\npolicy: cn-nhc-v9\n\(line)\n"
        let failure = try #require(throws: Failure.self) {
            _ = try SettingsReader.settings(from: Array(text.utf8), file: "tracegrid.yaml")
        }
        #expect(failure.outcome == .refused && failure.description.contains(why), "\(failure.description)")
    }

    @Test func `roles and purposes are read as they are written`() throws {
        let text = """
            time_zone: Asia/Shanghai
            policy: cn-nhc-v9
            purposes:
              - {code: outbreak-2020, legal_basis: "Order 3 of 2020", approver: Li Ming, expires: 2020-06-30}
            purpose: outbreak-2020
            roles:
              wang: analyst
              li: {role: grid_officer, grid: "990801010102"}
            sunset_date: 2020-12-31
            """
        let settings = try SettingsReader.settings(from: Array(text.utf8), file: "tracegrid.yaml")
        #expect(settings.purposes.map(\.approver) == ["Li Ming"] && settings.purpose == "outbreak-2020")
        #expect(settings.roles?["wang"] == RoleGrant(role: .analyst))
        #expect(settings.roles?["li"] == RoleGrant(role: .gridOfficer, gridID: "990801010102"))
        #expect(settings.sunset == CivilDate(year: 2020, month: 12, day: 31).dayNumber)
    }
}
