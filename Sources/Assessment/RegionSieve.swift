public import Vocabulary

/// Which blocks of one segment can hold somebody in a risk region: never fewer than do.
public struct RegionSieve: Sendable {
    /// When anything counts; nil where nothing does.
    let reach: TimeSpan?
    /// Rectangles of ground at risk.
    let ground: SpaceTimeTree
    /// By string code, whether it is a place at risk.
    let codes: [Bool]
    /// Whether every row has to be looked at.
    let takesAll: Bool
    /// Whether any string is a place at risk.
    private let hasCodes: Bool

    init(reach: TimeSpan?, ground: SpaceTimeTree, codes: [Bool], takesAll: Bool) {
        self.reach = reach
        self.ground = ground
        self.codes = codes
        self.takesAll = takesAll
        hasCodes = codes.contains(true)
    }

    /// Whether a row within the bounds can count; true of the bounds of several blocks where it is of one of theirs.
    public func passes(_ bounds: RowBounds) -> Bool {
        guard let reach, bounds.minStart <= reach.end, bounds.maxEnd >= reach.start else { return false }
        return takesAll || hasCodes || isOnGround(bounds)
    }

    private func isOnGround(_ bounds: RowBounds) -> Bool { bounds.hasPlaced && ground.meets(bounds.box()) }

    /// Whether a block that passed has to be looked at: it lies on ground at risk, or a row names a place at risk; it
    /// holds so far only its places, or boarding and alighting places.
    public func isWanted(_ block: ObservationBlock, _ bounds: RowBounds) -> Bool {
        if takesAll || isOnGround(bounds) { return true }
        return [block.place, block.fromPlace, block.toPlace].contains { column in column.contains { codes[Int($0)] } }
    }
}
