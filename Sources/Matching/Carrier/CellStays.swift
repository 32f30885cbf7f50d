import Vocabulary

/// A track by the cells of a grid: when the phone was in one, or in one of several.
struct CellStays: Sendable {
    /// A time in cells.
    struct Stay: Sendable {
        var span: TimeSpan
        /// Nothing was heard: see ``Dwell/isInferred``.
        var isInferred: Bool
        /// The first fix, and whether a tower says so.
        var source: RowSource, isAtTower: Bool
    }

    private let dwells: [Dwell]
    /// Positions in ``dwells`` by cell.
    private let byCell: [CellGrid.Cell: [Int]]
    private let gap: Int64

    /// A track on a grid.
    ///
    /// Dwells in vehicles are no stay, where `drop` says so.
    init(_ track: Track, grid: CellGrid, gap: Int64, dropsVehicles: Bool) {
        let measured = track.dwells.filter { !$0.isInferred }
        var byCell: [CellGrid.Cell: [Int]] = [:]
        for (number, dwell) in measured.enumerated() where !(dwell.isInVehicle && dropsVehicles) {
            byCell[grid.cell(of: dwell.position), default: []].append(number)
        }
        dwells = measured
        self.byCell = byCell
        self.gap = gap
    }

    /// Cells the phone was heard from, in order.
    var cells: [CellGrid.Cell] { byCell.keys.sorted() }

    /// When the phone was in the area: dwells in it that follow on one another are one stay where the silence between
    /// them is no longer than the gap; of a longer silence the gap counts, as inferred.
    func stays(in area: [CellGrid.Cell]) -> [Stay] {
        let numbers = area.count == 1 ? byCell[area[0]] ?? [] : area.flatMap { byCell[$0] ?? [] }.sorted()
        var stays: [Stay] = []
        var previous: Int?
        for number in numbers {
            let dwell = dwells[number]
            if let last = previous, last + 1 == number {
                let end = dwells[last].span.end
                if dwell.span.start - end <= gap {
                    stays[stays.count - 1].span.end = max(stays[stays.count - 1].span.end, dwell.span.end)
                    previous = number
                    continue
                }
                if gap > 0 {
                    stays.append(
                        Stay(
                            span: TimeSpan(end, end + gap), isInferred: true, source: dwells[last].lastSource,
                            isAtTower: dwells[last].cell != nil))
                }
            }
            stays.append(Stay(span: dwell.span, isInferred: false, source: dwell.source, isAtTower: dwell.cell != nil))
            previous = number
        }
        return stays
    }

    /// Fixes of the dwells in the area that touch a span.
    func fixes(in area: [CellGrid.Cell], during span: TimeSpan) -> Int {
        area.reduce(0) { total, cell in
            (byCell[cell] ?? []).reduce(total) { sum, number in
                sum + (dwells[number].span.overlaps(span) ? Int(dwells[number].fixes) : 0)
            }
        }
    }
}
