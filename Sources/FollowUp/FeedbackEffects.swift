public import Vocabulary

/// What became of each report: which settles its task, which were overtaken, and which are about no task of now.
public struct FeedbackEffects: Sendable {
    private let tasks: [String: GridTask], previous: [String: GridTask]
    private let heirs: [String: GridTask]
    private let ids: [String]

    /// Effects on the tasks of a run, given what the last one had and what changed hands.
    public init(tasks: [GridTask], previous: [GridTask], handOvers: [HandOver]) {
        self.tasks = Dictionary(tasks.map { ($0.taskID, $0) }) { first, _ in first }
        self.previous = Dictionary(previous.map { ($0.taskID, $0) }) { first, _ in first }
        var heirs = Dictionary(handOvers.map { ($0.taskID, $0.to) }) { first, _ in first }
        for task in tasks { for id in task.formerIDs { heirs[id] = heirs[id] ?? task } }
        self.heirs = heirs
        ids = tasks.map(\.taskID).sorted()
    }

    /// One line for each report: id, grid of the task, time, outcome, grid it was referred to, effect, nearest id.
    ///
    /// Effects: `counts`, `overtaken` by a later one, `outweighed` by another of the same moment, `contradicted` (an
    /// overtaken or counting one while others say the contrary), `handed over` (it counts for the task's new grid),
    /// `withdrawn` (its task is no longer on any list), `unknown id`; with `of another grid` behind it where the report
    /// stood on another grid's list.
    public func rows(_ reports: TaskReports, zone: ZoneRules) -> [[String]] {
        var explained = 0
        return reports.taskIDs.flatMap { id in
            let isUnknown = tasks[id] == nil && heirs[id] == nil && previous[id] == nil
            if isUnknown { explained += 1 }
            let near = isUnknown && explained <= Self.mostExplained ? nearest(to: id) : nil
            return reports.about(id).map { report in
                let task = tasks[id] ?? heirs[id] ?? previous[id]
                return [
                    id, task?.gridID ?? "", zone.rfc3339(report.at), report.outcome.rawValue, report.referTo ?? "",
                    effect(of: report, in: reports), near ?? "",
                ]
            }
        }
    }

    /// Unknown ids for which the nearest is looked for, each among all tasks.
    private static let mostExplained = 500

    /// The effect of a report about an id of which no list is known.
    public static let unknown = "unknown id"

    /// What became of one report among all; see ``rows(_:zone:)``.
    public func effect(of report: TaskReport, in reports: TaskReports) -> String {
        let id = report.taskID
        guard let task = tasks[id] ?? heirs[id] else { return previous[id] == nil ? Self.unknown : "withdrawn" }
        let all = reports.about(task)
        var words: [String] = []
        if tasks[id] == nil { words.append("handed over") }
        if let last = TaskReports.settling(all) {
            words.append(last == report ? "counts" : last.at == report.at ? "outweighed" : "overtaken")
        }
        if TaskReports.contradict(all), [.refuted, .confirmed, .isolated].contains(report.outcome) {
            words.append("contradicted")
        }
        if let told = report.gridID, told != task.gridID, tasks[id] != nil { words.append("of another grid") }
        return words.joined(separator: "; ")
    }

    /// The id of a task of now that differs least from a wrong one, where at most two signs differ; nil where none or
    /// several do.
    public func nearest(to wrong: String) -> String? {
        let folded = wrong.lowercased()
        var best = (distance: 3, ids: [String]())
        for id in ids {
            let distance = Self.distance(Array(folded.utf8), Array(id.utf8), atMost: 2)
            if distance < best.distance {
                best = (distance, [id])
            } else if distance == best.distance, distance < 3 {
                best.ids.append(id)
            }
        }
        return best.ids.count == 1 ? best.ids[0] : nil
    }

    /// Levenshtein distance (insert, delete, replace), or more than `limit`.
    private static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
        if abs(left.count - right.count) > limit { return limit + 1 }
        var row = Array(0...right.count)
        for (number, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = number + 1
            var least = row[0]
            for place in right.indices {
                let kept = row[place + 1]
                row[place + 1] = min(kept + 1, row[place] + 1, diagonal + (byte == right[place] ? 0 : 1))
                diagonal = kept
                least = min(least, row[place + 1])
            }
            if least > limit { return limit + 1 }
        }
        return row[right.count]
    }
}
