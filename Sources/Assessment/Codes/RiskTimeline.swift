import Policy
import Vocabulary

/// The risk channel of one person, day by day.
struct RiskTimeline {
    private let firstDay: Int32
    private let standings: [CodeStanding]

    /// Lays evidence out over days; what a rule gives nothing for leaves no trace.
    init(_ evidence: [CodeEvidence], rule: CodeRule, days: ClosedRange<Int32>) {
        firstDay = days.lowerBound
        var worst = [CodeStanding](
            repeating: CodeStanding(.green, .clear, since: days.lowerBound), count: days.count)
        for entry in evidence {
            guard let risk = rule.risks[entry.cause] else { continue }
            let end = entry.last + Int32(risk.days)
            func put(_ colour: CodeColour, _ first: Int32, _ last: Int32) {
                let (from, to) = (max(first, days.lowerBound), min(last, days.upperBound, entry.until ?? .max))
                guard from <= to else { return }
                for day in from...to {
                    let place = Int(day - days.lowerBound)
                    let standing = CodeStanding(colour, entry.cause, about: entry.about, since: day)
                    if Self.outweighs(standing, worst[place]) { worst[place] = standing }
                }
            }
            put(risk.colour, entry.first, end)
            if let then = risk.then { put(then.colour, end + 1, end + Int32(then.days)) }
        }
        // A standing dates from the first of the days in a row that it holds for.
        for place in worst.indices {
            let isSame =
                place > 0 && worst[place].colour == worst[place - 1].colour
                && worst[place].cause == worst[place - 1].cause
            worst[place].since = isSame ? worst[place - 1].since : firstDay + Int32(place)
        }
        standings = worst
    }

    /// How the channel stands on a day of the history.
    func standing(on day: Int32) -> CodeStanding { standings[Int(day - firstDay)] }

    /// Whether nothing speaks against the person on a day.
    func isClear(on day: Int32) -> Bool { standing(on: day).colour == .green }

    /// By colour, then by the order of the causes, then by what it is about.
    private static func outweighs(_ left: CodeStanding, _ right: CodeStanding) -> Bool {
        if left.colour != right.colour { return left.colour > right.colour }
        if left.cause != right.cause { return order(left.cause) < order(right.cause) }
        return left.about < right.about
    }

    private static func order(_ cause: CodeCause) -> Int { CodeCause.allCases.firstIndex(of: cause) ?? 0 }
}
