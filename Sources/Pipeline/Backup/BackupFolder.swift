import Files
import Foundation
import Vault

/// A folder of backups of one workspace.
///
/// `objects/3f/3f9c...` holds the bytes of one file under their SHA-256, once, however many backups have it;
/// `backups/<id>.json` says which objects a backup is made of (``BackupManifest``). A backup exists from the moment its
/// manifest takes its name; all before it is written aside, so that whatever ends it leaves only objects that no
/// manifest names, and the next backup takes them over where they are whole.
struct BackupFolder {
    let path: String
    /// Held by whoever writes.
    private let lock: FileLock?

    private static let objects = "objects", manifests = "backups"

    /// The folder of those who only read: to list, verify, restore.
    ///
    /// Throws ``Outcome/refused`` where no backups are.
    init(reading path: String) throws {
        self.path = path
        lock = nil
        guard FileSystem.isFolder(path + "/" + Self.manifests) else {
            throw Failure(.refused, "\(path): no backups are here: name the folder that `tracegrid backup` wrote to")
        }
    }

    /// The folder of those who write; made where there is none.
    ///
    /// Throws ``Outcome/refused`` where it lies in the workspace or the workspace in it, or holds something else;
    /// ``Outcome/notPermitted`` where it is another account's or others can read it; ``Outcome/locked``.
    init(writing path: String, beside workspace: String?) throws {
        self.path = path
        if let workspace {
            let (inner, outer) = (BackupFolder.real(path) + "/", BackupFolder.real(workspace) + "/")
            guard !inner.hasPrefix(outer), !outer.hasPrefix(inner) else {
                throw Failure(.refused, "\(path): lies in the workspace or around it: name a folder on another disk")
            }
        }
        if !FileSystem.exists(path) { try FileSystem.makeFolder(path) }
        guard FileSystem.isFolder(path) else { throw Failure(.refused, "\(path): is no folder: name one") }
        let names = try FileSystem.list(path).filter { ![".lock", "lost+found"].contains($0) }
        guard names.isEmpty || Set(names).isSubset(of: [Self.objects, Self.manifests]) else {
            throw Failure(.refused, "\(path): holds something else than backups: name an empty folder")
        }
        for name in ["", "/" + Self.objects, "/" + Self.manifests] {
            guard let entry = try Ownership(of: path + name, followingLinks: name.isEmpty) else { continue }
            guard !entry.isLink, entry.isOurs else {
                throw Failure(
                    .notPermitted,
                    "\(path + name): is a link or belongs to \(entry.owner.text): name a folder of your own")
            }
            guard entry.mode & 0o077 == 0 else {
                throw Failure(.notPermitted, "\(path + name): others can read it: chmod 700 it first")
            }
        }
        lock = try BackupFolder.lock(path)
        for folder in [Self.objects, Self.manifests] {
            try FileSystem.makeFolder("\(path)/\(folder)")
            try FileSystem.sweepTemporaries(in: "\(path)/\(folder)")
        }
    }

    private static func lock(_ path: String) throws -> FileLock {
        do throws(FileError) {
            return try FileLock(path: path + "/.lock", owner: Workspace.ownerText())
        } catch {
            guard case .locked(_, let owner) = error else { throw error }
            throw Failure(.locked, "\(path): another backup is being written (\(owner)): wait for it to end")
        }
    }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    // MARK: Manifests

    /// Ids of the backups, the oldest first.
    func ids() throws -> [String] {
        try FileSystem.list("\(path)/\(Self.manifests)").filter { !$0.hasPrefix(".") && $0.hasSuffix(".json") }
            .map { String($0.dropLast(5)) }
    }

    /// The text of a manifest.
    func text(_ id: String) throws -> [UInt8] {
        try FileSystem.read("\(path)/\(Self.manifests)/\(id).json", atMost: 1 << 30, onlyPlainFile: true)
    }

    /// A manifest; nil where it is damaged.
    func manifest(_ id: String) throws -> BackupManifest? { BackupManifest(try text(id), id: id) }

    /// Makes the backup count, once all its objects are on the disk; gives its id.
    func commit(_ manifest: BackupManifest, key: PseudonymKey) throws -> String {
        let text = Array(try manifest.sealed(with: key).utf8)
        let id = BackupManifest.id(of: text, madeAt: manifest.madeAt)
        FileSystem.syncAll()
        try AtomicFile.write(text, to: "\(path)/\(Self.manifests)/\(id).json")
        return id
    }

    // MARK: Objects

    /// Where the bytes of a digest lie.
    func object(_ sha256: String) -> String { "\(path)/\(Self.objects)/\(sha256.prefix(2))/\(sha256)" }

    /// Whether there are so many bytes under a digest; what they are, ``isWhole(_:)`` tells.
    func has(_ sha256: String, bytes: Int) throws -> Bool {
        try FileSystem.stamp(of: object(sha256))?.bytes == bytes
    }

    /// Whether the bytes of an object are those of its name.
    func isWhole(_ sha256: String) throws -> Bool {
        var digest = SHA256Digest()
        try FileSystem.readPieces(of: object(sha256), onlyPlainFile: true) { piece in
            digest.update(piece)
            return true
        }
        return digest.hex == sha256
    }

    /// Copies a plain file, up to so many bytes, into an object; nothing is written where the bytes are here already.
    func add(_ source: String, atMost limit: Int = .max) throws -> (sha256: String, bytes: Int) {
        var digest = SHA256Digest()
        var bytes = 0
        let file = try AtomicFile(path: "\(path)/\(Self.objects)/new")
        try FileSystem.readPieces(of: source, onlyPlainFile: true) { (piece) throws(FileError) in
            let some = piece.prefix(limit - bytes)
            digest.update(some)
            try file.write(some)
            bytes += some.count
            return bytes < limit
        }
        let sha256 = digest.hex
        if try has(sha256, bytes: bytes), try isWhole(sha256) {
            file.discard()
        } else {
            try FileSystem.makeFolder("\(path)/\(Self.objects)/\(sha256.prefix(2))")
            try file.commit(as: "\(sha256.prefix(2))/\(sha256)", waitsForDisk: false)
        }
        return (sha256, bytes)
    }

    /// Moves a finished file of this folder (``temporary``) into an object.
    func take(_ source: String) throws -> (sha256: String, bytes: Int) {
        let added = try add(source)
        try FileSystem.remove(source)
        return added
    }

    /// A path for a file that is to become an object.
    var temporary: String { FileSystem.temporaryPath(in: "\(path)/\(Self.objects)") }

    // MARK: Expiry

    /// Removes backups that have expired, and objects that no backup names; gives how many of each.
    ///
    /// Where a manifest is damaged nobody knows what it names: then no object goes, and `doubt` tells.
    func prune(now: Int64) throws -> (backups: Int, objects: Int, doubt: String?) {
        var gone = 0
        var named: Set<String> = []
        var doubt: String?
        for id in try ids() {
            guard let manifest = try manifest(id) else {
                doubt = "\(path)/\(Self.manifests)/\(id).json: damaged, so no object is removed: remove it by hand"
                continue
            }
            if manifest.expiresAt <= now {
                try FileSystem.remove("\(path)/\(Self.manifests)/\(id).json")
                gone += 1
            } else {
                named.formUnion(manifest.files.map(\.sha256))
            }
        }
        if doubt != nil { return (gone, 0, doubt) }
        // On the disk before any object goes: a manifest that came back would name what is not there.
        FileSystem.syncAll()
        var objects = 0
        for shard in try FileSystem.list("\(path)/\(Self.objects)") {
            for name in try FileSystem.list("\(path)/\(Self.objects)/\(shard)") where !named.contains(name) {
                try FileSystem.removeTree("\(path)/\(Self.objects)/\(shard)/\(name)")
                objects += 1
            }
        }
        return (gone, objects, nil)
    }
}
