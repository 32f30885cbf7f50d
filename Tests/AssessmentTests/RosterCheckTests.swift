import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// Whether people of a block may return.
@Suite struct RosterCheckTests {
    static let zone = ZoneRules.china
    static let today = CivilDate(year: 2020, month: 1, day: 28).dayNumber
    static let rules = RegisterRules(
        reportByHour: 10, feverDays: 3, lookBackDays: 14, taskReasons: [.contact, .undeclared, .fever],
        residence: nil)
    static let person = name(.person, 1)

    static func check(hour: Int64 = 23, codes: Bool = true) -> RosterCheck {
        RosterCheck(
            rules, zone: zone, asOf: zone.startOfDay(today) + hour * 3600, feverHundredths: 3730, asksForCode: codes)
    }

    private func code(_ colour: CodeColour) -> CodeStanding {
        CodeStanding(colour, colour == .green ? .clear : .missed, since: Self.today - 2)
    }

    private func task(_ id: String, _ reason: TaskReason, _ state: TaskState, until: Int64? = nil) -> GridTask {
        var task = GridTask(
            taskID: id, person: Self.person, reason: reason, about: "S01", gridID: "g", gridBasis: "home",
            isProvisional: false, action: "visit", due: 0)
        task.state = state
        task.followUpUntil = until
        return task
    }

    /// Somebody against whom nothing stands.
    private func well() -> RosterCheck.Facts {
        var facts = RosterCheck.Facts()
        facts.reports = [RosterReport(day: Self.today, temperatureHundredths: 3650)]
        facts.code = code(.green)
        return facts
    }

    private func kinds(_ facts: RosterCheck.Facts, _ check: RosterCheck = check()) -> [String] {
        let line = check.line(of: Self.person, in: "CLS", facts)
        #expect(line.reasons.allSatisfy { $0.grounds.isEmpty == $0.kind.isMissing }, "each reason rests on something")
        return line.reasons.map(\.kind.rawValue)
    }

    @Test func `who has nothing against them and has reported may return`() {
        let line = Self.check().line(of: Self.person, in: "CLS", well())
        #expect(line.answer == .yes && line.counted == .mayReturn && line.report?.temperatureHundredths == 3650)
    }

    @Test func `each thing that stands against a return is told with what it rests on`() {
        var facts = well()
        facts.reports.append(RosterReport(day: Self.today - 2, temperatureHundredths: 3730))
        #expect(kinds(facts) == ["fever"])
        facts = well()
        facts.reports[0].isolated = true
        #expect(kinds(facts) == ["isolated"])
        facts = well()
        facts.code = code(.yellow)
        #expect(kinds(facts) == ["code_not_green"])
        facts = well()
        facts.tasks = [task("t1", .undeclared, .unreachable)]
        #expect(kinds(facts) == ["open_task"])
        facts = well()
        facts.tasks = [task("t1", .undeclared, .isolated)]
        #expect(kinds(facts) == ["isolated"])
        facts = well()
        facts.isCase = true
        #expect(kinds(facts) == ["isolated"])
        facts = well()
        facts.fevers = [(.visit, Self.zone.startOfDay(Self.today) + 3600, 7)]
        let line = Self.check().line(of: Self.person, in: "CLS", facts)
        #expect(line.reasons == [RosterReason(.fever, [.row(.visit, day: Self.today, digest: 7)])])
        #expect(line.answer == .no && line.counted == .fever)
    }

    @Test func `what is over, withdrawn or of another kind stands against nobody`() {
        var facts = well()
        facts.tasks = [
            task("t1", .contact, .refuted), task("t2", .contact, .closed), task("t3", .clue, .issued),
            task("t4", .alert, .new), task("t5", .contact, .confirmed, until: 1),
        ]
        facts.reports.append(RosterReport(day: Self.today - 3, temperatureHundredths: 3900))
        facts.reports.append(RosterReport(day: Self.today - 5, temperatureHundredths: 3650, isolated: true))
        facts.reports.append(RosterReport(day: Self.today - 4, temperatureHundredths: 3650, isolated: false))
        facts.fevers = [(.visit, Self.zone.startOfDay(Self.today - 2) - 1, 7)]
        #expect(kinds(facts).isEmpty)
        facts.tasks = [task("t5", .contact, .confirmed, until: .max)]
        #expect(kinds(facts) == ["isolated"])
    }

    @Test func `what is not known is a reason of its own, and not a no`() {
        let line = Self.check().line(of: Self.person, in: "CLS", RosterCheck.Facts())
        #expect(line.reasons.map(\.kind) == [.noCheckin, .noCode] && line.answer == .unknown)
        #expect(line.counted == .notReported && line.lastDay == nil)
        var facts = well()
        facts.code = nil
        #expect(Self.check().line(of: Self.person, in: "CLS", facts).counted == .unknown)
        #expect(kinds(facts, Self.check(codes: false)).isEmpty)
        facts = well()
        facts.code = CodeStanding(.none, .notApplied, since: 0)
        #expect(kinds(facts) == ["no_code"])
    }

    @Test func `before the hour of reports a run asks for the day before`() {
        var facts = well()
        #expect(Self.check(hour: 9).day == Self.today - 1 && Self.check(hour: 10).day == Self.today)
        facts.reports[0].day = Self.today - 1
        #expect(kinds(facts, Self.check(hour: 9)).isEmpty)
        #expect(kinds(facts, Self.check(hour: 10)) == ["no_checkin"])
    }

    /// Any facts at all, against the sentence "none isolated, no fever, code green, no open task, reported".
    @Test func `the answer is yes exactly where nothing stands against it and everything is known`() {
        var random = SystemRandomNumberGenerator()
        let check = Self.check()
        var answers: [RosterLine.Answer: Int] = [:]
        for _ in 0..<4_000 {
            var facts = RosterCheck.Facts()
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                facts.reports.append(
                    RosterReport(
                        day: Self.today - Int32.random(in: 0...4, using: &random),
                        temperatureHundredths: Int32.random(in: 3600...3760, using: &random),
                        isolated: [nil, nil, true, false].randomElement(using: &random) ?? nil))
            }
            for number in 0..<Int.random(in: 0...2, using: &random) {
                facts.tasks.append(
                    task(
                        "t\(number)", TaskReason.allCases.randomElement(using: &random) ?? .contact,
                        TaskState.allCases.randomElement(using: &random) ?? .new,
                        until: [nil, nil, 1, .max].randomElement(using: &random) ?? nil))
            }
            if Bool.random(using: &random) {
                facts.fevers = [
                    (.visit, Self.zone.startOfDay(Self.today) - Int64.random(in: -80_000...400_000, using: &random), 1)
                ]
            }
            facts.code = CodeColour.allCases.randomElement(using: &random).map(code)
            facts.isCase = Int.random(in: 0..<8, using: &random) == 0
            let line = check.line(of: Self.person, in: "CLS", facts)
            let lastWord = facts.reports.filter { $0.isolated != nil }.map(\.day).max()
            let isolated =
                facts.isCase
                || facts.reports.contains { $0.day == lastWord && $0.isolated == true }
                || facts.tasks.contains { $0.state == .isolated }
                || facts.tasks.contains {
                    $0.reason == .contact && $0.followUpUntil == .max && $0.state != .closed && $0.state != .refuted
                }
            let feverish =
                facts.reports.contains { $0.temperatureHundredths >= 3730 && $0.day > Self.today - 3 }
                || facts.fevers.contains { $0.at >= Self.zone.startOfDay(Self.today - 2) }
            let open = facts.tasks.contains {
                [.contact, .undeclared, .fever].contains($0.reason)
                    && [.new, .issued, .referred, .unreachable].contains($0.state)
            }
            let colour = facts.code?.colour ?? CodeColour.none
            let isNo = isolated || feverish || open || [.yellow, .red, .pending].contains(colour)
            let isKnown = facts.reports.contains { $0.day == Self.today } && colour != .none
            #expect(line.answer == (isNo ? .no : isKnown ? .yes : .unknown), "\(facts)")
            #expect(line.holds(.isolated) == isolated && line.holds(.fever) == feverish)
            answers[line.answer, default: 0] += 1
        }
        #expect(answers.count == 3 && answers.values.allSatisfy { $0 > 20 }, "\(answers)")
    }
}
