import Testing
import Vocabulary

@testable import Publishing

@Suite struct OutputFilesTests {
    static let anna = Pseudonym(kind: .person, high: 1, low: 0), plate = Pseudonym(kind: .plate, high: 7, low: 9)
    static let start: Int64 = 1_580_486_400
    static let policy = PolicyStamp(id: "cn-nhc-v9", sha256: "5ad1")
    static let exposures: [Exposure] = {
        var exposures = [
            Exposure(
                caseID: "c1", subject: Pseudonym(kind: .phone, high: 3, low: 4), rule: "carrier.near",
                setting: "street",
                tier: .general, place: "", span: TimeSpan(start, start + 754), minutes: 12.5666,
                environmentalMinutes: 1,
                minDistanceMeters: 3.25, accuracyMeters: 50, observations: 4, flags: ["CELL_ONLY"], feed: .carrier,
                subjectSource: RowSource(file: 1, line: 12, digest: 0xAB),
                caseSource: RowSource(file: 2, line: 3, digest: 1),
                caseOrigin: .reported),
            Exposure(
                caseID: "c1", subject: Pseudonym(kind: .idNumber, high: 3, low: 4), rule: "rail.coach",
                setting: "train",
                tier: .close, place: "=G1,\"quiet\"\n", span: TimeSpan(start + 7200, start + 10_800), minutes: 60,
                environmentalMinutes: 0, minDistanceMeters: nil, accuracyMeters: nil, observations: 1, flags: [],
                feed: .travel, subjectSource: RowSource(file: 9, line: 1, digest: .max),
                caseSource: RowSource(file: 2, line: 4, digest: 2), caseOrigin: .observed(.travel)),
        ]
        exposures[0].certainty = ExposureCertainty(withinReach: 0.4567, minutesLow: 12.6, minutesHigh: 30.14)
        return exposures
    }()
    static let contact = Contact(
        contactID: "k1", caseID: "c1", person: anna, tier: .close, score: 71.25, exposures: exposures,
        flags: ["CELL_ONLY"])
    static let finding = UndeclaredFinding(
        subject: plate, region: "4201", firstSeen: start, lastSeen: start + 3600, returnedAt: start + 7200,
        returnedPlace: "gate 1", status: .otherDates, category: "WUHAN", categories: ["WUHAN", "HUBEI"], score: 80,
        evidence: [
            RegionEvidence(
                span: TimeSpan(start, start + 60), feed: .parking, kind: "stay", place: "p1", flags: [],
                source: RowSource(file: 1, line: 1, digest: 1)),
            RegionEvidence(
                span: TimeSpan(at: start + 3600), feed: .carrier, kind: "ping", place: "", flags: [],
                source: RowSource(file: 1, line: 2, digest: 1)),
        ], flags: ["PLATE_ONLY"])
    static let tasks = {
        var tasks = [
            GridTask(
                taskID: "t1", person: anna, reason: .contact, about: "c1", gridID: "g", gridBasis: "home",
                isProvisional: false, action: "visit_and_isolate", due: start + 7200),
            GridTask(
                taskID: "t2", person: plate, reason: .undeclared, about: "4201", gridID: "g", gridBasis: "night",
                isProvisional: true, action: "visit_and_register", due: start + 43_200, change: .unchanged),
        ]
        tasks[0].issued = start
        (tasks[1].state, tasks[1].issued, tasks[1].overdue) = (.unreachable, start - 86_400, 7300)
        (tasks[1].followUpUntil, tasks[1].nextTest) = (start + 86_399, 18_294)
        return tasks
    }()
    static let identities = [
        anna: TaskIdentity(name: "王 \"小\" 明", phone: "+8613800000000", address: "=cmd|' /C calc'!A0")
    ]

    @Test func `contacts`() throws {
        let rows = [
            ContactRow(contact: Self.contact, gridIDs: ["g", "school"], change: .new),
            ContactRow(
                contact: Contact(
                    contactID: "k2", caseID: "c1", person: Self.plate, tier: .environment, score: 10, exposures: [],
                    flags: []), gridIDs: [], change: .withdrawn),
        ]
        try expectSnapshot("contacts.csv", ContactsFile.bytes(rows, policy: Self.policy, zone: .china))
        try expectSnapshot("contacts-empty.csv", ContactsFile.bytes([], policy: Self.policy, zone: .china))
        let excel = ContactsFile.bytes(rows, policy: Self.policy, zone: .china, byteOrderMark: true)
        #expect(excel == [0xEF, 0xBB, 0xBF] + ContactsFile.bytes(rows, policy: Self.policy, zone: .china))
    }

    @Test func `minutes that two rules found together count once`() {
        var twin = Self.exposures[0]
        twin.rule = "site.near"
        twin.minutes = 10
        var contact = Self.contact
        contact.exposures.append(twin)
        let row = ContactRow(contact: contact, gridIDs: [], change: .new)
        let text = String(decoding: ContactsFile.bytes([row], policy: Self.policy, zone: .china), as: UTF8.self)
        #expect(text.contains(",3,72.6,"))
    }

    @Test func `minutes of rules that overlap in part are their union without the environmental ones`() {
        var first = Self.exposures[0]
        first.span = TimeSpan(Self.start, Self.start + 1800)
        first.minutes = 30
        first.environmentalMinutes = 0
        first.together = [first.span]
        var second = first
        second.rule = "site.near"
        second.span.end += 1800
        second.environmentalMinutes = 30
        var contact = Self.contact
        contact.exposures = [first, second]
        let row = ContactRow(contact: contact, gridIDs: [], change: .new)
        let text = String(decoding: ContactsFile.bytes([row], policy: Self.policy, zone: .china), as: UTF8.self)
        #expect(text.contains(",2,30.0,"))
    }

    @Test func `exposures`() throws {
        try expectSnapshot(
            "exposures.jsonl",
            ExposuresFile.bytes([Self.contact], policy: Self.policy, zone: .china, fileNames: [1: "a.csv", 2: "i.csv"]))
        #expect(ExposuresFile.bytes([], policy: Self.policy, zone: .china, fileNames: [:]).isEmpty)
    }

    @Test func `undeclared travellers`() throws {
        var other = Self.finding
        other.subject = Self.anna
        other.returnedAt = nil
        other.returnedPlace = nil
        other.evidence = []
        let rows = [Self.finding, other].map { UndeclaredRow(finding: $0, gridIDs: ["g"], change: .new) }
        try expectSnapshot("undeclared.csv", UndeclaredFile.bytes(rows, policy: Self.policy, zone: .china))
        try expectSnapshot("undeclared-empty.csv", UndeclaredFile.bytes([], policy: Self.policy, zone: .china))
    }

    @Test func `what stands behind undeclared travellers`() throws {
        var finding = Self.finding
        finding.scoreTerms = [
            ScoreTerm("level", 40, why: "risk level of the region: high"), ScoreTerm("further", 0.5, why: "一"),
        ]
        var yes = Declaration(
            idNumber: nil, phone: nil, declaredAt: Self.start, travelled: true, region: "33", from: Self.start - 86_400)
        yes.source = RowSource(file: 2, line: 8, digest: 0)
        let no = Declaration(idNumber: nil, phone: nil, declaredAt: Self.start + 60, travelled: false)
        finding.declarations = [ConsideredDeclaration(yes, .otherRegion), ConsideredDeclaration(no, .denied)]
        let row = UndeclaredRow(finding: finding, gridIDs: ["g"], change: .new, id: "u1")
        try expectSnapshot(
            "undeclared.jsonl",
            UndeclaredEvidenceFile.bytes([row], policy: Self.policy, zone: .china, fileNames: [1: "a.csv", 2: "d.csv"]))
    }

    @Test func `windows of cases`() throws {
        let source = RowSource(file: 3, line: 2, digest: 0xFE)
        let rows = [
            WindowRow(
                caseID: "c1", anchor: "onset", anchorAt: Self.start, beforeDays: 2, dayIs: "calendar",
                window: TimeSpan(Self.start - 86_400, Self.start), endsWith: "isolated", reported: 3, observed: 1,
                source: source),
            WindowRow(
                caseID: "c2", anchor: nil, anchorAt: nil, beforeDays: 2, dayIs: "24h", window: nil, endsWith: "as_of",
                reported: 0, observed: 0, source: source),
        ]
        try expectSnapshot(
            "windows.csv", WindowsFile.bytes(rows, policy: Self.policy, zone: .china, fileNames: [3: "cases.csv"]))
    }

    @Test func `two policies side by side`() throws {
        typealias Side = PolicyDifference.Side
        let policy = PolicyDifferences.Policy(id: "a", sha256: "12", contacts: 2, undeclared: 1)
        let rows = [
            PolicyDifference(
                kind: .contact, about: "c1", person: Self.anna, first: nil,
                second: Side(verdict: "close", score: 71.25, rules: ["rail.coach", "rail.vehicle"]),
                decidingRules: ["rail.coach"], because: "window"),
            PolicyDifference(
                kind: .contact, about: "c2", person: Self.anna, first: Side(verdict: "close", score: 60, rules: ["x"]),
                second: Side(verdict: "general", score: 30, rules: ["y"]), decidingRules: ["x"],
                because: "no_such_rule"),
            PolicyDifference(
                kind: .undeclared, about: "4201", person: Self.plate,
                first: Side(verdict: "none", score: 80, rules: ["undeclared"]), second: nil,
                decidingRules: ["undeclared"], because: "look_back"),
        ]
        let differences = PolicyDifferences(first: policy, second: policy, asOf: Self.start, rows: rows)
        try expectSnapshot("differences.csv", Array(differences.csv.utf8))
        try expectSnapshot("differences.json", Array(differences.json(zone: .china).utf8))
        try expectSnapshot(
            "differences.txt", Array(differences.tableLines(zone: .china).joined(separator: "\n").utf8))
        let none = PolicyDifferences(first: policy, second: policy, asOf: Self.start, rows: [])
        #expect(none.tableLines(zone: .china).last == "No difference.")
    }

    @Test func `disagreements of a case's own rows`() throws {
        let reported = RowSource(file: 2, line: 3, digest: 1)
        let rows = [
            DisagreementRow(
                caseID: "c1", kind: "elsewhere", span: TimeSpan(Self.start, Self.start + 60), distanceMeters: 812.44,
                feed: .hotel, reported: reported, observed: RowSource(file: 1, line: 9, digest: 2)),
            DisagreementRow(
                caseID: "c1", kind: "other_ride", span: TimeSpan(at: Self.start), distanceMeters: nil, feed: .travel,
                reported: reported, observed: RowSource(file: 5, line: 1, digest: 3)),
        ]
        try expectSnapshot(
            "disagreements.csv",
            DisagreementsFile.bytes(rows, policy: Self.policy, zone: .china, fileNames: [1: "a.csv", 2: "i.csv"]))
    }

    @Test func `changes without what is unchanged`() throws {
        let rows = [
            ChangeRow(kind: "contact", id: "k1", about: "c1", change: .new, why: "new case"),
            ChangeRow(kind: "task", id: "t2", about: "4201", change: .unchanged, why: ""),
            ChangeRow(kind: "task", id: "t3", about: "4201", change: .withdrawn, why: "correction"),
        ]
        try expectSnapshot("changes.csv", ChangesFile.bytes(rows, policy: Self.policy))
        try expectSnapshot("changes-empty.csv", ChangesFile.bytes([], policy: Self.policy))
    }

    @Test func `tasks of a grid`() throws {
        let csv = TasksFile.csv(Self.tasks, identities: Self.identities, policy: Self.policy, zone: .china)
        let lines = TasksFile.jsonLines(Self.tasks, identities: Self.identities, policy: Self.policy, zone: .china)
        try expectSnapshot("tasks.csv", csv)
        try expectSnapshot("tasks.jsonl", lines)
        try expectSnapshot("tasks-empty.csv", TasksFile.csv([], identities: [:], policy: Self.policy, zone: .china))
        for text in [csv, lines].map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(!text.contains("c1") && !text.contains("4201"), "a task list names no case and no region")
            #expect(!text.contains(Self.anna.text), "a task list holds no pseudonym")
        }
    }

    @Test func `the roll-up of a grid`() throws {
        let rows = [
            SummaryRow(reason: .undeclared, counts: [.new: 2, .withdrawn: 1]),
            SummaryRow(reason: .contact, counts: [.unchanged: 5]), SummaryRow(reason: .contact, counts: [.changed: 1]),
        ]
        try expectSnapshot(
            "summary.csv", SummaryFile.bytes(gridID: "县-1", level: "county", name: "县, 一", rows: rows))
        try expectSnapshot("summary-empty.csv", SummaryFile.bytes(gridID: "g", level: "", name: "", rows: []))
    }

    @Test func `the manifest`() throws {
        var manifest = Manifest(
            runID: "r1", asOf: Self.start, toolVersion: "0.1.0", policyID: "cn-nhc-v9", policySHA256: "ab",
            purpose: "drill")
        try expectSnapshot("manifest-empty.json", manifest.bytes(zone: .china))
        manifest.inputs = [
            .init(name: "a \"b\".csv", feed: .travel, sha256: "cd", read: 4, accepted: 2, rejected: 1, duplicate: 1)
        ]
        manifest.counts = [.init("exposures", 2), .init("contacts", 1)]
        manifest.timings = [.init("match", 12)]
        manifest.startedAt = Self.start
        manifest.finishedAt = Self.start + 1
        manifest.peakMemoryBytes = 1_000_000
        manifest.warnings = ["carrier: 12 rows, a tenth of the usual"]
        manifest.outputs = [(path: "undeclared.csv", sha256: "2"), (path: "contacts.csv", sha256: "1")]
        try expectSnapshot("manifest.json", manifest.bytes(zone: .china))
    }

    @Test func `a terminal table`() throws {
        var table = TerminalTable(header: ["grid", "name", "open"], sides: [.left, .left, .right])
        table.append(["县-1", "衢州市柯城区", "12"])
        table.append(["b", "line\nend \u{1B}[31m", "1234"])
        table.append(["c"])
        try expectSnapshot("table.txt", Array(table.text().utf8))
        try expectSnapshot("table-narrow.txt", Array(table.text(width: 20).utf8))
    }
}
