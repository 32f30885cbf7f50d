public import Vocabulary

/// How one source's deliveries are to be read: plain values, made from the settings by the caller.
///
/// The default reads canonical column names, sniffs format and delimiter, and takes times without offset as China
/// Standard Time and positions as WGS-84.
public struct FeedMapping: Hashable, Sendable {
    /// Name of the source, printed with messages.
    public var source: String
    /// What the source delivers.
    public var feed: Feed?
    /// Glob (`*`, `?`) that a file's name must fit for the mapping to be used; empty fits none.
    public var filePattern: String
    /// CSV or JSONL; nil sniffs.
    public var format: FeedFormat?
    /// The byte between fields; nil sniffs among comma, tab and semicolon.
    public var delimiter: UInt8?
    /// Names of the columns of a file without header; nil takes the first row as header.
    public var headerNames: [String]?
    /// Source column by canonical column; `$line` stands for the row's line number.
    public var columns: [String: String]
    /// Fixed text by canonical column.
    public var constants: [String: String]
    /// Canonical text by source text, by canonical column.
    public var values: [String: [String: String]]
    /// Texts by source column; a row that has one of them there is set aside as ``RejectReason/ignoredByMapping``.
    public var ignore: [String: [String]]
    /// Time formats in the order they are tried (see ``TimeFormat``); empty recognises the usual ones.
    public var timeFormats: [String]
    /// Zone of times that name none.
    public var zone: ZoneRules
    /// Seconds east of UTC by zone name, for time formats with `z`.
    public var zoneNames: [String: Int32]
    /// What positions refer to.
    public var datum: Datum
    /// Whether an arrival less than a day before its departure is taken as the next day's.
    public var repairOvernight: Bool
    /// Local date for time formats without one.
    public var baseDate: CivilDate?

    /// A mapping; every argument that is left out means "canonical" or "find out".
    public init(
        source: String = "", feed: Feed? = nil, filePattern: String = "", format: FeedFormat? = nil,
        delimiter: UInt8? = nil, headerNames: [String]? = nil, columns: [String: String] = [:],
        constants: [String: String] = [:], values: [String: [String: String]] = [:],
        ignore: [String: [String]] = [:], timeFormats: [String] = [], zone: ZoneRules = .china,
        zoneNames: [String: Int32] = [:], datum: Datum = .wgs84, repairOvernight: Bool = false,
        baseDate: CivilDate? = nil
    ) {
        self.source = source
        self.feed = feed
        self.filePattern = filePattern
        self.format = format
        self.delimiter = delimiter
        self.headerNames = headerNames
        self.columns = columns
        self.constants = constants
        self.values = values
        self.ignore = ignore
        self.timeFormats = timeFormats
        self.zone = zone
        self.zoneNames = zoneNames
        self.datum = datum
        self.repairOvernight = repairOvernight
        self.baseDate = baseDate
    }

    /// Throws what is wrong with the mapping whatever file it meets: columns that its feed does not have, and time
    /// formats that mean nothing.
    public func check() throws(FeedError) {
        if let feed {
            let names = Set(feed.columns.map(\.name))
            for column in (Array(columns.keys) + Array(constants.keys) + Array(values.keys)).sorted() {
                guard names.contains(column) else {
                    throw .unknownCanonicalColumn(feed: feed.rawValue, column: column)
                }
            }
        }
        for text in timeFormats { _ = try TimeFormat(text, mapping: self) }
    }

    /// Whether a file's name (without folders) fits ``filePattern``.
    public func fits(fileName: String) -> Bool {
        !filePattern.isEmpty && FeedMapping.glob(Array(filePattern.utf8)[...], Array(fileName.utf8)[...])
    }

    private static func glob(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        var pattern = pattern
        var text = text
        var retry: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
        while true {
            if let head = pattern.first, head == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                retry = (pattern, text)
            } else if let head = pattern.first, let byte = text.first, head == byte || head == UInt8(ascii: "?") {
                pattern = pattern.dropFirst()
                text = text.dropFirst()
            } else if pattern.isEmpty, text.isEmpty {
                return true
            } else if let last = retry, !last.text.isEmpty {
                text = last.text.dropFirst()
                pattern = last.pattern
                retry = (pattern, text)
            } else {
                return false
            }
        }
    }
}

/// How rows are written in a file.
public enum FeedFormat: String, CaseIterable, Sendable {
    /// RFC 4180, with comma, tab or semicolon.
    case csv
    /// One JSON object a line.
    case jsonl
}

/// What coordinates refer to.
public enum Datum: String, CaseIterable, Sendable {
    /// The satellites' own.
    case wgs84
    /// The Chinese national offset.
    case gcj02
    /// Baidu's offset on top of GCJ-02.
    case bd09
}
