import Files
import Ledger
import Store
import Vault
import Vocabulary

/// What of the store's observations has expired, and what becomes of their segments.
struct StoreRetention {
    /// Segments that go as a whole, those of which some rows stay, and all others.
    private(set) var removed: [SegmentRecord] = [], partly: [SegmentRecord] = [], kept: [SegmentRecord] = []
    /// Leaves of the expired rows, and how many rows lay in segments that can no longer be read.
    private(set) var leaves: [UInt64] = [], unreadableRows = 0
    /// Rows that expired, and expired rows that a hold keeps.
    private(set) var rows = 0, heldRows = 0
    /// Numbers of files of which a row stays that the archive's days, or a hold, keep.
    private(set) var livingFiles: Set<UInt32> = []

    private let folder: String
    private let limit: Int64, archiveLimit: Int64
    private let held: HeldThings

    /// What was found out about one segment.
    private struct Finding: Sendable {
        var leaves: [UInt64] = []
        var expired = 0, held = 0, staying = 0, unreadable = 0
        var livingFiles: Set<UInt32> = []
    }

    /// Looks at all segments that may hold expired rows; without a salt rows are counted only.
    init(_ segments: [SegmentRecord], in folder: String, limits: RetentionLimits, held: HeldThings, salt: [UInt8]?)
        throws
    {
        self.folder = folder
        self.held = held
        limit = limits.moment(.observations)
        archiveLimit = limits.moment(.archive)
        let leaves = salt.map(RowLeaves.init)
        let old = segments.filter { $0.span.start < limit }
        kept = segments.filter { $0.span.start >= limit }
        let look = Look(
            folder: folder, limit: limit, archiveLimit: archiveLimit, files: held.files, subjects: held.subjects,
            leaves: leaves)
        for (segment, finding) in zip(old, try parallelMap(old) { try look.finding(of: $0) }) {
            rows += finding.expired
            heldRows += finding.held
            unreadableRows += finding.unreadable
            livingFiles.formUnion(finding.livingFiles)
            self.leaves += finding.leaves
            if finding.expired == 0 {
                kept.append(segment)
            } else if finding.staying == 0 {
                removed.append(segment)
            } else {
                partly.append(segment)
            }
        }
    }

    /// Bytes of the segments that go.
    var bytes: Int { (removed + partly).reduce(0) { $0 + $1.bytes } }

    /// Writes what stays of partly expired segments as segments of their own, which nothing lists yet.
    ///
    /// They are called by a batch that no delivery can have, so that no name is ever used twice.
    func rewrite(purge number: Int64, zone: ZoneRules) throws -> [SegmentRecord] {
        var written: [SegmentRecord] = []
        let keeping = RowsThatStay(limit: limit, files: held.files, subjects: held.subjects)
        for (feed, segments) in Dictionary(grouping: partly, by: \.feed).sorted(by: { $0.key.number < $1.key.number }) {
            let writer = try SegmentWriter(
                folder: folder, feed: feed, batch: StoreRetention.firstBatch + Int(number), zone: zone)
            do {
                for segment in segments {
                    let reader = try SegmentReader(path: "\(folder)/\(segment.name)")
                    for place in 0..<reader.blockCount {
                        let block = try reader.block(place)
                        let rows = keeping.rows(of: block)
                        if !rows.isEmpty { try writer.add(block.keeping(rows)) }
                    }
                }
                written += try writer.finish().segments.map(SegmentRecord.init)
            } catch {
                try? writer.abort()
                throw error
            }
        }
        return written
    }

    /// Batches from here on are purges.
    static let firstBatch = 1_000_000_000

    /// Of some identifiers, ascending, those that no row of the store names once the purge is through.
    func unreferenced(_ identifiers: [Pseudonym], rewritten: [SegmentRecord]) throws -> [Pseudonym] {
        var isNamed = [Bool](repeating: false, count: identifiers.count)
        for segment in kept + rewritten {
            var next = 0
            for subject in try SegmentReader(path: "\(folder)/\(segment.name)").subjects {
                while next < identifiers.count, identifiers[next] < subject { next += 1 }
                if next == identifiers.count { break }
                if identifiers[next] == subject { isNamed[next] = true }
            }
        }
        return identifiers.indices.filter { !isNamed[$0] && !held.subjects.contains(identifiers[$0]) }
            .map { identifiers[$0] }
    }

    /// Looks through one segment.
    private struct Look: Sendable {
        let folder: String
        let limit: Int64, archiveLimit: Int64
        let files: Set<UInt32>, subjects: Set<Pseudonym>
        let leaves: RowLeaves?

        func finding(of segment: SegmentRecord) throws -> Finding {
            let isOver = segment.span.end < limit && files.isEmpty && subjects.isEmpty
            if isOver, leaves == nil { return Finding(expired: segment.rows) }
            do {
                return try finding(in: SegmentReader(path: "\(folder)/\(segment.name)"))
            } catch let error {
                // Damaged rows go like others, once they are over; the certificate says how many it cannot name.
                if isOver { return Finding(expired: segment.rows, unreadable: segment.rows) }
                throw error
            }
        }

        private func finding(in reader: SegmentReader) throws(StoreError) -> Finding {
            var finding = Finding()
            let stay = RowsThatStay(limit: limit, files: files, subjects: subjects)
            for number in 0..<reader.blockCount {
                let block = try reader.block(number, columns: subjects.isEmpty ? .source : [.source, .identifiers])
                let staying = Set(stay.rows(of: block))
                for row in 0..<block.count {
                    let file = block.file.isEmpty ? 0 : block.file[row]
                    if staying.contains(row) {
                        finding.staying += 1
                        if block.end[row] < limit { finding.held += 1 }
                        if block.end[row] >= archiveLimit || block.end[row] < limit { finding.livingFiles.insert(file) }
                    } else {
                        finding.expired += 1
                        if let leaves {
                            finding.leaves.append(leaves.leaf(digest: block.digest.isEmpty ? 0 : block.digest[row]))
                        }
                    }
                }
            }
            return finding
        }
    }
}

/// Which rows of a block stay: those that end in time, and those that a hold keeps.
private struct RowsThatStay: Sendable {
    let limit: Int64
    let files: Set<UInt32>
    let subjects: Set<Pseudonym>

    func rows(of block: ObservationBlock) -> [Int] {
        let codes = Set(block.subjects.indices.filter { subjects.contains(block.subjects[$0]) }.map { UInt32($0 + 1) })
        func isHeld(_ row: Int) -> Bool {
            if !files.isEmpty, !block.file.isEmpty, files.contains(block.file[row]) { return true }
            if codes.isEmpty { return false }
            return [block.idNumber, block.phone, block.plate].contains { !$0.isEmpty && codes.contains($0[row]) }
        }
        return (0..<block.count).filter { block.end[$0] >= limit || isHeld($0) }
    }
}
