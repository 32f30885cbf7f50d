/// Somebody of the daily roster of key persons (DOMAIN 5.2): returned, a close contact, or with fever.
public struct KeyPerson: Hashable, Sendable {
    /// Registry entry, or the bare identifier where the registry knows nobody.
    public var person: Pseudonym
    /// All categories that hold, the primary one first; never empty.
    public var categories: [String]
    /// Regions that the person was seen in, sorted.
    public var regions: [String]
    /// First and last second seen in them; nil for those who are here for contact or fever alone.
    public var away: TimeSpan?
    /// First sight at home afterwards.
    public var returnedAt: Int64?
    /// How the declarations stand to it: `declared`, a ``DeclarationStatus``, or empty where there is nothing to declare.
    public var declared: String
    /// What has been done, and what is wrong; words in a fixed order.
    public var measures: [String] = [], problems: [String] = []

    /// The category that counts.
    public var category: String { categories[0] }

    /// Categories that no list of regions gives.
    public static let contact = "CONTACT", fever = "FEVER"

    /// A person of the roster.
    public init(
        person: Pseudonym, categories: [String], regions: [String] = [], away: TimeSpan? = nil,
        returnedAt: Int64? = nil, declared: String = ""
    ) {
        self.person = person
        self.categories = categories
        self.regions = regions
        self.away = away
        self.returnedAt = returnedAt
        self.declared = declared
    }
}
