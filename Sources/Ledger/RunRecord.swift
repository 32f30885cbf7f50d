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

/// One screening in the ledger.
public struct RunRecord: Hashable, Sendable {
    /// Whether its findings and outputs are all there.
    public enum State: String, Sendable { case started, complete }
    /// Its id.
    public var runID: String
    /// What identifies it.
    public var key: RunKey
    /// Name of the policy.
    public var policy: String
    /// Id of the run it is compared with, if there was one.
    public var baseline: String?
    /// Whether it is whole.
    public var state: State
    /// UTC moments; the end is nil until it is complete.
    public var startedAt: Int64, finishedAt: Int64?
    /// Digest of the output files, once complete.
    public var outputsDigest: String?

    /// A run that starts.
    public init(runID: String, key: RunKey, policy: String, baseline: String?, startedAt: Int64) {
        self.runID = runID
        self.key = key
        self.policy = policy
        self.baseline = baseline
        self.startedAt = startedAt
        state = .started
    }
}
