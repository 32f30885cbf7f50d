public import Vocabulary

/// What a file is: its feed, and how its rows are written; found by ``detect(head:fileName:mapping:)``.
public struct FeedLayout: Hashable, Sendable {
    /// What the file delivers.
    public var feed: Feed
    /// CSV or JSONL.
    public var format: FeedFormat
    /// The byte between fields.
    public var delimiter: UInt8
    /// Column names in order (CSV), or the keys seen in the first objects (JSONL).
    public var names: [String]
    /// Line on which the header stands; nil where there is none.
    public var headerLine: UInt32?

    /// A layout that is known.
    public init(feed: Feed, format: FeedFormat, delimiter: UInt8 = 0x2C, names: [String], headerLine: UInt32?) {
        self.feed = feed
        self.format = format
        self.delimiter = delimiter
        self.names = names
        self.headerLine = headerLine
    }

    /// Finds out what a file is from its first bytes (64 KiB are plenty), its name (without folders) and its mapping.
    ///
    /// The feed is the mapping's; else the one whose name begins the file's name, followed by `.`, `_`, `-` or the
    /// end; else the only one whose required columns the header has.
    public static func detect(head: [UInt8], fileName: String, mapping: FeedMapping = FeedMapping())
        throws(FeedError) -> FeedLayout
    {
        var bytes = head
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let format = mapping.format ?? sniffedFormat(bytes, fileName)
        var layout = FeedLayout(feed: .carrier, format: format, names: [], headerLine: nil)
        if format == .jsonl {
            layout.names = JSONKeys.names(in: bytes)
        } else if let names = mapping.headerNames {
            layout.names = names
            layout.delimiter = mapping.delimiter ?? HeaderRow.sniffedDelimiter(bytes)
        } else {
            guard let header = try HeaderRow(bytes, delimiter: mapping.delimiter, fileName: fileName) else {
                throw .empty(file: fileName)
            }
            layout.names = header.names
            layout.delimiter = header.delimiter
            layout.headerLine = header.line
        }
        layout.feed = try feed(layout.names, fileName, mapping)
        return layout
    }

    private static func sniffedFormat(_ bytes: [UInt8], _ fileName: String) -> FeedFormat {
        let first = bytes.first { $0 > Byte.space }
        if first == UInt8(ascii: "{") { return .jsonl }
        return first == nil && (fileName.hasSuffix(".jsonl") || fileName.hasSuffix(".ndjson")) ? .jsonl : .csv
    }

    private static func feed(_ names: [String], _ fileName: String, _ mapping: FeedMapping) throws(FeedError) -> Feed {
        if let feed = mapping.feed { return feed }
        let lowered = fileName.lowercased()
        for feed in Feed.allCases where lowered.hasPrefix(feed.rawValue) {
            let next = lowered.utf8.dropFirst(feed.rawValue.utf8.count).first
            if next == nil || next == Byte.point || next == Byte.minus || next == UInt8(ascii: "_") { return feed }
        }
        let present = Set(names.compactMap { Column(name: HeaderRow.folded($0)) })
            .union(mapping.columns.keys.compactMap(Column.init(name:)))
            .union(mapping.constants.keys.compactMap(Column.init(name:)))
        let fitting = Feed.allCases.filter { $0.missingColumns(among: present).isEmpty }
        if fitting.count == 1 { return fitting[0] }
        if fitting.isEmpty, isFeedback(names) { return .feedback }
        throw .unknownFeed(file: fileName, candidates: fitting.map(\.rawValue))
    }
}
