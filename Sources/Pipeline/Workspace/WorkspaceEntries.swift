import Files

/// What a workspace is made of must lie in its folder and belong to the account that runs.
///
/// Settings, audit, keys, ledger and data vouch for one another. Were one of them a link, or somebody else's, a
/// workspace could be put together of another one's data under settings, roles and an audit of one's own.
enum WorkspaceEntries {
    /// The entries in question; `inbox/` and `policies/` may be links, the folder itself too.
    static let names = [
        "tracegrid.yaml", ".lock", "audit", "keys", "tracegrid.sqlite", "tracegrid.sqlite-wal", "tracegrid.sqlite-shm",
        "store", "archive", "quarantine", "runs", "certificates",
    ]

    /// One line for each that is not as it must be, with the mend.
    static func faults(in folder: String) throws(FileError) -> [String] {
        var faults: [String] = []
        // Whoever owns the folder can put others in place of the entries at any moment.
        if let whole = try Ownership(of: folder, followingLinks: true), !whole.isOurs {
            faults.append(foreign(folder, whole.owner))
        }
        for name in names {
            let path = "\(folder)/\(name)"
            guard let entry = try Ownership(of: path) else { continue }
            if entry.isLink {
                faults.append(
                    "\(path): is a link, and a workspace keeps its own: move there what it leads to, or mount it there")
            } else if !entry.isOurs {
                faults.append(foreign(path, entry.owner))
            }
        }
        return faults
    }

    /// Throws ``Outcome/notPermitted`` with the first of them.
    static func check(_ folder: String) throws {
        if let fault = try faults(in: folder).first { throw Failure(.notPermitted, fault) }
    }

    private static func foreign(_ path: String, _ owner: Account) -> String {
        "\(path): belongs to \(owner.text), and this is \(Account.effective.text): run it as the workspace's own account"
    }
}
