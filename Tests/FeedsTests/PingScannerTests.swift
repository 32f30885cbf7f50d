import TestSupport
import Testing
import Vocabulary

@testable import Feeds

/// Rows read by vector instructions against the same rows read by all the rules.
@Suite struct PingScannerTests {
    private static let columns = ["phone", "time", "lon", "lat", "accuracy_m", "cell", "note"]

    /// A value of a column: mostly plain, sometimes at the edge of what is plain, sometimes damaged.
    private func value(_ column: String, _ random: inout SeededGenerator) -> String {
        let isOdd = Int.random(in: 0..<14, using: &random) == 0
        func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
        func digits(_ count: Int) -> String { (0..<count).map { _ in pick("0123456789".map(String.init)) }.joined() }
        switch column {
        case "phone":
            return isOdd
                ? pick(["", "138", "12345678901", "+86 13800138000", "138001380000", "1380013800x", "=\"13800138000\""])
                : "1" + pick(["3", "5", "9"]) + digits(9)
        case "time":
            let day = pick(["2020-02-01", "2020-02-02", "2020-01-31", "2020-02-29", "2019-12-31"])
            let clock = [
                Int.random(in: 0...23, using: &random), Int.random(in: 0...59, using: &random),
                Int.random(in: 0...59, using: &random),
            ].map { zeroPadded($0, 2) }.joined(separator: ":")
            return isOdd
                ? pick([
                    "", "never", day, day + " 24:00:00", day + " 08:60:00", day + " 08:00:60", "\(day)T\(clock)Z",
                    "2021-01-01 00:00:00", "1999-01-01 00:00:00", "1580544753", "\(day) 8:00", "2020-02-30 08:00:00",
                    "\(day) \(clock.replacingColons())", "\(day)_\(clock)",
                ]) : day + pick([" ", " ", "T"]) + clock
        case "lon", "lat":
            let whole =
                column == "lon" ? pick(["0", "118", "-118", "180", "-180", "9"]) : pick(["0", "28", "-28", "90"])
            return isOdd
                ? pick([
                    "", "181", "-181", "180.0000001", "90.0000001", "1e2", "+5", ".5", "5.", "-", ".", "1.2.3", "--1",
                    "0.00000005", "118.12345678", "118.123456789012345", "0000000000118.5", "1185", " 28.5", "28,5",
                    "-0.0", "0118.25",
                ]) : whole + pick(["", ".5", "." + digits(6), "." + digits(7)])
        case "accuracy_m":
            return isOdd
                ? pick(["-1", "1.234", "x", "12345678", "9999999.99", "99999999999999999"])
                : pick(["", "0", "24", "35.5", "120.25"])
        case "cell": return Int.random(in: 0..<6, using: &random) == 0 ? "C1" : ""
        default:
            return isOdd
                ? pick(["衢州", "\"a,b\"", "\"a\nb\"", "\u{1}", "a\u{0}b", "a\rb", "\t"]) : pick(["", "x", "abc"])
        }
    }

    private func file(_ random: inout SeededGenerator) -> (bytes: [UInt8], mapping: FeedMapping) {
        var columns = PingScannerTests.columns.filter { name in
            ["phone", "time", "lon", "lat"].contains(name) || Bool.random(using: &random)
        }
        columns.shuffle(using: &random)
        let delimiter = [",", ",", "\t", ";"].randomElement(using: &random) ?? ","
        let ends = [["\n"], ["\r\n"], ["\n", "\r\n", "\n", "\r", "\n\n"]].randomElement(using: &random) ?? ["\n"]
        var text = columns.joined(separator: delimiter) + (ends.first ?? "\n")
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            var cells = columns.map { value($0, &random) }
            if Int.random(in: 0..<40, using: &random) == 0 { cells.removeLast() }
            if Int.random(in: 0..<40, using: &random) == 0 {
                cells.append(["", "y"].randomElement(using: &random) ?? "")
            }
            text += cells.joined(separator: delimiter) + (ends.randomElement(using: &random) ?? "\n")
        }
        if Bool.random(using: &random), text.hasSuffix("\n") { text.removeLast() }
        var mapping = FeedMapping()
        mapping.delimiter = UInt8(delimiter.utf8.first ?? 0x2C)
        if Int.random(in: 0..<4, using: &random) == 0 { mapping.datum = .gcj02 }
        return (Array(text.utf8), mapping)
    }

    @Test func `vector instructions read what all the rules read`() throws {
        var plain = 0
        for seed in UInt64(0)..<4000 {
            var random = SeededGenerator(seed: seed)
            let (bytes, mapping) = file(&random)
            let expected = try read(bytes, as: "carrier.csv", mapping: mapping, scanLevel: 0)
            for level in Int32(1)...2 {
                let found = try read(bytes, as: "carrier.csv", mapping: mapping, scanLevel: level)
                #expect(found == expected, "seed \(seed), level \(level)")
            }
            plain += try plainRows(bytes, mapping, expected, seed)
        }
        // The kernel must have had something to do.
        #expect(PingScanner.machineLevel == 0 || plain > 10_000)
    }

    @Test(.enabled(if: PingScanner.machineLevel > 0, "no vector instructions here"))
    func `a row of too few fields is not plain, whatever stood in the row before it`() throws {
        let names = ["note", "phone", "time", "lon", "lat"] + (0..<20).map { "c\($0)" }
        let cells = "13800000001,2020-02-01 08:00:00,118.5,28.5"
        let empty = String(repeating: ",", count: 20)
        // As long as the rows above it, with a fifth of their fields; then bytes without an end.
        let short = "x" + String(repeating: "y", count: 20) + "," + cells + "\n" + String(repeating: "z", count: 300)
        for good in 50..<75 {
            let rows = String(repeating: "x," + cells + empty + "\n", count: good)
            let bytes = Array((names.joined(separator: ",") + "\n" + rows + short).utf8)
            let expected = try read(bytes, as: "carrier.csv", mapping: FeedMapping(), scanLevel: 0)
            for level in Int32(1)...2 {
                let found = try read(bytes, as: "carrier.csv", mapping: FeedMapping(), scanLevel: level)
                #expect(found == expected, "\(good) rows, level \(level)")
            }
            // The first row teaches the date.
            #expect(try plainRows(bytes, FeedMapping(), expected, 0) == good - 1, "\(good) rows")
        }
    }

    /// Reads the file with plain rows kept apart, and gives their number.
    private func plainRows(
        _ bytes: [UInt8], _ mapping: FeedMapping, _ expected: FileReading, _ seed: UInt64,
        name: String = "carrier.csv"
    ) throws -> Int {
        let layout = try FeedLayout.detect(head: bytes, fileName: name, mapping: mapping)
        let parser = try FeedParser(
            layout: layout, mapping: mapping, now: testNow, fileNumber: 7, digestKey: testKey)
        var pings = PingColumns()
        let others = parser.parse(SplitChunk(bytes: bytes, firstLine: 1), plainInto: &pings)
        #expect(others.rows == expected.rows, "seed \(seed)")
        #expect(others.rejects == expected.rejects, "seed \(seed)")
        #expect(others.observations.count + pings.count == expected.observations.count, "seed \(seed)")
        var found: [String: Int] = [:]
        for row in 0..<pings.count {
            found[
                "\(pings.phone[row]) \(pings.start[row]) \(pings.lon[row]) \(pings.lat[row]) \(pings.accuracy[row])",
                default: 0] += 1
        }
        for (observation, subjects) in zip(expected.observations, expected.subjects) {
            guard let position = observation.position else { continue }
            let key =
                "\(subjects.first ?? "") \(observation.span.start) \(position.lonE7) \(position.latE7) "
                + "\(observation.accuracyCentimeters ?? noValue)"
            if let count = found[key] { found[key] = count > 1 ? count - 1 : nil }
        }
        #expect(found.isEmpty, "seed \(seed): rows that nobody wrote")
        return pings.count
    }

    /// The same kind of rows as objects, mostly written by one program, sometimes by another.
    private func objects(_ random: inout SeededGenerator) -> [UInt8] {
        let names = PingScannerTests.columns.filter { name in
            ["phone", "time", "lon", "lat"].contains(name) || Bool.random(using: &random)
        }.shuffled(using: &random)
        let (space, numbers) = (Bool.random(using: &random) ? " " : "", Bool.random(using: &random))
        let lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
        let plainNumber = /-?(0|[1-9][0-9]*)(\.[0-9]+)?/
        var text = ""
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            let isOther = Int.random(in: 0..<30, using: &random) == 0
            let members = (isOther ? names.reversed() : names).map { name in
                let value = value(name, &random)
                let isOdd = Int.random(in: 0..<60, using: &random) == 0
                let odd = ["null", "01", "-", "1.", "1e2", "{}", "[1]", "\"\\u0031\"", "true", "\"é\""]
                if isOdd { return "\"\(name)\":\(space)" + (odd.randomElement(using: &random) ?? "") }
                let isNumber = numbers && name != "time" && value.wholeMatch(of: plainNumber) != nil
                let quoted = value.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
                return "\"\(name)\":\(space)" + (isNumber ? value : "\"\(quoted)\"")
            }
            text += "{" + members.joined(separator: ",\(space)") + "}" + lineEnd
            if Int.random(in: 0..<50, using: &random) == 0 { text += "\n" }
        }
        return Array(text.utf8)
    }

    @Test func `vector instructions read objects as all the rules do`() throws {
        var plain = 0
        for seed in UInt64(0)..<3000 {
            var random = SeededGenerator(seed: seed)
            let bytes = objects(&random)
            guard let expected = try? read(bytes, as: "carrier.jsonl", scanLevel: 0) else { continue }
            #expect(try read(bytes, as: "carrier.jsonl", scanLevel: 1) == expected, "seed \(seed)")
            plain += try plainRows(bytes, FeedMapping(), expected, seed, name: "carrier.jsonl")
        }
        #expect(PingScanner.machineLevel == 0 || plain > 5_000)
    }

    @Test func `every byte can be the end of a chunk`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<6 {
            let (bytes, mapping) = file(&random)
            let expected = try read(bytes, as: "carrier.csv", mapping: mapping, scanLevel: 0)
            for size in 1...min(400, bytes.count) {
                #expect(
                    try read(bytes, as: "carrier.csv", mapping: mapping, piece: 97, chunkBytes: size) == expected,
                    "chunks of \(size)")
            }
        }
    }

    @Test func `lines are counted with the rows`() throws {
        let row = "13800138000,2020-02-01 08:00:00,118.5,28.5\n"
        let text = "phone,time,lon,lat\n" + String(repeating: row, count: 300) + "\n" + "x\n" + row
        let layout = try FeedLayout.detect(head: Array(text.utf8), fileName: "carrier.csv")
        let parser = try FeedParser(
            layout: layout, mapping: FeedMapping(), now: testNow, fileNumber: 1, digestKey: testKey)
        let chunk = parser.parse(Array(text.utf8).span, firstLine: 1)
        #expect(chunk.lines == 304)
        #expect(chunk.rejects.map(\.line) == [303])
        #expect(chunk.observations.line == Array(2...301) + [304])
    }
}

extension String {
    fileprivate func replacingColons() -> String { String(map { $0 == ":" ? "-" : $0 }) }
}
