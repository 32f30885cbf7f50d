import Files
import Vocabulary

/// Puts segments of one feed and day together, so that a day of many deliveries or parts is read like one.
///
/// The rows and their order are those of a segment written at once, byte for byte; nothing that is asked of the store
/// changes. The caller lists the new segment instead of the old ones in one transaction of the ledger, then removes
/// them.
public enum Compaction {
    /// Segments worth putting together: runs of at least two of one feed and day, in the order of batch and part.
    ///
    /// - Parameter rowLimit: No run has more rows (16 million pings take about 1 GB of memory while they are merged).
    public static func runs(of segments: [SegmentInfo], rowLimit: Int = 16_000_000) -> [[SegmentInfo]] {
        let sorted = segments.sorted {
            ($0.feed.number, $0.day, $0.batch, $0.part) < ($1.feed.number, $1.day, $1.batch, $1.part)
        }
        var runs: [[SegmentInfo]] = []
        var rows = 0
        for segment in sorted {
            if let last = runs.last?.last, last.feed == segment.feed, last.day == segment.day,
                rows + segment.rows <= rowLimit
            {
                runs[runs.count - 1].append(segment)
            } else {
                runs.append([segment])
                rows = 0
            }
            rows += segment.rows
        }
        return runs.filter { $0.count > 1 }
    }

    /// Writes one segment with the rows of several of one feed and day.
    ///
    /// - Parameters:
    ///   - names: Files in `folder`; at least one.
    ///   - batch, part: What the new segment is called by; together not those of any live segment of the feed and day.
    public static func merge(
        _ names: [String], in folder: String, batch: Int, part: Int
    ) throws(StoreError) -> SegmentInfo {
        var readers: [SegmentReader] = []
        for name in names { readers.append(try SegmentReader(path: "\(folder)/\(name)")) }
        guard let first = readers.first?.info else { preconditionFailure("there is something to put together") }
        precondition(readers.allSatisfy { $0.info.feed == first.feed && $0.info.day == first.day }, "one feed and day")
        var subjects: [Pseudonym] = []
        var strings: [String] = []
        for reader in readers {
            subjects = merged(subjects, try reader.subjects, by: <)
            strings = merged(strings, try reader.strings, by: PartTables.precedes)
        }
        var sources: [Source] = []
        for reader in readers { sources.append(try Source(reader, subjects: subjects, strings: strings)) }
        var blocks = BlockCutter(subjects: subjects.count)
        let hours = Set(sources.flatMap(\.hours)).sorted()
        for hour in hours {
            var rows = RowColumns()
            for source in sources { try source.append(hour: hour, to: &rows) }
            blocks.append(sorted(rows, subjects: subjects.count, strings: strings.count))
        }
        let encoder = SegmentEncoder(
            feed: first.feed, day: first.day, batch: batch, part: part, subjects: subjects, strings: strings)
        let (words, info) = encoder.encode(blocks.finish())
        do throws(FileError) {
            try AtomicFile.write(words, to: "\(folder)/\(info.fileName)")
        } catch { throw .file(error) }
        return info
    }

    /// Rows of one hour in the order of a segment.
    private static func sorted(_ rows: RowColumns, subjects: Int, strings: Int) -> RowColumns {
        // Codes of sorted tables are their own ranks.
        let order = RowOrder(
            rows, subjectRanks: (0...UInt32(subjects)).map(\.self), stringRanks: (0...UInt32(strings)).map(\.self))
        let keys = order.keys(of: rows, 0..<rows.count)
        let sort = HourSort(keys: keys, rows: (0..<UInt32(rows.count)).map(\.self), order: order)
        return rows.gathered(sort.rows)
    }

    /// Two sorted tables as one.
    private static func merged<Value>(
        _ left: [Value], _ right: [Value], by precedes: (Value, Value) -> Bool
    ) -> [Value] {
        var result: [Value] = []
        result.reserveCapacity(left.count + right.count)
        var next = 0
        for value in right {
            while next < left.count, precedes(left[next], value) {
                result.append(left[next])
                next += 1
            }
            if next < left.count, !precedes(value, left[next]) { next += 1 }
            result.append(value)
        }
        result += left[next...]
        return result
    }
}

/// A segment that is put together with others.
private struct Source {
    private let reader: SegmentReader
    private let boxes: [BlockBox]
    /// By its own code, 0 first: the code in the common table.
    private let subjects: [UInt32], strings: [UInt32]

    init(_ reader: SegmentReader, subjects: [Pseudonym], strings: [String]) throws(StoreError) {
        self.reader = reader
        boxes = try reader.boxes
        self.subjects = Source.codes(of: try reader.subjects, in: subjects, by: <)
        self.strings = Source.codes(of: try reader.strings, in: strings, by: PartTables.precedes)
    }

    /// Hours that blocks reach into.
    var hours: [Int64] { boxes.flatMap { floorHour($0.minStart)...floorHour($0.maxStart) } }

    /// Appends the rows of an hour in the codes of the common tables.
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
            let chosen = block.gathered((0..<UInt32(block.count)).filter { floorHour(block.start[Int($0)]) == hour })
            rows.append(chosen, rows: 0..<chosen.count)
        }
    }

    private static func codes<Value>(
        of values: [Value], in table: [Value], by precedes: (Value, Value) -> Bool
    ) -> [UInt32] {
        var codes: [UInt32] = [0]
        codes.reserveCapacity(values.count + 1)
        var next = 0
        for value in values {
            while precedes(table[next], value) { next += 1 }
            codes.append(UInt32(next + 1))
        }
        return codes
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
