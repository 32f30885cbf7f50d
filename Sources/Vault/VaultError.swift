/// What can go wrong with keys and sealed values; no case carries a key or a personal value.
public enum VaultError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A key file could not be read as one.
    case malformedKey(file: String, reason: String)
    /// A key file holds another kind of key.
    case wrongKindOfKey(file: String, expected: String, found: String)
    /// Identities were sealed to another key pair than the one at hand.
    case sealedToAnotherKey(needed: String, present: String)
    /// Identities are sealed and the key file at hand says that the workspace seals none.
    case sealedWithoutKey(needed: String)
    /// The sealed key of a batch is not as it was written.
    case damagedEnvelope
    /// A sealed value is not as it was written, or is about something else.
    case damagedPayload
    /// The sealed list of former pseudonyms does not open with the pseudonym key at hand.
    case damagedNames
    /// The cryptographic library refused to seal.
    case sealingFailed

    /// One line: what, where and the mend.
    public var description: String {
        switch self {
        case .malformedKey(let file, let reason):
            "\(file): \(reason); restore this file from the backup made when the workspace was set up"
        case .wrongKindOfKey(let file, let expected, let found):
            "\(file): holds a \(found), not a \(expected); put the right file there"
        case .sealedToAnotherKey(let needed, let present):
            "identities are sealed to key \(needed), the identity key at hand is \(present); fetch the key that belongs "
                + "to this workspace"
        case .sealedWithoutKey(let needed):
            "identities are sealed to key \(needed), the key file at hand says that nothing is encrypted; "
                + "fetch the identity key that belongs to this workspace"
        case .damagedEnvelope:
            "the sealed key of a batch of identities is damaged; restore tracegrid.sqlite from its backup or ingest "
                + "the files of that batch again"
        case .damagedPayload:
            "a sealed identity is damaged or was moved to another row; restore tracegrid.sqlite from its backup or "
                + "ingest its file again"
        case .damagedNames:
            "the list of former pseudonyms in tracegrid.sqlite does not open: restore keys/pseudonym.key and "
                + "tracegrid.sqlite from one backup"
        case .sealingFailed:
            "an identity could not be sealed; check identity.pub"
        }
    }
}
