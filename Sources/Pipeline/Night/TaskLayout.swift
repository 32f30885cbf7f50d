import Files
import FollowUp
import Publishing
import Vocabulary

/// The files about the life of tasks.
extension RunLayout {
    /// A grid's list as a workbook; none for a grid without tasks, for which `tasks.csv` says so.
    func workbook(
        of gridID: String, _ tasks: ArraySlice<GridTask>, _ grid: Grid?, _ identities: [Pseudonym: TaskIdentity]
    ) -> [RunFile] {
        if tasks.isEmpty { return [] }
        let (zone, stamp, asOf, language) = (zone, stamp, asOf, language)
        let level = grid.map { Term.level.name($0.level, language) } ?? ""
        return [
            RunFile(GridFolder.path("tasks.xlsx", of: gridID)) {
                let rows = TasksFile.rows(Array(tasks), identities: identities, policy: stamp, zone: zone)
                return try TaskWorkbook.bytes(
                    rows.map { (gridID, Dictionary(uniqueKeysWithValues: zip(TasksFile.columns, $0))) },
                    heading: [gridID, grid?.name ?? "", level].filter { !$0.isEmpty }.joined(
                        separator: "  "),
                    policyID: stamp.id, asOf: asOf, zone: zone, language: language)
            }
        ]
    }

    /// What a grid is told of the grids below it; no file where there is nothing.
    func escalation(to gridID: String, _ tasks: [GridTask]?) -> [RunFile] {
        guard let tasks else { return [] }
        let (zone, stamp, forExcel) = (zone, stamp, forExcel)
        return [
            RunFile(GridFolder.path("escalated.csv", of: gridID)) {
                StampedTable.escalated.bytes(
                    tasks.map {
                        [
                            $0.taskID, $0.gridID, $0.reason.rawValue, $0.action, $0.state.rawValue,
                            zone.rfc3339($0.due), String(($0.overdue ?? 0) / 3600),
                        ]
                    }, policy: stamp, byteOrderMark: forExcel)
            }
        ]
    }

    /// Rates, reports and hand-overs.
    func taskLife(
        _ outcome: TaskLife.Outcome, reports: TaskReports, previous: [GridTask], _ tree: GridTree
    ) -> [RunFile] {
        let (zone, stamp, forExcel, asOf) = (zone, stamp, forExcel, asOf)
        let handOvers = outcome.handOvers
        let tasks = outcome.tasks
        return [
            RunFile("task_rates.csv") {
                StampedTable.taskRates.bytes(
                    TaskRates.rates(of: tasks, in: tree, asOf: asOf).map { rates in
                        let grid = tree.grid(rates.gridID)
                        return [rates.gridID, grid?.level ?? "", grid?.name ?? "", grid?.parentID ?? ""]
                            + rates.cells
                    }, policy: stamp, byteOrderMark: forExcel)
            },
            RunFile("feedback.csv") {
                StampedTable.feedback.bytes(
                    FeedbackEffects(tasks: tasks, previous: previous, handOvers: handOvers).rows(reports, zone: zone),
                    policy: stamp, byteOrderMark: forExcel)
            },
            RunFile("handovers.csv") {
                StampedTable.handOvers.bytes(
                    handOvers.map { [$0.taskID, $0.gridID, $0.to.taskID, $0.to.gridID, $0.why.rawValue] },
                    policy: stamp, byteOrderMark: forExcel)
            },
        ]
    }
}

extension TaskRates {
    /// Counts and shares as they are printed; a share of nothing is empty.
    var cells: [String] {
        [new, issued, answered, done, refuted, overdue, escalated].map(String.init)
            + [response, completion].map { $0.map(Self.text) ?? "" }
    }

    /// A share with three decimals.
    private static func text(_ share: Double) -> String {
        let thousandths = String(Int((share * 1000).rounded()) + 1000)
        return (share < 1 ? "0." : "1.") + thousandths.suffix(3)
    }
}
