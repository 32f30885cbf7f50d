public import Vocabulary

/// What a task is about, whichever grid has it: a person, a reason, and a case or region.
public struct TaskFact: Hashable, Comparable, Sendable {
    /// Who, why, and about which case or region.
    public var person: Pseudonym, reason: TaskReason, about: String

    /// A fact.
    public init(person: Pseudonym, reason: TaskReason, about: String) {
        self.person = person
        self.reason = reason
        self.about = about
    }

    /// What a task is about.
    public init(_ task: GridTask) { self.init(person: task.person, reason: task.reason, about: task.about) }

    /// By person, reason, and case or region.
    public static func < (left: TaskFact, right: TaskFact) -> Bool {
        (left.person, left.reason.rawValue, left.about) < (right.person, right.reason.rawValue, right.about)
    }

    /// Facts that grids have refuted, of the tasks they had.
    ///
    /// Where several grids have a person's task, one refutation holds unless another grid's last word is that it is so.
    public static func refuted(_ tasks: [GridTask], _ reports: TaskReports) -> Set<TaskFact> {
        var (refuted, upheld): (Set<TaskFact>, Set<TaskFact>) = ([], [])
        for task in tasks {
            switch TaskReports.settling(reports.about(task))?.outcome {
            case .refuted: refuted.insert(TaskFact(task))
            case .confirmed, .isolated: upheld.insert(TaskFact(task))
            default: break
            }
        }
        return refuted.subtracting(upheld)
    }
}
