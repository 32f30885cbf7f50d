import TestSupport
import Vocabulary

/// Random observations of a feed over few values, so that equal keys, places and repeats occur.
func drawn(_ count: Int, feed: Feed, seed: UInt64, days: Int64 = 2) -> [Observation] {
    var generator = SeededGenerator(seed: seed)
    func chance() -> Bool { Bool.random(using: &generator) }
    func text(_ words: [String]) -> String? { chance() ? words.randomElement(using: &generator) : nil }
    func subject(_ kind: SubjectKind) -> Pseudonym? {
        guard chance() else { return nil }
        return Pseudonym(
            kind: kind, high: UInt64.random(in: 0..<60, using: &generator) &* 0x9E37_79B9_7F4A_7C15, low: 4)
    }
    return (0..<count).map { index in
        let start = 1_580_486_400 + Int64.random(in: 0..<86_400 * days, using: &generator)
        let length = chance() ? 0 : Int64.random(in: 0..<200_000, using: &generator)
        var row = Observation(feed: feed, span: TimeSpan(start, start + length))
        row.phone = subject(.phone)
        row.idNumber = subject(.idNumber)
        row.plate = subject(.plate)
        if chance() {
            row.position = Position(
                lonE7: Int32.random(in: -1_800_000_000...1_800_000_000, using: &generator),
                latE7: Int32.random(in: 300_000_000...300_100_000, using: &generator))
        }
        if chance() { row.accuracyCentimeters = Int32.random(in: 0...500_000, using: &generator) }
        row.place = text(["p1", "p2", "站台", ""])
        row.room = text(["101", "102"])
        row.kind = text(["shop", "market"])
        row.service = text(["G1", "D22"])
        row.seat = text(["1A", "2F"])
        row.fromPlace = text(["p1", "p9"])
        if chance() { row.serviceDate = Int32.random(in: 18_000...18_300, using: &generator) }
        if chance() { row.temperatureHundredths = Int32.random(in: -100...4200, using: &generator) }
        row.traits = Traits(bits: UInt32.random(in: 0..<0x4000, using: &generator))
        row.source = RowSource(
            file: UInt32.random(in: 1...3, using: &generator), line: UInt32(index + 2), digest: generator.next())
        return row
    }
}

/// Blocks of the rows, each with tables of its own.
func blocks(_ rows: [Observation], feed: Feed, size: Int) -> [ObservationBlock] {
    stride(from: 0, to: rows.count, by: size).map { first in
        var block = ObservationBlock(feed: feed)
        for row in rows[first..<min(rows.count, first + size)] { block.append(row) }
        return block
    }
}

/// What was observed, without where the row stood.
func content(_ row: Observation) -> Observation {
    var copy = row
    copy.source = RowSource(file: 0, line: 0, digest: 0)
    return copy
}
