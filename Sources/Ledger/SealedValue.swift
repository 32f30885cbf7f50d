/// A value that only the holder of the identity key can read.
public struct SealedValue: Hashable, Sendable {
    /// Number of the envelope that holds its key; see ``LedgerSnapshot/envelope(_:)``.
    public var envelope: Int64
    /// The sealed bytes.
    public var bytes: [UInt8]

    /// A sealed value.
    public init(envelope: Int64, bytes: [UInt8]) {
        self.envelope = envelope
        self.bytes = bytes
    }
}
