import Ledger
import TestSupport
import Testing
import Vocabulary

@Suite struct RunTests {
    let folder: ScratchFolder
    let ledger: Ledger

    init() throws {
        folder = try ScratchFolder()
        ledger = try Ledger(path: folder.path("tracegrid.sqlite"))
    }

    func start(_ id: String, asOf: Int64, inputs: String = "inputs", baseline: String? = nil) throws -> RunRecord {
        let run = RunRecord(
            runID: id, key: Deliveries.key(asOf: asOf, inputs: inputs), policy: "cn-nhc-v9", baseline: baseline,
            startedAt: asOf + 5)
        try ledger.startRun(run)
        return run
    }

    let findings = RunFindings(
        cases: ["K1", "K2"],
        contacts: [
            .init(
                contactID: "c1", caseID: "K1", person: Deliveries.person(1), tier: .companionSpacetime, score: 61.25,
                meaning: "m1"),
            .init(
                contactID: "c2", caseID: "K1", person: Deliveries.phone(2), tier: .close, score: 100, meaning: "m2",
                via: [Deliveries.person(1), Deliveries.person(2)]),
        ],
        undeclared: [
            .init(subject: Deliveries.plate(1), region: "4201", status: .otherDates, meaning: "m3")
        ],
        tasks: [.init(task: Self.task, meaning: "m4")])

    private static var task: GridTask {
        var task = GridTask(
            taskID: "t1", person: Deliveries.person(1), reason: .contact, about: "K1", gridID: "unassigned",
            gridBasis: "unassigned", isProvisional: true, action: "visit_and_isolate", due: 99, change: .withdrawn)
        (task.state, task.issued, task.formerIDs) = (.unreachable, 50, ["t3", "t2"])
        return task
    }

    @Test func `a run's findings come back as they were stored`() throws {
        let run = try start("r1", asOf: 1000, baseline: "r0")
        let started = try ledger.read { try $0.run(id: "r1") }
        #expect(started == run)
        try ledger.completeRun("r1", findings: findings, outputsDigest: "o", finishedAt: 1010)
        try ledger.read { snapshot throws in
            let complete = try #require(try snapshot.run(id: "r1"))
            #expect(complete.state == .complete && complete.finishedAt == 1010 && complete.outputsDigest == "o")
            #expect(complete.key == run.key && complete.baseline == "r0" && complete.policy == "cn-nhc-v9")
            #expect(try snapshot.findings(of: "r1") == findings)
            #expect(try snapshot.findings(of: "r9") == RunFindings())
        }
    }

    @Test func `alerts, roster and clues come back by list, and name whom they are about`() throws {
        _ = try start("r1", asOf: 1000)
        var told = RunFindings()
        told.rows = [
            .init(list: "alert", id: "a1", subject: nil, about: "rate_up", meaning: "m1"),
            .init(list: "alert", id: "a2", subject: Deliveries.person(1), about: "not_out", meaning: "m2"),
            .init(list: "category", id: "p", subject: Deliveries.person(1), about: "FEVER", meaning: "m3"),
        ]
        try ledger.completeRun("r1", findings: told, outputsDigest: "o", finishedAt: 1010)
        try ledger.read { snapshot throws in
            #expect(try snapshot.findings(of: "r1") == told)
            let mentions = try snapshot.mentions(of: [Deliveries.person(1)])
            #expect(mentions.runs == ["r1"] && mentions.ids == ["a2", "p"])
        }
        _ = try start("r2", asOf: 2000)
        told.rows = [.init(list: "rumours", id: "a", subject: nil, about: "", meaning: "")]
        #expect(throws: LedgerError.self) {
            try ledger.completeRun("r2", findings: told, outputsDigest: "o", finishedAt: 1)
        }
    }

    @Test func `a run that is not complete is no result`() throws {
        _ = try start("r1", asOf: 1000)
        try ledger.read { snapshot throws in
            #expect(try snapshot.latestCompleteRun() == nil)
            #expect(try snapshot.completeRun(with: Deliveries.key(asOf: 1000)) == nil)
            #expect(try snapshot.firstReports(before: .max).isEmpty)
        }
        #expect(try ledger.discardUnfinishedRuns() == ["r1"])
        #expect(throws: LedgerError.noUnfinishedRun(id: "r1")) {
            try ledger.completeRun("r1", findings: findings, outputsDigest: "o", finishedAt: 1)
        }
    }

    @Test func `a run is completed once, and wholly`() throws {
        _ = try start("r1", asOf: 1000)
        var broken = findings
        broken.contacts.append(broken.contacts[0])
        #expect(throws: LedgerError.self) {
            try ledger.completeRun("r1", findings: broken, outputsDigest: "o", finishedAt: 1)
        }
        try ledger.read { snapshot throws in
            #expect(try snapshot.findings(of: "r1") == RunFindings())
            #expect(try snapshot.run(id: "r1")?.state == .started)
        }
        try ledger.completeRun("r1", findings: findings, outputsDigest: "o", finishedAt: 1)
        #expect(throws: LedgerError.noUnfinishedRun(id: "r1")) {
            try ledger.completeRun("r1", findings: RunFindings(), outputsDigest: "o", finishedAt: 1)
        }
    }

    @Test func `the latest run is the one that looks at the latest moment`() throws {
        for (id, asOf) in [("r1", Int64(2000)), ("r2", 1000), ("r3", 2000), ("r4", 500)] {
            _ = try start(id, asOf: asOf)
            try ledger.completeRun(id, findings: RunFindings(), outputsDigest: "o", finishedAt: 1)
        }
        _ = try start("r5", asOf: 3000)
        try ledger.read { snapshot throws in
            #expect(try snapshot.latestCompleteRun()?.runID == "r3")
            #expect(try snapshot.latestCompleteRun(notAfter: 1999)?.runID == "r2")
            #expect(try snapshot.latestCompleteRun(notAfter: 499) == nil)
            #expect(try snapshot.completeRun(with: Deliveries.key(asOf: 1000))?.runID == "r2")
            #expect(try snapshot.completeRun(with: Deliveries.key(asOf: 1000, inputs: "more")) == nil)
            #expect(try snapshot.runs().map(\.runID) == ["r5", "r3", "r1", "r2", "r4"])
        }
    }

    @Test func `the first report of a finding is its earliest complete run`() throws {
        for (id, asOf) in [("r1", Int64(3000)), ("r2", 1000), ("r3", 2000)] {
            _ = try start(id, asOf: asOf)
            try ledger.completeRun(id, findings: findings, outputsDigest: "o", finishedAt: 1)
        }
        let reports = try ledger.read { try $0.firstReports(before: 2500) }
        #expect(reports.count == 1)
        #expect(reports[0].subject == Deliveries.plate(1) && reports[0].region == "4201" && reports[0].at == 1000)
        let none = try ledger.read { try $0.firstReports(before: 1000) }
        #expect(none.isEmpty)
    }

    @Test func `two runs cannot have one id`() throws {
        _ = try start("r1", asOf: 1)
        #expect(throws: LedgerError.self) { try start("r1", asOf: 2) }
    }
}
