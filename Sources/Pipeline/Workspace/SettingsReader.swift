import Feeds
import Files
import Publishing
import Vocabulary

/// Reads `tracegrid.yaml`.
enum SettingsReader {
    static let keys = [
        "time_zone", "home_regions", "policy", "encryption", "purposes", "purpose", "roles", "sunset_date", "guards",
        "feeds", "retention_days", "backup_days", "language",
    ]

    /// The settings of a file's text; every mistake is a ``Failure`` that names line and key.
    static func settings(from bytes: [UInt8], file: String) throws -> Settings {
        let fields = try YAMLReader.root(of: bytes, file: file).fields(keys)
        guard let zoneField = fields["time_zone"] else {
            throw Failure(.refused, "\(file): time_zone is missing: write for example `time_zone: Asia/Shanghai`")
        }
        guard let policyField = fields["policy"] else {
            throw Failure(.refused, "\(file): policy is missing: name a file of policies/, such as cn-nhc-v9")
        }
        let zone = try self.zone(zoneField)
        var settings = Settings(
            zone: zone, homeRegions: try fields["home_regions"]?.items().map { try $0.text() } ?? [],
            policy: try policyField.text(), isEncrypted: try encryption(fields["encryption"]),
            purpose: try fields["purpose"]?.text())
        if let guards = try fields["guards"]?.fields(["rejected_share", "short_share"]) {
            if let share = guards["rejected_share"] { settings.guards.rejectedShare = try share.number(0...1) }
            if let share = guards["short_share"] { settings.guards.shortShare = try share.number(0...1) }
        }
        settings.purposes = try AccessSettingsReader.purposes(fields["purposes"])
        settings.roles = try fields["roles"].map(AccessSettingsReader.roles)
        settings.sunset = try fields["sunset_date"].map { try date($0).dayNumber }
        if let language = fields["language"] {
            guard let known = Language(rawValue: try language.text()) else {
                throw language.failure("expected zh or en")
            }
            settings.language = known
        }
        if let days = fields["retention_days"] { settings.retention = try RetentionRules(days) }
        if let days = fields["backup_days"] { settings.backupDays = try RetentionRules.days(days) }
        if let feeds = fields["feeds"] {
            settings.sources = try feeds.items().map { try MappingReader.mapping($0, workspaceZone: zone) }
        }
        return settings
    }

    static func zone(_ field: YAMLReader) throws -> ZoneRules {
        guard let zone = Zones.rules(named: try field.text()) else {
            throw field.failure("no such time zone: write an IANA name such as Asia/Shanghai, or +08:00")
        }
        return zone
    }

    /// A day such as 2014-06-14.
    static func date(_ field: YAMLReader) throws -> CivilDate {
        let parts = try field.text().split(separator: "-").map { Int($0) ?? -1 }
        guard parts.count == 3 else { throw field.failure("expected a date such as 2014-06-14") }
        let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
        guard date.isValid else { throw field.failure("there is no such day") }
        return date
    }

    private static func encryption(_ field: YAMLReader?) throws -> Bool {
        guard let field else { return true }
        switch try field.text() {
        case "keys": return true
        case "none": return false
        default: throw field.failure("expected keys, or none (for synthetic data only)")
        }
    }
}

/// Reads one entry of `feeds:`.
enum MappingReader {
    static let keys = [
        "name", "feed", "files", "format", "encoding", "delimiter", "header", "columns", "constants", "values",
        "ignore", "time_zone", "time_format", "zone_names", "base_date", "datum", "repair_overnight",
    ]

    /// A source as its mapping and encoding.
    static func mapping(_ entry: YAMLReader, workspaceZone: ZoneRules) throws -> FeedSource {
        let fields = try entry.fields(keys)
        guard let name = fields["name"], let feedField = fields["feed"] else {
            throw entry.failure("a source needs name and feed")
        }
        guard let feed = Feed(rawValue: try feedField.text()) else {
            throw feedField.failure("no such feed; feeds are \(Feed.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        var mapping = FeedMapping(source: try name.text(), feed: feed, zone: workspaceZone)
        mapping.filePattern = try fields["files"]?.text() ?? ""
        mapping.format = try fields["format"].map { try choice($0, FeedFormat.init(rawValue:), "csv or jsonl") }
        mapping.delimiter = try fields["delimiter"].map(delimiter)
        mapping.headerNames = try fields["header"]?.items().map { try $0.text() }
        mapping.columns = try table(fields["columns"])
        mapping.constants = try table(fields["constants"])
        for (column, texts) in try fields["values"]?.pairs() ?? [] {
            for (text, meaning) in try texts.pairs() {
                mapping.values[column, default: [:]][text] = try meaning.textOrNothing()
            }
        }
        for (column, texts) in try fields["ignore"]?.pairs() ?? [] {
            mapping.ignore[column] = try texts.items().map { try $0.text() }
        }
        mapping.timeFormats = try fields["time_format"]?.items().map { try $0.text() }.filter { $0 != "auto" } ?? []
        if let field = fields["time_zone"] { mapping.zone = try SettingsReader.zone(field) }
        for (abbreviation, offset) in try fields["zone_names"]?.pairs() ?? [] {
            let rules = try SettingsReader.zone(offset)
            guard rules.changes.isEmpty else { throw offset.failure("expected a fixed offset such as +13:00") }
            mapping.zoneNames[abbreviation] = rules.offsets[0]
        }
        mapping.baseDate = try fields["base_date"].map(SettingsReader.date)
        mapping.datum =
            try fields["datum"].map { try choice($0, Datum.init(rawValue:), "wgs84, gcj02 or bd09") } ?? .wgs84
        mapping.repairOvernight = try fields["repair_overnight"]?.flag() ?? false
        if let field = fields["files"], mapping.filePattern.contains("/") {
            throw field.failure("the pattern is for names without folders: leave out everything up to the last /")
        }
        if let field = fields["encoding"], TextEncoding(name: try field.text()) == nil {
            throw field.failure("expected utf-8, utf-16 or gb18030")
        }
        try check(mapping, fields)
        return FeedSource(mapping: mapping, encoding: try fields["encoding"]?.text())
    }

    /// Finds out when the settings are read, rather than in the night, what no file could be read with.
    private static func check(_ mapping: FeedMapping, _ fields: [String: YAMLReader]) throws {
        do throws(FeedError) {
            try mapping.check()
        } catch {
            var place = fields["time_format"]
            if case .unknownCanonicalColumn(_, let column) = error {
                for key in ["columns", "constants", "values"] {
                    place = try fields[key]?.pairs().first { $0.key == column }?.value ?? place
                }
            }
            throw place?.failure(error.description) ?? Failure(.refused, error.description)
        }
    }

    private static func table(_ field: YAMLReader?) throws -> [String: String] {
        var result: [String: String] = [:]
        for (key, value) in try field?.pairs() ?? [] { result[key] = try value.text() }
        return result
    }

    private static func choice<Value>(_ field: YAMLReader, _ read: (String) -> Value?, _ known: String) throws -> Value
    {
        guard let value = read(try field.text()) else { throw field.failure("expected \(known)") }
        return value
    }

    private static func delimiter(_ field: YAMLReader) throws -> UInt8 {
        switch try field.text() {
        case "comma", ",": return UInt8(ascii: ",")
        case "tab", "\t", "\\t": return UInt8(ascii: "\t")
        case "semicolon", ";": return UInt8(ascii: ";")
        default: throw field.failure("expected comma, tab or semicolon")
        }
    }
}
