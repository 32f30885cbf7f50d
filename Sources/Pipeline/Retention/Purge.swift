import Files
import Ledger
import Vault
import Vocabulary

/// What is asked of `purge`.
public struct PurgeRequest: Sendable {
    /// The as-of moment as it was written; nil is now.
    public var asOf: String?
    /// Whether to tell only what would go.
    public var isDryRun: Bool
    /// Who asks for it: the user, where nobody is named.
    public var by: String

    /// A request.
    public init(asOf: String? = nil, isDryRun: Bool = false, by: String? = nil) {
        self.asOf = asOf
        self.isDryRun = isDryRun
        self.by = by ?? SystemUser.current.name
    }
}

/// Removes what has expired, wholly or not at all, and certifies it.
///
/// First what is kept of partly expired segments is written beside, which nothing lists yet. Then the ledger forgets
/// all that goes, lists what was written, and takes the certificate, in one transaction: from then on nobody sees
/// anything of it, and whatever happens, this start or the next goes on to the end. Only then files go.
public enum Purge {
    /// The moments between which a purge may be interrupted.
    enum Step: Equatable, CaseIterable {
        case planned, rewritten, listed, committed, removed, scrubbed, certified
    }

    /// Removes what has expired as of a moment, or tells what would go.
    ///
    /// Throws ``Outcome/usage`` for a moment that is none, or that lies after tomorrow.
    public static func run(
        _ workspace: Workspace, _ request: PurgeRequest, now: Int64, reporter: any Reporter
    ) throws -> PurgeSummary {
        let asOf = try moment(request.asOf, workspace, now: now)
        return try run(workspace, asOf: asOf, request, now: now, reporter: reporter)
    }

    static func run(
        _ workspace: Workspace, asOf: Int64, _ request: PurgeRequest, now: Int64, reporter: any Reporter,
        at reached: (Step) throws -> Void = { _ in }
    ) throws -> PurgeSummary {
        let salt = RowLeaves.randomSalt()
        let plan = try PurgePlan(workspace, asOf: asOf, salt: request.isDryRun ? nil : salt)
        if !plan.files.unknown.isEmpty {
            reporter.warn(
                "UNKNOWN_FILES: archive/ holds \(plan.files.unknown.count) files that no delivery is known of: they are "
                    + "not purged; look what they are and remove them")
        }
        if request.isDryRun { return PurgeSummary(plan, workspace, certificate: nil) }
        if plan.isEmpty { return PurgeSummary(plan, workspace, certificate: nil, isNothing: true) }
        let number = try workspace.ledger.planPurge(asOf: asOf, now: now)
        try reached(.planned)
        let rewritten = try plan.store.rewrite(purge: number, zone: workspace.settings.zone)
        try reached(.rewritten)
        let name = CertificateFile.name(number, asOf: plan.limits.today)
        let leaves = plan.leaves(salt: salt)
        try CertificateFile.write(leaves: leaves, to: workspace.path(.certificates, name + CertificateFile.rows))
        try reached(.listed)
        var identities = 0
        let previous = try workspace.ledger.read { try $0.purges() }.last { $0.sha256 != nil }?.sha256
        try workspace.ledger.commitPurge(
            number,
            plan.batch(
                in: workspace.storeFolder, rewritten: rewritten, disputed: plan.disputed(among: leaves, salt: salt)),
            unreferenced: { try plan.store.unreferenced($0, rewritten: rewritten) },
            certificate: { count in
                identities = count
                let text = try Certificate(
                    plan, workspace, number: number, identities: count, root: MerkleTree(sorted: leaves).root,
                    leaves: leaves.count, salt: salt, by: request.by, now: now, previous: previous
                ).sealed(with: workspace.pseudonymKey)
                return (text, SHA256Digest.hex(of: text))
            })
        try reached(.committed)
        try complete(workspace, number, reporter: reporter, at: reached)
        return PurgeSummary(
            plan, workspace, certificate: workspace.path(.certificates, name + CertificateFile.json),
            identities: identities)
    }

    /// What a night does when all else is done: failing, it leaves the night as it is.
    static func night(_ workspace: Workspace, asOf: Int64, now: Int64, reporter: any Reporter) {
        do {
            let summary = try run(
                workspace, asOf: min(asOf, now), PurgeRequest(), now: now, reporter: reporter)
            if let line = summary.noteLine { reporter.note(line) }
        } catch {
            reporter.warn("RETENTION: nothing was purged: \(error): mend it and run `tracegrid purge`")
        }
    }

    /// Ends what an interrupted purge left: takes it back where nothing had changed, else goes on; one line about it.
    static func resume(_ workspace: Workspace, reporter: any Reporter) throws -> String? {
        let open = try workspace.ledger.read { try ($0.purges(.planned), $0.purges(.deleting)) }
        for purge in open.0 {
            let stem = CertificateFile.stem(purge.number)
            for name in try FileSystem.list(workspace.path(.certificates)) where name.hasPrefix(stem) {
                try FileSystem.remove(workspace.path(.certificates, name))
            }
            try workspace.ledger.discardPurge(purge.number)
        }
        for purge in open.1 { try complete(workspace, purge.number, reporter: reporter) { _ in } }
        let lines =
            (open.0.isEmpty ? [] : ["the plan of an unfinished purge"])
            + (open.1.isEmpty ? [] : ["the rest of an unfinished purge"])
        return lines.isEmpty ? nil : lines.joined(separator: ", ")
    }

    /// The second half of a purge; every step may be done again.
    private static func complete(
        _ workspace: Workspace, _ number: Int64, reporter: any Reporter, at reached: (Step) throws -> Void
    ) throws {
        let (paths, record) = try workspace.ledger.read { ledger in
            (try ledger.paths(ofPurge: number), try ledger.purges(.deleting).first { $0.number == number })
        }
        guard let record, let text = record.certificate else { return }
        for path in paths {
            try FileSystem.removeTree("\(workspace.folder)/\(path)")
            try reached(.removed)
        }
        // What else lies in the store was worked out from segments, some of which are gone.
        let names = try workspace.storedNames()
        for name in try workspace.ledger.read({ try $0.orphans(in: names) }) {
            try FileSystem.removeTree(workspace.path(.store, name))
        }
        try Recovery.mendRunFolders(workspace)
        try FormerNameRetention.run(workspace)
        FileSystem.syncAll()
        guard try workspace.ledger.scrub(temporariesIn: workspace.folder) else {
            reporter.warn(
                "PURGE_UNFINISHED: somebody reads the ledger, so old pages stand in tracegrid.sqlite-wal: the next "
                    + "command that writes removes them")
            return
        }
        try reached(.scrubbed)
        let name = CertificateFile.name(number, asOf: workspace.settings.zone.localDay(at: record.asOf))
        try AtomicFile.write(
            Array(text.utf8), to: workspace.path(.certificates, name + CertificateFile.json))
        try reached(.certified)
        try workspace.ledger.finishPurge(number)
    }

    private static func moment(_ text: String?, _ workspace: Workspace, now: Int64) throws -> Int64 {
        guard let text else { return now }
        guard let asOf = AsOf(text, zone: workspace.settings.zone) else {
            throw Failure(.usage, "--as-of: \(text) is no moment: write 2020-02-03 or 2020-02-03T06:00:00+08:00")
        }
        guard asOf.moment <= now + 86_400 else {
            throw Failure(.usage, "--as-of: \(text) lies after tomorrow: what is not yet too old cannot be purged")
        }
        return asOf.moment
    }
}

extension PurgePlan {
    /// What the ledger has to forget, and what comes in its place.
    fileprivate func batch(
        in storeFolder: String, rewritten: [SegmentRecord], disputed: [DisputedRow]
    ) -> PurgeBatch {
        var batch = PurgeBatch()
        batch.removed = store.removed + store.partly
        batch.rewritten = rewritten
        batch.facts = facts
        batch.runs = files.runs
        batch.links = links
        batch.overrides = overrides
        batch.paths = files.entries.map(\.path) + batch.removed.map { "\(storeFolder)/\($0.name)" }
        batch.disputed = disputed
        batch.today = limits.today
        return batch
    }
}
