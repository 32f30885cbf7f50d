import Foundation
import TestSupport
import Testing

@testable import Publishing

@Suite struct TextTests {
    @Test(arguments: [
        (0.0, 1, "0.0"), (-0.04, 1, "0.0"), (0.25, 1, "0.2"), (0.35, 1, "0.4"), (-12.5, 1, "-12.5"),
        (99.96, 1, "100.0"),
        (1234.5678, 3, "1234.568"), (7, 0, "7"), (-0.05, 2, "-0.05"), (1e300, 0, "9223372036854775807"), (.nan, 1, ""),
    ])
    func `numbers keep their decimals`(value: Double, places: Int, expected: String) {
        #expect(decimalText(value, places: places) == expected)
    }

    @Test func `every control character is escaped and all is read back by another reader`() throws {
        let all = String(String.UnicodeScalarView((0...0x2030).compactMap(Unicode.Scalar.init)))
        let line = JSONText.object([("a", .array([.string(all + "\u{1F600}"), .null, .bool(true), .integer(.min)]))])
            .line
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        let read = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [Any]])
        #expect(read["a"]?.first as? String == all + "\u{1F600}")
    }

    @Test func `empty lists and numbers that are none stay valid JSON`() {
        let value = JSONText.object([("a", .array([])), ("b", .object([])), ("c", .decimal(.infinity, places: 1))])
        #expect(value.line == #"{"a":[],"b":{},"c":null}"#)
        #expect(value.pretty == "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": null\n}\n")
    }

    @Test(arguments: [
        ("330802-1", "330802-1"), ("..", "%2E."), (".hidden", "%2Ehidden"), ("a/b", "a%2Fb"), ("a\\b", "a%5Cb"),
        ("a%2Fb", "a%252Fb"), ("", "%"), ("\0", "%00"), ("柯城 区", "柯城%20区"), ("a.b", "a.b"),
        ("a\u{202E}b", "a%E2%80%AEb"),
    ])
    func `a grid's folder cannot leave its place`(gridID: String, expected: String) {
        #expect(GridFolder.name(for: gridID) == expected)
        #expect(GridFolder.path("tasks.csv", of: gridID) == "grids/" + expected + "/tasks.csv")
    }

    @Test func `long ids stay apart and fit a file system`() {
        let long = String(repeating: "柯", count: 300)
        let names = [long, long + "a", long + "b"].map(GridFolder.name)
        #expect(Set(names).count == 3)
        #expect(names.allSatisfy { $0.utf8.count <= 200 && $0.contains("%~") })
    }

    @Test(arguments: 0..<50) func `no two ids share a folder`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("./%a2FE柯 \0")
        let ids = Set(
            (0..<200).map { _ in
                String(
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a"
                    })
            })
        let names = Set(ids.map(GridFolder.name))
        #expect(names.count == ids.count, "seed \(seed)")
        #expect(names.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") && !$0.isEmpty }, "seed \(seed)")
    }

    @Test func `wide characters take two columns and marks none`() {
        #expect(TerminalTable.width(of: "衢州ab") == 6)
        #expect(TerminalTable.width(of: "e\u{301}") == 1)
        #expect(TerminalTable.width(of: "ＡＢ") == 4)
        #expect(TerminalTable.width(of: "") == 0)
    }

    @Test(arguments: 4...60) func `a table fits the terminal where it can`(width: Int) {
        var table = TerminalTable(header: ["one", "two"])
        table.append(["衢州市柯城区衢州市柯城区", "abcdefghijklmnopqrstuvwxyz"])
        let lines = table.text(width: width).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { TerminalTable.width(of: String($0)) <= max(width, 10) })
        #expect(TerminalTable(header: []).text() == "")
    }

    @Test func `progress is a function of numbers`() {
        #expect(
            Progress.line(rows: 1_234_567, bytes: 162_600_000, totalBytes: 325_200_000, seconds: 2)
                == "1,234,567 rows  81.3 MB/s  about 2 s left")
        #expect(Progress.line(rows: 1, bytes: 0, totalBytes: 10, seconds: 0) == "1 row")
        #expect(Progress.line(rows: 0, bytes: 0, totalBytes: 10, seconds: 1) == "0 rows  0.0 MB/s")
        #expect(Progress.line(rows: 5, bytes: 10, totalBytes: 10, seconds: 130) == "5 rows  0.0 MB/s  done in 3 min")
        #expect(Progress.grouped(-1_000) == "-1,000")
        #expect(Progress.grouped(999) == "999")
        #expect(Progress.duration(7260) == "2 h 1 min")
    }
}
