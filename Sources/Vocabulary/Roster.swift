/// A daily check-in of somebody of a block (school class, enterprise).
public struct RosterReport: Hashable, Comparable, Sendable {
    /// Day number of the local date, and hundredths of a degree Celsius.
    public var day: Int32, temperatureHundredths: Int32
    /// Whether the person says to be isolated; nil where nothing is said of it.
    public var isolated: Bool?

    /// A check-in.
    public init(day: Int32, temperatureHundredths: Int32, isolated: Bool? = nil) {
        self.day = day
        self.temperatureHundredths = temperatureHundredths
        self.isolated = isolated
    }

    /// By day, then by temperature; of equal ones those without isolation first.
    public static func < (left: RosterReport, right: RosterReport) -> Bool {
        func rank(_ report: RosterReport) -> Int { report.isolated.map { $0 ? 2 : 1 } ?? 0 }
        return (left.day, left.temperatureHundredths, rank(left)) < (
            right.day, right.temperatureHundredths, rank(right)
        )
    }
}

/// One reason why somebody of a block may not return to work or class, or why nobody can say so.
public struct RosterReason: Hashable, Sendable {
    /// What stands against the return; the last two are what must be known and is not.
    public enum Kind: String, CaseIterable, Sendable {
        case isolated, fever
        case codeNotGreen = "code_not_green"
        case openTask = "open_task"
        case noCheckin = "no_checkin"
        case noCode = "no_code"

        /// Whether it only says that something is not known.
        public var isMissing: Bool { self == .noCheckin || self == .noCode }
    }
    /// What a reason rests on.
    public enum Ground: Hashable, Sendable {
        case checkin(RosterReport)
        /// A row of a feed: local day of it, and its keyed digest.
        case row(Feed, day: Int32, digest: UInt64)
        case task(String)
        case code(CodeStanding)
        /// The office's own table of cases, of which a block is told no more.
        case office
    }
    /// The kind, and at least one ground where it is none of the missing ones.
    public var kind: Kind, grounds: [Ground]

    /// A reason.
    public init(_ kind: Kind, _ grounds: [Ground] = []) {
        self.kind = kind
        self.grounds = grounds
    }
}

/// Whether somebody may return to one block, as of a run.
public struct RosterLine: Hashable, Sendable {
    /// The answer: `unknown` where nothing stands against it but what is not known.
    public enum Answer: String, Sendable { case yes, no, unknown }
    /// What the line counts as: the first that holds, so that every line counts once.
    public enum Class: String, CaseIterable, Sendable {
        case mayReturn = "may_return"
        case isolated, fever, held
        case notReported = "not_reported"
        case unknown
    }
    /// Who, and the block the registry names.
    public var person: Pseudonym, unit: String
    /// In the order of ``RosterReason/Kind``; empty where the person may return.
    public var reasons: [RosterReason]
    /// Check-in of the sheet's day, the warmest of several; nil where there is none.
    public var report: RosterReport?
    /// Last day with a check-in up to the sheet's; nil where none is known.
    public var lastDay: Int32?
    /// Colour of the health code; nil where the policy has none or the person has none.
    public var colour: CodeColour?

    /// A line.
    public init(
        person: Pseudonym, unit: String, reasons: [RosterReason], report: RosterReport?, lastDay: Int32?,
        colour: CodeColour?
    ) {
        self.person = person
        self.unit = unit
        self.reasons = reasons
        self.report = report
        self.lastDay = lastDay
        self.colour = colour
    }

    /// Whether the person may return.
    public var answer: Answer {
        reasons.isEmpty ? .yes : reasons.allSatisfy(\.kind.isMissing) ? .unknown : .no
    }

    /// Whether a reason is there.
    public func holds(_ kind: RosterReason.Kind) -> Bool { reasons.contains { $0.kind == kind } }

    /// What the line counts as.
    public var counted: Class {
        if reasons.isEmpty { return .mayReturn }
        if holds(.isolated) { return .isolated }
        if holds(.fever) { return .fever }
        if answer == .no { return .held }
        return holds(.noCheckin) ? .notReported : .unknown
    }
}
