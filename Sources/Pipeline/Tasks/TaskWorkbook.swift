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

    /// Columns of `tasks.csv` that the sheet shows, with their headers; nil is the grid.
    private static let told: [(name: String?, title: String, width: Double)] = [
        ("task_id", "task_id\n任务编号", 23), (nil, "grid_id\n网格编号", 14), ("name", "name\n姓名", 12),
        ("phone", "phone\n电话", 14), ("address", "address\n住址", 22), ("reason", "reason\n事由", 11),
        ("required_action", "required_action\n要求", 17), ("due", "due\n期限", 17), ("change", "change\n变动", 10),
        ("state", "state\n状态", 11), ("overdue_hours", "overdue_hours\n逾期小时", 9),
        ("next_test", "next_test\n下次检测", 11),
    ]
    private static let filledIn: [Sheet.Column] = [
        Sheet.Column("outcome\n结果", width: 18, isFilledIn: true, choices: outcomes),
        Sheet.Column("at\n办理时间", width: 17, isFilledIn: true),
        Sheet.Column("by\n办理人", width: 10, isFilledIn: true),
        Sheet.Column("refer_to\n转交网格", width: 14, isFilledIn: true),
        Sheet.Column("note\n备注", width: 22, isFilledIn: true),
    ]

    /// The bytes of a workbook of tasks, given by the cells of `tasks.csv` under their columns' names.
    ///
    /// Withdrawn tasks are told, but there is nothing to fill in for them.
    static func bytes(
        _ rows: [(gridID: String, cells: [String: String])], heading: String, policyID: String, asOf: Int64,
        zone: ZoneRules
    ) throws(FileError) -> [UInt8] {
        let listedAt = zone.rfc3339(asOf)
        var sheet = Sheet(
            name: "tasks 任务", heading: heading,
            footing: "\(listedAt)  \(policyID)  outcome: \(outcomes.joined(separator: ", "))",
            columns: told.map { Sheet.Column($0.title, width: $0.width) } + filledIn
                + [Sheet.Column("listed_at\n名单时间", width: 17)],
            rows: [], madeAt: asOf)
        for (gridID, cells) in rows {
            sheet.rows.append(
                told.map { column -> String in
                    guard let name = column.name else { return gridID }
                    let cell = cells[name] ?? ""
                    // 2020-02-03 08:00 is easier on the eye, and read back as well.
                    return name == "due" ? String(cell.prefix(16)).replacing("T", with: " ") : cell
                } + filledIn.map { _ in "" } + [listedAt])
        }
        return try sheet.workbook()
    }
}
