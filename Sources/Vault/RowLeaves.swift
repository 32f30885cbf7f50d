import Crypto

/// Stands in a certificate for a row that is gone: 64 bits that only who has the row's digest can find again.
///
/// The first eight bytes of SHA-256 over `tracegrid purged row`, a zero byte, the certificate's salt and the row's
/// name: its keyed digest, or file and line where none was kept. No leaf can be turned back, and without the salt none
/// be compared.
public struct RowLeaves: Sendable {
    private let prefix: [UInt8]

    /// The leaves of one certificate.
    public init(salt: [UInt8]) { prefix = Array("tracegrid purged row".utf8) + [0] + salt }

    /// Sixteen random bytes for a new certificate.
    public static func randomSalt() -> [UInt8] { randomKeyBytes(16) }

    /// The leaf of a row's keyed digest.
    public func leaf(digest: UInt64) -> UInt64 { leaf(of: bigEndian(digest)) }

    /// The leaf of a row without a digest: the first twelve digits of its file's SHA-256, and its line.
    public func leaf(file: String, line: UInt32) -> UInt64 { leaf(of: Array("\(file.prefix(12)):\(line)".utf8)) }

    /// The leaf of a run.
    public func leaf(run: String) -> UInt64 { leaf(of: Array("run \(run)".utf8)) }

    private func leaf(of name: [UInt8]) -> UInt64 {
        SHA256.hash(data: prefix + name).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
