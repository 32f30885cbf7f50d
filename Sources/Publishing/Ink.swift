/// What a colour on a terminal means; the words beside it always say the same.
public enum Ink: String, CaseIterable, Sendable {
    /// Needs action at once: a close contact, a risk region, a contradiction.
    case alarm = "1;31"
    /// Needs a look: other tiers, doubtful evidence.
    case caution = "33"
    /// People who belong together.
    case bond = "1;36"
    /// Headings.
    case strong = "1"
    /// Nothing known, or beside the point.
    case quiet = "2"

    /// The ink of a tier.
    public init?(tier: String) {
        switch tier {
        case "close": self = .alarm
        case "secondary", "general": self = .caution
        case "environment": self = .quiet
        default: return nil
        }
    }
}

/// Paints words on a terminal, or leaves them as they are.
public struct Brush: Sendable {
    private let isOn: Bool

    /// A brush that paints or not.
    public init(isOn: Bool) { self.isOn = isOn }

    /// No colours.
    public static let none = Brush(isOn: false)

    /// The text in an ink.
    public func paint(_ text: String, _ ink: Ink?) -> String {
        guard isOn, let ink, !text.isEmpty else { return text }
        return Brush.code(ink.rawValue) + text + Brush.end
    }

    private static func code(_ number: String) -> String { "\u{1B}[\(number)m" }
    private static let end = code("0")
    private static let codes = Ink.allCases.map { code($0.rawValue) } + [end]

    /// A line that cannot move the cursor: what a brush writes itself stays, all else is as
    /// ``TerminalTable/printable(_:)`` has it.
    public func printable(_ line: String) -> String {
        guard isOn else { return TerminalTable.printable(line) }
        var text = ""
        var rest = line.unicodeScalars[...]
        while let escape = rest.firstIndex(of: "\u{1B}") {
            text += TerminalTable.printable(String(rest[..<escape]))
            rest = rest[escape...]
            let own = Brush.codes.first { rest.starts(with: $0.unicodeScalars) }
            text += own ?? "?"
            rest = rest.dropFirst(own?.unicodeScalars.count ?? 1)
        }
        return text + TerminalTable.printable(String(rest))
    }
}
