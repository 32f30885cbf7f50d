import Feeds
import Files
import Publishing
import Vocabulary

/// The sheet of a workbook that holds grid workers' feedback, as CSV whose lines are the rows of the sheet.
///
/// Titles above the header become empty lines, and a line end inside a cell a space, so that a line number is the
/// number of the row that the sender sees.
struct SheetTable {
    /// The sheet, and its rows as text.
    let name: String, text: [UInt8]
    /// Sheets in sight that have rows and are not read.
    let unread: [String]

    /// Rows above a header at most.
    private static let mostTitles = 20

    /// Reads a delivery; throws ``Outcome/refused`` where no sheet in sight has the columns of feedback.
    init(_ request: Delivery.Request) throws {
        let workbook: Workbook
        do {
            workbook = try Workbook(
                try FileSystem.read(
                    request.path, atMost: Workbook.mostBytes, onlyPlainFile: request.onlyPlainFile),
                file: request.name)
        } catch let error as WorkbookError {
            throw Failure(.refused, error.description)
        }
        let pages = workbook.pages.filter { !$0.isHidden && !$0.rows.isEmpty }
        guard request.mapping.feed == nil || request.mapping.feed == .feedback,
            let page = pages.first(where: {
                SheetTable.header(of: $0) != nil
            }), let header = SheetTable.header(of: page)
        else {
            throw Failure(
                .refused,
                "\(request.name): no sheet in sight has the columns task_id and outcome, and only feedback may come as "
                    + "a workbook: save other feeds as CSV")
        }
        name = TerminalTable.printable(page.name)
        unread = pages.filter { $0.name != page.name }.map { TerminalTable.printable($0.name) }
        var text: [UInt8] = []
        for (number, row) in page.rows.enumerated() {
            if number >= header, row.contains(where: { $0.contains { !$0.isWhitespace } }) {
                // Every row is as wide as the header, for cells at its end that hold nothing are not in the file.
                let width = page.rows[header].count
                for column in 0..<width {
                    if column > 0 { text.append(UInt8(ascii: ",")) }
                    SheetTable.put(column < row.count ? row[column] : "", into: &text)
                }
            }
            text.append(UInt8(ascii: "\n"))
        }
        self.text = text
    }

    /// Position of the first row that names the columns of feedback.
    private static func header(of page: Workbook.Page) -> Int? {
        page.rows.prefix(mostTitles + 1).firstIndex { FeedLayout.isFeedback($0) }
    }

    private static func put(_ cell: String, into text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            switch byte {
            case UInt8(ascii: "\""): text += [byte, byte]
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): text.append(UInt8(ascii: " "))
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
