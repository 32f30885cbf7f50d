import Files
import Vault

/// The keys that a restored workspace gets, held against the fingerprints that the backup keeps of its own.
struct RestoredKeys {
    let pseudonymKey: PseudonymKey
    /// Whether names can be opened.
    let hasIdentityKey: Bool
    /// Text of each key file by name.
    private var texts: [(name: String, text: [UInt8])] = []

    /// Reads the keys of a folder, or those of the backup.
    ///
    /// Throws ``Outcome/refused`` where one is missing that is always needed, or is another one.
    init(_ keys: String?, _ manifest: BackupManifest, folder: BackupFolder) throws {
        func kept(_ name: String) throws -> String? {
            guard let file = manifest.files.first(where: { $0.path == "keys/\(name)" }),
                try folder.isWhole(file.sha256)
            else { return nil }
            return String(decoding: try FileSystem.read(folder.object(file.sha256), onlyPlainFile: true), as: UTF8.self)
        }
        func text(_ name: String) throws -> String? {
            guard let keys else { return try kept(name) }
            let path = "\(keys)/\(name)"
            return FileSystem.exists(path) ? try FileSystem.readKey(path) : nil
        }
        func needed(_ name: String) throws -> String {
            guard let text = try text(name) else {
                throw Failure(
                    .refused,
                    keys.map { "\($0)/\(name) is not here: bring it from its copy" }
                        ?? "\(name) is not in the backup: name the folder that has the keys with --keys")
            }
            return text
        }
        func check(_ name: String, _ found: String, _ known: String) throws {
            guard known.split(separator: " ").contains(Substring(found)) else {
                throw Failure(.refused, "\(name) is key \(found), and the backup needs \(known): bring that one")
            }
        }
        do {
            let pseudonym = try needed("pseudonym.key")
            pseudonymKey = try PseudonymKey(fileText: pseudonym)
            try check("pseudonym.key", pseudonymKey.fingerprint, manifest.keys.pseudonym)
            let audit = try needed("audit.key")
            try check("audit.key", try AuditKey(fileText: audit).fingerprint, manifest.keys.audit)
            // It is no secret, so every backup has it.
            guard let open = try kept("identity.pub") else {
                throw Failure(.refused, "keys/identity.pub is damaged or missing in the backup: name another")
            }
            try check(
                "identity.pub", try IdentitySealer(fileText: open).fingerprint ?? "none", manifest.keys.identity)
            texts = [("pseudonym.key", pseudonym), ("audit.key", audit), ("identity.pub", open)].map {
                ($0.0, Array($0.1.utf8))
            }
            let identity = try text("identity.key")
            hasIdentityKey = identity != nil
            if let identity {
                let opener = try IdentityOpener(fileText: identity)
                let known = manifest.keys.identity.split(separator: " ").map(String.init)
                guard known.contains(where: opener.fingerprints.contains) else {
                    throw Failure(
                        .refused,
                        "identity.key is key \(opener.fingerprints.joined(separator: " and ")), and the backup needs "
                            + "\(manifest.keys.identity): bring that one")
                }
                texts.append(("identity.key", Array(identity.utf8)))
            }
        } catch let error as VaultError {
            throw Failure(.refused, "\(error)")
        } catch let error as FileError {
            throw Failure(.refused, error.description)
        }
    }

    /// Puts them into the workspace.
    func write(to workspace: String) throws {
        try FileSystem.makeFolder("\(workspace)/keys")
        for key in texts { try AtomicFile.write(key.text, to: "\(workspace)/keys/\(key.name)") }
    }
}
