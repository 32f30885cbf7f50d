import Vocabulary

@testable import Assessment
@testable import Policy

extension CodeRule {
    /// The Sanmenxia table as `cn-nhc-v9` ships it.
    static var shipped: CodeRule {
        get throws {
            guard let rule = try PolicyReader.policy(of: PolicyShelf.chain(of: "cn-nhc-v9")).codes else {
                throw PolicyError.unknownPolicy(name: "codes", known: [])
            }
            return rule
        }
    }

    /// The three readings of DOMAIN 5.1.
    static func reading(_ letter: String) throws -> CodeRule {
        var rule = try shipped
        rule.missedDays = letter == "B" ? .inAll : .further
        rule.checkedDays = letter == "C" ? .cumulative : .consecutive
        return rule
    }
}

/// One delivered check-in.
struct CheckinRow: Hashable {
    var person: Pseudonym, day: Int32
    var fever = false
    var isolated: Bool?
}

/// Colours as letters, one for each day: `GYR`, `p` pending, `-` none.
func letters(_ days: [HealthCodes.Day], _ colour: (HealthCodes.Day) -> CodeColour = { $0.discipline.colour }) -> String
{
    days.map { day in
        switch colour(day) {
        case .green: "G"
        case .yellow: "Y"
        case .red: "R"
        case .pending: "p"
        case .none: "-"
        }
    }.joined()
}

/// Codes of some check-ins over days 0 to `last`, all of them over.
func codes(
    _ rows: [CheckinRow], _ rule: CodeRule, last: Int32, evidence: [CodeEvidence] = [], lastClosed: Int32? = nil
) -> HealthCodes {
    var sheet = CheckinSheet(days: 0...last)
    for row in rows { sheet.add(row.person, day: row.day, fever: row.fever, isolated: row.isolated) }
    return HealthCodes(rule, sheet: sheet, evidence: sheet.evidence + evidence, lastClosed: lastClosed ?? last)
}
