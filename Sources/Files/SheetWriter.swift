// Contract of the unsafe code here: the workbook lives from `workbook_new_opt` to `workbook_close`, which frees it and
// all that hangs on it; texts and options are lent for one call, the list of choices until the call that copies it has
// returned. The library keeps no state of its own between workbooks; of the C library it uses the buffer of `gmtime`,
// into which all threads of a run write the same moment.
import CXlsxWriter
import Glibc

extension Sheet {
    /// The bytes of an Office Open XML workbook (.xlsx): the same for the same sheet, whatever the thread or the clock.
    ///
    /// The header stays in sight and has filters; columns that are filled in are tinted, and have drop-down lists where
    /// they have choices; printed it is as wide as one A4 page, with the header on each. The workbook is made in memory
    /// (where the system has `/dev/shm`).
    /// Rows beyond what a sheet holds (1,048,576 with the header) are refused.
    public func workbook() throws(FileError) -> [UInt8] {
        guard rows.count < Sheet.mostRows else { throw .tooLarge(path: name, limit: Sheet.mostRows) }
        let descriptor = unsafe memfd_create("workbook", Sheet.closesOnExec)
        guard descriptor >= 0 else {
            throw .io(path: name, action: "making a workbook", reason: unsafe String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        let path = "/proc/self/fd/\(descriptor)"
        // The parts of the workbook pass through files without a name: in memory, for they bear names of people.
        let folder = unsafe strdup("/dev/shm")
        defer { unsafe free(folder) }
        var options = unsafe lxw_workbook_options(constant_memory: 0, tmpdir: folder, use_zip64: 0)
        guard let book = unsafe workbook_new_opt(path, &options) else {
            throw .io(path: name, action: "making a workbook", reason: "no memory")
        }
        var properties = unsafe lxw_doc_properties()
        unsafe properties.created = time_t(max(1, madeAt))
        unsafe workbook_set_properties(book, &properties)
        guard let sheet = unsafe workbook_add_worksheet(book, name) else {
            unsafe workbook_close(book)
            throw .io(path: name, action: "making a workbook", reason: "the name of the sheet will not do")
        }
        unsafe write(to: sheet, of: book)
        let code = unsafe workbook_close(book)
        guard code == LXW_NO_ERROR else {
            throw .io(path: name, action: "making a workbook", reason: unsafe String(cString: lxw_strerror(code)))
        }
        return try FileSystem.read(path)
    }

    /// `MFD_CLOEXEC`.
    private static let closesOnExec: UInt32 = 1
    /// Rows of a sheet at most, with the header.
    private static let mostRows = 1_048_576

    private func write(
        to sheet: UnsafeMutablePointer<lxw_worksheet>, of book: UnsafeMutablePointer<lxw_workbook>
    ) {
        let head = unsafe workbook_add_format(book)
        unsafe format_set_bold(head)
        unsafe format_set_text_wrap(head)
        unsafe format_set_border(head, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_bg_color(head, 0xD9E2F3)
        unsafe format_set_align(head, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        let text = unsafe workbook_add_format(book)
        let open = unsafe workbook_add_format(book)
        unsafe setTextStyle(text)
        unsafe setTextStyle(open)
        unsafe format_set_bg_color(open, 0xFFF9DB)
        let last = UInt32(rows.count)
        for (number, column) in columns.enumerated() {
            let place = UInt16(number)
            let format = unsafe column.isFilledIn ? open : text
            var shown = lxw_row_col_options(hidden: column.isHidden ? 1 : 0, level: 0, collapsed: 0)
            unsafe worksheet_set_column_opt(sheet, place, place, column.width, nil, &shown)
            unsafe worksheet_write_string(sheet, 0, place, column.title, head)
            for (row, cells) in rows.enumerated() {
                let cell = number < cells.count ? cells[number] : ""
                if cell.isEmpty {
                    unsafe worksheet_write_blank(sheet, UInt32(row) + 1, place, format)
                } else {
                    unsafe worksheet_write_string(sheet, UInt32(row) + 1, place, cell, format)
                }
            }
            if !column.choices.isEmpty, last > 0 {
                unsafe Sheet.offer(column.choices, in: sheet, column: place, last: last)
            }
        }
        unsafe worksheet_set_row(sheet, 0, 32, nil)
        // Two lines each: programs that do not fit rows to wrapped text would print it over the next row.
        for row in 0..<last { unsafe worksheet_set_row(sheet, row + 1, 30, nil) }
        unsafe worksheet_freeze_panes(sheet, 1, 1)
        unsafe worksheet_autofilter(sheet, 0, 0, last, UInt16(max(1, columns.count) - 1))
        unsafe worksheet_set_landscape(sheet)
        unsafe worksheet_set_paper(sheet, 9)
        unsafe worksheet_fit_to_pages(sheet, 1, 0)
        unsafe worksheet_repeat_rows(sheet, 0, 0)
        unsafe worksheet_set_margins(sheet, 0.4, 0.4, 0.75, 0.6)
        unsafe worksheet_set_header(sheet, "&L" + Sheet.plain(heading) + "&R&P / &N")
        unsafe worksheet_set_footer(sheet, "&L" + Sheet.plain(footing))
    }

    /// Bordered text that stays text when somebody types over it: the format is `@`.
    private func setTextStyle(_ format: UnsafeMutablePointer<lxw_format>?) {
        unsafe format_set_num_format_index(format, 49)
        unsafe format_set_text_wrap(format)
        unsafe format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }

    /// A text whose ampersands are not commands of page headers; short enough for one.
    private static func plain(_ text: String) -> String { String(text.prefix(200)).replacing("&", with: "&&") }

    /// Puts a drop-down list over a column.
    private static func offer(
        _ choices: [String], in sheet: UnsafeMutablePointer<lxw_worksheet>, column: UInt16, last: UInt32
    ) {
        let copies = unsafe choices.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        var list = unsafe copies + [nil]
        unsafe list.withUnsafeMutableBufferPointer { list in
            var validation = unsafe lxw_data_validation()
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            unsafe validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
            unsafe validation.value_list = list.baseAddress
            unsafe worksheet_data_validation_range(sheet, 1, column, last, column, &validation)
        }
    }
}
