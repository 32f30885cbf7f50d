/// Colour of a health code, or why there is none, from better to worse.
///
/// `none`: never applied for in the history; `pending`: applied for and not given yet.
public enum CodeColour: String, CaseIterable, Comparable, Sendable {
    case green, none, pending, yellow, red

    /// Order of the weight: 0 is best.
    var rank: Int {
        switch self {
        case .green: 0
        case .none: 1
        case .pending: 2
        case .yellow: 3
        case .red: 4
        }
    }

    /// Whether the left one is the better.
    public static func < (left: CodeColour, right: CodeColour) -> Bool { left.rank < right.rank }
}

/// Why a code has its colour; of causes that give one colour the earlier in this list is named.
public enum CodeCause: String, CaseIterable, Sendable {
    /// The risk channel: a confirmed case, contacts by tier, fever, isolation, an undeclared journey.
    case indexCase = "case"
    case contactClose = "contact_close"
    case contactSecondary = "contact_secondary"
    case fever, isolation, undeclared
    case contactGeneral = "contact_general"
    case contactCompanion = "contact_companion_spacetime"
    case contactEnvironment = "contact_environment"
    /// Nothing speaks against the person.
    case clear
    /// Check-in discipline: days missed, days checked in again, applied and given, applied and not given, not applied.
    case missed
    case checkedIn = "checked_in"
    case applied, waiting
    case notApplied = "not_applied"
    /// Two named people said so.
    case overridden = "override"

    /// Causes of the risk channel, in order.
    public static let risks: [CodeCause] = [
        .indexCase, .contactClose, .contactSecondary, .fever, .isolation, .undeclared, .contactGeneral,
        .contactCompanion, .contactEnvironment,
    ]

    /// The cause that a contact of a tier is.
    public init(_ tier: Tier) {
        self =
            switch tier {
            case .close: .contactClose
            case .secondary: .contactSecondary
            case .general: .contactGeneral
            case .companionSpacetime: .contactCompanion
            case .environment: .contactEnvironment
            }
    }
}

/// A colour with its cause and the local day that it dates from.
public struct CodeStanding: Hashable, Sendable {
    /// The colour and why.
    public var colour: CodeColour, cause: CodeCause
    /// Case or region of a risk; else empty.
    public var about: String
    /// Day number of the local day whose event gave it; no earlier than the history.
    public var since: Int32

    /// A standing.
    public init(_ colour: CodeColour, _ cause: CodeCause, about: String = "", since: Int32) {
        self.colour = colour
        self.cause = cause
        self.about = about
        self.since = since
    }

    /// The worse of what discipline and risk give; where both give one colour, the risk, if it speaks against somebody.
    public static func worse(_ discipline: CodeStanding, _ risk: CodeStanding) -> CodeStanding {
        risk.colour > discipline.colour || (risk.colour == discipline.colour && risk.colour != .green)
            ? risk : discipline
    }
}

/// A person's health code: what check-ins give, what risk gives, and what two people have put in its place, if any.
public struct HealthCode: Hashable, Sendable {
    /// Person, or bare identifier that the registry does not know.
    public var person: Pseudonym
    /// The two channels.
    public var discipline: CodeStanding, risk: CodeStanding
    /// Last day with a check-in, as a day number; nil where there is none in the history.
    public var lastCheckin: Int32?
    /// What stands in place of the rules' colour.
    public var override: Override?

    /// A colour by the word of two people.
    public struct Override: Hashable, Sendable {
        /// What it gives, and its number.
        public var standing: CodeStanding, number: Int64

        /// An override in force.
        public init(_ standing: CodeStanding, number: Int64) {
            self.standing = standing
            self.number = number
        }
    }

    /// A code.
    public init(person: Pseudonym, discipline: CodeStanding, risk: CodeStanding, lastCheckin: Int32? = nil) {
        self.person = person
        self.discipline = discipline
        self.risk = risk
        self.lastCheckin = lastCheckin
    }

    /// The worse channel.
    public var ruled: CodeStanding { CodeStanding.worse(discipline, risk) }
    /// The colour that is shown.
    public var shown: CodeStanding { override?.standing ?? ruled }
}

/// Something that speaks against a person on some local days: the risk channel's evidence.
public struct CodeEvidence: Hashable, Sendable {
    /// Whom it is about, why, and the case or region.
    public var person: Pseudonym, cause: CodeCause, about: String
    /// First and last local day of what was seen or told, as day numbers.
    public var first: Int32, last: Int32
    /// Last day on which it counts, where something took it back; else the policy's days decide.
    public var until: Int32?

    /// Evidence.
    public init(
        person: Pseudonym, cause: CodeCause, about: String = "", first: Int32, last: Int32, until: Int32? = nil
    ) {
        self.person = person
        self.cause = cause
        self.about = about
        self.first = first
        self.last = last
        self.until = until
    }
}
