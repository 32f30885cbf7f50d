public import Vocabulary

/// What a grid worker needs to find somebody; opened elsewhere, under a purpose.
public struct TaskIdentity: Sendable {
    /// In the clear; empty where unknown or sealed.
    public var name: String, phone: String, address: String

    /// An identity.
    public init(name: String = "", phone: String = "", address: String = "") {
        self.name = name
        self.phone = phone
        self.address = address
    }
}

/// `tasks.csv` and `tasks.jsonl` of one grid, in the order given.
///
/// They hold no case identity, no trail and no other contact: ``GridTask/about`` is never written, and neither is the
/// pseudonym, which would join lists of several grids.
public enum TasksFile {
    /// Columns in their order.
    public static let columns =
        [
            "task_id", "name", "phone", "address", "reason", "required_action", "due", "change", "provisional",
        ] + PolicyStamp.columns

    /// The bytes of `tasks.csv`.
    public static func csv(
        _ tasks: [GridTask], identities: [Pseudonym: TaskIdentity], policy: PolicyStamp, zone: ZoneRules,
        byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for task in tasks {
            csv.append(cells(task, identities, zone) + [task.isProvisional ? "yes" : "no"] + policy.cells)
        }
        return csv.bytes
    }

    /// The bytes of `tasks.jsonl`.
    public static func jsonLines(
        _ tasks: [GridTask], identities: [Pseudonym: TaskIdentity], policy: PolicyStamp, zone: ZoneRules
    ) -> [UInt8] {
        let stamp = zip(PolicyStamp.columns, policy.cells).map { ($0, JSONText.string($1)) }
        var bytes: [UInt8] = []
        for task in tasks {
            let texts = zip(columns, cells(task, identities, zone)).map { ($0, JSONText.string($1)) }
            bytes.append(
                contentsOf: JSONText.object(texts + [("provisional", .bool(task.isProvisional))] + stamp).line.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func cells(
        _ task: GridTask, _ identities: [Pseudonym: TaskIdentity], _ zone: ZoneRules
    ) -> [String] {
        let identity = identities[task.person] ?? TaskIdentity()
        return [
            task.taskID, identity.name, identity.phone, identity.address, task.reason.rawValue, task.action,
            zone.rfc3339(task.due), task.change.rawValue,
        ]
    }
}
