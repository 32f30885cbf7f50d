public import Publishing
import Vocabulary

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
    /// Language for people.
    public var language: Language
    /// Why people's data will be read; nil: to try the tool, for thirty days.
    public var purpose: Purpose?
    /// When it is made, in UTC seconds.
    public var now: Int64

    /// A plan.
    public init(
        policy: String?, homeRegions: [String], timeZone: String, feedsFile: String? = nil, isEncrypted: Bool = true,
        language: Language = .english, purpose: Purpose? = nil, now: Int64
    ) {
        self.policy = policy
        self.homeRegions = homeRegions
        self.timeZone = timeZone
        self.feedsFile = feedsFile
        self.isEncrypted = isEncrypted
        self.language = language
        self.purpose = purpose
        self.now = now
    }

    /// The text of `tracegrid.yaml`, with `feeds` as the text of its feeds section.
    func settingsText(policy: String, zone: ZoneRules, feeds: String) -> String {
        let purpose = purpose ?? .trial(by: SystemUser.current.name, zone: zone, now: now)
        return """
            # TraceGrid settings. Every key is explained in docs/settings.md.
            time_zone: \(timeZone)
            # Region code prefixes that count as home; everything else is "outside".
            home_regions: [\(homeRegions.map { "\"\($0)\"" }.joined(separator: ", "))]
            # Language of task workbooks, of report.html and of answers on a terminal: en or zh (docs/languages.md).
            language: \(language.rawValue)
            # Rules to follow: the name of a file in policies/.
            policy: \(policy)
            # keys: identities are sealed to keys/identity.pub. none: kept in the clear, for synthetic data only.
            encryption: \(isEncrypted ? "keys" : "none")
            # Why people's data are read. Every command that reads about people works under one of these and is written
            # into the audit; after the last day of its purpose none works (docs/data-protection.md).
            purposes:
              - code: \(purpose.code)
                legal_basis: \(quoted(purpose.legalBasis))
                approver: \(quoted(purpose.approver))
                expires: \(CivilDate(dayNumber: purpose.lastDay).text)
            # The purpose that holds where a command names none with --purpose or TRACEGRID_PURPOSE.
            purpose: \(purpose.code)
            # Who may do what. Without it, everybody who can open these files may do everything.
            # roles:
            #   wang: analyst
            #   li: {role: grid_officer, grid: "990801010102"}
            # Last day of the whole work; after it only audit, correction and deletion go on.
            # sunset_date: 2020-12-31
            # Limits at which a delivery is doubted.
            guards:
              rejected_share: 0.2
              short_share: 0.2

            # How each source writes its files (docs/mappings.md). Files with canonical column names need no entry.
            \(feeds)
            """
    }

    /// A text as a YAML scalar in double quotes.
    private func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        let plain = String(String.UnicodeScalarView(scalars))
        return "\"" + plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
