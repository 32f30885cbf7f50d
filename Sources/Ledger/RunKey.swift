/// What identifies a screening: the same key over the same inputs gives the same findings.
public struct RunKey: Hashable, Sendable {
    /// The moment the run looks at, UTC.
    public var asOf: Int64
    /// SHA-256 of the policy file, digest of all inputs, digest of the settings that decide.
    public var policySHA256: String, inputDigest: String, settingsDigest: String
    /// Version of the program.
    public var toolVersion: String

    /// A key.
    public init(
        asOf: Int64, policySHA256: String, inputDigest: String, settingsDigest: String, toolVersion: String
    ) {
        self.asOf = asOf
        self.policySHA256 = policySHA256
        self.inputDigest = inputDigest
        self.settingsDigest = settingsDigest
        self.toolVersion = toolVersion
    }
}
