import Feeds
import Vocabulary

/// Rows of every feed: read at once, in pieces, and without vector instructions, they must come to the same.
enum FeedFuzz {
    private static let now: Int64 = 1_581_307_200

    /// The first byte says the feed; the second how the bytes come in.
    static func csv(_ bytes: [UInt8]) { compare(bytes, ending: "csv") }
    static func jsonl(_ bytes: [UInt8]) { compare(bytes, ending: "jsonl") }

    private static func compare(_ bytes: [UInt8], ending: String) {
        guard bytes.count > 2 else { return }
        let feed = Feed.allCases[Int(bytes[0]) % Feed.allCases.count]
        let text = Array(bytes.dropFirst(2))
        let name = "\(feed.rawValue)_1.\(ending)"
        guard let whole = read(text, name, piece: .max, chunk: 1 << 20, scanLevel: 2) else { return }
        FuzzTarget.require(whole.rows == whole.taken, "rows do not add up: \(whole.rows) of \(whole.taken)")
        let pieces = read(text, name, piece: 1 + Int(bytes[1]), chunk: 1 + Int(bytes[1]) / 2, scanLevel: 2)
        FuzzTarget.require(pieces == whole, "pieces of \(1 + Int(bytes[1])) bytes give another reading")
        let slow = read(text, name, piece: .max, chunk: 1 << 20, scanLevel: 0)
        FuzzTarget.require(slow == whole, "the scanner gives another reading")
    }

    private struct Reading: Equatable {
        var rows = 0, taken = 0
        var observations: [Observation] = []
        var identifiers: [[String]] = []
        var registry: [RegistryRow] = []
        var rejects: [RejectedRow] = []
    }

    private static func read(
        _ text: [UInt8], _ name: String, piece: Int, chunk: Int, scanLevel: Int32
    ) -> Reading? {
        guard let layout = try? FeedLayout.detect(head: text, fileName: name, mapping: FeedMapping()),
            let parser = try? FeedParser(
                layout: layout, mapping: FeedMapping(), now: now, fileNumber: 7, digestKey: (1, 2), rowLimit: 4096,
                scanLevel: scanLevel)
        else { return nil }
        var splitter = RecordSplitter(layout: layout, chunkBytes: chunk, rowLimit: 4096)
        var reading = Reading()
        func take(_ chunks: [SplitChunk]) {
            for chunk in chunks {
                let parsed = parser.parse(chunk)
                var block = parsed.observations
                let texts = parsed.identifiers.map(\.text)
                block.subjects = parsed.identifiers.enumerated().map {
                    Pseudonym(kind: $1.kind, high: 0, low: UInt64($0) << 2)
                }
                for row in 0..<block.count {
                    var observation = block[row]
                    reading.identifiers.append(
                        [block.idNumber, block.phone, block.plate].filter { !$0.isEmpty && $0[row] != 0 }
                            .map { texts[Int($0[row]) - 1] })
                    observation.idNumber = nil
                    observation.phone = nil
                    observation.plate = nil
                    reading.observations.append(observation)
                }
                reading.registry += parsed.registry
                reading.rejects += parsed.rejects
                reading.rows += parsed.rows
            }
        }
        var position = 0
        while position < text.count {
            let end = piece >= text.count - position ? text.count : position + piece
            take(splitter.push(Array(text[position..<end])))
            position = end
        }
        take(splitter.finish())
        reading.taken = reading.observations.count + reading.registry.count + reading.rejects.count
        return reading
    }
}
