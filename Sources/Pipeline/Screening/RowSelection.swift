import Ledger
import Vocabulary

/// Which rows of the store take part in a run, whatever else lies there.
struct RowSelection: Sendable {
    /// Rows that start later do not.
    let asOf: Int64
    /// Rows that have ended before have expired: no result hangs on whether a purge has been there yet.
    let from: Int64
    /// Rows that somebody disputes.
    let disputed: DisputedRows
    /// Seconds after which rows of a feed are known; none where they count from their own time on.
    private let delays: [Feed: Int64]

    /// All rows up to a moment but the expired and the disputed ones.
    init(
        asOf: Int64, from: Int64 = .min, disputed: DisputedRows = DisputedRows(), delays: [Feed: Int64] = [:]
    ) {
        self.asOf = asOf
        self.from = from
        self.disputed = disputed
        self.delays = delays
    }

    /// What it comes to for the rows of one feed.
    func of(_ feed: Feed) -> RowSelection {
        guard let delay = delays[feed] else { return self }
        return RowSelection(asOf: asOf - delay, from: from, disputed: disputed)
    }

    /// Whether all rows within some bounds take part, as far as the bounds tell.
    func isWhole(_ bounds: RowBounds) -> Bool {
        bounds.maxStart <= asOf && bounds.minStart >= from && !disputed.mayStart(in: bounds.minStart...bounds.maxStart)
    }

    /// Whether it takes more than the times to tell which rows within some bounds take part.
    func asksForSources(_ bounds: RowBounds) -> Bool { disputed.mayStart(in: bounds.minStart...bounds.maxStart) }

    /// The rows of a block that take part.
    func selected(_ block: ObservationBlock) -> ObservationBlock {
        let rows = (0..<block.count).filter { row in
            block.start[row] <= asOf && block.end[row] >= from && !disputed.contains(row, of: block)
        }
        return rows.count == block.count ? block : block.keeping(rows)
    }
}

extension RowSelection {
    /// What takes part in any question about a workspace as of a moment.
    init(_ workspace: Workspace, _ ledger: LedgerSnapshot, asOf: Int64) throws {
        self.init(
            asOf: asOf, from: workspace.limits(asOf: asOf).moment(.observations),
            disputed: try Disputes(ledger).ofObservations)
    }
}

/// Rows of the store that somebody disputes: they take no part until it is decided that they are right.
struct DisputedRows: Sendable {
    private var places: Set<RowPlace> = []
    /// When the rows start, ascending.
    private var starts: [Int64] = []

    /// No rows.
    init() {}

    /// Rows by place and start.
    init(_ rows: [(place: RowPlace, start: Int64)]) {
        places = Set(rows.map(\.place))
        starts = rows.map(\.start).sorted()
    }

    /// Whether one of them starts in a range.
    func mayStart(in range: ClosedRange<Int64>) -> Bool {
        if starts.isEmpty { return false }
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < starts.count && starts[low] <= range.upperBound
    }

    /// Whether a row of a block is one of them; of blocks without sources none is.
    func contains(_ row: Int, of block: ObservationBlock) -> Bool {
        guard !places.isEmpty, !block.line.isEmpty else { return false }
        return places.contains(RowPlace(file: block.file.isEmpty ? 0 : block.file[row], line: block.line[row]))
    }
}
