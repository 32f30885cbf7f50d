import Foundation
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// The engine against days told one by one, and against other orders of arrival.
@Suite struct CodeDifferentialTests {
    /// Worlds of each seed; `scripts/check` asks for more.
    private static let worlds =
        ProcessInfo.processInfo.environment["TRACEGRID_WORLDS"].flatMap(Int.init) ?? 40

    private func rule(_ random: inout SeededGenerator) throws -> CodeRule {
        var rule = try CodeRule.shipped
        rule.missedDays = CodeRule.MissedDays.allCases.randomElement(using: &random) ?? .further
        rule.checkedDays = CodeRule.CheckedDays.allCases.randomElement(using: &random) ?? .consecutive
        rule.severalCheckins = CodeRule.SeveralCheckins.allCases.randomElement(using: &random) ?? .once
        rule.application = CodeRule.Application.allCases.randomElement(using: &random) ?? .any
        rule.feverCheckinCounts = Bool.random(using: &random)
        rule.graceDays = Int.random(in: 0...2, using: &random)
        if Bool.random(using: &random) {
            let colours: [CodeColour] = [.green, .yellow, .red]
            rule.turns = colours.flatMap { from in
                CodeRule.Event.allCases.compactMap { event -> CodeRule.Turn? in
                    guard let to = colours.filter({ $0 != from }).randomElement(using: &random) else { return nil }
                    return CodeRule.Turn(from: from, when: event, days: Int.random(in: 1...4, using: &random), to: to)
                }
            }
        }
        for cause in CodeCause.risks {
            rule.risks[cause] =
                Int.random(in: 0..<5, using: &random) == 0
                ? nil
                : CodeRule.Risk(
                    colour: Bool.random(using: &random) ? .red : .yellow, days: Int.random(in: 0...4, using: &random),
                    then: Bool.random(using: &random)
                        ? .init(colour: .yellow, days: Int.random(in: 1...3, using: &random)) : nil)
        }
        return rule
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `every day of everybody is as it is told from the rows, whatever the order of arrival`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var seen: Set<CodeStanding> = []
        for _ in 0..<Self.worlds {
            let rule = try rule(&random)
            let last = Int32.random(in: 0...25, using: &random)
            let lastClosed = Bool.random(using: &random) ? last : last - 1
            let people = (0..<4).map { name(.person, UInt64($0)) }
            var rows: [CheckinRow] = []
            for person in people.dropLast() {
                let diligence = Int.random(in: 1...10, using: &random)
                for day in 0...last where Int.random(in: 0..<10, using: &random) < diligence {
                    for _ in 0..<(Int.random(in: 0..<6, using: &random) == 0 ? 3 : 1) {
                        let word = Int.random(in: 0..<20, using: &random)
                        rows.append(
                            CheckinRow(
                                person: person, day: day, fever: word == 0,
                                isolated: word < 3 ? true : word < 6 ? false : nil))
                    }
                }
            }
            let evidence = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ -> CodeEvidence? in
                guard let person = people.randomElement(using: &random),
                    let cause = CodeCause.risks.randomElement(using: &random)
                else { return nil }
                let first = Int32.random(in: -3...last, using: &random)
                return CodeEvidence(
                    person: person, cause: cause, about: ["", "C1", "C2"].randomElement(using: &random) ?? "",
                    first: first, last: first + Int32.random(in: 0...2, using: &random))
            }
            let oracle = CodeOracle(rule: rule, rows: rows, evidence: evidence, last: last, lastClosed: lastClosed)
            let engine = codes(rows, rule, last: last, evidence: evidence, lastClosed: lastClosed)
            let shuffled = codes(
                rows.shuffled(using: &random), rule, last: last, evidence: evidence.shuffled(using: &random),
                lastClosed: lastClosed)
            for person in people {
                let wanted = oracle.days(of: person)
                try #require(engine.history(of: person) == wanted)
                try #require(shuffled.code(of: person) == engine.code(of: person))
                let code = engine.code(of: person)
                let end = try #require(wanted.last)
                #expect(code.discipline == end.discipline && code.risk.colour == end.risk.colour)
                #expect(code.ruled.colour == end.ruled.colour && code.ruled.cause == end.ruled.cause)
                for day in wanted {
                    seen.formUnion([day.discipline, day.risk].map { CodeStanding($0.colour, $0.cause, since: 0) })
                }
            }
            #expect(engine.people == shuffled.people)
        }
        // A test of worlds in which nothing happens would pass too.
        #expect(seen.count > 20, "\(seen.count) different standings were met")
    }

    /// 1.3 million people over 90 days: the city of the Sanmenxia text, in under 10 seconds on two cores.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["TRACEGRID_LONG"] != nil))
    func `a city of 1.3 million people over 90 days takes under 10 seconds`() throws {
        let rule = try CodeRule.shipped
        let people = 1_300_000
        var random = SeededGenerator(seed: 7)
        var sheet = CheckinSheet(days: 0...89, expecting: people)
        var checkins = 0
        for number in 0..<people {
            let person = name(.person, UInt64(number))
            var bits = random.next() | random.next()
            for day in Int32(0)..<90 {
                if day == 64 { bits = random.next() | random.next() }
                if bits & 1 == 1 || number % 10 != 0 {
                    let word = number % 997
                    sheet.add(person, day: day, fever: word == Int(day), isolated: word == Int(day) + 300 ? true : nil)
                    checkins += 1
                }
                bits >>= 1
            }
        }
        let clock = ContinuousClock()
        var counts: [CodeColour: Int] = [:]
        let took = clock.measure {
            let engine = HealthCodes(rule, sheet: sheet, evidence: sheet.evidence, lastClosed: 89)
            let all = engine.people
            let half = all.count / 2
            let parts = [Array(all[..<half]), Array(all[half...])]
            let results = Mutex<[CodeColour: Int]>([:])
            DispatchQueue.concurrentPerform(iterations: 2) { part in
                var own: [CodeColour: Int] = [:]
                for person in parts[part] { own[engine.code(of: person).shown.colour, default: 0] += 1 }
                let made = own
                results.withLock { $0.merge(made) { $0 + $1 } }
            }
            counts = results.withLock { $0 }
        }
        print("health codes: \(people) people, 90 days, \(checkins) check-ins: \(took), \(counts)")
        #expect(counts.values.reduce(0, +) == people && counts.count >= 3)
        #expect(took < .seconds(10))
    }
}
