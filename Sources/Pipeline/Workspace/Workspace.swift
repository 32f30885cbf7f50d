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
    /// Nil where the workspace is only read.
    private let lock: FileLock?

    /// Folders of a workspace.
    enum Folder: String, CaseIterable {
        case policies, inbox, archive, store, keys, quarantine, runs, certificates
    }

    /// Path of a folder of the workspace, or of a name in it.
    func path(_ folder: Folder, _ name: String? = nil) -> String {
        self.folder + "/" + folder.rawValue + (name.map { "/" + $0 } ?? "")
    }

    /// Opens a workspace for writing: takes the lock, reads the settings, and mends what an interrupted run left.
    ///
    /// Throws ``Outcome/locked`` while another run holds it, ``Outcome/refused`` where settings are wrong.
    public static func open(at folder: String, reporter: any Reporter) throws -> Workspace {
        let workspace = try Workspace(folder: folder, isReadOnly: false)
        try Recovery.run(workspace, reporter: reporter)
        return workspace
    }

    /// Opens a workspace for reading: takes no lock and changes nothing, so a run may be under way.
    public static func openForReading(at folder: String) throws -> Workspace {
        try Workspace(folder: folder, isReadOnly: true)
    }

    private init(folder: String, isReadOnly: Bool) throws {
        self.folder = folder
        let settingsPath = folder + "/tracegrid.yaml"
        guard FileSystem.exists(settingsPath) else {
            throw Failure(
                .refused, "\(folder): no workspace here: make one with `tracegrid init`, or name one with --workspace")
        }
        do {
            lock = isReadOnly ? nil : try FileLock(path: folder + "/.lock", owner: Workspace.ownerText())
        } catch .locked(_, let owner) {
            throw Failure(.locked, "\(folder): another run holds this workspace (\(owner)): wait for it to end")
        }
        let bytes = try FileSystem.read(settingsPath)
        settingsDigest = SHA256Digest.hex(of: bytes)
        settings = try SettingsReader.settings(from: bytes, file: settingsPath)
        let policies = PolicyFolder(of: folder)
        policy = try policies.policy(settings.policy)
        policyText = try policies.text(settings.policy)
        let keyPath = folder + "/keys/pseudonym.key"
        pseudonymKey = try PseudonymKey(
            fileText: String(decoding: try FileSystem.read(keyPath), as: UTF8.self), file: keyPath)
        do {
            ledger = try Ledger(path: folder + "/tracegrid.sqlite", isReadOnly: isReadOnly)
        } catch {
            throw Failure(.refused, error.description)
        }
    }

    /// Who we are, for whoever finds the workspace locked.
    private static func ownerText() -> String {
        let process = ProcessInfo.processInfo
        return "process \(process.processIdentifier) of \(process.userName) since \(Date().formatted(.iso8601))"
    }

    /// Seals identities for storage.
    func sealer() throws -> IdentitySealer {
        let path = path(.keys, "identity.pub")
        return try IdentitySealer(fileText: String(decoding: try FileSystem.read(path), as: UTF8.self), file: path)
    }

    /// Opens identities for a task list.
    ///
    /// Throws ``Outcome/notPermitted`` where the identity key is not here.
    func opener() throws -> IdentityOpener {
        let path = path(.keys, settings.isEncrypted ? "identity.key" : "identity.pub")
        guard FileSystem.exists(path) else {
            throw Failure(.notPermitted, "\(path) is not here: task lists need it; bring it for this run")
        }
        return try IdentityOpener(fileText: String(decoding: try FileSystem.read(path), as: UTF8.self), file: path)
    }
}
