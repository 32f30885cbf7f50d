/// Zip archives and workbooks made byte by byte, so that tests can make broken ones too.
public struct ZipMaker {
    /// A part, stored as it is unless packed bytes are given.
    public struct Part {
        var name: String, bytes: [UInt8]
        /// What the archive claims instead of the truth.
        public var claimedSize: Int?, method: UInt16 = 0, packed: [UInt8]?, flags: UInt16 = 0

        /// A part.
        public init(_ name: String, _ text: String) {
            self.init(name, bytes: Array(text.utf8))
        }

        /// A part of bytes.
        public init(_ name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The archive of some parts (PKWARE APPNOTE.TXT 4.3).
    public static func archive(_ parts: [Part]) -> [UInt8] {
        var (bytes, list): ([UInt8], [UInt8]) = ([], [])
        func put<Number: FixedWidthInteger>(_ number: Number, _ target: inout [UInt8]) {
            for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
                target.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
            }
        }
        for part in parts {
            let start = bytes.count
            let name = Array(part.name.utf8)
            let stored = part.packed ?? part.bytes
            func common(_ target: inout [UInt8]) {
                put(UInt16(20), &target)
                put(part.flags, &target)
                put(part.method, &target)
                put(UInt32(0), &target)
                put(checksum(part.bytes), &target)
                put(UInt32(stored.count), &target)
                put(UInt32(part.claimedSize ?? part.bytes.count), &target)
                put(UInt16(name.count), &target)
                put(UInt16(0), &target)
            }
            put(UInt32(0x0403_4b50), &bytes)
            common(&bytes)
            bytes += name + stored
            put(UInt32(0x0201_4b50), &list)
            put(UInt16(20), &list)
            common(&list)
            put(UInt16(0), &list)
            put(UInt32(0), &list)
            put(UInt32(0), &list)
            put(UInt32(start), &list)
            list += name
        }
        let start = bytes.count
        bytes += list
        put(UInt32(0x0605_4b50), &bytes)
        put(UInt32(0), &bytes)
        put(UInt16(parts.count), &bytes)
        put(UInt16(parts.count), &bytes)
        put(UInt32(list.count), &bytes)
        put(UInt32(start), &bytes)
        put(UInt16(0), &bytes)
        return bytes
    }

    /// A workbook of one sheet, from the XML between `<worksheet>` and its end.
    ///
    /// Style 1 of cells is a date.
    public static func workbook(_ sheet: String, name: String = "Sheet1", more: [Part] = []) -> [UInt8] {
        archive(
            [
                Part(
                    "xl/workbook.xml",
                    #"<?xml version="1.0"?><workbook xmlns:r="x"><workbookPr/><sheets><sheet name="\#(name)" sheetId="1" r:id="rId1"/></sheets></workbook>"#
                ),
                Part(
                    "xl/_rels/workbook.xml.rels",
                    #"<Relationships><Relationship Id="rId1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
                ),
                Part(
                    "xl/styles.xml",
                    #"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#
                ),
                Part("xl/worksheets/sheet1.xml", "<worksheet>\(sheet)</worksheet>"),
            ] + more)
    }

    /// The XML of rows of texts, as inline strings; empty cells are left out.
    public static func rows(_ rows: [[String]]) -> String {
        var text = "<sheetData>"
        for (number, row) in rows.enumerated() {
            text += "<row r=\"\(number + 1)\">"
            for (column, cell) in row.enumerated() where !cell.isEmpty {
                let safe = cell.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                text += "<c r=\"\(letters(column))\(number + 1)\" t=\"inlineStr\"><is><t>\(safe)</t></is></c>"
            }
            text += "</row>"
        }
        return text + "</sheetData>"
    }

    /// The letters of a column, counted from 0.
    public static func letters(_ column: Int) -> String {
        (column >= 26 ? letters(column / 26 - 1) : "") + String(UnicodeScalar(UInt8(65 + column % 26)))
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
