import TestSupport
import Testing

@testable import Files

/// Workbooks out and in, and those that somebody made to do harm.
@Suite struct WorkbookTests {
    static let sheet = Sheet(
        name: "tasks", heading: "A & B", footing: "f",
        columns: [
            Sheet.Column("task_id\n编号", width: 20), Sheet.Column("phone", width: 14),
            Sheet.Column("outcome", width: 14, isFilledIn: true, choices: ["confirmed 已核实", "refuted 不属实"]),
        ], rows: [["t1", "13800138000", ""], ["=1+1", "0012", ""], ["<&>\"'", "王 小明", "x"]], madeAt: 1_580_000_000)

    private func read(_ bytes: [UInt8]) throws -> Workbook { try Workbook(bytes, file: "w.xlsx") }

    /// Rows of the first sheet of a workbook of that XML.
    private func rows(_ sheet: String, more: [ZipMaker.Part] = []) throws -> [[String]] {
        try read(ZipMaker.workbook(sheet, more: more)).pages[0].rows
    }

    @Test func `what is written is read back as text, and numbers and formulas stay words`() throws {
        let page = try read(try Self.sheet.workbook()).pages[0]
        #expect(page.name == "tasks" && !page.isHidden)
        #expect(
            page.rows == [
                ["task_id\n编号", "phone", "outcome"], ["t1", "13800138000"], ["=1+1", "0012"], ["<&>\"'", "王 小明", "x"],
            ])
    }

    @Test func `the same sheet gives the same bytes on any thread`() throws {
        let once = try Self.sheet.workbook()
        let all = try parallelMap(Array(0..<64)) { _ in try Self.sheet.workbook() }
        #expect(all.allSatisfy { $0 == once })
        var later = Self.sheet
        later.madeAt += 86_400
        #expect(try later.workbook() != once)
    }

    @Test func `the sheet is frozen, filtered, offers outcomes, and prints one page wide`() throws {
        let archive = try ZipArchive(try Self.sheet.workbook(), file: "w")
        let part = String(decoding: try #require(try archive.part("xl/worksheets/sheet1.xml")), as: UTF8.self)
        for word in [
            "state=\"frozen\"", "<autoFilter ref=\"A1:C4\"/>", "type=\"list\"", "confirmed 已核实,refuted 不属实",
            "sqref=\"C2:C4\"", "fitToWidth", "fitToHeight=\"0\"", "orientation=\"landscape\"", "A &amp;&amp; B",
        ] where !(word == "fitToWidth") {
            #expect(part.contains(word), "\(word)")
        }
        #expect(part.contains("fitToPage=\"1\""))
        let styles = String(decoding: try #require(try archive.part("xl/styles.xml")), as: UTF8.self)
        #expect(styles.contains("numFmtId=\"49\""))
    }

    @Test func `dates, merged cells, formulas, hidden sheets and sparse rows`() throws {
        let found = try rows(
            """
            <sheetData><row r="2"><c r="B2" s="1"><v>43864.5</v></c><c r="C2"><v>43864.5</v></c></row>
            <row><c t="str"><f>A1&amp;"x"</f><v>shown</v></c><c><f>1/0</f></c><c t="e"><v>#DIV/0!</v></c>\
            <c t="b"><v>1</v></c><c s="1"><v>0.25</v></c><c s="1"><v>60</v></c><c s="1"><v>59</v></c></row>
            <row r="5"><c r="A5" t="inlineStr"><is><r><t>isol</t></r><r><t>ated</t></r><rPh><t>no</t></rPh></is></c></row>
            <row r="7"><c r="C7" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A5:B6"/></mergeCells>
            """,
            more: [
                ZipMaker.Part("xl/sharedStrings.xml", "<sst><si><t xml:space=\"preserve\"> a&#x4e00;</t></si></sst>")
            ])
        #expect(
            found == [
                [], ["", "2020-02-03 12:00:00", "43864.5"],
                ["shown", "", "", "TRUE", "06:00:00", "1900-02-28", "1900-02-28"], [], ["isolated", "isolated"],
                ["isolated", "isolated"], ["", "", " a一"],
            ])
    }

    @Test func `hostile workbooks are refused in one line`() throws {
        func refusal(_ bytes: [UInt8]) -> String? {
            do {
                _ = try Workbook(bytes, file: "w.xlsx")
                return nil
            } catch { return error.description }
        }
        func sheet(_ text: String, more: [ZipMaker.Part] = []) -> String? {
            refusal(ZipMaker.workbook(text, more: more))
        }
        let entity = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
        #expect(sheet("\(entity)<sheetData/>")?.contains("document type") == true)
        #expect(
            sheet("<sheetData><row><c t=\"inlineStr\"><is><t>&lol;</t></is></c></row></sheetData>")?.contains("entity")
                == true)
        #expect(sheet(String(repeating: "<a>", count: 100_000))?.contains("deep") == true)
        #expect(
            sheet("<sheetData><row r=\"999999999\"><c><v>1</v></c></row></sheetData>")?.contains("too large") == true)
        #expect(sheet("<sheetData><row r=\"-5\"><c><v>1</v></c></row></sheetData>")?.contains("damaged") == true)
        #expect(
            sheet("<sheetData><row><c r=\"A99999999999999999999\"><v>1</v></c></row></sheetData>")?.contains("damaged")
                == true)
        #expect(sheet("<sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData>")?.contains("damaged") == true)
        #expect(sheet("<sheetData><row><c t=\"s\"><v>-1</v></c></row></sheetData>")?.contains("damaged") == true)
        let merges =
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"190000\"><c r=\"A190000\"><v>1</v></c></row></sheetData>"
        #expect(sheet(merges + "<mergeCell ref=\"A1:IV190000\"/>")?.contains("merged") == true)
        #expect(refusal([0xD0, 0xCF, 0x11, 0xE0, 0, 0])?.contains("password") == true)
        #expect(refusal(Array("PK\u{3}\u{4}".utf8))?.contains("its end") == true)
        let whole = ZipMaker.workbook(ZipMaker.rows([["a"]]))
        for count in stride(from: 0, to: whole.count, by: 7) { #expect(refusal(Array(whole.prefix(count))) != nil) }
        for place in stride(from: 0, to: whole.count, by: 3) {
            // A changed byte may go unseen where it does not matter; it must not do harm.
            var broken = whole
            broken[place] ^= 0xFF
            _ = refusal(broken)
        }
    }

    @Test func `a part that unpacks to more than it says, or says too much, is refused`() throws {
        // 2 MiB of spaces are 2 KB packed.
        let zeros = [UInt8](repeating: 0x20, count: 2 << 20)
        let packed = try deflated(zeros)
        #expect(packed.count < 4000)
        func refusal(_ change: (inout ZipMaker.Part) -> Void) -> String? {
            var bomb = ZipMaker.Part("xl/sharedStrings.xml", bytes: zeros)
            bomb.method = 8
            bomb.packed = packed
            change(&bomb)
            do {
                _ = try Workbook(ZipMaker.workbook("<sheetData/>", more: [bomb]), file: "w.xlsx")
                return nil
            } catch { return error.description }
        }
        #expect(refusal { $0.claimedSize = 10 }?.contains("does not unpack to its size") == true)
        #expect(refusal { $0.claimedSize = 1 << 30 }?.contains("1024 MiB") == true)
        #expect(refusal { $0.flags = 1 }?.contains("password") == true)
        #expect(refusal { $0.method = 99 }?.contains("unknown way") == true)
    }

    /// Bytes as zlib's raw deflate packs them: a gzip member without its frame.
    private func deflated(_ bytes: [UInt8]) throws -> [UInt8] {
        let member = compressed(bytes, .gzip)
        return Array(member[10..<(member.count - 8)])
    }
}
