import Crypto
internal import FoundationEssentials

/// The secret under which audit records bear a MAC (HMAC-SHA-256): without it nobody can write the chain anew.
public struct AuditKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: SymmetricKey
    private let bytes: [UInt8]

    /// A fresh key of 256 random bits.
    public static func random() -> AuditKey { AuditKey(bytes: randomKeyBytes()) }

    /// Reads the text of `audit.key`; `file` is the name for errors.
    public init(fileText: String, file: String = "audit.key") throws(VaultError) {
        let text = try KeyText(parsing: fileText, file: file)
        try text.require(.audit, file: file)
        self.init(bytes: text.bytes)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        key = SymmetricKey(data: bytes)
    }

    /// The text to write as `audit.key`, readable by its owner only.
    public var fileText: String {
        KeyText(kind: .audit, bytes: bytes).text(comment: [
            "TraceGrid audit key: the records of audit/audit.jsonl are authenticated with it.",
            "Keep it 0600 and one copy apart, with whoever checks the audit. It opens nothing.",
        ])
    }

    /// Lower-case hexadecimal MAC of a record's digest.
    func mac(of digest: String) -> String {
        hexText(HMAC<SHA256>.authenticationCode(for: Array("audit record \(digest)".utf8), using: key))
    }

    /// Eight hexadecimal digits that tell keys apart without giving anything away.
    public var fingerprint: String {
        String(hexText(HMAC<SHA256>.authenticationCode(for: Array("fingerprint".utf8), using: key)).prefix(8))
    }

    /// Names the key by its fingerprint.
    public var description: String { "audit key \(fingerprint)" }

    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: [("fingerprint", fingerprint)]) }
}
