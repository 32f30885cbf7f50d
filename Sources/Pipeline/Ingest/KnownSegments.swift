import Feeds
import Files
import Ledger
import Store
import Vocabulary

/// Which segments of the store can hold a row of a delivery, kept through one ingest.
///
/// Asking the ledger for all segments, and opening all of a day, for each delivery costs as much as has come in before:
/// with many small deliveries in one inbox the whole then grows with their square. Here every segment is read once, and
/// those that this ingest writes not at all: of a small one the marks of its rows (``RowMarks``) are kept, and only one
/// that has a mark of the delivery's is given to be looked into. Large ones always are. It gives more segments than
/// needed now and then, and never fewer: rows that say the same have the same mark.
final class KnownSegments {
    /// Rows up to which a segment or a delivery is small.
    static let smallRows = 4096
    /// Marks in memory at most (about 24 bytes each); segments beyond are taken as large.
    private static let mostMarks = 8_000_000

    private struct Day {
        var names: [String] = []
        /// The first segment that has a mark, and all further ones.
        var first: [UInt64: Int32] = [:], further: [UInt64: [Int32]] = [:]
        var large: [Int32] = []
    }
    private struct Key: Hashable {
        var feed: Feed, day: Int32
    }
    private let workspace: Workspace
    private var listed: [Feed: [Int32: [SegmentRecord]]] = [:]
    private var days: [Key: Day] = [:]
    private var kept = 0

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// Learns of a feed's segments, before its first delivery.
    func prepare(_ feed: Feed) throws {
        if listed[feed] != nil { return }
        listed[feed] = Dictionary(grouping: try workspace.ledger.read { try $0.segments(feed: feed) }, by: \.day)
    }

    /// Paths of the segments of a day that can hold a row with one of the marks; without marks all of them.
    func paths(_ feed: Feed, _ day: Int32, marks: [UInt64]?) -> [String] {
        let known = self.day(feed, day)
        var numbers = known.large
        if let marks {
            var found: Set<Int32> = []
            for mark in marks {
                guard let first = known.first[mark] else { continue }
                found.insert(first)
                found.formUnion(known.further[mark] ?? [])
            }
            numbers = (numbers + found).sorted()
        } else {
            numbers = known.names.indices.map { Int32($0) }
        }
        return numbers.map { workspace.path(.store, known.names[Int($0)]) }
    }

    /// Takes the segments of a delivery that is in the ledger now, with the marks of all its rows.
    func add(_ segments: [SegmentRecord], marks: [UInt64]?) {
        for segment in segments {
            let key = Key(feed: segment.feed, day: segment.day)
            // A day that nobody has asked for is read when somebody does.
            if days[key] == nil {
                listed[segment.feed, default: [:]][segment.day, default: []].append(segment)
            } else {
                add(segment.name, marks, to: key)
            }
        }
    }

    private func day(_ feed: Feed, _ day: Int32) -> Day {
        let key = Key(feed: feed, day: day)
        if let known = days[key] { return known }
        days[key] = Day()
        for segment in listed[feed]?[day] ?? [] {
            // One that cannot be read is given to whoever opens it, and says so there.
            let marks =
                segment.rows > Self.smallRows
                ? nil : try? RowMarks.marks(of: SegmentReader(path: workspace.path(.store, segment.name)))
            add(segment.name, marks, to: key)
        }
        listed[feed]?[day] = nil
        return days[key] ?? Day()
    }

    private func add(_ name: String, _ marks: [UInt64]?, to key: Key) {
        var known = days.removeValue(forKey: key) ?? Day()
        defer { days[key] = known }
        let number = Int32(known.names.count)
        known.names.append(name)
        guard let marks, kept + marks.count <= Self.mostMarks else {
            known.large.append(number)
            return
        }
        kept += marks.count
        for mark in marks {
            if known.first[mark] == nil {
                known.first[mark] = number
            } else {
                known.further[mark, default: []].append(number)
            }
        }
    }
}

/// What rows of one delivery can be told from others by: start, end, and the identifiers.
///
/// Two rows that say the same have the same mark, whatever delivery or code they came with.
final class RowMarks {
    private var rows: [(start: Int64, end: Int64, codes: (UInt32, UInt32, UInt32))] = []
    private var isLarge = false

    /// Takes a block of rows whose identifiers bear the codes of the delivery.
    func add(_ block: ObservationBlock) {
        if isLarge || rows.count + block.count > KnownSegments.smallRows {
            isLarge = true
            rows = []
            return
        }
        for row in 0..<block.count { rows.append((block.start[row], block.end[row], RowMarks.codes(block, row))) }
    }

    /// The marks of all rows; nil where they are too many to be kept.
    func marks(_ subjects: [Pseudonym]) -> [UInt64]? {
        isLarge ? nil : rows.map { RowMarks.mark($0.start, $0.end, $0.codes, subjects) }
    }

    /// Marks of a segment's rows.
    static func marks(of segment: SegmentReader) throws -> [UInt64] {
        var marks: [UInt64] = []
        for number in 0..<segment.blockCount {
            let block = try segment.block(number, columns: .identifiers)
            for row in 0..<block.count {
                marks.append(mark(block.start[row], block.end[row], codes(block, row), block.subjects))
            }
        }
        return marks
    }

    private static func codes(_ block: ObservationBlock, _ row: Int) -> (UInt32, UInt32, UInt32) {
        func code(_ column: [UInt32]) -> UInt32 { column.isEmpty ? 0 : column[row] }
        return (code(block.idNumber), code(block.phone), code(block.plate))
    }

    private static func mark(
        _ start: Int64, _ end: Int64, _ codes: (UInt32, UInt32, UInt32), _ subjects: [Pseudonym]
    ) -> UInt64 {
        func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
            var sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
            sum ^= sum >> 32
            return sum
        }
        var sum = mixed(UInt64(bitPattern: start), UInt64(bitPattern: end))
        for code in [codes.0, codes.1, codes.2] {
            let subject = code == 0 ? nil : subjects[Int(code) - 1]
            sum = mixed(mixed(sum, subject?.high ?? 0), subject?.low ?? 0)
        }
        return sum
    }
}
