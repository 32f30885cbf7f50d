public import Vocabulary

/// Whose first sight at home is looked for in the second pass, and after which moment.
public struct ReturnWatch: Sendable {
    struct Target: Hashable {
        var subject: Pseudonym
        var region: Int
        var lastSeen: Int64
    }
    /// What each observed identifier may answer.
    var targets: [Pseudonym: [Target]] = [:]

    /// Whether nobody is looked for, so that the second pass can be spared.
    public var isEmpty: Bool { targets.isEmpty }

    /// The observed identifiers that matter.
    public var identifiers: Set<Pseudonym> { Set(targets.keys) }
}

/// First sights at home after the last sight in a region; memory grows with the subjects looked for.
public struct ReturnSights: Sendable {
    struct Home: Hashable, Comparable {
        var time: Int64
        var source: RowSource
        var place: String

        static func < (left: Home, right: Home) -> Bool {
            (left.time, left.source, left.place) < (right.time, right.source, right.place)
        }
    }
    var homes: [RegionSights.Key: Home] = [:]

    /// Nothing seen yet.
    public init() {}

    /// Adds what another thread saw; the order of merging does not matter.
    public mutating func merge(_ other: ReturnSights) {
        homes.merge(other.homes) { min($0, $1) }
    }

    mutating func add(_ home: Home, for key: RegionSights.Key) {
        if let known = homes[key], known <= home { return }
        homes[key] = home
    }
}
