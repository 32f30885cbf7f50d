import Ledger
import Publishing
import Vault

extension Workspace {
    /// Does a command's work with a workspace: asks the gate, opens the audit, and only then the workspace.
    ///
    /// When the work has ended, however it did, the audit says so. This is the only way in for commands that read about
    /// people.
    ///
    /// A command that writes takes the workspace's lock and mends what an interrupted run left. Throws
    /// ``Outcome/notPermitted``, ``Outcome/locked``, ``Outcome/refused`` where settings or keys are wrong,
    /// ``Outcome/failed`` where the audit cannot be written, and what the work throws.
    public static func use<Result>(
        at folder: String, _ request: AccessRequest, asked: [String] = [], reporter: any Reporter,
        _ work: (Workspace) throws -> Result
    ) throws -> Result {
        let workspace = try open(at: folder, request, asked: asked, reporter: reporter)
        guard let access = workspace.access else { return try work(workspace) }
        do {
            let result = try work(workspace)
            let isDoubtful = access.outcome == .done && reporter.hasWarnings
            let head = try access.end(isDoubtful ? .warnings : access.outcome)
            if request.command.rights.writes {
                // What the ledger remembers, nobody can cut off the audit's end unseen.
                try workspace.ledger.setMeta(head.description, for: Workspace.auditHeadKey)
            }
            return result
        } catch {
            access.end(failing: error)
            throw error
        }
    }

    /// Opens a workspace for a request; the caller ends the access.
    static func open(
        at folder: String, _ request: AccessRequest, asked: [String] = [], reporter: any Reporter
    ) throws -> Workspace {
        let file = try SettingsFile(of: folder)
        reporter.opened(file.settings.language)
        let access = try Access(
            request, folder: folder, gate: Gate(settings: file.settings, file: file.path), asked: asked,
            reporter: reporter)
        do {
            let writes = request.command.rights.writes
            let workspace = try Workspace(folder: folder, file: file, isReadOnly: !writes, access: access)
            try KeyMarks.check(workspace, mayWrite: writes)
            if !file.settings.isEncrypted { reporter.note(AnswerWord.notEncrypted.phrase()) }
            if writes { try Recovery.run(workspace, reporter: reporter) }
            return workspace
        } catch {
            access.end(failing: error)
            throw error
        }
    }

    /// Under this key the ledger keeps the audit's head of the last command that wrote.
    static let auditHeadKey = "audit_head"
}

extension Access {
    /// Ends an access that failed.
    ///
    /// What was typed can be a person's number: of a question that was refused for its words
    /// none of them is kept.
    fileprivate func end(failing error: any Error) {
        let outcome = (error as? Failure)?.outcome ?? .failed
        _ = try? end(outcome, reason: outcome == .usage ? nil : "\(error)")
    }
}
