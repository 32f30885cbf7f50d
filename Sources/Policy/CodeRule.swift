public import Vocabulary

/// How health codes follow from check-ins and risk (the Sanmenxia text, DOMAIN 5.1).
public struct CodeRule: Hashable, Sendable {
    /// What a day can bring.
    public enum Event: String, CaseIterable, Sendable {
        case checkedIn = "checked_in"
        case missed
    }
    /// One row of the transition table: after so many days of an event in one colour comes another.
    public struct Turn: Hashable, Sendable {
        public var from: CodeColour, when: Event, days: Int, to: CodeColour
    }
    /// Whether missed days that make red are counted anew from the day after the code turned, or the days that turned it
    /// count too.
    public enum MissedDays: String, CaseIterable, Sendable {
        case further
        case inAll = "in_all"
    }
    /// Whether a missed day puts the days checked in back to none.
    public enum CheckedDays: String, CaseIterable, Sendable { case consecutive, cumulative }
    /// What several check-ins of one day count.
    public enum SeveralCheckins: String, CaseIterable, Sendable { case once, each }
    /// When an application is granted.
    public enum Application: String, CaseIterable, Sendable {
        /// On the first day with a check-in on which nothing speaks against the person.
        case clear
        /// On the first day with a check-in.
        case any
    }
    /// What a cause gives: a colour through so many days after its last day, then perhaps another.
    public struct Risk: Hashable, Sendable {
        public var colour: CodeColour, days: Int
        /// What follows; nil: nothing.
        public var then: After?
        /// The colour afterwards.
        public struct After: Hashable, Sendable {
            public var colour: CodeColour, days: Int
        }
    }
    /// What two people may put in place of a code.
    public struct Overrides: Hashable, Sendable {
        /// Colours that may be given, the reasons for it, and the most days it may last after its first.
        public var to: [CodeColour], reasons: [String], maxDays: Int
    }
    /// Days before the as-of day that are looked at; the retention of check-ins may leave fewer.
    public var historyDays: Int
    /// The transition table.
    public var turns: [Turn]
    /// Its switches.
    public var missedDays: MissedDays, checkedDays: CheckedDays, severalCheckins: SeveralCheckins
    /// Whether a check-in with fever counts as one; days after the application on which none is missed.
    public var feverCheckinCounts: Bool, graceDays: Int
    /// When an application is granted.
    public var application: Application
    /// From here on a temperature is fever, in hundredths of a degree Celsius.
    public var feverHundredths: Int32
    /// The risk channel by cause; a cause that is not here gives nothing.
    public var risks: [CodeCause: Risk]
    /// Overrides.
    public var overrides: Overrides
    /// Where it was published.
    public var source: String
}

/// Reads `codes:`; nil where the policy has none.
enum CodeRuleReader {
    private static let colours: [(String, CodeColour)] = [("green", .green), ("yellow", .yellow), ("red", .red)]

    static func rule(_ node: PolicyNode?) throws(PolicyError) -> CodeRule? {
        guard let node, !node.isNone else { return nil }
        let section = try node.section([
            "history_days", "transitions", "missed_days", "checked_in_days", "checkins_of_a_day",
            "fever_checkin_counts", "grace_days", "application", "fever_c", "risk", "overrides", "source",
        ])
        return CodeRule(
            historyDays: try section["history_days"].wholeNumber("days", 7...365),
            turns: try turns(section["transitions"]),
            missedDays: try section["missed_days"].word(of: words(CodeRule.MissedDays.self)),
            checkedDays: try section["checked_in_days"].word(of: words(CodeRule.CheckedDays.self)),
            severalCheckins: try section["checkins_of_a_day"].word(of: words(CodeRule.SeveralCheckins.self)),
            feverCheckinCounts: try section["fever_checkin_counts"].flag(),
            graceDays: try section["grace_days"].wholeNumber("days", 0...14),
            application: try section["application"].word(of: words(CodeRule.Application.self)),
            feverHundredths: Int32((try section["fever_c"].number("degrees", 35...42) * 100).rounded()),
            risks: try risks(section["risk"]), overrides: try overrides(section["overrides"]),
            source: try section["source"].text())
    }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> [(String, Word)] {
        Word.allCases.map { ($0.rawValue, $0) }
    }

    private static func turns(_ node: PolicyNode) throws(PolicyError) -> [CodeRule.Turn] {
        var turns: [CodeRule.Turn] = []
        for item in try node.list(of: "transitions") {
            let section = try item.section(["from", "when", "days", "to"])
            let turn = CodeRule.Turn(
                from: try section["from"].word(of: colours),
                when: try section["when"].word(of: words(CodeRule.Event.self)),
                days: try section["days"].wholeNumber("days", 1...60), to: try section["to"].word(of: colours))
            guard !turns.contains(where: { $0.from == turn.from && $0.when == turn.when }) else {
                throw section["when"].expected("an event that the colour has no other transition for")
            }
            guard turn.from != turn.to else { throw section["to"].expected("another colour than from") }
            turns.append(turn)
        }
        return turns
    }

    private static func risks(_ node: PolicyNode) throws(PolicyError) -> [CodeCause: CodeRule.Risk] {
        let section = try node.section(CodeCause.risks.map(\.rawValue))
        var risks: [CodeCause: CodeRule.Risk] = [:]
        for cause in CodeCause.risks {
            let value = section[cause.rawValue]
            if value.isNone { continue }
            let entry = try value.section(["colour", "days", "then"])
            risks[cause] = CodeRule.Risk(
                colour: try worse(entry["colour"]), days: try entry["days"].wholeNumber("days", 0...365),
                then: try after(entry["then"]))
        }
        return risks
    }

    private static func after(_ node: PolicyNode) throws(PolicyError) -> CodeRule.Risk.After? {
        if node.isNone { return nil }
        let section = try node.section(["colour", "days"])
        return CodeRule.Risk.After(
            colour: try worse(section["colour"]), days: try section["days"].wholeNumber("days", 1...365))
    }

    private static func worse(_ node: PolicyNode) throws(PolicyError) -> CodeColour {
        try node.word(of: colours.filter { $0.1 != .green })
    }

    private static func overrides(_ node: PolicyNode) throws(PolicyError) -> CodeRule.Overrides {
        let section = try node.section(["to", "reasons", "max_days"])
        var reasons: [String] = []
        for item in try section["reasons"].list(of: "reasons") {
            let reason = try item.text("a word of lower-case letters, digits and _")
            guard reason.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789_".contains($0) }), reason.count <= 40
            else { throw item.expected("a word of lower-case letters, digits and _") }
            guard !reasons.contains(reason) else { throw item.expected("each of the reasons only once") }
            reasons.append(reason)
        }
        return CodeRule.Overrides(
            to: try section["to"].words("colours", of: colours), reasons: reasons,
            maxDays: try section["max_days"].wholeNumber("days", 1...60))
    }
}
