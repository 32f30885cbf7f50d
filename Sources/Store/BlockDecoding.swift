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

    /// Codes of a table; nil where one is beyond it.
    private func codes(_ packed: PackedColumn, _ bytes: borrowing Span<UInt8>) -> [UInt32]? {
        let codes = packed.values(bytes, as: UInt32.self)
        let limit = packed.column.dictionary == .subjects ? index.subjects : index.strings
        return codes.reduce(0, max) <= limit ? codes : nil
    }

    /// Decodes one column into its place; false where it holds what no segment does.
    private func put(
        _ packed: PackedColumn, _ bytes: borrowing Span<UInt8>, into block: inout ObservationBlock
    ) -> Bool {
        func place(_ codes: [UInt32]?, _ column: inout [UInt32]) -> Bool {
            guard let codes else { return false }
            column = codes
            return true
        }
        switch packed.column {
        case .start, .end: break
        case .lon: block.lon = packed.values(bytes, as: Int32.self)
        case .lat: block.lat = packed.values(bytes, as: Int32.self)
        case .accuracy: block.accuracy = packed.values(bytes, as: Int32.self)
        case .serviceDate: block.serviceDate = packed.values(bytes, as: Int32.self)
        case .temperature: block.temperature = packed.values(bytes, as: Int32.self)
        case .idNumber: return place(codes(packed, bytes), &block.idNumber)
        case .phone: return place(codes(packed, bytes), &block.phone)
        case .plate: return place(codes(packed, bytes), &block.plate)
        case .place: return place(codes(packed, bytes), &block.place)
        case .room: return place(codes(packed, bytes), &block.room)
        case .kind: return place(codes(packed, bytes), &block.kind)
        case .service: return place(codes(packed, bytes), &block.service)
        case .carriage: return place(codes(packed, bytes), &block.carriage)
        case .seat: return place(codes(packed, bytes), &block.seat)
        case .fromPlace: return place(codes(packed, bytes), &block.fromPlace)
        case .toPlace: return place(codes(packed, bytes), &block.toPlace)
        case .order: return place(codes(packed, bytes), &block.order)
        case .traits: block.traits = packed.values(bytes, as: UInt32.self)
        case .file: block.file = packed.values(bytes, as: UInt32.self)
        case .line: block.line = packed.values(bytes, as: UInt32.self)
        case .digest: block.digest = packed.wideValues(bytes, as: UInt64.self)
        }
        return true
    }
}
