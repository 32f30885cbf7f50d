import Feeds
import Vocabulary

/// 2020-02-10 12:00 in China.
let testNow: Int64 = 1_581_307_200
let testKey: (UInt64, UInt64) = (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)

/// Everything a file came to, its chunks put together in order.
struct FileReading: Equatable {
    var observations: [Observation] = []
    /// Identifier texts of each observation.
    var subjects: [[String]] = []
    var registry: [RegistryRow] = []
    var rejects: [RejectedRow] = []
    var rows = 0
    var notes: [FeedNote: Int] = [:]

    mutating func append(_ chunk: ParsedChunk) {
        var block = chunk.observations
        let identifiers = Array(chunk.identifiers)
        block.subjects = identifiers.enumerated().map { Pseudonym(kind: $1.kind, high: 0, low: UInt64($0) << 2) }
        for row in 0..<block.count {
            var texts: [String] = []
            for column in [block.idNumber, block.phone, block.plate] where !column.isEmpty && column[row] != 0 {
                texts.append(identifiers[Int(column[row]) - 1].text)
            }
            subjects.append(texts)
            var observation = block[row]
            observation.idNumber = nil
            observation.phone = nil
            observation.plate = nil
            observations.append(observation)
        }
        registry += chunk.registry
        rejects += chunk.rejects
        rows += chunk.rows
        notes.merge(chunk.notes, uniquingKeysWith: +)
    }

    var addsUp: Bool { rows == observations.count + registry.count + rejects.count }
    var reasons: [RejectReason] { rejects.map(\.reason) }
}

/// Reads a whole file, pushed in pieces of some size and cut into chunks of about another.
func read(
    _ bytes: [UInt8], as fileName: String, mapping: FeedMapping = FeedMapping(), piece: Int = .max,
    chunkBytes: Int = 256 << 10, rowLimit: Int = RecordSplitter.defaultRowLimit, now: Int64 = testNow,
    scanLevel: Int32 = 2
) throws -> FileReading {
    let layout = try FeedLayout.detect(head: bytes, fileName: fileName, mapping: mapping)
    let parser = try FeedParser(
        layout: layout, mapping: mapping, now: now, fileNumber: 7, digestKey: testKey, rowLimit: rowLimit,
        scanLevel: scanLevel)
    var splitter = RecordSplitter(layout: layout, chunkBytes: chunkBytes, rowLimit: rowLimit)
    var reading = FileReading()
    var position = 0
    while position < bytes.count {
        let end = piece >= bytes.count - position ? bytes.count : position + piece
        for chunk in splitter.push(Array(bytes[position..<end])) { reading.append(parser.parse(chunk)) }
        position = end
    }
    for chunk in splitter.finish() { reading.append(parser.parse(chunk)) }
    return reading
}

/// Reads a text.
func read(
    _ text: String, as fileName: String, mapping: FeedMapping = FeedMapping(), now: Int64 = testNow
) throws -> FileReading {
    try read(Array(text.utf8), as: fileName, mapping: mapping, now: now)
}
