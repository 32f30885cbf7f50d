/// What `init` was asked for.
public struct WorkspacePlan: Sendable {
    /// Policy name; nil is refused, since an office must choose.
    public var policy: String?
    /// Region code prefixes that count as home.
    public var homeRegions: [String]
    /// Zone of wall times.
    public var timeZone: String
    /// YAML file with a `feeds:` list to take over.
    public var feedsFile: String?
    /// Whether identities are sealed.
    public var isEncrypted: Bool

    /// A plan.
    public init(
        policy: String?, homeRegions: [String], timeZone: String, feedsFile: String? = nil, isEncrypted: Bool = true
    ) {
        self.policy = policy
        self.homeRegions = homeRegions
        self.timeZone = timeZone
        self.feedsFile = feedsFile
        self.isEncrypted = isEncrypted
    }

    /// The text of `tracegrid.yaml`, with `feeds` as the text of its feeds section.
    func settingsText(policy: String, feeds: String) -> String {
        """
        # TraceGrid settings. Every key is explained in docs/settings.md.
        time_zone: \(timeZone)
        # Region code prefixes that count as home; everything else is "outside".
        home_regions: [\(homeRegions.map { "\"\($0)\"" }.joined(separator: ", "))]
        # Rules to follow: the name of a file in policies/.
        policy: \(policy)
        # keys: identities are sealed to keys/identity.pub. none: kept in the clear, for synthetic data only.
        encryption: \(isEncrypted ? "keys" : "none")
        # Limits at which a delivery is doubted.
        guards:
          rejected_share: 0.2
          short_share: 0.2

        # How each source writes its files (docs/mappings.md). Files with canonical column names need no entry.
        \(feeds)
        """
    }
}
