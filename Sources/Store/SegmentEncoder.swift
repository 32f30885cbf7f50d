import Vocabulary

/// Puts encoded blocks and tables together to a segment; see ``SegmentFormat``.
struct SegmentEncoder {
    let feed: Feed, day: Int32, batch: Int, part: Int
    let subjects: [Pseudonym]
    let strings: [String]

    /// The file's words in pieces, one behind the other, and what the ledger keeps of it.
    func encode(_ blocks: [EncodedBlock]) -> (words: [[UInt64]], info: SegmentInfo) {
        let header = [
            SegmentFormat.magic, UInt64(SegmentFormat.version) | UInt64(feed.number) << 32,
            UInt64(bitPattern: Int64(day)),
        ]
        let box = blocks.reduce(BlockBox.none) { $0.union($1.box) }
        var numbers: [SegmentFormat.Footer: Int] = [
            .headerSum: Int(BlockSum.of(header[...])), .batch: batch, .part: part, .rows: box.rows,
            .blocks: blocks.count, .subjects: subjects.count, .strings: strings.count,
        ]
        let sourcesAt = blocks.reduce(header.count) { $0 + $1.observed.count }
        numbers[.sourcesAt] = sourcesAt
        var entries: [[UInt64]] = []
        entries.reserveCapacity(blocks.count)
        var (observedAt, sourceAt) = (header.count, sourcesAt)
        for block in blocks {
            entries.append(
                [
                    UInt64(observedAt), UInt64(block.observed.count) | UInt64(block.observedSum) << 32,
                    UInt64(sourceAt), UInt64(block.source.count) | UInt64(block.sourceSum) << 32,
                ] + block.box.words)
            observedAt += block.observed.count
            sourceAt += block.source.count
        }
        let units = [header] + blocks.map(\.observed) + blocks.map(\.source)
        // What follows the units begins there.
        let start = sourceAt
        var words: [UInt64] = []
        words.reserveCapacity(3 * subjects.count + 2 * SegmentFormat.entryWords * blocks.count + 1000)
        numbers[.subjectsAt] = start
        for subject in subjects {
            words.append(subject.high)
            words.append(subject.low)
        }
        numbers[.peopleAt] = start + words.count
        let pages = pages(of: blocks, into: &words, from: start)
        let stringsAt = words.count
        numbers[.stringsAt] = start + stringsAt
        let (stored, raw) = StringTable.stored(strings)
        for first in stride(from: 0, to: stored.count, by: 8) {
            words.append(stored[first..<min(stored.count, first + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
        numbers[.stringBytes] = raw
        numbers[.storedStringBytes] = stored.count
        numbers[.stringsSum] = Int(BlockSum.of(words[stringsAt...]))
        numbers[.boxesAt] = start + words.count
        for entry in entries { words += entry }
        let footerAt = words.count
        words += SegmentFormat.Footer.allCases.map { UInt64(numbers[$0] ?? 0) }
        for first in stride(from: 0, to: blocks.count, by: SegmentFormat.groupBlocks) {
            let group = first..<min(blocks.count, first + SegmentFormat.groupBlocks)
            let box = blocks[group].reduce(BlockBox.none) { $0.union($1.box) }
            words.append(UInt64(BlockSum.of(entries[group].flatMap(\.self)[...])))
            words += box.words
        }
        words += pages
        let footerSum = BlockSum.of(words[footerAt...])
        words += [
            UInt64((start + footerAt) * 8), UInt64((words.count - footerAt) * 8) | UInt64(footerSum) << 32,
            SegmentFormat.endMagic,
        ]
        let info = SegmentInfo(
            fileName: SegmentInfo.fileName(feed: feed, day: day, batch: batch, part: part), feed: feed, day: day,
            batch: batch, part: part, rows: box.rows, bytes: (start + words.count) * 8, firstStart: box.minStart,
            lastEnd: box.maxEnd, minLon: box.minLon, maxLon: box.maxLon, minLat: box.minLat, maxLat: box.maxLat,
            checksum: footerSum)
        return (units + [words], info)
    }

    /// Appends the pages of the person index, and gives the footer's words on the subjects' pages; `words` begins at
    /// the word `start`.
    private func pages(of blocks: [EncodedBlock], into words: inout [UInt64], from start: Int) -> [UInt64] {
        var entries: [UInt64] = []
        let index = PersonIndex(blocks: blocks.map(\.subjects), subjects: subjects.count)
        for (number, page) in index.pages.enumerated() {
            let first = number * SegmentFormat.pageSubjects
            let own = subjects[first..<min(subjects.count, first + SegmentFormat.pageSubjects)]
            let ownSum = BlockSum.of(own.flatMap { [$0.high, $0.low] }[...])
            entries += [
                subjects[first].high, subjects[first].low,
                UInt64(ownSum) | UInt64(BlockSum.of(page[...])) << 32, UInt64(start + words.count),
            ]
            words += page
        }
        return entries
    }
}
