/// What is done with clues from the public; without the section they are kept and nothing is done.
public struct ClueRules: Hashable, Sendable {
    /// A class of clues.
    public struct Kind: Hashable, Sendable {
        /// Code and words of it that the feed may bear, and what the grid does.
        public var code: String, names: [String], action: String
    }
    /// The classes; a clue of none is of ``otherCode``.
    public var kinds: [Kind]
    /// What is done about other clues.
    public var otherAction: String
    /// Two clues of one class are one matter where they name the same subject, or none and lie as near as this, and came
    /// within these hours of each other.
    public var repeatHours: Double, repeatMeters: Double
    /// Days that a clue is listed.
    public var listedDays: Int

    /// Code of clues of no class.
    public static let otherCode = "OTHER"

    /// The class that a word of the feed means.
    public func kind(of word: String) -> Kind {
        kinds.first { $0.code == word || $0.names.contains(word) }
            ?? Kind(code: ClueRules.otherCode, names: [], action: otherAction)
    }
}

/// Reads the `clues:` of a policy file.
enum ClueReader {
    static func rules(_ node: PolicyNode?) throws(PolicyError) -> ClueRules? {
        guard let node, !node.isNone else { return nil }
        let section = try node.section(["kinds", "other_action", "repeat_hours", "repeat_m", "listed_days"])
        var kinds: [ClueRules.Kind] = []
        var taken: Set<String> = [ClueRules.otherCode]
        for item in try section["kinds"].list(of: "classes of clues") {
            let fields = try item.section(["code", "names", "action"])
            let kind = ClueRules.Kind(
                code: try fields["code"].text("a code"), names: try AlertReader.words(fields["names"]).sorted(),
                action: try fields["action"].text("an action code"))
            for word in [kind.code] + kind.names where !taken.insert(word).inserted {
                throw fields["code"].expected("a code and names that no other class has")
            }
            kinds.append(kind)
        }
        return ClueRules(
            kinds: kinds, otherAction: try section["other_action"].text("an action code"),
            repeatHours: try section["repeat_hours"].number("hours", 0...720),
            repeatMeters: try section["repeat_m"].number("metres", 0...100_000),
            listedDays: try section["listed_days"].wholeNumber("days", 1...90))
    }
}
