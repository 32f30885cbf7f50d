import Files
import Vault

/// The audit of a workspace, read through from its first record.
struct AuditReading {
    /// What the chain says about itself.
    private(set) var trail: AuditTrail
    /// The records that were asked for, in order.
    private(set) var records: [AuditRecord] = []
    /// Whether the MACs were checked: the audit key is here.
    let hasKey: Bool

    /// Whether nothing in it was changed, as far as it tells itself.
    var isSound: Bool { trail.breaks.isEmpty }

    /// Reads all records and keeps those that the closure wants.
    ///
    /// Throws ``Outcome/refused`` where the workspace has no audit.
    init(workspace folder: String, keeping isWanted: (AuditRecord) -> Bool) throws {
        let path = AuditLog.path(in: folder)
        guard FileSystem.exists(path) else {
            throw Failure(.refused, "\(path): no audit is here: name the workspace with --workspace")
        }
        let key = try AuditLog.key(in: folder)
        hasKey = key != nil
        var trail = AuditTrail(key: key)
        var records: [AuditRecord] = []
        try FileSystem.readPieces(of: path) { piece throws(FileError) in
            trail.take(piece) { if isWanted($0) { records.append($0) } }
            return true
        }
        trail.finish()
        self.trail = trail
        self.records = records
    }
}
