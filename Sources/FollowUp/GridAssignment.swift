public import Vocabulary

/// The grids that follow one person up.
public struct GridChoice: Hashable, Sendable {
    /// One grid, and how it was found: `home`, `unit`, `night`, `last_place`, `unassigned`.
    public struct Choice: Hashable, Sendable {
        /// Id of the grid; ``GridChoice/unassigned`` where none was found.
        public var gridID: String
        /// How it was found.
        public var basis: String

        /// A grid and how it was found.
        public init(gridID: String, basis: String) {
            self.gridID = gridID
            self.basis = basis
        }
    }
    /// At least one grid.
    public var choices: [Choice]
    /// Whether the person is not in the registry.
    public var isProvisional: Bool
    /// Grid ids that the registry or a place names and the tree does not know, sorted.
    public var unknownGrids: [String]

    /// The id that stands for no grid.
    public static let unassigned = "unassigned"

    /// A choice.
    public init(choices: [Choice], isProvisional: Bool, unknownGrids: [String] = []) {
        self.choices = choices
        self.isProvisional = isProvisional
        self.unknownGrids = unknownGrids
    }
}

/// Finds who follows a person up (CONTRACT 6): nobody is dropped.
///
/// Home grid and every unit block; else the grid whose polygon holds the last main night stay; else the grid of the
/// last checkpoint or place seen; else `unassigned`. Ids the tree does not know are reported and passed over.
public struct GridAssignment: Sendable {
    private let tree: GridTree
    private let places: [String: Place]
    private let zone: ZoneRules

    /// A ping speaks for the time until the next observation, for an hour at most.
    private static let pingSeconds: Int64 = 3600
    /// A stay whose end is unknown speaks for a day at most.
    private static let openSeconds: Int64 = 86_400
    /// Positions in one square of 0.001 degree (about 100 m) are one stay.
    private static let squareE7: Int32 = 10_000

    /// An assignment by a tree, the known places, and the local time zone.
    public init(tree: GridTree, places: [String: Place], zone: ZoneRules) {
        self.tree = tree
        self.places = places
        self.zone = zone
    }

    /// Whether what was observed of people can say anything: some grid has ground, or some place names its grid.
    public var usesObservations: Bool { tree.hasGround || places.values.contains { $0.gridID?.isEmpty == false } }

    /// The grids of a person, or of a bare identifier (`person` nil).
    ///
    /// - Parameter observations: the subject's recent observations in any order.
    public func grids(for person: Person?, observations: [Observation]) -> GridChoice {
        var unknown: Set<String> = []
        func known(_ gridID: String?) -> String? {
            guard let gridID, !gridID.isEmpty else { return nil }
            if tree.grid(gridID) != nil { return gridID }
            unknown.insert(gridID)
            return nil
        }
        var choices: [GridChoice.Choice] = []
        if let home = known(person?.homeGrid) { choices.append(.init(gridID: home, basis: "home")) }
        for unit in Set(person?.unitGrids ?? []).sorted() {
            guard let unit = known(unit), !choices.contains(where: { $0.gridID == unit }) else { continue }
            choices.append(.init(gridID: unit, basis: "unit"))
        }
        if choices.isEmpty, let night = nightPosition(observations), let grid = tree.grid(containing: night) {
            choices.append(.init(gridID: grid, basis: "night"))
        }
        if choices.isEmpty {
            let sights = observations.sorted { Self.precedes($1, $0) }
            for sight in sights {
                let named = [sight.place, sight.toPlace, sight.fromPlace].compactMap { $0.flatMap { places[$0] } }
                let grid = named.lazy.compactMap { place in
                    known(place.gridID) ?? place.position.flatMap(tree.grid(containing:))
                }.first
                guard let grid else { continue }
                choices.append(.init(gridID: grid, basis: "last_place"))
                break
            }
        }
        if choices.isEmpty { choices.append(.init(gridID: GridChoice.unassigned, basis: GridChoice.unassigned)) }
        return GridChoice(choices: choices, isProvisional: person == nil, unknownGrids: unknown.sorted())
    }

    /// Where the subject dwelt longest in the last night that anything is known of; of equal ones the later seen.
    func nightPosition(_ observations: [Observation]) -> Position? {
        let located = observations.sorted(by: Self.precedes).compactMap { sight -> Dwelling? in
            if sight.ride != nil { return nil }
            let position = sight.position ?? sight.place.flatMap { places[$0]?.position }
            return position.map {
                Dwelling(
                    span: sight.span, at: $0, reach: sight.traits.has(.openEnd) ? Self.openSeconds : Self.pingSeconds)
            }
        }
        var dwell: [Square: (seconds: Int64, last: Int64, first: Position)] = [:]
        var latest = Int32.min
        for (index, sight) in located.enumerated() {
            var span = sight.span
            if span.seconds == 0 {
                let reach = span.start + sight.reach
                let next = index + 1 < located.count ? located[index + 1].span.start : reach
                span.end = max(span.start, min(next, reach))
            }
            guard let (night, seconds) = lastNight(of: span), night >= latest else { continue }
            if night > latest {
                latest = night
                dwell = [:]
            }
            let square = Square(
                x: Self.square(sight.at.lonE7), y: Self.square(sight.at.latE7))
            let sofar = dwell[square] ?? (0, 0, sight.at)
            dwell[square] = (sofar.seconds + seconds, max(sofar.last, span.end), sofar.first)
        }
        return dwell.max { left, right in
            let a = (left.value.seconds, left.value.last, left.key.x, left.key.y)
            let b = (right.value.seconds, right.value.last, right.key.x, right.key.y)
            return a < b
        }?.value.first
    }

    private static func square(_ value: Int32) -> Int32 {
        value >= 0 ? value / squareE7 : (value - squareE7 + 1) / squareE7
    }

    private struct Dwelling {
        var span: TimeSpan
        var at: Position
        /// Seconds an instant speaks for.
        var reach: Int64
    }

    private struct Square: Hashable {
        var x: Int32, y: Int32
    }

    /// The last night a span meets, by the date it begins, and the seconds (closed, at least one) spent in it.
    private func lastNight(of span: TimeSpan) -> (night: Int32, seconds: Int64)? {
        let last = zone.localDay(at: span.end)
        for night in [last, last - 1] {
            guard let common = LocalNight.span(of: night, zone).flatMap(span.intersection) else { continue }
            return (night, common.seconds + 1)
        }
        return nil
    }

    /// By end, start, row, and place, so that no two orders are possible.
    private static func precedes(_ left: Observation, _ right: Observation) -> Bool {
        if left.span.end != right.span.end { return left.span.end < right.span.end }
        if left.span.start != right.span.start { return left.span.start < right.span.start }
        if left.source != right.source { return left.source < right.source }
        return (left.place ?? "", left.toPlace ?? "") < (right.place ?? "", right.toPlace ?? "")
    }
}
