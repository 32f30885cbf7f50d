/// The parts of a workbook that its sheets are read with.
struct SheetParts {
    /// Sheets in their order.
    private(set) var sheets: [(name: String, isHidden: Bool, bytes: [UInt8])] = []
    /// Texts that cells name by number.
    private(set) var texts: [String] = []
    /// How numbers of cells are dates.
    private(set) var dates = SheetDates()

    private static let mostSheets = 256

    init(_ archive: ZipArchive, file: String) throws(WorkbookError) {
        guard let book = try archive.part("xl/workbook.xml"),
            let relations = try archive.part("xl/_rels/workbook.xml.rels")
        else { throw .damaged(file: file, what: "it is no workbook") }
        let targets = try Self.targets(relations, file: file)
        if let part = try archive.part("xl/sharedStrings.xml") { texts = try Self.texts(part, file: file) }
        if let part = try archive.part("xl/styles.xml") { dates = try SheetDates(styles: part, file: file) }
        var scanner = try XMLScanner(book, file: file)
        while let piece = try scanner.step() {
            guard case .start(let name, _) = piece else { continue }
            if name == "workbookPr", let value = try scanner.attribute("date1904") {
                dates.countsFrom1904 = value == "1" || value == "true"
            }
            guard name == "sheet", let title = try scanner.attribute("name"),
                let target = try scanner.attribute("id").flatMap({ targets[$0] })
            else { continue }
            guard sheets.count < Self.mostSheets else { throw .tooLarge(file: file, what: "\(sheets.count) sheets") }
            // Chart sheets and what leads out of the archive are no tables.
            guard let bytes = try archive.part(target) else { continue }
            let state = try scanner.attribute("state") ?? "visible"
            sheets.append((title, state != "visible", bytes))
        }
    }

    /// Parts of worksheets by the id of their relation; those outside of the archive are left out.
    private static func targets(_ part: [UInt8], file: String) throws(WorkbookError) -> [String: String] {
        var targets: [String: String] = [:]
        var scanner = try XMLScanner(part, file: file)
        while let piece = try scanner.step() {
            guard case .start("Relationship", _) = piece, let id = try scanner.attribute("Id"),
                let type = try scanner.attribute("Type"), type.hasSuffix("/worksheet"),
                try scanner.attribute("TargetMode") != "External", let target = try scanner.attribute("Target")
            else { continue }
            targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        }
        return targets
    }

    /// Shared texts; phonetic guides are passed over.
    private static func texts(_ part: [UInt8], file: String) throws(WorkbookError) -> [String] {
        var texts: [String] = []
        var text = ""
        var (isInside, isPhonetic) = (false, false)
        var scanner = try XMLScanner(part, file: file)
        while let piece = try scanner.step() {
            switch piece {
            case .start("si", let isEmpty):
                text = ""
                if isEmpty { texts.append("") }
            case .end("si"):
                guard texts.count < Workbook.mostCells else { throw .tooLarge(file: file, what: "its texts") }
                texts.append(text)
            case .start("rPh", let isEmpty): isPhonetic = !isEmpty
            case .end("rPh"): isPhonetic = false
            case .start("t", let isEmpty): isInside = !isEmpty
            case .end("t"): isInside = false
            case .text(let piece) where isInside && !isPhonetic: text += piece
            default: break
            }
        }
        return texts
    }
}
