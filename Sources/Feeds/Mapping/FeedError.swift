import Vocabulary

/// Why a file cannot be read as a feed at all.
public enum FeedError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file holds no row.
    case empty(file: String)
    /// Neither name nor header say which feed it is.
    case unknownFeed(file: String, candidates: [String])
    /// Required columns are missing.
    case noUsableHeader(feed: String, missing: [String], found: [String])
    /// A column that is read occurs twice.
    case duplicateColumn(feed: String, column: String)
    /// The mapping names a canonical column that the feed does not have.
    case unknownCanonicalColumn(feed: String, column: String)
    /// The mapping names a source column that the file does not have.
    case missingSourceColumn(feed: String, canonical: String, source: String)
    /// A time format of the mapping cannot be understood.
    case badTimeFormat(String)
    /// The header's quotes do not close, or it holds bytes that are no UTF-8.
    case brokenHeader(file: String)

    /// One line: what, where, and the mend.
    public var description: String {
        switch self {
        case .empty(let file):
            return "\(file): holds no rows; deliver it again"
        case .unknownFeed(let file, let candidates):
            let fits = candidates.isEmpty ? "its header fits no feed" : "it fits \(candidates.joined(separator: ", "))"
            return "\(file): cannot tell which feed it is: \(fits); name it <feed>.csv or give it a mapping"
        case .noUsableHeader(let feed, let missing, let found):
            let columns = missing.map { "\($0): <source column>" }.joined(separator: ", ")
            guard FeedError.isHeader(found) else {
                // What stands there may be a row of data, whose values must not be told.
                return "\(feed): no usable header: none of the \(found.count) cells of the first line is the name of a "
                    + "column; add a header row, or write header: [names] or columns: {\(columns)} in its mapping"
            }
            let fitting = FeedError.feeds(fitting: found).filter { $0 != feed }
            let other = fitting.isEmpty ? "" : ", or name it after its feed: it fits \(fitting.joined(separator: ", "))"
            return "\(feed): no usable header: missing \(missing.joined(separator: ", ")) among "
                + "[\(FeedError.list(found))]; write columns: {\(columns)} in its mapping\(other)"
        case .duplicateColumn(let feed, let column):
            return "\(feed): column \(column) occurs twice in the header; rename one of them or map another column"
        case .unknownCanonicalColumn(let feed, let column):
            return "\(feed): the mapping names \(column), which is no column of this feed; correct its spelling"
        case .missingSourceColumn(let feed, let canonical, let source):
            return "\(feed): the mapping reads \(canonical) from \(source), which the file does not have; "
                + "correct the mapping"
        case .badTimeFormat(let format):
            return "time format \(format) cannot be understood; use letters yMdHhmsaz, epoch_s, epoch_ms, "
                + "epoch_ms_wall, rfc3339 or excel_serial"
        case .brokenHeader(let file):
            return "\(file): the header row is damaged (open quote or bytes that are no UTF-8); deliver it again"
        }
    }
}

extension FeedError {
    /// Names in one line, the first twenty of many.
    public static func list(_ names: [String]) -> String {
        let shown = names.prefix(20).map { $0.count > 40 ? $0.prefix(40) + "..." : $0[...] }.joined(separator: ", ")
        return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
    }

    /// Whether cells are a header: at least one is a column of some feed.
    private static func isHeader(_ names: [String]) -> Bool {
        names.contains { Column(name: HeaderRow.folded($0)) != nil }
    }

    private static func feeds(fitting names: [String]) -> [String] {
        let present = Set(names.compactMap { Column(name: HeaderRow.folded($0)) })
        return Feed.allCases.filter { $0.missingColumns(among: present).isEmpty }.map(\.rawValue)
    }
}
