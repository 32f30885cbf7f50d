public import Policy
import Vocabulary

/// Holds where people are registered against where they spend their nights.
public struct ResidenceCheck: Sendable {
    /// The ground of the grids, by number from ``NightDwell/firstGround`` on.
    public struct Ground: Sendable {
        /// Grid of each ground, and the grids above it.
        let grids: [String], above: [[String]]

        /// Grounds in the order of their numbers.
        public init(_ grids: [String], above: (String) -> [String]) {
            self.grids = grids
            self.above = grids.map(above)
        }

        /// Grid of a number; nil for the numbers that are none.
        public func grid(_ number: UInt32) -> String? {
            number < NightDwell.firstGround ? nil : grids[Int(number - NightDwell.firstGround)]
        }

        /// Whether a ground is that of a home, with `homeAbove` the grids above it: the same grid, one below it, or one
        /// above it where no polygon below holds the position.
        public func isHome(_ number: UInt32, _ home: String, _ homeAbove: [String]) -> Bool {
            guard let grid = grid(number) else { return false }
            return grid == home || above[Int(number - NightDwell.firstGround)].contains(home)
                || homeAbove.contains(grid)
        }
    }

    /// Somebody whose nights and registration disagree; the rows have yet to be looked at.
    public struct Candidate: Hashable, Sendable {
        /// Number of the person, and the ground of most nights; nil where that is no one ground.
        public var who: UInt32, ground: UInt32?
        /// Places of the nights that speak for it.
        public var nights: [Int]
        /// Whether the home grid is told that the person is elsewhere; else only the grid of the nights is told.
        public var isAway: Bool
    }

    private let rule: ResidenceRule
    private let nights: Int
    private let ground: Ground
    /// Main grounds, by person and night.
    private let main: [UInt32]

    /// A check of nights: `main` holds the ground of each, person by person.
    public init(_ rule: ResidenceRule, nights: Int, ground: Ground, main: [UInt32]) {
        self.rule = rule
        self.nights = nights
        self.ground = ground
        self.main = main
    }

    private func row(_ who: Int) -> ArraySlice<UInt32> { main[who * nights..<(who + 1) * nights] }

    /// Whether somebody was seen in any of the nights.
    public func isSeen(_ who: Int) -> Bool { row(who).contains { $0 != NightDwell.unseen } }

    /// The ground of at least the rule's nights, with them; of two with as many the smaller number.
    private func settled(_ row: ArraySlice<UInt32>) -> (ground: UInt32, nights: [Int])? {
        var best: (ground: UInt32, nights: [Int])?
        for ground in Set(row).sorted() where ground != NightDwell.unseen {
            let own = row.indices.filter { row[$0] == ground }.map { $0 - row.startIndex }
            if own.count >= rule.leastNights, own.count > best?.nights.count ?? 0 { best = (ground, own) }
        }
        return best
    }

    /// Somebody of the registry who spends the nights elsewhere than at `home`, a grid whose ground is known; nil where
    /// nobody can say that.
    ///
    /// Who has no known home is a candidate where the nights are in one grid. `isAway` takes that no night was at home.
    public func candidate(_ who: Int, home: String?, homeAbove: [String]) -> Candidate? {
        let row = row(who)
        let settled = settled(row)
        let atHome = home.map { home in row.contains { ground.isHome($0, home, homeAbove) } } ?? false
        if let settled, let home, ground.isHome(settled.ground, home, homeAbove) { return nil }
        let away = row.indices.filter { row[$0] != NightDwell.unseen }.map { $0 - row.startIndex }
        let isAway = home != nil && !atHome && away.count >= rule.leastNights
        if let settled {
            guard isAway || ground.grid(settled.ground) != nil else { return nil }
            return Candidate(who: UInt32(who), ground: settled.ground, nights: settled.nights, isAway: isAway)
        }
        return isAway ? Candidate(who: UInt32(who), ground: nil, nights: away, isAway: true) : nil
    }

    /// Somebody whom the registry does not know and who spends the nights in one grid.
    public func stranger(_ who: Int) -> Candidate? {
        settled(row(who)).flatMap { settled in
            ground.grid(settled.ground) == nil
                ? nil
                : Candidate(who: UInt32(who), ground: settled.ground, nights: settled.nights, isAway: false)
        }
    }

    /// Grids, with those above, in whose ground somebody was seen in at least the rule's nights: there, silence speaks.
    public func heardGrids() -> Set<String> {
        var heard: [String: UInt64] = [:]
        for place in main.indices {
            guard main[place] >= NightDwell.firstGround else { continue }
            let number = Int(main[place] - NightDwell.firstGround)
            let night: UInt64 = 1 << UInt64(place % nights)
            // Looked up once for each grid and night.
            if heard[ground.grids[number], default: 0] & night != 0 { continue }
            for grid in [ground.grids[number]] + ground.above[number] { heard[grid, default: 0] |= night }
        }
        return Set(heard.filter { $0.value.nonzeroBitCount >= rule.leastNights }.keys)
    }
}
