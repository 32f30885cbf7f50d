import Vault

/// Which accesses `audit show` lists.
public struct AuditFilter: Sendable {
    /// The last so many; nil for all.
    public var last: Int?
    /// Those of one account or actor, command, or run.
    public var who: String?, command: String?, runID: String?

    /// A filter.
    public init(last: Int? = nil, who: String? = nil, command: String? = nil, runID: String? = nil) {
        self.last = last
        self.who = who
        self.command = command
        self.runID = runID
    }

    func admits(_ access: AuditAccess) -> Bool {
        if let who, access.begin.user != who, access.begin.actor != who { return false }
        if let command, access.begin.command != command { return false }
        if let runID, access.end?.run != runID { return false }
        return true
    }
}

/// Lists accesses.
public enum AuditShow {
    /// The accesses that a filter admits, oldest first.
    public static func run(_ workspace: Workspace, _ filter: AuditFilter) throws -> AuditAnswer {
        let reading = try AuditReading(workspace: workspace.folder) { _ in true }
        var accesses = AuditAccess.pairs(reading.records).filter(filter.admits)
        if let last = filter.last { accesses = Array(accesses.suffix(last)) }
        return AuditAnswer(
            rows: accesses.map { ($0, "") },
            remarks: reading.isSound ? [] : ["The audit is damaged: see `tracegrid audit verify`."],
            zone: workspace.settings.zone)
    }
}
