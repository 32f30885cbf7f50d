import Foundation
import TestSupport
import Testing

@testable import Publishing

/// Explanations: one tree for people and machines, and the words in it.
@Suite struct ExplanationTests {
    @Test func `every flag that matching or assessment can set has a sentence`() throws {
        var words: Set<String> = []
        let assessment = try FileManager.default.subpathsOfDirectory(atPath: PackageRoot.path("Sources/Assessment"))
            .filter { $0.hasSuffix(".swift") }.map { "Assessment/\($0)" }
        let setters = ["Matching/EvidenceFlags.swift", "Pipeline/Screening/SecondaryContacts.swift"]
        for name in assessment + setters {
            let text = try String(contentsOfFile: PackageRoot.path("Sources/\(name)"), encoding: .utf8)
            words.formUnion(text.matches(of: /"([A-Z]{2,}(?:_[A-Z]+)*)"/).map { String($0.1) })
        }
        // Categories of return, which are no flags.
        words.subtract(["CONTACT", "FEVER", "OTHER"])
        #expect(words.count >= 18 && words.contains("SEGMENT_UNKNOWN") && words.contains("PLATE_ONLY"))
        for word in words.sorted() { #expect(FlagWords.sentence(word) != nil, "\(word) has no sentence") }
        #expect(FlagWords.flags.filter { !words.contains($0) } == [], "a sentence of a flag that nothing sets")
        #expect(FlagWords.flags == FlagWords.flags.sorted())
    }

    @Test func `the page of the outputs explains the same flags`() throws {
        let page = try String(contentsOfFile: PackageRoot.path("docs/outputs.md"), encoding: .utf8)
        let section = try #require(page.split(separator: "## ").first { $0.hasPrefix("Flags") })
        let told = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .flatMap { $0.split(separator: "|")[0].matches(of: /`([A-Z_]+)`/).map { String($0.1) } }
        #expect(Set(told) == Set(FlagWords.flags))
    }

    @Test(arguments: [20, 37, 80, 100])
    func `lines keep to the width, lose no word, and never cut a wide character`(width: Int) {
        let text =
            "Together 30.0 minutes by 7 rows: 证件号码 = d0r2vtfsw8agx9kwrwzzk499tq8 | 发站 = 北坪 | 到站 = 东郭，硬卧车厢十一号下铺靠窗"
            + " and a-very-long-word-that-does-not-fit-into-twenty-columns at the end"
        let lines = TextWrap.lines(text, width: width, indent: 4)
        #expect(lines.allSatisfy { TerminalTable.width(of: $0) <= width }, "\(lines)")
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        #expect(lines[0].hasPrefix("    ") && lines.dropFirst().allSatisfy { $0.hasPrefix("      ") })
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    }

    @Test func `control characters of a row cannot move the cursor`() {
        #expect(TextWrap.lines("a\u{1B}[31m\nb", width: 80, indent: 0) == ["a?[31m b"])
    }

    @Test func `a tree reads as words and as keys`() {
        let parts: [ExplanationPart] = [
            .fact("id", .string("c1"), "Contact c1."), .fact("hidden", .integer(3), ""),
            .group("case", "CASE", [.fact("day", .string("2020"), "Day 2020.")]),
            .list("rows", [("ROW 1", [.fact("line", .integer(1), "Line 1.")]), ("ROW 2", [])]),
        ]
        #expect(parts.lines(width: 80) == ["Contact c1.", "", "CASE", "  Day 2020.", "", "ROW 1", "  Line 1."])
        #expect(parts.json.line == #"{"id":"c1","hidden":3,"case":{"day":"2020"},"rows":[{"line":1},{}]}"#)
    }
}
