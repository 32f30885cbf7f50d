import Vocabulary

/// Unpacks chosen columns of one block of a segment.
struct BlockDecoding {
    let index: SegmentIndex
    let number: Int
    let path: String

    /// Puts columns into a block; start and end too, unless it has them.
    func read(
        _ columns: ColumnSet, _ bytes: borrowing Span<UInt8>, into block: inout ObservationBlock
    ) throws(StoreError) {
        let observed = try index.unit(number, isSource: false, bytes)
        if block.start.isEmpty { try readSpans(observed, bytes, into: &block) }
        try read(columns, of: observed, bytes, into: &block)
        if columns.isDisjoint(with: .source) { return }
        let source = try index.unit(number, isSource: true, bytes)
        try read(columns, of: source, bytes, into: &block)
        if columns.contains(.digest), block.digest.isEmpty {
            block.digest = Array(repeating: 0, count: block.count)
        }
    }

    /// Appends the rows in which a searched subject is an identifier; start, end and identifiers always.
    ///
    /// Further columns are looked at only where the block holds such a row.
    func append(
        rowsOf search: SubjectSearch, _ columns: ColumnSet, _ bytes: borrowing Span<UInt8>, to found: inout RowColumns
    ) throws(StoreError) {
        let observed = try index.unit(number, isSource: false, bytes)
        var identifiers: [(column: Column, codes: [UInt32])] = []
        for packed in observed.columns where ColumnSet.identifiers.contains(packed.column) {
            guard packed.isWhole(bytes) else { throw fault(packed.column) }
            let codes = packed.values(bytes, as: UInt32.self)
            guard isWithinTable(codes, of: packed.column) else { throw fault(packed.column) }
            identifiers.append((packed.column, codes))
        }
        let rows = search.rows(in: identifiers.map(\.codes))
        if rows.isEmpty { return }
        for (column, codes) in identifiers { found.append(rows.map { codes[$0] }, to: column) }
        try append(rows, columns.subtracting(.identifiers), of: observed, bytes, to: &found)
        if !columns.isDisjoint(with: .source) {
            try append(rows, columns, of: try index.unit(number, isSource: true, bytes), bytes, to: &found)
        }
        guard found.start.count == found.count + rows.count else { throw fault(.start) }
        found.close(rows: rows.count)
    }

    private func append(
        _ rows: [Int], _ columns: ColumnSet, of unit: PackedUnit, _ bytes: borrowing Span<UInt8>,
        to found: inout RowColumns
    ) throws(StoreError) {
        for packed in unit.columns {
            let column = packed.column
            guard columns.contains(column) || column == .start || column == .end else { continue }
            guard packed.isWhole(bytes) else { throw fault(column) }
            let values = packed.values(at: rows, bytes)
            switch column {
            case .start:
                found.start += values
                found.end += values
            case .end:
                for (place, length) in zip(found.count..., values) {
                    guard place < found.end.count, length >= 0 else { throw fault(column) }
                    let (end, overflow) = found.end[place].addingReportingOverflow(length)
                    guard !overflow else { throw fault(column) }
                    found.end[place] = end
                }
            case .digest: found.digest += values.map { UInt64(bitPattern: $0) }
            default:
                let bits = values.map { UInt32(truncatingIfNeeded: $0) }
                guard isWithinTable(bits, of: column) else { throw fault(column) }
                found.append(bits, to: column)
            }
        }
    }

    private func fault(_ column: Column) -> StoreError {
        .damaged(path: path, column: "column \(column.name)", block: number)
    }

    private func readSpans(
        _ unit: PackedUnit, _ bytes: borrowing Span<UInt8>, into block: inout ObservationBlock
    ) throws(StoreError) {
        guard let start = unit.columns.first, start.column == .start, start.isWhole(bytes) else { throw fault(.start) }
        block.count = start.rows
        block.start = start.wideValues(bytes, as: Int64.self)
        block.end = block.start
        guard unit.columns.count > 1, unit.columns[1].column == .end else { return }
        guard unit.columns[1].isWhole(bytes) else { throw fault(.end) }
        let lengths = unit.columns[1].wideValues(bytes, as: Int64.self)
        for row in lengths.indices {
            let (end, overflow) = block.start[row].addingReportingOverflow(lengths[row])
            guard !overflow, lengths[row] >= 0 else { throw fault(.end) }
            block.end[row] = end
        }
    }

    private func read(
        _ columns: ColumnSet, of unit: PackedUnit, _ bytes: borrowing Span<UInt8>, into block: inout ObservationBlock
    ) throws(StoreError) {
        for packed in unit.columns where columns.contains(packed.column) {
            guard packed.isWhole(bytes) else { throw fault(packed.column) }
            guard put(packed, bytes, into: &block) else { throw fault(packed.column) }
        }
    }

    /// Whether codes are those of the column's table.
    private func isWithinTable(_ codes: [UInt32], of column: Column) -> Bool {
        switch column.dictionary {
        case .subjects: codes.reduce(0, max) <= index.subjects
        case .strings: codes.reduce(0, max) <= index.strings
        case nil: true
        }
    }

    /// Decodes one column into its place; false where it holds what no segment does.
    private func put(
        _ packed: PackedColumn, _ bytes: borrowing Span<UInt8>, into block: inout ObservationBlock
    ) -> Bool {
        func codes(_ column: inout [UInt32]) -> Bool {
            column = packed.values(bytes, as: UInt32.self)
            return isWithinTable(column, of: packed.column)
        }
        switch packed.column {
        case .start, .end: break
        case .lon: block.lon = packed.values(bytes, as: Int32.self)
        case .lat: block.lat = packed.values(bytes, as: Int32.self)
        case .accuracy: block.accuracy = packed.values(bytes, as: Int32.self)
        case .serviceDate: block.serviceDate = packed.values(bytes, as: Int32.self)
        case .temperature: block.temperature = packed.values(bytes, as: Int32.self)
        case .idNumber: return codes(&block.idNumber)
        case .phone: return codes(&block.phone)
        case .plate: return codes(&block.plate)
        case .place: return codes(&block.place)
        case .room: return codes(&block.room)
        case .kind: return codes(&block.kind)
        case .service: return codes(&block.service)
        case .carriage: return codes(&block.carriage)
        case .seat: return codes(&block.seat)
        case .fromPlace: return codes(&block.fromPlace)
        case .toPlace: return codes(&block.toPlace)
        case .order: return codes(&block.order)
        case .traits: block.traits = packed.values(bytes, as: UInt32.self)
        case .file: block.file = packed.values(bytes, as: UInt32.self)
        case .line: block.line = packed.values(bytes, as: UInt32.self)
        case .digest: block.digest = packed.wideValues(bytes, as: UInt64.self)
        }
        return true
    }
}
