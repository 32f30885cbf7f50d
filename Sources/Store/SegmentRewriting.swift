import Files
import Vocabulary

/// Writes the rows of segments anew as one segment: their order is that of a segment written at once, byte for byte.
struct SegmentRewriting {
    let feed: Feed, day: Int32, batch: Int, part: Int
    /// The new segment's tables, sorted.
    let subjects: [Pseudonym], strings: [String]

    /// A segment whose rows are taken over.
    struct Source {
        let reader: SegmentReader
        let boxes: [BlockBox]
        /// By its own code, 0 first: the code in the new tables.
        let subjects: [UInt32], strings: [UInt32]
        /// What a row's digest becomes.
        let digest: (UInt64) -> UInt64

        init(
            _ reader: SegmentReader, boxes: [BlockBox], subjects: [UInt32], strings: [UInt32],
            digest: @escaping (UInt64) -> UInt64 = { $0 }
        ) {
            self.reader = reader
            self.boxes = boxes
            self.subjects = subjects
            self.strings = strings
            self.digest = digest
        }

        /// Hours that blocks reach into.
        var hours: [Int64] { boxes.flatMap { floorHour($0.minStart)...floorHour($0.maxStart) } }

        /// Appends the rows of an hour in the codes of the new tables.
        func append(hour: Int64, to rows: inout RowColumns) throws(StoreError) {
            for (number, box) in boxes.enumerated()
            where floorHour(box.minStart) <= hour && floorHour(box.maxStart) >= hour {
                var block = try reader.columns(number)
                for column in Column.small {
                    guard let dictionary = column.dictionary else { continue }
                    let codes = dictionary == .subjects ? subjects : strings
                    for row in block.small[column.rawValue].indices {
                        block.small[column.rawValue][row] = codes[Int(block.small[column.rawValue][row])]
                    }
                }
                for row in block.digest.indices { block.digest[row] = digest(block.digest[row]) }
                let chosen = block.gathered(
                    (0..<UInt32(block.count)).filter { floorHour(block.start[Int($0)]) == hour })
                rows.append(chosen, rows: 0..<chosen.count)
            }
        }
    }

    /// Writes the segment into a folder; the file appears when it is whole.
    func write(_ sources: [Source], to folder: String) throws(StoreError) -> SegmentInfo {
        var blocks = BlockCutter(subjects: subjects.count)
        for hour in Set(sources.flatMap(\.hours)).sorted() {
            var rows = RowColumns()
            for source in sources { try source.append(hour: hour, to: &rows) }
            blocks.append(sorted(rows))
        }
        let encoder = SegmentEncoder(
            feed: feed, day: day, batch: batch, part: part, subjects: subjects, strings: strings)
        let (words, info) = encoder.encode(blocks.finish())
        do throws(FileError) {
            try AtomicFile.write(words, to: "\(folder)/\(info.fileName)")
        } catch { throw .file(error) }
        return info
    }

    /// Rows of one hour in the order of a segment.
    private func sorted(_ rows: RowColumns) -> RowColumns {
        // Codes of sorted tables are their own ranks.
        let order = RowOrder(
            rows, subjectRanks: (0...UInt32(subjects.count)).map(\.self),
            stringRanks: (0...UInt32(strings.count)).map(\.self))
        let keys = order.keys(of: rows, 0..<rows.count)
        let sort = HourSort(keys: keys, rows: (0..<UInt32(rows.count)).map(\.self), order: order)
        return rows.gathered(sort.rows)
    }
}

/// Cuts sorted rows into full blocks, across the hours.
private struct BlockCutter {
    private var rest = RowColumns()
    private var blocks: [EncodedBlock] = []
    private var encoder: BlockEncoder

    init(subjects: Int) { encoder = BlockEncoder(subjects: subjects) }

    mutating func append(_ rows: RowColumns) {
        var first = 0
        while first < rows.count {
            let last = min(rows.count, first + SegmentFormat.blockRows - rest.count)
            rest.append(rows, rows: first..<last)
            first = last
            if rest.count == SegmentFormat.blockRows { cut() }
        }
    }

    private mutating func cut() {
        blocks.append(encoder.encode(rest))
        rest = RowColumns()
    }

    /// All blocks, the last of them with what is left.
    mutating func finish() -> [EncodedBlock] {
        if rest.count > 0 { cut() }
        return blocks
    }
}
