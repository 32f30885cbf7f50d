import Crypto
internal import FoundationEssentials

/// The texts of a new pair of identity keys, or of the marker that stands for none.
public struct IdentityKeyPair: Sendable {
    /// Text of `identity.pub`, which stays in the workspace.
    public let publicText: String
    /// Text of `identity.key`, to be kept apart; nil where nothing is encrypted.
    public let secretText: String?

    /// A fresh X25519 pair.
    public static func random() -> IdentityKeyPair {
        let key = Curve25519.KeyAgreement.PrivateKey()
        let fingerprint = hexText(EnvelopeForm.fingerprint(of: key.publicKey))
        return IdentityKeyPair(
            publicText: KeyText(kind: .identityPublic, bytes: Array(key.publicKey.rawRepresentation)).text(comment: [
                "TraceGrid public identity key \(fingerprint): names and identifiers are sealed to it at ingest.",
                "It is no secret, but who changes it decides who can read what is taken in from then on.",
            ]),
            secretText: KeyText(kind: .identitySecret, bytes: Array(key.rawRepresentation)).text(comment: [
                "TraceGrid secret identity key \(fingerprint): opens names, numbers, phones, plates and addresses.",
                "Screening does not need it. Keep it 0600, off the screening machine where that is possible, with one",
                "backup apart from the data. If it is lost, no sealed name can be read again.",
            ]))
    }

    /// The marker of a workspace that encrypts nothing; for synthetic data only.
    public static let plain = IdentityKeyPair(
        publicText: KeyText(kind: .plain, bytes: [UInt8](repeating: 0, count: 32)).text(comment: [
            "TraceGrid: this workspace was set up with --no-encryption. Names and identifiers lie in the clear.",
            "For synthetic data only.",
        ]),
        secretText: nil)
}
