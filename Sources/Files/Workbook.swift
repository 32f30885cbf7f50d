/// A spreadsheet (.xlsx) read for its texts: what each cell shows, without formulas, colours or macros.
///
/// Read by the parts that matter of ECMA-376-1 (18.2 workbook, 18.3 worksheets, 18.4 shared strings, 18.8 styles).
/// Whoever sent it may wish harm: sizes, parts, rows and cells are bounded, and nothing is expanded, fetched or worked
/// out; of a formula the value counts that the sender's program last showed.
public struct Workbook: Sendable {
    /// A sheet.
    public struct Page: Sendable {
        /// Its name, and whether the sender hid it.
        public var name: String, isHidden: Bool
        /// Texts of the cells by row and column, from the sheet's first row on; rows end at their last text.
        public var rows: [[String]]
    }
    /// The sheets in their order.
    public let pages: [Page]

    /// Bytes of a file, rows and columns of a sheet, cells with text, and cells a merge may spread over, at most.
    public static let mostBytes = 32 << 20
    static let mostRows = 200_000, mostColumns = 256, mostCells = 2_000_000, mostMerged = 100_000

    /// Whether a file's first bytes are those of a workbook, new or old.
    public static func isWorkbook(_ first: [UInt8]) -> Bool {
        first.starts(with: [0x50, 0x4B, 0x03, 0x04]) || isOld(first)
    }

    private static func isOld(_ first: [UInt8]) -> Bool { first.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) }

    /// Reads a workbook; `file` is named in errors.
    public init(_ bytes: [UInt8], file: String) throws(WorkbookError) {
        if Self.isOld(bytes) { throw .locked(file: file) }
        let archive = try ZipArchive(bytes, file: file)
        let parts = try SheetParts(archive, file: file)
        var pages: [Page] = []
        for sheet in parts.sheets {
            let cells = try SheetCells(sheet.bytes, texts: parts.texts, dates: parts.dates, file: file)
            pages.append(Page(name: sheet.name, isHidden: sheet.isHidden, rows: cells.rows))
        }
        self.pages = pages
    }
}
