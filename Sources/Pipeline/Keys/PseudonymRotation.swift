import Feeds
import Files
import Ledger
import Store
import Vault
import Vocabulary

/// Replaces the pseudonym key: everybody is called anew in the store, the registry and the ledger.
///
/// While it runs the old key is in force and everything joins under it. The new key waits in `keys/`; segments are
/// written under it into a folder of the store that bears its fingerprint, one by one, and stay there should the work
/// be interrupted. One transaction of the ledger then gives all its rows their new names and lists the new segments: from
/// then on the new key is in force, and this call, or the next start, puts it in its place and removes what was.
/// docs/data-protection.md tells what becomes of ids, of old runs and of the old key.
public enum PseudonymRotation {
    /// Names of the key, and of the new one until it takes its place.
    static let present = "pseudonym.key", next = "pseudonym.next.key"

    /// A point between two steps, for tests that stop there.
    enum Point: Hashable, CaseIterable {
        case started, keyWritten, namesMade, segmentWritten, storeWritten, ledgerMoved, keyInPlace, oldRemoved
    }

    /// Replaces the key of a workspace, or ends a replacement that was interrupted.
    ///
    /// Throws ``Outcome/notPermitted`` without `identity.key`, ``Outcome/refused`` where the disk has no room or a
    /// registry entry's key is known nowhere.
    public static func run(
        _ workspace: Workspace, now: Int64, reporter: any Reporter
    ) throws -> KeyRotationSummary {
        try run(workspace, now: now, reporter: reporter) { _ in }
    }

    static func run(
        _ workspace: Workspace, now: Int64, reporter: any Reporter, _ reached: (Point) throws -> Void
    ) throws -> KeyRotationSummary {
        let old = workspace.pseudonymKey
        let opener = try opener(workspace)
        try checkRoom(workspace)
        try reached(.started)
        let new = try successor(workspace)
        try reached(.keyWritten)
        try workspace.access?.replaces(old.fingerprint, by: new.fingerprint, isDone: false)
        let names = try RenamedPeople(workspace, opener: opener, successor: new)
        try reached(.namesMade)
        let digest: @Sendable (UInt64) -> UInt64 = { [veils = RowVeils(new.rowVeils)] in veils.last(over: $0) }
        let store = workspace.folder + "/" + storeFolder(of: new)
        let segments = try StoreRepair.mending(workspace, reporter: reporter) {
            try RenamedStore(workspace, folder: store, digest: digest, names: names.names).write(reached)
        }
        FileSystem.syncAll()
        try reached(.storeWritten)
        var renaming = Renaming(
            formerKey: old.fingerprint, at: now, pseudonym: names.names.present, digest: digest, reseal: names.reseal)
        renaming.identities = names.added
        renaming.envelope = names.addedEnvelope
        renaming.segments = segments
        renaming.former.names = try names.names.sealed(with: new)
        try workspace.ledger.read { ledger in
            renaming.keptIDs = try KeptIDs.all(ledger, key: old, successor: new, names: names.names.present)
            for key in try ledger.formerKeys() {
                let earlier = try FormerNames(opening: try ledger.formerNames(of: key.number), with: old)
                renaming.earlier[key.number] = try earlier.followed(by: names.names, key: new).sealed(with: new)
            }
            renaming.meta = try certificateSeals(ledger, old: old, new: new)
        }
        renaming.meta[KeyMarks.pseudonymMark] = new.fingerprint
        try workspace.ledger.rename(renaming, temporariesIn: workspace.folder)
        workspace.ledger.rely(on: nil, for: KeyMarks.pseudonymMark)
        try reached(.ledgerMoved)
        try finish(workspace, key: new, reporter: reporter, reached)
        let rows = segments.reduce(0) { $0 + $1.rows }
        workspace.access?.counts = ["identities": names.names.count, "segments": segments.count, "rows": rows]
        try workspace.access?.replaces(old.fingerprint, by: new.fingerprint, isDone: true)
        return KeyRotationSummary(
            title:
                "Pseudonym key \(old.fingerprint) is replaced by \(new.fingerprint): \(names.names.count) identities, "
                + "\(segments.count) segments and \(rows) rows bear new pseudonyms.",
            advice:
                "Keep a copy of keys/pseudonym.key apart from the data, and the old copy only as long as backups need it.",
            old: old.fingerprint, new: new.fingerprint,
            counts: [("identities", names.names.count), ("segments", segments.count), ("rows", rows)])
    }

    /// Opens every identity; the key must be here for as long as the work lasts.
    private static func opener(_ workspace: Workspace) throws -> IdentityOpener {
        do {
            return try workspace.opener()
        } catch let failure as Failure where failure.outcome == .notPermitted {
            throw Failure(
                .notPermitted,
                "\(workspace.path(.keys, "identity.key")) is not here: new pseudonyms are made of opened identifiers: "
                    + "bring it for as long as the change runs")
        }
    }

    /// The store is written a second time, and so are the ledger's largest tables.
    private static func checkRoom(_ workspace: Workspace) throws {
        let store = try workspace.ledger.read { try $0.segments() }.reduce(0) { $0 + $1.bytes }
        let ledger = try FileSystem.size(workspace.folder + "/tracegrid.sqlite")
        let needed = store + store / 20 + 3 * ledger
        let free = try FileSystem.freeSpace(workspace.folder)
        guard free >= needed else {
            throw Failure(
                .refused,
                "keys rotate: it takes \(needed / 1_000_000 + 1) MB for as long as it runs, and \(free / 1_000_000) are "
                    + "free: make room, and run it again")
        }
    }

    /// The new key: the one that waits, or a fresh one.
    private static func successor(_ workspace: Workspace) throws -> PseudonymKey {
        let path = workspace.path(.keys, present)
        if try Ownership(of: path)?.isLink == true {
            throw Failure(
                .refused,
                "\(path): is a link, and the new key would take its place here: copy the key in its place for the change, "
                    + "and move the new one away afterwards")
        }
        if isUnfinished(workspace.folder) {
            let waiting = try key(next, of: workspace.folder)
            // One that another key left behind would lay its veils over others.
            if waiting.follows(workspace.pseudonymKey) { return waiting }
        }
        let new = workspace.pseudonymKey.successor()
        try AtomicFile.write(Array(new.fileText.utf8), to: workspace.path(.keys, next))
        return new
    }

    /// Seals of certificates that were good under the old key, made under the new one.
    private static func certificateSeals(
        _ ledger: LedgerSnapshot, old: PseudonymKey, new: PseudonymKey
    ) throws -> [String: String] {
        var seals: [String: String] = [:]
        for purge in try ledger.purges() {
            guard let text = purge.certificate.map({ Array($0.utf8) }) else { continue }
            let wasSealedAnew = try ledger.meta(certificateMark(purge.number)) == old.seal(ofCertificate: text)
            guard try CertificateFile.isSealed(text, by: old) || wasSealedAnew else { continue }
            seals[certificateMark(purge.number)] = new.seal(ofCertificate: text)
        }
        return seals
    }

    private static func certificateMark(_ number: Int64) -> String { "certificate_seal_\(number)" }

    /// Whether a certificate's seal was good when its key was replaced, and its text is the same.
    static func isSealedAnew(_ number: Int64, _ text: [UInt8], _ workspace: Workspace) throws -> Bool {
        try workspace.ledger.read { try $0.meta(certificateMark(number)) }
            == workspace.pseudonymKey.seal(ofCertificate: text)
    }
}

// MARK: What is in force

extension PseudonymRotation {
    /// What a doctor says of it.
    static let unfinished =
        "a change of the pseudonym key is under way: the old key is in force: end it with `tracegrid keys rotate pseudonym`"

    /// Whether a new key waits.
    static func isUnfinished(_ folder: String) -> Bool { FileSystem.exists("\(folder)/keys/\(next)") }

    /// A key file of a workspace.
    static func key(_ name: String, of folder: String) throws -> PseudonymKey {
        let path = "\(folder)/keys/\(name)"
        return try PseudonymKey(fileText: try FileSystem.readKey(path), file: path)
    }

    /// The key that the ledger works with, of the one in its place and the one that waits; with the ids that it keeps.
    ///
    /// Reading fails from then on where the ledger comes to work with another.
    static func keyInForce(_ present: PseudonymKey, of folder: String, ledger: Ledger) throws -> PseudonymKey {
        let (mark, kept) = try ledger.read { (try $0.meta(KeyMarks.pseudonymMark), try $0.keptIDs()) }
        var found = present
        if mark != present.fingerprint, isUnfinished(folder) {
            let waiting = try key(next, of: folder)
            if mark == waiting.fingerprint { found = waiting }
        }
        if mark == found.fingerprint { ledger.rely(on: mark, for: KeyMarks.pseudonymMark) }
        return found.keeping(Dictionary(kept.map { ($0.made, $0.kept) }) { first, _ in first })
    }

    /// Where the segments of a key lie, below the workspace's folder: those of a first key in `store/` itself.
    static func storeFolder(of key: PseudonymKey) -> String {
        key.generation == 1 ? "store" : "store/" + keyFolder(key)
    }

    private static let keyFolderPrefix = "key-"
    private static func keyFolder(_ key: PseudonymKey) -> String { keyFolderPrefix + key.fingerprint }

    /// Whether a name in `store/` is that of a key's folder.
    static func isKeyFolder(_ name: String) -> Bool { name.hasPrefix(keyFolderPrefix) }

    /// Puts the key in force in its place, and removes the segments of other keys; one line about it.
    ///
    /// What was written for a key that waits stays.
    static func settle(_ workspace: Workspace, reporter: any Reporter) throws -> String? {
        guard let fingerprint = try workspace.ledger.read({ try $0.meta(KeyMarks.pseudonymMark) }),
            fingerprint == workspace.pseudonymKey.fingerprint
        else { return nil }
        let isWaiting = try isUnfinished(workspace.folder) && key(next, of: workspace.folder).fingerprint == fingerprint
        let removed = try finish(workspace, key: workspace.pseudonymKey, reporter: reporter) { _ in }
        if isUnfinished(workspace.folder) { reporter.note(unfinished) }
        if isWaiting { return "a replaced pseudonym key, which everything is called by" }
        return removed > 0 ? "\(removed) segments or folders of another pseudonym key" : nil
    }

    /// The second half of the change; every step may be done again.
    ///
    /// Gives how much was removed.
    @discardableResult
    private static func finish(
        _ workspace: Workspace, key: PseudonymKey, reporter: any Reporter, _ reached: (Point) throws -> Void
    ) throws -> Int {
        let (place, waiting) = (workspace.path(.keys, present), workspace.path(.keys, next))
        var others: Set<String> = []
        if isUnfinished(workspace.folder) {
            let other = try self.key(next, of: workspace.folder)
            if other.fingerprint == key.fingerprint {
                // The old names go from the log, too.
                do {
                    try workspace.ledger.emptyLog()
                } catch {
                    reporter.note(
                        "somebody reads the ledger: old pseudonyms stand in tracegrid.sqlite-wal until he ends")
                }
                try FileSystem.move(waiting, to: place)
            } else {
                others.insert(keyFolder(other))
            }
        }
        try reached(.keyInPlace)
        if key.generation > 1 { others.insert(keyFolder(key)) }
        let store = workspace.folder + "/store"
        var removed = 0
        for name in try FileSystem.list(store) where !others.contains(name) {
            if key.generation == 1, !isKeyFolder(name) { continue }
            try FileSystem.removeTree("\(store)/\(name)")
            removed += 1
        }
        try reached(.oldRemoved)
        return removed
    }
}

extension Workspace {
    /// Names in the folder of the segments, but those of other keys' folders.
    func storedNames() throws -> [String] {
        try FileSystem.list(path(.store)).filter { !PseudonymRotation.isKeyFolder($0) }
    }
}
