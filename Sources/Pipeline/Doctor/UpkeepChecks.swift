import Files
import Ledger
import Vault
import Vocabulary

/// What `doctor` looks at of the machine and of what its keepers have to do: clock, room, backups.
extension Doctor {
    /// A clock that stands before what was already written makes rows of the future, and audits out of order.
    static func clock(_ workspace: Workspace, _ audited: [AuditRecord], now: Int64) throws -> Finding {
        let taken = try workspace.ledger.read { try $0.files() }.map(\.ingestedAt).max()
        let zone = workspace.settings.zone
        let text = "clock: \(zone.rfc3339(now))"
        // Commands that run at once may be some seconds apart.
        if let last = [audited.map(\.time).max(), taken].compactMap(\.self).max(), last > now + 60 {
            return Finding(
                state: .doubtful,
                text:
                    "\(text), and something was written at \(zone.rfc3339(last)): set the clock, or find out which is "
                    + "wrong")
        }
        return Finding(state: .good, text: text)
    }

    /// A purge writes the ledger anew, and what stays of partly expired segments.
    static func space(_ workspace: Workspace) throws -> Finding {
        let free = try FileSystem.freeSpace(workspace.folder)
        let ledger = try FileSystem.size(workspace.folder + "/tracegrid.sqlite")
        let store = try workspace.ledger.read { try $0.segments() }.reduce(0) { $0 + $1.bytes }
        let needed = max(1_000_000_000, ledger + store)
        let text = "disk: \(free / 1_000_000_000) GB free"
        if free >= needed { return Finding(state: .good, text: text) }
        return Finding(
            state: .doubtful,
            text:
                "\(text), and a purge may need \((needed + 999_999_999) / 1_000_000_000): make room before the next night"
        )
    }

    /// When the last backup was made, as the audit has it.
    static func backup(_ workspace: Workspace, _ audited: [AuditRecord], now: Int64) -> Finding {
        let mend = "make one with `tracegrid backup`"
        let good = [Outcome.done, .warnings].map { Int($0.rawValue) }
        let records = audited.filter {
            $0.event == .end && $0.command == AccessCommand.backup.rawValue && good.contains($0.status ?? -1)
        }
        guard let last = records.map(\.time).max() else {
            // There are other ways than ours, so nobody is pressed.
            return Finding(state: .good, text: "backup: tracegrid made none yet")
        }
        let text = "backup: the last one was made at \(workspace.settings.zone.rfc3339(last))"
        let days = workspace.settings.backupDays
        if last + Int64(days) * 86_400 > now { return Finding(state: .good, text: text) }
        return Finding(state: .doubtful, text: "\(text), which is more than backup_days \(days) ago: \(mend)")
    }

    /// Which schema the ledger has; it has been brought forward when it was opened.
    static func schema(_ workspace: Workspace) throws -> Finding {
        let steps = try workspace.ledger.schemaSteps()
        return Finding(state: .good, text: "schema: \(steps.count) steps, the last is \(steps.last ?? "none")")
    }
}
