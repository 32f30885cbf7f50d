import Crypto
internal import FoundationEssentials
public import Vocabulary

/// Seals names and identifiers so that the machine that took them in cannot read them.
///
/// Made from `identity.pub`. In a workspace set up with `--no-encryption` it marks and keeps values as they are;
/// whoever seals need not care.
public struct IdentitySealer: Sendable {
    private enum Recipient: Sendable {
        case plain
        case key(Curve25519.KeyAgreement.PublicKey)
    }
    private let recipient: Recipient

    /// Reads the text of `identity.pub`; `file` is the name for errors.
    public init(fileText: String, file: String = "identity.pub") throws(VaultError) {
        let text = try KeyText(parsing: fileText, file: file)
        if text.kind == .plain {
            recipient = .plain
            return
        }
        try text.require(.identityPublic, file: file)
        do {
            recipient = .key(try Curve25519.KeyAgreement.PublicKey(rawRepresentation: text.bytes))
        } catch {
            throw .malformedKey(file: file, reason: "the bytes are no public key")
        }
    }

    /// Whether values are kept in the clear.
    public var isPlain: Bool {
        if case .plain = recipient { true } else { false }
    }

    /// Sixteen hexadecimal digits of the public key; nil where values are kept in the clear.
    public var fingerprint: String? {
        if case .key(let key) = recipient { hexText(EnvelopeForm.fingerprint(of: key)) } else { nil }
    }

    /// A new batch with its own random key; seal all identities of one input file under it.
    public func batch() throws(VaultError) -> IdentityBatch {
        guard case .key = recipient else {
            return IdentityBatch(envelope: Envelope(bytes: [EnvelopeForm.plain]), key: nil)
        }
        let key = randomKeyBytes()
        return IdentityBatch(envelope: try envelope(around: key), key: SymmetricKey(data: key))
    }

    /// The same batch key in an envelope of this recipient, opened with the key that it was sealed to; nil where it is
    /// sealed to this recipient already.
    ///
    /// Throws ``VaultError`` where the envelope does not open, or this workspace seals nothing.
    public func moved(_ envelope: Envelope, opener: IdentityOpener) throws(VaultError) -> Envelope? {
        guard case .key(let publicKey) = recipient else { throw .sealingFailed }
        if envelope.recipient == EnvelopeForm.fingerprint(of: publicKey) { return nil }
        return try self.envelope(around: try opener.batchKey(of: envelope))
    }

    private func envelope(around key: [UInt8]) throws(VaultError) -> Envelope {
        guard case .key(let publicKey) = recipient else { throw .sealingFailed }
        do {
            var sender = try HPKE.Sender(
                recipientKey: publicKey, ciphersuite: EnvelopeForm.suite, info: EnvelopeForm.info)
            let fingerprint = EnvelopeForm.fingerprint(of: publicKey)
            let sealed = try sender.seal(key, authenticating: fingerprint)
            return Envelope(
                bytes: [EnvelopeForm.sealed] + fingerprint + Array(sender.encapsulatedKey) + Array(sealed))
        } catch {
            throw .sealingFailed
        }
    }
}

/// One batch of identities under one random key.
///
/// A sealed value is `1`, a random 12-byte nonce, the ChaCha20-Poly1305 ciphertext and its tag; a plain one is `0`
/// and the value. Nonces are random, so a batch may be used from several threads; a batch must stay under 2^32 values.
public struct IdentityBatch: Sendable {
    /// The sealed key, to be stored once with the batch.
    public let envelope: Envelope
    private let key: SymmetricKey?

    init(envelope: Envelope, key: SymmetricKey?) {
        self.envelope = envelope
        self.key = key
    }

    /// Seals a value; it opens only when asked for with the same `subject`.
    public func seal(_ value: String, about subject: Pseudonym) throws(VaultError) -> [UInt8] {
        try seal(Array(value.utf8), about: subject.bytes)
    }

    /// Seals bytes; they open only when asked for with the same `subject` bytes.
    public func seal(_ value: [UInt8], about subject: [UInt8]) throws(VaultError) -> [UInt8] {
        guard let key else { return [EnvelopeForm.plain] + value }
        do {
            return [EnvelopeForm.sealed]
                + Array(try ChaChaPoly.seal(value, using: key, authenticating: subject).combined)
        } catch {
            throw .sealingFailed
        }
    }

    /// Opens a value sealed about `subject`, as text.
    public func open(_ sealed: [UInt8], about subject: Pseudonym) throws(VaultError) -> String {
        guard let text = String(validating: try open(sealed, about: subject.bytes), as: UTF8.self) else {
            throw .damagedPayload
        }
        return text
    }

    /// Opens bytes sealed about `subject`.
    ///
    /// A plain value inside a sealed batch is refused: nobody can slip a forged identity in.
    public func open(_ sealed: [UInt8], about subject: [UInt8]) throws(VaultError) -> [UInt8] {
        let mark = key == nil ? EnvelopeForm.plain : EnvelopeForm.sealed
        guard let first = sealed.first, first == mark else { throw .damagedPayload }
        guard let key else { return Array(sealed.dropFirst()) }
        do {
            let box = try ChaChaPoly.SealedBox(combined: sealed.dropFirst())
            return Array(try ChaChaPoly.open(box, using: key, authenticating: subject))
        } catch {
            throw .damagedPayload
        }
    }
}

extension Pseudonym {
    /// The 16 bytes, most significant first.
    var bytes: [UInt8] { bigEndian(high) + bigEndian(low) }
}
