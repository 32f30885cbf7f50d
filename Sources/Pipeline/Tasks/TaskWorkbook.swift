import Files
import Publishing
import Vocabulary

/// The list of a grid as a workbook that comes back as feedback: what there is to do on the left, tinted columns for
/// what came of it on the right.
enum TaskWorkbook {
    /// What may be chosen as outcome; either word is understood.
    static let outcomes = [
        "confirmed 已核实", "refuted 不属实", "isolated 已隔离", "referred 已转交", "unreachable 联系不上", "closed 已办结",
    ]

    private static let filledIn = [
        Sheet.Column("outcome\n结果", width: 17, isFilledIn: true, choices: outcomes),
        Sheet.Column("at\n办理时间", width: 16, isFilledIn: true),
        Sheet.Column("by\n办理人", width: 9, isFilledIn: true),
        Sheet.Column("refer_to\n转交网格", width: 14, isFilledIn: true),
        Sheet.Column("note\n备注", width: 20, isFilledIn: true),
    ]

    /// The bytes of a workbook of tasks, given by the cells of `tasks.csv` under their columns' names.
    ///
    /// The grid stands in a column of its own where there are several, and else only for whoever reads it back, as the
    /// list's moment does.
    static func bytes(
        _ rows: [(gridID: String, cells: [String: String])], heading: String, policyID: String, asOf: Int64,
        zone: ZoneRules
    ) throws(FileError) -> [UInt8] {
        let listedAt = zone.rfc3339(asOf)
        let columns =
            [
                Sheet.Column("task_id\n任务编号", width: 23),
                Sheet.Column("grid_id\n网格编号", width: 14, isHidden: Set(rows.map(\.gridID)).count < 2),
                Sheet.Column("name\n姓名", width: 10), Sheet.Column("phone\n电话", width: 13),
                Sheet.Column("address\n住址", width: 24), Sheet.Column("to do\n事项", width: 18),
                Sheet.Column("due\n期限", width: 16), Sheet.Column("state\n状态", width: 25),
            ] + filledIn + [Sheet.Column("listed_at\n名单时间", width: 26, isHidden: true)]
        var sheet = Sheet(
            name: "tasks 任务", heading: heading,
            footing: "\(listedAt)  \(policyID)  outcome: \(outcomes.joined(separator: ", "))", columns: columns,
            rows: [], madeAt: asOf)
        for (gridID, cells) in rows {
            func cell(_ name: String) -> String { cells[name] ?? "" }
            sheet.rows.append(
                [
                    cell("task_id"), gridID, cell("name"), cell("phone"), cell("address"),
                    "\(cell("reason")): \(cell("required_action"))",
                    // 2020-02-03 08:00 is easier on the eye.
                    String(cell("due").prefix(16)).replacing("T", with: " "), state(cells),
                ] + filledIn.map { _ in "" } + [listedAt])
        }
        return try sheet.workbook()
    }

    /// What is new about a task, how far it is, and what presses.
    private static func state(_ cells: [String: String]) -> String {
        func named(_ name: String, _ word: String) -> String? {
            cells[name].flatMap { $0.isEmpty ? nil : "\(word) \($0)" }
        }
        if cells["change"] == Change.withdrawn.rawValue { return "withdrawn 撤销" }
        let overdue = named("overdue_hours", "overdue 逾期").map { $0 + " h" }
        return [cells["state"], overdue, named("next_test", "test 检测")].compactMap(\.self).joined(separator: "; ")
    }
}
