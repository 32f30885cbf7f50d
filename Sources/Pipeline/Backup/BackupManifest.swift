import Foundation
import Publishing
import Vault
import Vocabulary

/// What one backup consists of: which bytes belong to which path of the workspace, as of which moment.
///
/// Its text is one JSON object that ends with a seal under the workspace's pseudonym key, as a certificate of a purge
/// does; its name bears the beginning of its SHA-256, so that damage shows without any key.
struct BackupManifest: Decodable, Sendable {
    /// A file of the workspace.
    struct Entry: Decodable, Sendable {
        /// Path in the workspace.
        var path: String
        var bytes: Int
        /// Lower-case hexadecimal; the name of the object that holds the bytes.
        var sha256: String
        /// Last change of the file that was copied, in nanoseconds since 1970: with path and size it tells the next
        /// backup that nothing is to be read anew.
        var modified: Int64
    }
    /// Keys of the workspace, by fingerprint; several words while one replaces another.
    struct Keys: Decodable, Sendable {
        var pseudonym: String, identity: String, audit: String
    }
    /// End of the audit as it is in the backup.
    struct Audit: Decodable, Sendable {
        var records: Int, head: String
    }
    /// UTC seconds.
    var madeAt: Int64, expiresAt: Int64
    var toolVersion: String
    var keys: Keys
    /// Whether the keys are in it.
    var withKeys: Bool
    var audit: Audit
    /// By path.
    var files: [Entry]

    enum CodingKeys: String, CodingKey {
        case madeAt = "made_at", expiresAt = "expires_at", toolVersion = "tool_version", keys
        case withKeys = "with_keys", audit, files
    }

    /// Bytes of all files.
    var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// The text with its seal.
    func sealed(with key: PseudonymKey) throws -> String {
        let open = JSONText.object([
            ("backup", .integer(1)), ("made_at", .integer(madeAt)), ("expires_at", .integer(expiresAt)),
            ("tool_version", .string(toolVersion)),
            (
                "keys",
                .object([
                    ("pseudonym", .string(keys.pseudonym)), ("identity", .string(keys.identity)),
                    ("audit", .string(keys.audit)),
                ])
            ), ("with_keys", .bool(withKeys)),
            ("audit", .object([("records", .integer(Int64(audit.records))), ("head", .string(audit.head))])),
            (
                "files",
                .array(
                    files.map {
                        .object([
                            ("path", .string($0.path)), ("bytes", .integer(Int64($0.bytes))),
                            ("sha256", .string($0.sha256)), ("modified", .integer($0.modified)),
                        ])
                    })
            ), ("seal", .string(CertificateFile.openSeal)),
        ]).pretty
        return try CertificateFile.setting(seal: key.seal(ofCertificate: Array(open.utf8)), in: open)
    }

    /// `2020-01-28T013000Z-3f9c0a1b2c3d`: the moment, and the first digits of the text's digest.
    static func id(of text: [UInt8], madeAt: Int64) -> String {
        let moment = ZoneRules.utc.rfc3339(madeAt).prefix(19).replacing(":", with: "")
        return "\(moment)Z-\(SHA256Digest.hex(of: text).prefix(12))"
    }

    /// Reads a text; nil where it is not the one that the id was given to, or names what no backup holds.
    init?(_ text: [UInt8], id: String) {
        guard let read = try? JSONDecoder().decode(BackupManifest.self, from: Data(text)),
            BackupManifest.id(of: text, madeAt: read.madeAt) == id, read.files.allSatisfy(\.isSafe)
        else { return nil }
        self = read
    }

    init(
        madeAt: Int64, expiresAt: Int64, keys: Keys, withKeys: Bool, audit: Audit, files: [Entry]
    ) {
        (self.madeAt, self.expiresAt, toolVersion) = (madeAt, expiresAt, TraceGrid.version)
        (self.keys, self.withKeys, self.audit) = (keys, withKeys, audit)
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

extension BackupManifest.Entry {
    /// Whether the path stays within a workspace, and the digest is one: a manifest may have been written by anybody.
    fileprivate var isSafe: Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let roots = Workspace.Folder.allCases.map(\.rawValue) + ["tracegrid.yaml", "tracegrid.sqlite"]
        return parts.first.map { roots.contains(String($0)) } ?? false
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
            && sha256.utf8.count == 64
            && sha256.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) } && bytes >= 0
    }
}
