import Ledger
import Vault
import Vocabulary

/// How long it is known what somebody was called under a pseudonym key that was replaced.
///
/// Of everybody as long as a run's folder bears the old names, then of those whom the audit names by them, so that who
/// looked at somebody can be answered as long as the audit is there.
enum FormerNameRetention {
    /// Forgets what is over.
    static func run(_ workspace: Workspace) throws {
        let over = try workspace.ledger.read { ledger in
            let needed = try ledger.formerKeysOfRuns()
            return try ledger.formerKeys().map(\.number).filter { !needed.contains($0) }
        }
        if over.isEmpty { return }
        let audit = try AuditReading(workspace: workspace.folder) { !($0.subjects ?? []).isEmpty }
        // A damaged audit may name more than it shows.
        guard audit.isSound else { return }
        let told = Set(audit.records.flatMap { $0.subjects ?? [] })
        for number in over {
            let parts = try workspace.ledger.read { try $0.formerNames(of: number) }
            let names = try FormerNames(opening: parts, with: workspace.pseudonymKey)
            let kept = names.filter { told.contains($0.text) }
            if kept.count < names.count {
                try workspace.ledger.replaceFormerNames(try kept.sealed(with: workspace.pseudonymKey), of: number)
            }
        }
    }
}
