/// A table for people who work in a spreadsheet: one sheet, its first row the header.
///
/// All cells are text, so that no program turns an id or a phone number into a number.
public struct Sheet: Sendable {
    /// A column.
    public struct Column: Sendable {
        /// What the header says.
        public var title: String
        /// In characters of the font.
        public var width: Double
        /// Whether it is for the reader to fill in.
        public var isFilledIn: Bool
        /// Whether it is only for whoever reads the sheet back: it is not shown, and not printed.
        public var isHidden: Bool
        /// What may be filled in; empty where anything may.
        ///
        /// Together at most 255 characters, as spreadsheets demand.
        public var choices: [String]

        /// A column.
        public init(
            _ title: String, width: Double, isFilledIn: Bool = false, isHidden: Bool = false, choices: [String] = []
        ) {
            self.title = title
            self.width = width
            self.isFilledIn = isFilledIn
            self.isHidden = isHidden
            self.choices = choices
        }
    }
    /// Name of the sheet, and the line above and below each printed page.
    public var name: String, heading: String, footing: String
    /// Columns from the left.
    public var columns: [Column]
    /// Rows below the header, each with a cell for the first columns at least.
    public var rows: [[String]]
    /// When it was made, UTC seconds: the workbook says so, and nothing else of it hangs on a clock.
    public var madeAt: Int64

    /// A sheet.
    public init(
        name: String, heading: String = "", footing: String = "", columns: [Column], rows: [[String]], madeAt: Int64
    ) {
        self.name = name
        self.heading = heading
        self.footing = footing
        self.columns = columns
        self.rows = rows
        self.madeAt = madeAt
    }
}
