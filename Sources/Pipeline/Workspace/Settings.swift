public import Publishing
public import Vocabulary

/// What `tracegrid.yaml` says.
public struct Settings: Sendable {
    /// Zone of wall times and of the local day.
    public var zone: ZoneRules
    /// Region code prefixes that count as home.
    public var homeRegions: [String]
    /// Name of the policy file under `policies/`.
    public var policy: String
    /// Whether identities are sealed; false only for synthetic data.
    public var isEncrypted: Bool
    /// Purposes for which people's data may be read.
    public var purposes: [Purpose] = []
    /// Code of the purpose that holds where a command names none.
    public var purpose: String?
    /// Roles by user; nil where everybody who can open the files may do everything.
    public var roles: [String: RoleGrant]?
    /// Last local day on which people's data are worked with, as a day number.
    public var sunset: Int32?
    /// Guards of ingest.
    public var guards = Guards()
    /// How long what is kept.
    public var retention = RetentionRules()
    /// Days after which a backup expires, and with it what has been purged meanwhile.
    public var backupDays = 7
    /// Language of what each run writes for people to read, and of answers on a terminal.
    public var language = Language.english
    /// Sources of feeds, in the order of the file.
    public var sources: [FeedSource] = []

    /// Limits at which a delivery is doubted.
    public struct Guards: Hashable, Sendable {
        /// Largest share of rejected rows.
        public var rejectedShare = 0.2
        /// Smallest share of the feed's seven-day median of rows.
        public var shortShare = 0.2
    }
}
