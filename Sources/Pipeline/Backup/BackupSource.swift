import Files
import Ledger
import Vault

/// What of a workspace belongs to one moment, while others go on writing it.
///
/// The moment is that of a copy of the ledger, taken first: segments, deliveries, runs and certificates that it knows are
/// the backup's, for none of them is ever changed. A delivery that the ledger took later is put where it was, into the
/// inbox. What a purge, a merge of segments or a rotation of keys takes away meanwhile makes the copy stale
/// (``Stale``), and it is begun again.
struct BackupSource {
    /// Something was taken away while it was copied.
    struct Stale: Error { var what: String }

    /// What the copy of the ledger knows.
    struct Facts {
        var segments: [SegmentRecord], files: [InputFile], runs: Set<String>, purges: [PurgeRecord]
        /// Heads and fingerprints that it keeps.
        var auditHead: AuditHead?, pseudonymKey: String?, identityKey: String?

        init(_ ledger: LedgerSnapshot) throws {
            segments = try ledger.segments()
            files = try ledger.files()
            runs = Set(try ledger.runs().filter { $0.state == .complete }.map(\.runID))
            purges = try ledger.purges()
            auditHead = try ledger.meta(Workspace.auditHeadKey).flatMap(AuditHead.init)
            (pseudonymKey, identityKey) = try (KeyMarks.pseudonym(ledger), KeyMarks.identity(ledger))
        }
    }

    /// One file to copy.
    struct Item {
        /// Path in the backup, and in the workspace where it is another.
        var path: String, source: String
        /// Path in the backup where other bytes have the first one.
        var spare: String?
        /// Digest, where the ledger knows it.
        var sha256: String?
        /// Whether it may be gone when its turn comes, because nothing hangs on it.
        var mayVanish = false

        init(_ path: String, from source: String? = nil, sha256: String? = nil, mayVanish: Bool = false) {
            (self.path, self.source, self.sha256, self.mayVanish) = (path, source ?? path, sha256, mayVanish)
        }
    }

    let workspace: Workspace
    let facts: Facts

    /// Everything but ledger and audit; the inbox comes first, for from there files move to the archive.
    ///
    /// Throws ``Stale`` where a folder goes while it is looked through.
    func items(withKeys: Bool) throws -> [Item] {
        do {
            return try listed(withKeys: withKeys)
        } catch FileError.notFound(let path) {
            throw Stale(what: "the removal of \(path.dropFirst(workspace.folder.count + 1))")
        }
    }

    private func listed(withKeys: Bool) throws -> [Item] {
        var items = try inbox() + archive()
        items += facts.segments.map { Item("store/\($0.name)", sha256: $0.sha256.isEmpty ? nil : $0.sha256) }
        items += try plain(.quarantine, mayVanish: true)
        let stems = facts.purges.filter { $0.state != .planned }.map { CertificateFile.stem($0.number) }
        items += try plain(.certificates).filter { item in
            stems.contains { item.path.hasPrefix("certificates/\($0)") }
        }
        items += try runs() + plain(.policies) + [Item("tracegrid.yaml")]
        items += withKeys ? try plain(.keys) : [Item("keys/identity.pub")]
        return items
    }

    /// Throws ``Stale`` where something was taken away since the copy of the ledger.
    func check() throws {
        let (purges, names, identity) = try workspace.ledger.read { ledger in
            (try ledger.purges(), Set(try ledger.segments().map(\.name)), try KeyMarks.identity(ledger))
        }
        guard
            purges.filter({ $0.state != .planned }).map(\.number)
                == facts.purges.filter({ $0.state != .planned }).map(\.number)
        else { throw Stale(what: "a purge") }
        guard facts.segments.allSatisfy({ names.contains($0.name) }) else { throw Stale(what: "segments put together") }
        guard identity == facts.identityKey else { throw Stale(what: "a rotation of keys") }
    }

    private func plain(_ folder: Workspace.Folder, mayVanish: Bool = false) throws -> [Item] {
        try FileSystem.list(workspace.path(folder)).filter { !$0.hasPrefix(".") }
            .filter { try FileSystem.stamp(of: workspace.path(folder, $0)) != nil }
            .map { Item("\(folder.rawValue)/\($0)", mayVanish: mayVanish) }
    }

    private func inbox() throws -> [Item] { try plain(.inbox, mayVanish: true) }

    private func archive() throws -> [Item] {
        let known = Dictionary(facts.files.map { ($0.sha256.prefix(12), $0.sha256) }) { first, _ in first }
        return try plain(.archive).map { item in
            guard let (digits, name) = LostDeliveries.delivered(String(item.path.dropFirst("archive/".count))) else {
                return item
            }
            if let sha256 = known[digits] { return Item(item.path, sha256: sha256) }
            var late = Item("inbox/\(name)", from: item.path)
            late.spare = "inbox/\(digits)-\(name)"
            return late
        }
    }

    private func runs() throws -> [Item] {
        try FileSystem.list(workspace.path(.runs)).flatMap { asOf in
            try folders("runs/\(asOf)").filter { facts.runs.contains($0) }.flatMap { try below("runs/\(asOf)/\($0)") }
        }
    }

    private func folders(_ path: String) throws -> [String] {
        let folder = "\(workspace.folder)/\(path)"
        guard FileSystem.isFolder(folder) else { return [] }
        return try FileSystem.list(folder).filter { FileSystem.isFolder("\(folder)/\($0)") }
    }

    private func below(_ path: String) throws -> [Item] {
        try FileSystem.list("\(workspace.folder)/\(path)").flatMap { name in
            FileSystem.isFolder("\(workspace.folder)/\(path)/\(name)")
                ? try below("\(path)/\(name)") : [Item("\(path)/\(name)")]
        }
    }
}
