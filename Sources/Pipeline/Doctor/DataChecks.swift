import Files
import Ledger
import Store
import Synchronization
import Vocabulary

/// What `doctor` looks at in a workspace's data: ledger, store, archive, runs.
extension Doctor {
    static func ledger(_ workspace: Workspace) throws -> Finding {
        let faults = try workspace.ledger.faults()
        guard let first = faults.first else { return Finding(state: .good, text: "tracegrid.sqlite: whole") }
        let rest = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
        return Finding(
            state: .bad, text: "tracegrid.sqlite: damaged: \(first)\(rest): restore it from a backup (docs/recovery.md)"
        )
    }

    static func store(_ workspace: Workspace, repairs: Bool) throws -> [Finding] {
        let repair = StoreRepair(workspace)
        let damages = try repair.damages()
        if !repairs, !damages.isEmpty {
            return damages.map {
                Finding(state: .bad, text: "store: \($0.what): run `tracegrid doctor --repair`")
            }
        }
        let outcomes = try repair.mend(damages, reporter: SilentReporter())
        let findings = outcomes.map {
            Finding(state: $0.obstacle == nil ? .doubtful : .bad, text: "store: \($0.line)")
        }
        if outcomes.contains(where: { $0.obstacle != nil }) { return findings }
        let segments = try workspace.ledger.read { try $0.segments() }
        let rows = segments.reduce(0) { $0 + $1.rows }
        return findings + [
            Finding(state: .good, text: "store: \(segments.count) segments, \(rows) observations, all readable")
        ]
    }

    /// Deliveries that are not there any more are no fault: retention takes them.
    static func archive(_ workspace: Workspace, repairs: Bool) throws -> [Finding] {
        var bad: [Finding] = []
        let lost = try LostDeliveries(workspace)
        if !lost.names.isEmpty {
            let line = "archive: \(lost.line)"
            if repairs, try lost.putBack() > 0 {
                bad.append(Finding(state: .doubtful, text: "\(line): put back into the inbox: run the night again"))
            } else {
                bad.append(Finding(state: .bad, text: "\(line): run `tracegrid doctor --repair`"))
            }
        }
        var whole = 0
        for file in try workspace.ledger.read({ try $0.files() }) {
            let delivery = ArchivedDelivery(file, of: workspace)
            do {
                switch try delivery.isWhole {
                case nil: break
                case true?: whole += 1
                case false?:
                    bad.append(
                        Finding(
                            state: .bad,
                            text: "archive: \(delivery.path) is not what was delivered: restore it from a backup"))
                }
            } catch {
                bad.append(Finding(state: .bad, text: "archive: \(error)"))
            }
        }
        return bad.isEmpty ? [Finding(state: .good, text: "archive: \(whole) deliveries, all as delivered")] : bad
    }

    static func runs(_ workspace: Workspace) throws -> [Finding] {
        let (faults, count) = try RunCheck(workspace: workspace).faults()
        if faults.isEmpty { return [Finding(state: .good, text: "runs: \(count), all as written")] }
        return faults.map { Finding(state: .bad, text: "runs: \($0)") }
    }
}

/// Keeps the notes of a start, so that `doctor` can tell what it mended.
final class NoteKeeper: Reporter {
    private let kept = Mutex<[String]>([])

    /// What was noted.
    var lines: [String] { kept.withLock(\.self) }

    func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?) {}
    func stageEnded() {}
    func note(_ line: String) { kept.withLock { $0.append(line) } }
    func warn(_ line: String) { kept.withLock { $0.append(line) } }
}
