import Crypto
internal import FoundationEssentials

/// Opens what ``IdentitySealer`` sealed; made from `identity.key`, which stays with those who may know names.
///
/// While a key is being replaced it holds the old one and the new one.
public struct IdentityOpener: Sendable, CustomStringConvertible, CustomReflectable {
    /// By fingerprint in hexadecimal; none in an unencrypted workspace.
    private var keys: [String: Curve25519.KeyAgreement.PrivateKey] = [:]

    /// Reads the text of `identity.key`, or of `identity.pub` in an unencrypted workspace; `file` is the name for
    /// errors.
    public init(fileText: String, file: String = "identity.key") throws(VaultError) {
        let text = try KeyText(parsing: fileText, file: file)
        if text.kind == .plain { return }
        try text.require(.identitySecret, file: file)
        do {
            let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: text.bytes)
            keys[hexText(EnvelopeForm.fingerprint(of: key.publicKey))] = key
        } catch {
            throw .malformedKey(file: file, reason: "the bytes are no secret key")
        }
    }

    /// Takes over the keys of another opener.
    public mutating func add(_ other: IdentityOpener) { keys.merge(other.keys) { mine, _ in mine } }

    /// Fingerprints of its keys, sorted.
    public var fingerprints: [String] { keys.keys.sorted() }

    /// Opens an envelope and gives the batch whose values it sealed.
    public func batch(of envelope: Envelope) throws(VaultError) -> IdentityBatch {
        if envelope.isPlain { return IdentityBatch(envelope: envelope, key: nil) }
        return IdentityBatch(envelope: envelope, key: SymmetricKey(data: try batchKey(of: envelope)))
    }

    /// The batch key in a sealed envelope.
    func batchKey(of envelope: Envelope) throws(VaultError) -> [UInt8] {
        guard let recipient = envelope.recipient else { throw .damagedEnvelope }
        if keys.isEmpty { throw .sealedWithoutKey(needed: hexText(recipient)) }
        guard let key = keys[hexText(recipient)] else {
            throw .sealedToAnotherKey(needed: hexText(recipient), present: fingerprints.joined(separator: " and "))
        }
        do {
            var opener = try HPKE.Recipient(
                privateKey: key, ciphersuite: EnvelopeForm.suite, info: EnvelopeForm.info,
                encapsulatedKey: Data(envelope.bytes[9..<41]))
            return Array(try opener.open(envelope.bytes[41...], authenticating: recipient))
        } catch {
            throw .damagedEnvelope
        }
    }

    /// Names the keys by their fingerprints.
    public var description: String {
        keys.isEmpty ? "no identity key: unencrypted" : "identity key \(fingerprints.joined(separator: " and "))"
    }

    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
