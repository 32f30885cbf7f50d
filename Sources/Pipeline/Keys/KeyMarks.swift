import Files
import Ledger
import Vault

/// Which keys a workspace works with: the ledger keeps their fingerprints from the first command that writes.
///
/// The pseudonym key of another workspace would give pseudonyms that join with nothing here, another `identity.pub`
/// would seal what comes in to somebody else, and neither would show in any result.
enum KeyMarks {
    /// A key file, under which word the ledger keeps its fingerprint, and what it is; nil where it is not here.
    private typealias Key = (file: String, meta: String, fingerprint: String?)

    private static let identityMark = "identity_key"
    /// Stands for the marker of a workspace that seals nothing.
    private static let plain = "none"

    private static func keys(_ workspace: Workspace) throws -> [Key] {
        let isHere = FileSystem.exists(workspace.path(.keys, "identity.pub"))
        return [
            ("pseudonym.key", "pseudonym_key", workspace.pseudonymKey.fingerprint),
            ("identity.pub", identityMark, isHere ? try workspace.sealer().fingerprint ?? plain : nil),
        ]
    }

    /// Key files that are not those the workspace works with, with one line each that names the mend.
    static func faults(_ workspace: Workspace) throws -> [(file: String, line: String)] {
        try keys(workspace).compactMap { key in
            guard let fingerprint = key.fingerprint, let known = try workspace.ledger.read({ try $0.meta(key.meta) }),
                !known.split(separator: " ").contains(Substring(fingerprint))
            else { return nil }
            return (
                key.file,
                "\(workspace.path(.keys, key.file)): is key \(fingerprint), and this workspace works with "
                    + "\(known.replacing(" ", with: " or ")): put that one back from its copy"
            )
        }
    }

    /// Holds the key files against the ledger; one that it does not know yet becomes the workspace's own, if it may
    /// write.
    ///
    /// Throws ``Outcome/refused`` where a key is another one.
    static func check(_ workspace: Workspace, mayWrite: Bool) throws {
        if let fault = try faults(workspace).first { throw Failure(.refused, fault.line) }
        guard mayWrite else { return }
        for key in try keys(workspace) {
            guard let fingerprint = key.fingerprint, try workspace.ledger.read({ try $0.meta(key.meta) }) == nil else {
                continue
            }
            try workspace.ledger.setMeta(fingerprint, for: key.meta)
        }
    }

    /// Lets the workspace work with these identity keys from now on: with two while one replaces the other.
    static func setIdentity(_ fingerprints: Set<String>, of workspace: Workspace) throws {
        try workspace.ledger.setMeta(fingerprints.sorted().joined(separator: " "), for: identityMark)
    }

    /// Fingerprints that a ledger keeps of the pseudonym key and of the identity key; nil before the first command that
    /// wrote.
    static func pseudonym(_ ledger: LedgerSnapshot) throws -> String? { try ledger.meta("pseudonym_key") }
    static func identity(_ ledger: LedgerSnapshot) throws -> String? { try ledger.meta(identityMark) }
}
