import Files
import Ledger
import Store
import Vocabulary

/// Which of some names any row of a period tells of.
struct SeenNames {
    let inputs: RunInputs
    let period: TimeSpan
    let folder: String
    let reporter: any Reporter

    /// Those that were seen.
    ///
    /// Of a segment that lies in the period as a whole, with rows that all take part, its table of subjects says it.
    func of(_ wanted: Set<Pseudonym>) throws -> Set<Pseudonym> {
        if wanted.isEmpty { return [] }
        let segments = inputs.segments.filter { $0.span.overlaps(period) }
        let selection = inputs.selection
        func isWhole(_ record: SegmentRecord) -> Bool {
            record.span.start >= max(period.start, selection.from) && record.span.end <= min(period.end, selection.asOf)
                && !selection.disputed.mayStart(in: record.span.start...record.span.end)
        }
        var seen = Set(
            try parallelMap(segments.filter(isWhole)) { record in
                try SegmentReader(path: folder + "/" + record.name).subjects.filter(wanted.contains)
            }.joined())
        let left = wanted.subtracting(seen)
        let scan = StoreScan(
            segments: segments.filter { !isWhole($0) }, folder: folder, period: period, selection: selection)
        for part in try scan.findings(
            stage: "nights", reporter: reporter, { try SeenLook($0, wanted: left, period: period) }
        ).findings {
            seen.formUnion(part)
        }
        return seen
    }
}

/// Which names the rows of one segment tell of.
private struct SeenLook: BlockLook {
    private let period: TimeSpan
    /// The segment's subjects that are asked for, by code.
    private let names: [Pseudonym?]
    private(set) var finding: Set<Pseudonym> = []

    init(_ segment: SegmentReader, wanted: Set<Pseudonym>, period: TimeSpan) throws {
        self.period = period
        names = [nil] + (try segment.subjects.map { wanted.contains($0) ? $0 : nil })
    }

    func passes(_ bounds: RowBounds) -> Bool { bounds.minStart <= period.end && bounds.maxEnd >= period.start }

    mutating func look(at block: inout StoredBlock) throws {
        if names.allSatisfy({ $0 == nil }) { return }
        let rows = try block.with(.identifiers)
        for codes in [rows.idNumber, rows.phone, rows.plate] where !codes.isEmpty {
            for row in 0..<rows.count where rows.start[row] <= period.end && rows.end[row] >= period.start {
                if let name = names[Int(codes[row])] { finding.insert(name) }
            }
        }
    }
}
