public import Vocabulary

/// An answer made of tables, for the terminal and for machines.
public struct Report: Sendable {
    /// One value of a table.
    public enum Cell: Sendable {
        case text(String)
        /// A code of the data: machines get it as it is.
        case code(Term, String)
        /// Words that machines get in English.
        case said(Phrase)
        case count(Int?)
        case number(Double?, places: Int)
        case share(Share)
        /// A local day by its number; people know which year it is.
        case day(Int32)
        /// A moment; the same.
        case moment(Int64?, ZoneRules)
    }
    /// A table with a name for machines and a title for people.
    public struct Section: Sendable {
        /// Name, title, and names of the columns.
        public var name: String, title: Phrase, columns: [String]
        /// Rows of as many cells.
        public var rows: [[Cell]] = []
        /// Columns that a terminal has no room for.
        public var forMachines: Set<String> = []

        /// A table without rows.
        public init(_ name: String, title: Phrase, columns: [String]) {
            self.name = name
            self.title = title
            self.columns = columns
        }
    }
    /// What the answer is about, in fields for machines and one line each for people.
    public var about: [(name: String, text: Phrase)]
    /// The tables in order; those without rows are left out for people.
    public var sections: [Section]
    /// Sentences below the tables: what cannot be known, how to read it.
    public var notes: [Phrase]

    /// A report whose words are in English only.
    public init(english about: [(name: String, text: String)], sections: [Section], notes: [String]) {
        self.init(
            about: about.map { ($0.name, Phrase($0.text)) }, sections: sections, notes: notes.map { Phrase($0) })
    }

    /// A report.
    public init(about: [(name: String, text: Phrase)], sections: [Section], notes: [Phrase] = []) {
        self.about = about
        self.sections = sections
        self.notes = notes
    }
}

extension Report.Cell {
    /// What people read.
    func words(_ language: Language) -> String {
        switch self {
        case .text(let text): return text
        case .code(let term, let code): return term.names(code, language)
        case .said(let phrase): return phrase.text(language)
        case .count(let count): return count.map { "\($0)" } ?? "-"
        case .number(let value, let places): return value.map { decimalText($0, places: places) } ?? "-"
        case .day(let day): return String(CivilDate(dayNumber: day).text.dropFirst(5))
        case .moment(let moment, let zone):
            return moment.map { String(zone.wallText($0).dropFirst(5).dropLast(3)) } ?? "-"
        case .share(let share):
            guard let value = share.value, let (low, high) = share.interval else { return "-" }
            return "\(share.hits)/\(share.of) = \(decimalText(value, places: 2)) "
                + "(\(decimalText(low, places: 2))-\(decimalText(high, places: 2)))"
        }
    }

    /// What programs read.
    var json: JSONText {
        switch self {
        case .text(let text), .code(_, let text): return .string(text)
        case .said(let phrase): return .string(phrase.text(.english))
        case .count(let count): return count.map { .integer(Int64($0)) } ?? .null
        case .number(let value, let places): return value.map { .decimal($0, places: places) } ?? .null
        case .day(let day): return .string(CivilDate(dayNumber: day).text)
        case .moment(let moment, let zone): return .optional(moment.map(zone.rfc3339))
        case .share(let share):
            func decimal(_ value: Double?) -> JSONText { value.map { .decimal($0, places: 4) } ?? .null }
            return .object([
                ("hits", .integer(Int64(share.hits))), ("of", .integer(Int64(share.of))),
                ("share", decimal(share.value)), ("low", decimal(share.interval?.low)),
                ("high", decimal(share.interval?.high)),
            ])
        }
    }

    /// The cell in a spreadsheet, by the end of its column's name.
    var spread: [(suffix: String, text: String)] {
        switch self {
        case .text(let text), .code(_, let text): return [("", text)]
        case .said(let phrase): return [("", phrase.text(.english))]
        case .count(let count): return [("", count.map { "\($0)" } ?? "")]
        case .number(let value, let places): return [("", value.map { decimalText($0, places: places) } ?? "")]
        case .day(let day): return [("", CivilDate(dayNumber: day).text)]
        case .moment(let moment, let zone): return [("", moment.map(zone.rfc3339) ?? "")]
        case .share(let share):
            func text(_ value: Double?) -> String { value.map { decimalText($0, places: 4) } ?? "" }
            return [
                ("", text(share.value)), ("_hits", "\(share.hits)"), ("_of", "\(share.of)"),
                ("_low", text(share.interval?.low)), ("_high", text(share.interval?.high)),
            ]
        }
    }

    /// Words stand left, numbers right.
    var side: TerminalTable.Side {
        switch self {
        case .text, .code, .said, .day, .moment: .left
        case .count, .number, .share: .right
        }
    }
}
