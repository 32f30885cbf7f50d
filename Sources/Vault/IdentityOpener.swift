import Crypto
internal import FoundationEssentials

/// Opens what ``IdentitySealer`` sealed; made from `identity.key`, which stays with those who may know names.
public struct IdentityOpener: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: Curve25519.KeyAgreement.PrivateKey?

    /// Reads the text of `identity.key`, or of `identity.pub` in an unencrypted workspace; `file` is the name for errors.
    public init(fileText: String, file: String = "identity.key") throws(VaultError) {
        let text = try KeyText(parsing: fileText, file: file)
        if text.kind == .plain {
            key = nil
            return
        }
        try text.require(.identitySecret, file: file)
        do {
            key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: text.bytes)
        } catch {
            throw .malformedKey(file: file, reason: "the bytes are no secret key")
        }
    }

    /// Opens an envelope and gives the batch whose values it sealed.
    public func batch(of envelope: Envelope) throws(VaultError) -> IdentityBatch {
        if envelope.isPlain { return IdentityBatch(envelope: envelope, key: nil) }
        guard let recipient = envelope.recipient else { throw .damagedEnvelope }
        guard let key else { throw .sealedWithoutKey(needed: hexText(recipient)) }
        let present = EnvelopeForm.fingerprint(of: key.publicKey)
        guard recipient == present else {
            throw .sealedToAnotherKey(needed: hexText(recipient), present: hexText(present))
        }
        do {
            var opener = try HPKE.Recipient(
                privateKey: key, ciphersuite: EnvelopeForm.suite, info: EnvelopeForm.info,
                encapsulatedKey: Data(envelope.bytes[9..<41]))
            let batchKey = try opener.open(envelope.bytes[41...], authenticating: recipient)
            return IdentityBatch(envelope: envelope, key: SymmetricKey(data: batchKey))
        } catch {
            throw .damagedEnvelope
        }
    }

    /// Names the key by its fingerprint.
    public var description: String {
        guard let key else { return "no identity key: unencrypted" }
        return "identity key \(hexText(EnvelopeForm.fingerprint(of: key.publicKey)))"
    }

    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
