import TestSupport
import Testing
import Vocabulary

@testable import Feeds

@Suite struct ScanningTests {
    @Test func `lines are counted as one would by hand`() {
        for seed in UInt64(0)..<300 {
            var random = SeededGenerator(seed: seed)
            let sparse = Bool.random(using: &random)
            let bytes = (0..<Int.random(in: 0...3000, using: &random)).map { _ in
                sparse && Int.random(in: 0..<40, using: &random) > 0
                    ? UInt8(0x61) : [0x0A, 0x0D, 0x0A, 0x22, 0x0B, 0x8A, 0x21, 0xFF].randomElement(using: &random) ?? 0
            }
            // The range must not begin inside a CRLF.
            let low = bytes.firstIndex { $0 != 0x0A } ?? bytes.count
            var lines = 0
            for index in low..<bytes.count {
                if bytes[index] == 0x0D || (bytes[index] == 0x0A && (index == low || bytes[index - 1] != 0x0D)) {
                    lines += 1
                }
            }
            let count = LineCount(bytes.span, low..<bytes.count)
            #expect(count.lines == lines, "seed \(seed)")
            #expect(count.hasQuote == bytes[low...].contains(0x22), "seed \(seed)")
        }
    }

    @Test func `sound text is what the standard library takes, less U+FFFD`() {
        let pool: [UInt8] = [
            0x41, 0x80, 0xBF, 0xC1, 0xC2, 0xE0, 0xA0, 0x9F, 0xED, 0xEF, 0xBD, 0xF0, 0x90, 0xF4, 0x8F, 0xF5,
        ]
        for seed in UInt64(0)..<20_000 {
            var random = SeededGenerator(seed: seed)
            let bytes = (0..<Int.random(in: 0...7, using: &random)).map { _ in pool.randomElement(using: &random) ?? 0 }
            let text = String(validating: bytes, as: UTF8.self)
            let expected = text.map { !$0.unicodeScalars.contains("\u{FFFD}") } ?? false
            #expect(UTF8Text.isSound(bytes.span, 0..<bytes.count) == expected, "seed \(seed)")
        }
    }

    @Test func `many identifiers and texts keep their codes`() throws {
        var text = "place_id,phone,kind,start\n"
        var expected: [(String, String)] = []
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            let number = Int.random(in: 0..<6000, using: &random)
            let phone = number % 3 == 0 ? "+1212555\(zeroPadded(number, 4))" : "1380013\(zeroPadded(number, 4))"
            let place = "place-with-a-long-name-\(number % 997)"
            text += "\(place),\(phone),cafe,2020-02-01 08:00:00\n"
            expected.append((phone, place))
        }
        let reading = try read(text, as: "visit.csv")
        #expect(reading.rejects == [])
        #expect(reading.subjects == expected.map { [$0.0] })
        #expect(reading.observations.map(\.place) == expected.map { $0.1 })
        #expect(reading.observations.allSatisfy { $0.kind == "cafe" })
    }

    @Test func `identifiers stand once in a chunk`() throws {
        let text = "phone,time,cell\n" + String(repeating: "13800138000,2020-02-01 08:00:00,C\n", count: 50)
        let layout = try FeedLayout.detect(head: Array(text.utf8), fileName: "carrier.csv")
        let parser = try FeedParser(
            layout: layout, mapping: FeedMapping(), now: testNow, fileNumber: 1, digestKey: testKey)
        let chunk = parser.parse(Array(text.utf8).span, firstLine: 1)
        #expect(Array(chunk.identifiers) == [Identifier(kind: .phone, text: "13800138000")])
        #expect(chunk.observations.strings == ["C"])
        #expect(chunk.observations.phone == Array(repeating: 1, count: 50))
        #expect(chunk.observations.lon.isEmpty && chunk.observations.idNumber.isEmpty)
        #expect(Set(chunk.observations.digest).count == 1)
    }
}
