import Crypto
internal import FoundationEssentials

/// The key of one batch of identities, sealed to the workspace's public identity key.
///
/// Layout of a sealed one: `1`, 8 bytes of the recipient's fingerprint, 32 bytes of HPKE encapsulated key
/// (DHKEM X25519, HKDF-SHA-256), 48 bytes of ChaCha20-Poly1305 ciphertext of the batch key. A plain one is the
/// byte `0`: the workspace seals nothing.
public struct Envelope: Hashable, Sendable {
    /// The bytes to store.
    public let bytes: [UInt8]

    /// An envelope read back from storage; it is checked when it is opened.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Whether it holds no key, because the workspace seals nothing.
    public var isPlain: Bool { bytes == [EnvelopeForm.plain] }

    /// Fingerprint of the public key it is sealed to, in hexadecimal; nil for plain and damaged ones.
    public var sealedTo: String? { recipient.map { hexText($0) } }

    /// Fingerprint of the public key it is sealed to; nil for plain and damaged ones.
    var recipient: [UInt8]? {
        guard bytes.count == EnvelopeForm.length, bytes[0] == EnvelopeForm.sealed else { return nil }
        return Array(bytes[1..<9])
    }
}

/// Constants of the layouts, each in one place.
enum EnvelopeForm {
    static let plain: UInt8 = 0
    static let sealed: UInt8 = 1
    static let length = 1 + 8 + 32 + 48
    static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    /// Binds the envelope to this use of the key pair.
    static let info = Data("tracegrid identity envelope 1".utf8)

    /// First eight bytes of SHA-256 of a public key.
    static func fingerprint(of publicKey: Curve25519.KeyAgreement.PublicKey) -> [UInt8] {
        Array(SHA256.hash(data: publicKey.rawRepresentation).prefix(8))
    }
}
