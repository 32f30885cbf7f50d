public import Policy
public import Vocabulary

/// A clue from the public without its text, as it is dispatched.
public struct Clue: Hashable, Sendable {
    /// Its id, when it came, the word for its kind, and the channel (app, hotline).
    public var clueID: String, time: Int64, kind: String, channel: String
    /// Where it says it is.
    public var gridID: String?, position: Position?
    /// Whom or which vehicle it names.
    public var subject: Pseudonym?

    /// A clue.
    public init(
        clueID: String, time: Int64, kind: String, channel: String, gridID: String? = nil, position: Position? = nil,
        subject: Pseudonym? = nil
    ) {
        self.clueID = clueID
        self.time = time
        self.kind = kind
        self.channel = channel
        self.gridID = gridID
        self.position = position
        self.subject = subject
    }
}

/// Where a clue goes, and whether it is the first of its matter.
public struct ClueStanding: Hashable, Sendable {
    /// The clue and its class.
    public var clue: Clue, kind: ClueRules.Kind
    /// Grid it lies in and how that is known: `given`, `polygon`; nil where only the subject can tell.
    public var gridID: String?, gridBasis: String
    /// Id of the clue that is dispatched for the same matter; nil where it is this one.
    public var repeats: String?
}

/// Sorts clues into classes, finds their grids, and which tell the same.
public struct ClueList: Sendable {
    private let rules: ClueRules
    private let tree: GridTree

    /// A list by rules on the ground of a tree.
    public init(rules: ClueRules, tree: GridTree) {
        self.rules = rules
        self.tree = tree
    }

    /// How each clue stands, by time, then id; all are kept, the first of each matter is dispatched.
    ///
    /// A clue repeats an earlier dispatched one of its class that came at most the rule's hours before, and names the
    /// same subject; or where one of the two names none, lies within the rule's metres of it or, where a position is
    /// missing, in the same grid. Of several the earliest counts.
    public func standings(_ clues: [Clue]) -> [ClueStanding] {
        let ordered = clues.sorted { ($0.time, $0.clueID) < ($1.time, $1.clueID) }
        var heads: [String: [Int]] = [:]
        var first: [String: Int] = [:]
        var found: [ClueStanding] = []
        found.reserveCapacity(ordered.count)
        for clue in ordered {
            let kind = rules.kind(of: clue.kind)
            let (gridID, basis) = ground(of: clue)
            var standing = ClueStanding(clue: clue, kind: kind, gridID: gridID, gridBasis: basis, repeats: nil)
            let window = Int64((rules.repeatHours * 3600).rounded())
            let own = heads[kind.code] ?? []
            // Heads come in the order of time: those that are too old stay behind for good.
            var start = first[kind.code] ?? 0
            while start < own.count, found[own[start]].clue.time < clue.time - window { start += 1 }
            first[kind.code] = start
            if let head = own[start...].first(where: { isSame(found[$0], standing) }) {
                standing.repeats = found[head].clue.clueID
            } else {
                heads[kind.code, default: []].append(found.count)
            }
            found.append(standing)
        }
        return found
    }

    private func ground(of clue: Clue) -> (String?, String) {
        if let gridID = clue.gridID, tree.grid(gridID) != nil { return (gridID, "given") }
        if let position = clue.position, let gridID = tree.grid(containing: position) { return (gridID, "polygon") }
        return (nil, "")
    }

    private func isSame(_ head: ClueStanding, _ other: ClueStanding) -> Bool {
        if let one = head.clue.subject, let two = other.clue.subject { return one == two }
        if let one = head.clue.position, let two = other.clue.position {
            return one.distance(to: two) <= rules.repeatMeters
        }
        return head.gridID != nil && head.gridID == other.gridID
    }
}
