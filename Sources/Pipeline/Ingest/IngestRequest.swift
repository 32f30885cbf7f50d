/// What `ingest` was asked to take.
public struct IngestRequest: Sendable {
    /// Paths of files; empty: the inbox.
    public var files: [String]
    /// Feed of the named files, where neither name nor header tells it.
    public var feed: String?
    /// Reason for overruling the guards.
    public var acceptAnyway: String?

    /// A request.
    public init(files: [String] = [], feed: String? = nil, acceptAnyway: String? = nil) {
        self.files = files
        self.feed = feed
        self.acceptAnyway = acceptAnyway
    }
}
