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
        let rewriting = SegmentRewriting(
            feed: first.feed, day: first.day, batch: batch, part: part, subjects: subjects, strings: strings)
        var sources: [SegmentRewriting.Source] = []
        for reader in readers {
            sources.append(
                SegmentRewriting.Source(
                    reader, boxes: try reader.boxes,
                    subjects: codes(of: try reader.subjects, in: subjects, by: <),
                    strings: codes(of: try reader.strings, in: strings, by: PartTables.precedes)))
        }
        return try rewriting.write(sources, to: folder)
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

    /// By code of a sorted table, 0 first, the codes in one that holds it.
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
