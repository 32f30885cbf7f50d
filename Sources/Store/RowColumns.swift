import Vocabulary

/// Rows of one feed in columns with codes into tables kept elsewhere; a 32-bit column is empty while no row has it.
struct RowColumns: Sendable {
    var count = 0
    var start: [Int64] = [], end: [Int64] = []
    var digest: [UInt64] = []
    /// By ``Column``'s raw value; those of 64 bits stay empty here.
    var small: [[UInt32]] = Array(repeating: [], count: Column.allCases.count)

    /// Raw bits of a 32-bit column at a row.
    func bits(_ column: Column, _ row: Int) -> UInt32 {
        small[column.rawValue].isEmpty ? column.noneBits : small[column.rawValue][row]
    }

    /// Appends a run of rows of columns whose codes are already those of this table.
    mutating func append(_ other: RowColumns, rows: Range<Int>) {
        start += other.start[rows]
        end += other.end[rows]
        digest += other.digest[rows]
        for column in Column.small {
            let source = other.small[column.rawValue]
            appendSmall(column, rows: rows.count, isEmpty: source.isEmpty) { $0 += source[rows] }
        }
        count += rows.count
    }

    /// Appends to one column by `fill`, or nothing but absent values where the new rows have none.
    private mutating func appendSmall(_ column: Column, rows: Int, isEmpty: Bool, fill: (inout [UInt32]) -> Void) {
        let none = column.noneBits
        if small[column.rawValue].isEmpty {
            if isEmpty { return }
            small[column.rawValue].reserveCapacity(start.capacity)
            small[column.rawValue].append(contentsOf: repeatElement(none, count: count))
        }
        if isEmpty {
            small[column.rawValue].append(contentsOf: repeatElement(none, count: rows))
        } else {
            fill(&small[column.rawValue])
        }
    }

    /// Appends values of new rows to one column, before ``close(rows:)``.
    mutating func append(_ bits: [UInt32], to column: Column) {
        let missing = count - small[column.rawValue].count
        if missing > 0 { small[column.rawValue] += repeatElement(column.noneBits, count: missing) }
        small[column.rawValue] += bits
    }

    /// Counts new rows, whose start and end are there, and says of the other columns that were not appended to that they
    /// have no value.
    mutating func close(rows: Int) {
        count += rows
        if digest.count < count { digest += repeatElement(0, count: count - digest.count) }
        for column in Column.small where !small[column.rawValue].isEmpty {
            let missing = count - small[column.rawValue].count
            if missing > 0 { small[column.rawValue] += repeatElement(column.noneBits, count: missing) }
        }
    }

    /// Makes room for so many rows in all; columns that come later take as much.
    mutating func reserve(_ rows: Int) {
        if rows <= start.capacity { return }
        start.reserveCapacity(rows)
        end.reserveCapacity(rows)
        digest.reserveCapacity(rows)
        for index in small.indices where !small[index].isEmpty { small[index].reserveCapacity(rows) }
    }

    /// Forgets the rows and keeps their memory for the next.
    mutating func removeAll() {
        count = 0
        start.removeAll(keepingCapacity: true)
        end.removeAll(keepingCapacity: true)
        digest.removeAll(keepingCapacity: true)
        for index in small.indices { small[index].removeAll(keepingCapacity: true) }
    }

    /// What is the same in all rows and need not be fetched row by row.
    struct Uniform: Sendable {
        /// Whether each row ends when it starts.
        var isInstant = false
        /// The value of a column that has no other, by ``Column``'s raw value.
        var bits: [UInt32?] = Array(repeating: nil, count: Column.allCases.count)
    }

    /// Finds out what is the same in all rows.
    func uniform() -> Uniform {
        var uniform = Uniform()
        uniform.isInstant = start == end
        for column in Column.small {
            let values = small[column.rawValue]
            if let first = values.first, values.last == first, values.allSatisfy({ $0 == first }) {
                uniform.bits[column.rawValue] = first
            }
        }
        return uniform
    }

    /// Chosen rows in their order.
    func gathered(_ rows: [UInt32]) -> RowColumns { gathered(rows, starts: RowKernels.gather(start, rows)) }

    /// Chosen rows, at most a block's, in the order of their start and else in their own; entry `code` of a map is the
    /// new code.
    func block(_ rows: [UInt32], uniform: Uniform, subjects: [UInt32], strings: [UInt32]) -> RowColumns {
        let starts = RowKernels.gather(start, rows)
        let order = RowKernels.order(byStart: starts)
        return gathered(
            RowKernels.gather(rows, order), starts: RowKernels.gather(starts, order), uniform: uniform,
            subjects: subjects, strings: strings)
    }

    private func gathered(
        _ rows: [UInt32], starts: [Int64], uniform: Uniform = Uniform(), subjects: [UInt32]? = nil,
        strings: [UInt32]? = nil
    ) -> RowColumns {
        var block = RowColumns()
        block.count = rows.count
        block.start = starts
        block.end = uniform.isInstant ? block.start : RowKernels.gather(end, rows)
        block.digest = RowKernels.gather(digest, rows)
        for column in Column.small where !small[column.rawValue].isEmpty {
            let map: [UInt32]? =
                switch column.dictionary {
                case .subjects: subjects
                case .strings: strings
                case nil: nil
                }
            if let bits = uniform.bits[column.rawValue] {
                let value = map.map { $0[Int(bits)] } ?? bits
                block.small[column.rawValue] = Array(repeating: value, count: rows.count)
            } else if let map {
                block.small[column.rawValue] = RowKernels.gather(small[column.rawValue], rows, through: map)
            } else {
                block.small[column.rawValue] = RowKernels.gather(small[column.rawValue], rows)
            }
        }
        return block
    }

    /// The rows of a block in the order of their start, equal ones as they came.
    func orderedByStart() -> RowColumns {
        let isOrdered = start.indices.dropFirst().allSatisfy { start[$0 - 1] <= start[$0] }
        return isOrdered ? self : gathered(RowKernels.order(byStart: start))
    }
}
