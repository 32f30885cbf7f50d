import Vocabulary

/// What a field that no row holds is made of.
enum MadeUpField: Sendable {
    case text([UInt8])
    /// The row's line number.
    case line
    /// An element of the JSON list in a field.
    case element(Int, of: Int)
}

/// A mapping worked out against the columns of one file: which field gives which canonical column.
struct FeedPlan: Sendable {
    let feed: Feed
    let format: FeedFormat
    let delimiter: UInt8
    let headerLine: UInt32?
    /// Fields of a CSV row, or keys of a JSON object that are looked at.
    let names: [String]
    let fieldCount: Int
    /// Field by `Column.index`, -1 where there is none; fields past ``fieldCount`` are made up by ``madeUp``.
    let source: [Int]
    /// Fields that no row holds as such.
    let madeUp: [MadeUpField]
    /// Replacements by field, and texts that set a row aside.
    let values: [(field: Int, texts: [[UInt8]: [UInt8]])]
    let ignore: [(field: Int, texts: Set<[UInt8]>)]
    let unknown: [String]
    let times: [TimeFormat]

    /// Whether rows must be copied before they are read.
    var rewrites: Bool { !madeUp.isEmpty || !values.isEmpty || !ignore.isEmpty }

    init(layout: FeedLayout, mapping: FeedMapping) throws(FeedError) {
        feed = layout.feed
        format = layout.format
        delimiter = layout.delimiter
        headerLine = layout.headerLine
        let binding = try ColumnBinding(layout: layout, mapping: mapping)
        names = binding.names
        fieldCount = binding.names.count
        source = binding.source
        madeUp = binding.madeUp
        unknown = binding.unknown
        var times: [TimeFormat] = []
        for text in mapping.timeFormats { times.append(try TimeFormat(text, mapping: mapping)) }
        self.times = times
        var values: [(field: Int, texts: [[UInt8]: [UInt8]])] = []
        for (name, texts) in mapping.values.sorted(by: { $0.key < $1.key }) {
            guard let column = Column(name: name), layout.feed.columns.contains(column) else {
                throw .unknownCanonicalColumn(feed: layout.feed.rawValue, column: name)
            }
            let field = binding.source[column.index]
            guard field >= 0 else { continue }
            values.append((field, Dictionary(uniqueKeysWithValues: texts.map { (Array($0.utf8), Array($1.utf8)) })))
        }
        self.values = values
        ignore = binding.ignore
    }

    /// The name of a column as the file has it.
    func name(of column: Column?) -> String {
        guard let column else { return "" }
        let field = source[column.index]
        if names.indices.contains(field) { return names[field] }
        if field >= fieldCount, case .element(_, let list) = madeUp[field - fieldCount] { return names[list] }
        return column.name
    }
}

/// Which field of the file each canonical column is read from.
struct ColumnBinding {
    var names: [String]
    var source = Array(repeating: -1, count: Column.allCases.count)
    var madeUp: [MadeUpField] = []
    var ignore: [(field: Int, texts: Set<[UInt8]>)] = []
    var unknown: [String] = []

    init(layout: FeedLayout, mapping: FeedMapping) throws(FeedError) {
        let feed = layout.feed
        let isCSV = layout.format == .csv
        names = isCSV ? layout.names : []
        for name in (Array(mapping.columns.keys) + Array(mapping.constants.keys)).sorted() {
            guard let column = Column(name: name), feed.columns.contains(column) else {
                throw .unknownCanonicalColumn(feed: feed.rawValue, column: name)
            }
        }
        var madeUpColumns: [Column] = []
        for column in feed.columns where source[column.index] < 0 {
            if let text = mapping.constants[column.name] {
                madeUp.append(.text(Array(text.utf8)))
                madeUpColumns.append(column)
            } else if let name = mapping.columns[column.name] {
                if name == "$line" {
                    madeUp.append(.line)
                    madeUpColumns.append(column)
                } else if let element = try element(name, layout) {
                    madeUp.append(element)
                    madeUpColumns.append(column)
                } else if let field = try field(name, layout, exact: true) {
                    source[column.index] = field
                } else {
                    throw .missingSourceColumn(feed: feed.rawValue, canonical: column.name, source: name)
                }
            } else if let field = try field(column.name, layout, exact: false) {
                source[column.index] = field
            }
        }
        for (name, texts) in mapping.ignore.sorted(by: { $0.key < $1.key }) {
            guard let field = try field(name, layout, exact: true) else {
                throw .missingSourceColumn(feed: feed.rawValue, canonical: "ignore", source: name)
            }
            ignore.append((field, Set(texts.map { Array($0.utf8) })))
        }
        for (index, column) in madeUpColumns.enumerated() { source[column.index] = names.count + index }
        let bound = Set(feed.columns.filter { isBound($0, layout, mapping) })
        let missing = feed.missingColumns(among: bound)
        guard missing.isEmpty else {
            throw .noUsableHeader(feed: feed.rawValue, missing: missing, found: layout.names)
        }
        listUnknown(layout)
    }

    /// Whether a column is there; of the keys of JSONL, those the mapping names or the first objects have.
    private func isBound(_ column: Column, _ layout: FeedLayout, _ mapping: FeedMapping) -> Bool {
        let field = source[column.index]
        if layout.format == .csv || field < 0 || field >= names.count { return field >= 0 }
        return mapping.columns[column.name] != nil || layout.names.contains(names[field])
    }

    /// The field of a name; for JSONL a name is always there, since keys come and go from row to row.
    private mutating func field(_ name: String, _ layout: FeedLayout, exact: Bool) throws(FeedError) -> Int? {
        let wanted = exact ? HeaderRow.trimmed(name) : name
        func fits(_ found: String) -> Bool { found == wanted || (!exact && HeaderRow.folded(found) == wanted) }
        let isFuzzy = !exact && layout.feed == .feedback && !layout.names.contains(where: fits)
        func means(_ found: String) -> Bool { isFuzzy && FeedbackWords.column(found)?.name == wanted }
        if layout.format == .csv {
            let fitting = names.indices.filter { fits(names[$0]) || means(names[$0]) }
            guard fitting.count <= 1 else { throw .duplicateColumn(feed: layout.feed.rawValue, column: wanted) }
            return fitting.first
        }
        if let known = names.firstIndex(where: fits) { return known }
        names.append(layout.names.first(where: fits) ?? layout.names.first(where: means) ?? wanted)
        return names.count - 1
    }

    /// What `name[0]` stands for; nil where the name is no such, or is that of a column.
    private mutating func element(_ name: String, _ layout: FeedLayout) throws(FeedError) -> MadeUpField? {
        let parts = HeaderRow.trimmed(name).split(separator: "[", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasSuffix("]"), let number = Int(parts[1].dropLast()), number >= 0,
            !layout.names.contains(HeaderRow.trimmed(name)), let list = try field(String(parts[0]), layout, exact: true)
        else { return nil }
        return .element(number, of: list)
    }

    private mutating func listUnknown(_ layout: FeedLayout) {
        let lists = madeUp.compactMap { if case .element(_, let list) = $0 { list } else { nil } }
        let used = Set(source.filter { $0 >= 0 } + ignore.map(\.field) + lists)
        if layout.format == .jsonl {
            unknown = layout.names.filter { !names.contains($0) }
        } else {
            var listed: Set<String> = [""]
            for field in names.indices where !used.contains(field) && listed.insert(names[field]).inserted {
                unknown.append(names[field])
            }
        }
        // Layout rows keep every column they have.
        if layout.feed == .layouts {
            for name in unknown where !names.contains(name) { names.append(name) }
            unknown = []
        }
    }
}
