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
