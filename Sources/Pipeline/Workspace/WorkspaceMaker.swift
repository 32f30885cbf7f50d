import Files
import Ledger
import Policy
import Vault

extension Workspace {
    /// A workspace that was just made.
    public struct Made: Sendable {
        /// Lines that tell a newcomer what to do next.
        public let welcome: [String]
    }

    /// Makes a workspace folder: settings, policies, keys, empty folders, and the ledger.
    ///
    /// Throws ``Outcome/usage`` without a policy, ``Outcome/refused`` where the folder holds something.
    public static func create(at folder: String, _ plan: WorkspacePlan) throws -> Made {
        guard let policy = plan.policy else {
            throw Failure(
                .usage,
                "init: --policy is needed, an office must choose its rules: "
                    + PolicyShelf.names.joined(separator: ", "))
        }
        guard PolicyShelf.names.contains(policy) else {
            throw Failure(.usage, "init: no policy \(policy); there are \(PolicyShelf.names.joined(separator: ", "))")
        }
        for code in plan.homeRegions
        where code.isEmpty || !code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
            throw Failure(.usage, "init: --home-region takes a region code prefix such as 3308")
        }
        guard let zone = Zones.rules(named: plan.timeZone) else {
            throw Failure(
                .usage,
                "init: --time-zone: no zone \(plan.timeZone): write an IANA name such as Asia/Shanghai, or +08:00")
        }
        var settings = plan.settingsText(policy: policy, zone: zone, feeds: "feeds: []\n")
        if let file = plan.feedsFile {
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try FileSystem.read(file)
            } catch {
                throw Failure(.refused, "init: --feeds: \(error.description)")
            }
            // Read by itself, so that complaints name its own lines.
            guard let list = try YAMLReader.root(of: bytes, file: file).fields(["feeds"])["feeds"] else {
                throw Failure(.refused, "\(file): it has no `feeds:` list")
            }
            for entry in try list.items() { _ = try MappingReader.mapping(entry, workspaceZone: zone) }
            settings = plan.settingsText(policy: policy, zone: zone, feeds: String(decoding: bytes, as: UTF8.self))
        }
        _ = try SettingsReader.settings(from: Array(settings.utf8), file: plan.feedsFile ?? "tracegrid.yaml")
        if FileSystem.exists(folder) {
            guard FileSystem.isFolder(folder), try FileSystem.list(folder).isEmpty else {
                throw Failure(.refused, "\(folder): it exists and is not empty: name a new folder")
            }
        }
        try write(settings, to: folder, plan)
        return Made(welcome: welcome(folder, plan, policy))
    }

    private static func write(_ settings: String, to folder: String, _ plan: WorkspacePlan) throws {
        for name in Folder.allCases { try FileSystem.makeFolder("\(folder)/\(name.rawValue)") }
        for (name, text) in PolicyShelf.files {
            try AtomicFile.write(Array(text.utf8), to: "\(folder)/policies/\(name).yaml")
        }
        try AtomicFile.write(Array(PseudonymKey.random().fileText.utf8), to: "\(folder)/keys/pseudonym.key")
        try AtomicFile.write(Array(AuditKey.random().fileText.utf8), to: AuditLog.keyPath(in: folder))
        let pair = plan.isEncrypted ? IdentityKeyPair.random() : IdentityKeyPair.plain
        try AtomicFile.write(Array(pair.publicText.utf8), to: "\(folder)/keys/identity.pub")
        if let secret = pair.secretText {
            try AtomicFile.write(Array(secret.utf8), to: "\(folder)/keys/identity.key")
        }
        // SQLite gives its side files the mode of the main one.
        try AtomicFile.write([], to: "\(folder)/tracegrid.sqlite")
        _ = try Ledger(path: "\(folder)/tracegrid.sqlite")
        // Last: a folder without settings is no workspace, so a torn `init` is seen as such.
        try AtomicFile.write(Array(settings.utf8), to: "\(folder)/tracegrid.yaml")
    }

    private static func welcome(_ folder: String, _ plan: WorkspacePlan, _ policy: String) -> [String] {
        var lines = [
            "Made the workspace \(folder) under policy \(policy).",
            "Settings: \(folder)/tracegrid.yaml",
        ]
        if plan.purpose == nil {
            lines.append(
                "Purpose: \(Purpose.trialCode), for \(Purpose.trialDays) days. Before real data come in, write your legal basis, "
                    + "approver and end into the settings.")
        }
        if plan.isEncrypted {
            lines += [
                "Keys: \(folder)/keys. Keep a copy of pseudonym.key, identity.key and audit.key apart from the data: without",
                "the first nothing joins, without the second no name can be read, without the third no audit is checked.",
            ]
        } else {
            lines.append("NOT ENCRYPTED: identities are kept in the clear. For synthetic data only.")
        }
        lines.append("Next: put feed files into \(folder)/inbox and run")
        lines.append("  tracegrid nightly --workspace \(folder) --as-of YYYY-MM-DD")
        return lines
    }
}
