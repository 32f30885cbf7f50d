import Files
import Vocabulary

/// The rows of a day as encoded blocks with tables of their own.
struct DayEncoding {
    let subjects: [Pseudonym], strings: [String]
    let blocks: [EncodedBlock]
    /// Rows by number of the input file.
    private(set) var accepted: [UInt32: Int] = [:]

    /// Blocks encoded by one thread at a time.
    private static let run = 16

    init(_ day: DayRows, tables: PartTables, uniform: RowColumns.Uniform) {
        let subjectTable = DayTable(.subjects, of: day, order: tables.subjectOrder)
        let stringTable = DayTable(.strings, of: day, order: tables.stringOrder)
        subjects = subjectTable.entries.map { tables.subjects[Int($0) - 1] }
        strings = stringTable.entries.map { tables.strings[Int($0) - 1] }
        let size = DayEncoding.run * SegmentFormat.blockRows
        let runs = stride(from: 0, to: day.rows.count, by: size).map { $0..<min(day.rows.count, $0 + size) }
        let encoded = parallelMap(runs) { run in
            var accepted: [UInt32: Int] = [:]
            var encoder = BlockEncoder(subjects: subjectTable.entries.count)
            let blocks = stride(from: run.lowerBound, to: run.upperBound, by: SegmentFormat.blockRows).map { first in
                let numbers = Array(day.rows[first..<min(run.upperBound, first + SegmentFormat.blockRows)])
                let rows = day.order.rows.block(
                    numbers, uniform: uniform, subjects: subjectTable.codes, strings: stringTable.codes)
                DayEncoding.count(rows, into: &accepted)
                return encoder.encode(rows)
            }
            return (blocks: blocks, accepted: accepted)
        }
        blocks = encoded.flatMap(\.blocks)
        for run in encoded { accepted.merge(run.accepted) { $0 + $1 } }
    }

    private static func count(_ block: RowColumns, into accepted: inout [UInt32: Int]) {
        let files = block.small[Column.file.rawValue]
        if files.isEmpty { return accepted[Column.file.noneBits, default: 0] += block.count }
        var from = 0
        while from < files.count {
            let to = files[from...].firstIndex { $0 != files[from] } ?? files.count
            accepted[files[from], default: 0] += to - from
            from = to
        }
    }
}
