import TestSupport
import Testing

@testable import Publishing

@Suite struct CSVWriterTests {
    func written(_ cells: [String]) -> String {
        var csv = CSVWriter(header: ["h"])
        csv.append(cells)
        return String(decoding: csv.bytes.dropFirst(2), as: UTF8.self)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+8613800000000", "'+8613800000000"), ("+86 138", "'+86 138"), ("-12.5", "-12.5"),
        ("-12.5.1", "'-12.5.1"), ("-", "'-"), ("-.5", "'-.5"), ("-1e5", "'-1e5"), ("@x", "'@x"), ("\tx", "'\tx"),
        ("\rx", "\"'\rx\""), ("a=1", "a=1"), ("'=1", "'=1"), (" =1", " =1"), ("", ""),
    ])
    func `cells that a spreadsheet would run are defused and numbers are not`(cell: String, expected: String) {
        #expect(written(["x", cell]) == "x," + expected + "\n")
    }

    @Test func `quotes, commas and line ends are quoted`() {
        #expect(written(["a,b", "c\"d", "e\nf", "g"]) == "\"a,b\",\"c\"\"d\",\"e\nf\",g\n")
        #expect(written([""]) == "\"\"\n")
        #expect(CSVWriter(header: ["a"], byteOrderMark: true).bytes == [0xEF, 0xBB, 0xBF, 0x61, 0x0A])
    }

    @Test(arguments: 0..<50) func `what is written is read back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("a,\"\n\r=;\t 中1-")
        let rows = (0..<5).map { _ in
            (0..<3).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in
                        alphabet.randomElement(using: &random) ?? "a"
                    })
            }
        }
        var csv = CSVWriter(header: ["a", "b", "c"])
        for row in rows { csv.append(row) }
        let expected = rows.map { $0.map { CSVWriter.isFormula($0.utf8) ? "'" + $0 : $0 } }
        #expect(Array(parse(csv.bytes).dropFirst()) == expected, "seed \(seed)")
    }

    /// RFC 4180 by one byte after the other.
    private func parse(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted {
                if byte == 0x22, index + 1 < bytes.count, bytes[index + 1] == 0x22 {
                    cell.append(byte)
                    index += 1
                } else if byte == 0x22 {
                    isQuoted = false
                } else {
                    cell.append(byte)
                }
            } else if byte == 0x22 {
                isQuoted = true
            } else if byte == 0x2C || byte == 0x0A {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == 0x0A {
                    rows.append(row)
                    row = []
                }
            } else {
                cell.append(byte)
            }
            index += 1
        }
        return rows
    }
}
