import Files
import Foundation
import Ledger
import Policy
import Store
import Vault
import Vocabulary

/// One workspace folder, opened by the one process that may write it.
public final class Workspace {
    /// The folder.
    public let folder: String
    /// What `tracegrid.yaml` says.
    public let settings: Settings
    /// SHA-256 of `tracegrid.yaml`, part of what makes two runs the same.
    let settingsDigest: String
    let policy: Policy
    /// The policy with what it extends as one text, which each run keeps.
    let policyText: [UInt8]
    let pseudonymKey: PseudonymKey
    let ledger: Ledger
    /// Who reads it and why; nil where nobody does (`doctor`).
    let access: Access?
    /// Nil where the workspace is only read.
    private let lock: FileLock?

    /// Folders of a workspace.
    enum Folder: String, CaseIterable {
        case policies, inbox, archive, store, keys, quarantine, runs, audit, certificates
    }

    /// Path of a folder of the workspace, or of a name in it.
    func path(_ folder: Folder, _ name: String? = nil) -> String {
        self.folder + "/" + folder.rawValue + (name.map { "/" + $0 } ?? "")
    }

    /// Opens a workspace as it is, without asking the gate and without a record: for whoever has done both.
    ///
    /// Throws ``Outcome/locked`` while another run holds it, ``Outcome/refused`` where settings are wrong.
    init(folder: String, file: SettingsFile, isReadOnly: Bool, access: Access?) throws {
        self.folder = folder
        self.access = access
        do {
            lock = isReadOnly ? nil : try FileLock(path: folder + "/.lock", owner: Workspace.ownerText())
        } catch .locked(_, let owner) {
            throw Failure(.locked, "\(folder): another run holds this workspace (\(owner)): wait for it to end")
        }
        settings = file.settings
        settingsDigest = file.digest
        let policies = PolicyFolder(of: folder)
        policy = try policies.policy(settings.policy)
        policyText = try policies.text(settings.policy)
        let keyPath = folder + "/keys/pseudonym.key"
        pseudonymKey = try PseudonymKey(fileText: try FileSystem.readKey(keyPath), file: keyPath)
        do {
            ledger = try Ledger(path: folder + "/tracegrid.sqlite", isReadOnly: isReadOnly)
        } catch {
            throw Failure(.refused, error.description)
        }
    }

    /// Who we are, for whoever finds the workspace locked.
    static func ownerText() -> String {
        let process = ProcessInfo.processInfo
        return "process \(process.processIdentifier) of \(process.userName) since \(Date().formatted(.iso8601))"
    }

    /// Seals identities for storage.
    func sealer() throws -> IdentitySealer {
        let path = path(.keys, "identity.pub")
        return try IdentitySealer(fileText: try FileSystem.readKey(path, isPublic: true), file: path)
    }

    /// Opens identities for a task list.
    ///
    /// Throws ``Outcome/notPermitted`` where the identity key is not here.
    func opener() throws -> IdentityOpener {
        let path = path(.keys, settings.isEncrypted ? "identity.key" : "identity.pub")
        guard FileSystem.exists(path) else {
            throw Failure(.notPermitted, "\(path) is not here: task lists need it; bring it for this run")
        }
        var opener = try IdentityOpener(
            fileText: try FileSystem.readKey(path, isPublic: !settings.isEncrypted), file: path)
        // A rotation that was interrupted has left both keys in use.
        let next = self.path(.keys, IdentityRotation.nextSecret)
        if FileSystem.exists(next) {
            opener.add(try IdentityOpener(fileText: try FileSystem.readKey(next), file: next))
        }
        return opener
    }
}
