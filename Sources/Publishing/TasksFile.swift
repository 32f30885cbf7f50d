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

    /// The same with what a clue says behind the address.
    func with(note: String?) -> TaskIdentity {
        var told = self
        if let note, !note.isEmpty { told.address = [address, note].filter { !$0.isEmpty }.joined(separator: " | ") }
        return told
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
            "state", "issued", "overdue_hours", "follow_up_until", "next_test",
        ] + PolicyStamp.columns

    /// The cells of some tasks under ``columns``, as texts.
    public static func rows(
        _ tasks: [GridTask], identities: [Pseudonym: TaskIdentity], policy: PolicyStamp, zone: ZoneRules
    ) -> [[String]] {
        tasks.map { task in
            let identity = identities[task.person] ?? TaskIdentity()
            return [
                task.taskID, identity.name, identity.phone, identity.address, task.reason.rawValue, task.action,
                zone.rfc3339(task.due), task.change.rawValue, task.isProvisional ? "yes" : "no",
            ] + life(of: task, zone: zone) + policy.cells
        }
    }

    private static let lifeColumns = ["state", "issued", "overdue_hours", "follow_up_until", "next_test"]

    /// State, first list, whole hours overdue, last moment of the follow-up, and day of the next test; empty where none.
    private static func life(of task: GridTask, zone: ZoneRules) -> [String] {
        [
            task.state.rawValue, zone.rfc3339(task.issued), task.overdue.map { String($0 / 3600) } ?? "",
            task.followUpUntil.map(zone.rfc3339) ?? "", task.nextTest.map(dayText) ?? "",
        ]
    }

    private static func dayText(_ day: Int32) -> String {
        let date = CivilDate(dayNumber: day)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))"
    }

    /// The bytes of `tasks.csv`.
    public static func csv(
        _ tasks: [GridTask], identities: [Pseudonym: TaskIdentity], policy: PolicyStamp, zone: ZoneRules,
        byteOrderMark: Bool = false
    ) -> [UInt8] {
        CSVWriter(header: columns, byteOrderMark: byteOrderMark).bytes
            + lines(tasks, identities: identities, policy: policy, zone: zone)
    }

    /// The lines of some tasks, which stand below the header of no tasks; notes by task stand behind the address.
    public static func lines(
        _ tasks: [GridTask], identities: [Pseudonym: TaskIdentity], notes: [String: String] = [:],
        policy: PolicyStamp, zone: ZoneRules
    ) -> [UInt8] {
        var csv = CSVWriter()
        for task in tasks {
            let identity = (identities[task.person] ?? TaskIdentity()).with(note: notes[task.taskID])
            for text in [task.taskID, identity.name, identity.phone, identity.address, task.reason.rawValue] {
                csv.cell(text)
            }
            csv.cell(task.action)
            csv.cell { zone.write(rfc3339: task.due, into: &$0) }
            csv.cell(task.change.rawValue)
            csv.cell(task.isProvisional ? "yes" : "no")
            for text in life(of: task, zone: zone) { csv.cell(text) }
            for text in policy.cells { csv.cell(text) }
            csv.endRow()
        }
        return csv.bytes
    }

    /// The bytes of `tasks.jsonl`.
    public static func jsonLines(
        _ tasks: [GridTask], identities: [Pseudonym: TaskIdentity], notes: [String: String] = [:],
        policy: PolicyStamp, zone: ZoneRules
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for task in tasks {
            let identity = (identities[task.person] ?? TaskIdentity()).with(note: notes[task.taskID])
            bytes.append(UInt8(ascii: "{"))
            func put(_ name: String, _ text: String) {
                bytes.put("\"")
                bytes.put(name)
                bytes.put("\":")
                bytes.put(quoted: text)
                bytes.append(UInt8(ascii: ","))
            }
            put("task_id", task.taskID)
            put("name", identity.name)
            put("phone", identity.phone)
            put("address", identity.address)
            put("reason", task.reason.rawValue)
            put("required_action", task.action)
            bytes.put("\"due\":\"")
            zone.write(rfc3339: task.due, into: &bytes)
            bytes.put("\",")
            put("change", task.change.rawValue)
            bytes.put(task.isProvisional ? "\"provisional\":true," : "\"provisional\":false,")
            for (name, text) in zip(lifeColumns, life(of: task, zone: zone)) { put(name, text) }
            for (name, text) in zip(PolicyStamp.columns, policy.cells) { put(name, text) }
            bytes[bytes.count - 1] = UInt8(ascii: "}")
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
