// Contract of the unsafe code here: LZ4 is given arrays with their own counts for the call only.
import CLZ4
import Files
import Vocabulary

/// What is read of a segment on opening: identity, dictionaries, and the blocks' entries.
struct SegmentIndex {
    let info: SegmentInfo
    let subjects: [Pseudonym], strings: [String]
    /// ``SegmentFormat/blockWords`` words per block.
    let entries: [[UInt64]]

    /// Reads and checks all that is no block.
    init(_ file: borrowing MappedFile, path: String) throws(StoreError) {
        func damaged(_ part: String) -> StoreError { .damaged(path: path, column: part, block: nil) }
        let total = file.count / 8
        let fixed = SegmentFormat.headerWords + SegmentFormat.trailerWords + SegmentFormat.footerWords
        guard file.count >= 16 else { throw .notASegment(path: path) }
        let head = file.words(at: 0, count: 2)
        guard head[0] == SegmentFormat.magic else { throw .notASegment(path: path) }
        let version = UInt32(truncatingIfNeeded: head[1])
        // A flipped bit in the version cannot be told from a newer program's file before the layout is known.
        guard version == SegmentFormat.version else { throw .version(path: path, found: version) }
        guard file.count % 8 == 0, total >= fixed else { throw .notASegment(path: path) }
        let trailer = file.words(at: (total - SegmentFormat.trailerWords) * 8, count: SegmentFormat.trailerWords)
        let footerWords = Int(trailer[1] & 0xffff_ffff) / 8
        let footerAt = total - SegmentFormat.trailerWords - footerWords
        guard trailer[2] == SegmentFormat.endMagic, footerAt >= SegmentFormat.headerWords,
            trailer[1] & 7 == 0, trailer[0] == UInt64(footerAt * 8)
        else { throw .notASegment(path: path) }
        let footer = file.words(at: footerAt * 8, count: footerWords)
        let footerSum = UInt32(trailer[1] >> 32)
        guard footerWords >= SegmentFormat.footerWords, checksum(of: footer[...]) == footerSum else {
            throw damaged("the footer")
        }
        let header = file.words(at: 0, count: SegmentFormat.headerWords)
        guard UInt64(checksum(of: header[...])) == footer[0],
            let feed = Feed(number: UInt8(truncatingIfNeeded: header[1] >> 32))
        else { throw damaged("the header") }
        let layout = Layout(footer: footer, footerAt: footerAt)
        guard let layout else { throw damaged("the footer") }
        let subjectWords = file.words(at: layout.subjectsAt * 8, count: layout.subjects * 2)
        guard UInt64(checksum(of: subjectWords[...])) == footer[6] else { throw damaged("the subjects") }
        subjects = stride(from: 0, to: subjectWords.count, by: 2).map {
            Pseudonym(high: subjectWords[$0], low: subjectWords[$0 + 1])
        }
        let stringWords = file.words(at: layout.stringsAt * 8, count: footerAt - layout.stringsAt)
        guard UInt64(checksum(of: stringWords[...])) == footer[10],
            let strings = SegmentIndex.strings(
                stringWords, count: layout.strings, raw: layout.raw, stored: layout.stored)
        else { throw damaged("the strings") }
        self.strings = strings
        entries = layout.entries
        info = SegmentIndex.info(
            path: path, feed: feed, day: Int32(truncatingIfNeeded: header[2]), footer: footer, entries: entries,
            bytes: file.count, sum: footerSum)
    }

    /// The footer's numbers, made plausible.
    private struct Layout {
        var entries: [[UInt64]] = []
        var subjectsAt: Int, subjects: Int, stringsAt: Int, strings: Int, raw: Int, stored: Int

        init?(footer: [UInt64], footerAt: Int) {
            let numbers = footer[..<SegmentFormat.footerWords].compactMap { Int(exactly: $0) }
            guard numbers.count == SegmentFormat.footerWords, numbers.allSatisfy({ $0 < 1 << 48 }) else { return nil }
            (subjects, strings, raw, stored) = (numbers[5], numbers[7], numbers[8], numbers[9])
            guard footer.count == SegmentFormat.footerWords + numbers[4] * SegmentFormat.blockWords,
                raw < 1 << 31, stored <= raw
            else { return nil }
            var next = SegmentFormat.headerWords
            var rows = 0
            for first in stride(from: SegmentFormat.footerWords, to: footer.count, by: SegmentFormat.blockWords) {
                let entry = Array(footer[first..<first + SegmentFormat.blockWords])
                let words = Int(entry[1] & 0xffff_ffff)
                let blockRows = Int(entry[2] & 0xffff_ffff)
                guard entry[0] == UInt64(next * 8), next + words <= footerAt,
                    (1...SegmentFormat.blockRows).contains(blockRows)
                else { return nil }
                next += words
                rows += blockRows
                entries.append(entry)
            }
            subjectsAt = next
            stringsAt = next + subjects * 2
            guard rows == numbers[3], stringsAt + (stored + 7) / 8 == footerAt else { return nil }
        }
    }

    private static func info(
        path: String, feed: Feed, day: Int32, footer: [UInt64], entries: [[UInt64]], bytes: Int, sum: UInt32
    ) -> SegmentInfo {
        let boxes = entries.map { BlockBox(words: $0[2...]) }
        let whole = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
        let batch = Int(footer[1])
        let part = Int(footer[2])
        return SegmentInfo(
            fileName: SegmentInfo.fileName(feed: feed, day: day, batch: batch, part: part), feed: feed, day: day,
            batch: batch, part: part, rows: Int(footer[3]), bytes: bytes, firstStart: whole?.minStart ?? .max,
            lastEnd: whole?.maxEnd ?? .min, minLon: whole?.minLon ?? noValue, maxLon: whole?.maxLon ?? noValue,
            minLat: whole?.minLat ?? noValue, maxLat: whole?.maxLat ?? noValue, checksum: sum)
    }

    /// Reads the string table; nil where it does not hold together.
    private static func strings(_ words: [UInt64], count: Int, raw: Int, stored: Int) -> [String]? {
        var table = Array(bytes(of: words[...])[..<stored])
        if stored < raw {
            var opened = [CChar](repeating: 0, count: raw)
            let packed = table.map { CChar(bitPattern: $0) }
            guard unsafe LZ4_decompress_safe(packed, &opened, Int32(stored), Int32(raw)) == Int32(raw) else {
                return nil
            }
            table = opened.map { UInt8(bitPattern: $0) }
        }
        var strings: [String] = []
        var next = 0
        while next < table.count {
            var length = 0
            var shift = 0
            while next < table.count, table[next] & 128 != 0, shift < 28 {
                length |= Int(table[next] & 127) << shift
                shift += 7
                next += 1
            }
            guard next < table.count else { return nil }
            length |= Int(table[next]) << shift
            next += 1
            guard next + length <= table.count else { return nil }
            strings.append(String(decoding: table[next..<next + length], as: UTF8.self))
            next += length
        }
        return strings.count == count ? strings : nil
    }
}
