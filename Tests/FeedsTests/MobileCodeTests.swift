import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import Feeds

/// Codes of mobile numbers, and rows whose numbers are left for them.
@Suite struct MobileCodeTests {
    /// The numbers that got a code, by code less 1.
    private final class Given: Sendable {
        private let numbers = Mutex<[UInt64]>([])

        var all: [UInt64] { numbers.withLock(\.self) }

        func add(_ number: UInt64) -> UInt32 {
            numbers.withLock { numbers in
                numbers.append(number)
                return UInt32(numbers.count)
            }
        }
    }

    @Test func `threads that meet give each number one code`() async {
        let codes = MobileCodes()
        let given = Given()
        // Enough for the table to grow several times while others look numbers up.
        let found = await withTaskGroup(of: [UInt64: UInt32].self) { group in
            for thread in 0..<4 {
                group.addTask {
                    var generator = SeededGenerator(seed: UInt64(thread))
                    var seen: [UInt64: UInt32] = [:]
                    for _ in 0..<50 {
                        let numbers = (0..<1000).map { _ -> UInt64 in
                            Int.random(in: 0..<10, using: &generator) == 0
                                ? 0 : 13_000_000_000 + UInt64.random(in: 0..<40_000, using: &generator) * 99_991
                        }
                        let own = codes.codes(of: numbers) { given.add($0) }
                        for (number, code) in zip(numbers, own) {
                            #expect((number == 0) == (code == 0))
                            #expect(seen[number] == nil || seen[number] == code)
                            seen[number] = code
                        }
                    }
                    return seen
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let numbers = given.all
        #expect(Set(numbers).count == numbers.count && numbers.count > 20_000)
        for seen in found {
            for (number, code) in seen where number != 0 { #expect(numbers[Int(code) - 1] == number) }
        }
    }

    @Test(arguments: [0, 1, 2] as [Int32]) func `numbers left apart are those of the codes`(level: Int32) throws {
        var generator = SeededGenerator(seed: 6)
        var text = "phone,time,lon,lat,cell,accuracy_m\n"
        for row in 0..<500 {
            // Landlines, places, and phones in another form are read by all the rules.
            let phone =
                ["1380013\(1000 + row % 40)", "+86 1380013\(1000 + row % 40)", "0571800\(1000 + row % 30)", "x"]
                .randomElement(using: &generator) ?? ""
            let place = Bool.random(using: &generator) ? "118.5,28.5," : ",,A\(row % 3)"
            text += "\(phone),2020-02-01 08:00:00,\(place),20\n"
        }
        let bytes = Array(text.utf8)
        let mapping = FeedMapping(source: "test", zone: .china)
        let layout = try FeedLayout.detect(head: bytes, fileName: "carrier.csv", mapping: mapping)
        let parser = try FeedParser(
            layout: layout, mapping: mapping, now: 1_600_000_000, fileNumber: 1, digestKey: (1, 2), scanLevel: level)
        let chunk = SplitChunk(bytes: bytes, firstLine: 1)
        let (whole, apart) = (parser.parse(chunk), parser.parse(chunk, numbersApart: true))
        func phones(_ chunk: ParsedChunk) -> [String] {
            (0..<chunk.observations.count).map { row in
                let code = chunk.observations.phone.isEmpty ? 0 : chunk.observations.phone[row]
                if code != 0 { return chunk.identifiers[Int(code) - 1].text }
                return chunk.mobiles.isEmpty ? "none" : String(chunk.mobiles[row])
            }
        }
        #expect(phones(whole) == phones(apart) && whole.mobiles.isEmpty)
        #expect(whole.observations.place == apart.observations.place)
        #expect(whole.observations.traits == apart.observations.traits)
        #expect(whole.observations.digest == apart.observations.digest && whole.rows == 500)
        #expect(apart.mobiles.isEmpty == (level == 0 || PingScanner.machineLevel == 0))
    }
}
