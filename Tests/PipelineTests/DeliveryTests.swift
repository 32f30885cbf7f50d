import Feeds
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// A file read in pieces on all cores against the same bytes read in order.
@Suite struct DeliveryTests {
    /// Rows of a file as text: file order, line, phone, moment; and what was rejected.
    private func reading(_ path: String) throws -> (rows: [String], rejects: [String], lines: UInt32) {
        let delivery = try Delivery(
            Delivery.Request(
                path: path, name: "carrier.csv", mapping: FeedMapping(), encoding: nil, now: 1_600_000_000,
                fileNumber: 1, digestKey: (1, 2)))
        var (rows, rejects, lines): ([String], [String], UInt32) = ([], [], 0)
        try delivery.read(stage: "test", reporter: SilentReporter()) { chunk in
            let block = chunk.observations
            for row in 0..<block.count {
                let phone = chunk.identifiers[Int(block.phone[row]) - 1].text
                rows.append("\(block.line[row]) \(phone) \(block.start[row]) \(block.digest[row])")
            }
            rejects += chunk.rejects.map {
                "\($0.line) \($0.reason.rawValue) \(String(decoding: $0.raw, as: UTF8.self))"
            }
            lines += chunk.lines
        }
        return (rows, rejects, lines)
    }

    /// About four pieces of rows; a few are odd, and from row `quoteAt` on some have quotes around line ends.
    private func text(_ random: inout SeededGenerator, quoteAt: Int?, lineEnd: String) -> String {
        var text = "phone,time,lon,lat,note" + lineEnd
        for row in 0..<16_000 {
            let note =
                switch Int.random(in: 0..<200, using: &random) {
                case 0: "衢州"
                case 1: String(repeating: "x", count: Int.random(in: 0...9000, using: &random))
                case 2 where row >= quoteAt ?? .max: "\"a\(lineEnd)b,\"\"c\(lineEnd)\""
                default: "n"
                }
            let lon = Int.random(in: 0..<500, using: &random) == 0 ? "x" : "118.5"
            text +=
                "1380013\(zeroPadded(row % 10_000, 4)),2020-02-01 08:00:\(zeroPadded(row % 60, 2)),\(lon),28.5,\(note)"
            text += lineEnd
        }
        return text
    }

    @Test(arguments: [nil, 0, 9000, 15_900], ["\n", "\r\n", "\r"])
    func `pieces say what the stream says`(quoteAt: Int?, lineEnd: String) throws {
        var random = SeededGenerator(seed: UInt64(quoteAt ?? 1) + UInt64(lineEnd.utf8.count))
        let scratch = try ScratchFolder()
        let text = text(&random, quoteAt: quoteAt, lineEnd: lineEnd)
        let plain = try scratch.write("carrier.csv", text: text)
        let marked = try scratch.write("marked.csv", text: "\u{FEFF}" + text)
        let packed = scratch.path("carrier.csv.gz")
        #expect(try Tool.shell("gzip -c '\(plain)' > '\(packed)'") == 0)
        let expected = try reading(packed)
        #expect(expected.rows.count > 15_000 && expected.rejects.count > 5)
        for path in [plain, marked] {
            let found = try reading(path)
            #expect(found.rows == expected.rows)
            #expect(found.rejects == expected.rejects)
            #expect(found.lines == expected.lines)
        }
    }

    @Test func `a row longer than a piece is read, one that is too long is rejected`() throws {
        let scratch = try ScratchFolder()
        let row = "13800138000,2020-02-01 08:00:00,118.5,28.5,"
        for length in [300 << 10, 700 << 10, 1 << 20, 3 << 20] {
            let text =
                "phone,time,lon,lat,note\n" + String(repeating: row + "n\n", count: 9000) + row
                + String(repeating: "x", count: length) + "\n" + String(repeating: row + "n\n", count: 9000)
            let plain = try scratch.write("carrier.csv", text: text)
            let packed = scratch.path("carrier.csv.gz")
            #expect(try Tool.shell("gzip -c '\(plain)' > '\(packed)'") == 0)
            let (found, expected) = (try reading(plain), try reading(packed))
            #expect(found.rows == expected.rows && found.rejects == expected.rejects, "a row of \(length) bytes")
            #expect(expected.rows.count == (length < 1 << 20 ? 18_001 : 18_000))
        }
    }
}
