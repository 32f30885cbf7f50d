import Files
import Publishing
import Vocabulary

/// The list of a grid as a workbook that comes back as feedback: what there is to do on the left, tinted columns for
/// what came of it on the right.
enum TaskWorkbook {
    /// The bytes of a workbook of tasks, given by the cells of `tasks.csv` under their columns' names.
    ///
    /// The grid stands in a column of its own where there are several, and else only for whoever reads it back, as the
    /// list's moment does.
    static func bytes(
        _ rows: [(gridID: String, cells: [String: String])], heading: String, policyID: String, asOf: Int64,
        zone: ZoneRules, language: Language
    ) throws(FileError) -> [UInt8] {
        func column(
            _ word: SheetWord, _ width: Double, isFilledIn: Bool = false, isHidden: Bool = false, choices: [String] = []
        ) -> Sheet.Column {
            Sheet.Column(
                word.text(language), width: width, isFilledIn: isFilledIn, isHidden: isHidden, choices: choices)
        }
        let listedAt = zone.rfc3339(asOf)
        let outcomes = SheetWord.outcomes.map { $0.text(language) }
        let filledIn = [
            column(.outcome, 17, isFilledIn: true, choices: outcomes), column(.at, 16, isFilledIn: true),
            column(.by, 9, isFilledIn: true), column(.referTo, 14, isFilledIn: true),
            column(.note, 20, isFilledIn: true),
        ]
        let columns =
            [
                column(.taskID, 23), column(.gridID, 14, isHidden: Set(rows.map(\.gridID)).count < 2),
                column(.name, 10), column(.phone, 13), column(.address, 24), column(.toDo, 29), column(.due, 16),
                column(.state, 25),
            ] + filledIn + [column(.listedAt, 26, isHidden: true)]
        var sheet = Sheet(
            name: SheetWord.sheet.text(language), heading: heading,
            footing: SheetWord.footing.text(
                language, listedAt, policyID, outcomes.joined(separator: language == .english ? ", " : "、")),
            columns: columns, rows: [], madeAt: asOf)
        for (gridID, cells) in rows {
            func cell(_ name: String) -> String { cells[name] ?? "" }
            let toDo = SheetWord.task.text(
                language, Term.reason.name(cell("reason"), language),
                Term.action.name(cell("required_action"), language))
            sheet.rows.append(
                [
                    cell("task_id"), gridID, cell("name"), cell("phone"), cell("address"), toDo,
                    // 2020-02-03 08:00 is easier on the eye.
                    String(cell("due").prefix(16)).replacing("T", with: " "), state(cells, language),
                ] + filledIn.map { _ in "" } + [listedAt])
        }
        return try sheet.workbook()
    }

    /// What is new about a task, how far it is, and what presses.
    private static func state(_ cells: [String: String], _ language: Language) -> String {
        func named(_ name: String, _ word: SheetWord) -> String? {
            cells[name].flatMap { $0.isEmpty ? nil : word.text(language, $0) }
        }
        if cells["change"] == Change.withdrawn.rawValue { return SheetWord.withdrawn.text(language) }
        let state = cells["state"].map { Term.state.name($0, language) }
        return [state, named("overdue_hours", .overdue), named("next_test", .test)].compactMap(\.self)
            .joined(separator: language == .english ? "; " : "；")
    }
}
