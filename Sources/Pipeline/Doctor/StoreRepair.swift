import Feeds
import Files
import Ledger
import Store
import Vocabulary

/// Finds damaged segments, and makes them anew from the archive.
///
/// A segment is the rows of one delivery on one day. The delivered file, read again as it was read then and compared
/// with the same older segments, gives the same bytes; they take the damaged file's place by one rename, so the
/// ledger's list stays as it is, and an interrupted repair is begun again. A segment that comes out other than the
/// ledger says (settings changed, rows purged since) is not put in place.
struct StoreRepair {
    private let workspace: Workspace

    /// A segment that cannot be trusted.
    struct Damage {
        var segment: SegmentRecord
        /// One line: where it is damaged.
        var what: String
    }

    /// What became of one damaged segment.
    struct Outcome {
        var damage: Damage
        /// Why it could not be made anew; nil where it was.
        var obstacle: String?

        /// `store/x.seg: damaged in boxes; made anew from the archive`.
        var line: String {
            obstacle.map { "\(damage.what); not made anew: \($0)" }
                ?? "\(damage.what); made anew from the archive: look after the disk"
        }
    }

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// Every segment of the ledger that cannot be read to its last byte, or is not the one that was written.
    func damages() throws -> [Damage] {
        try workspace.ledger.read { try $0.segments() }.compactMap { segment in
            fault(of: segment).map { Damage(segment: segment, what: $0) }
        }
    }

    private func fault(of segment: SegmentRecord) -> String? {
        let path = workspace.path(.store, segment.name)
        do {
            // By plain reads first: a place of the disk that cannot be read must not end us in the mapping.
            try FileSystem.readPieces(of: path) { _ in true }
            let reader = try SegmentReader(path: path)
            try reader.verify()
            // One of version 1 tells another size than it has.
            var found = SegmentRecord(reader.info)
            found.bytes = try FileSystem.size(path)
            found.sha256 = segment.sha256
            return found == segment ? nil : "\(path): it is not the segment that the ledger lists"
        } catch let error as StoreError {
            return error.fault
        } catch {
            return "\(error)"
        }
    }

    /// Makes damaged segments anew, delivery by delivery, the oldest first: later ones are compared with them.
    func mend(_ damages: [Damage], reporter: any Reporter) throws -> [Outcome] {
        let files = Dictionary(try workspace.ledger.read { try $0.files() }.map { ($0.number, $0) }) { first, _ in first
        }
        return try Dictionary(grouping: damages, by: \.segment.batch).sorted { $0.key < $1.key }.flatMap {
            number, damages in
            guard let file = files[number] else {
                return damages.map { Outcome(damage: $0, obstacle: "the ledger does not know its delivery") }
            }
            return try mend(damages, of: ArchivedDelivery(file, of: workspace), reporter: reporter)
        }
    }

    private func mend(
        _ damages: [Damage], of delivery: ArchivedDelivery, reporter: any Reporter
    ) throws -> [Outcome] {
        func hopeless(_ obstacle: String) -> [Outcome] { damages.map { Outcome(damage: $0, obstacle: obstacle) } }
        switch try delivery.isWhole {
        case nil: return hopeless("\(delivery.path) is not there: restore either from a backup")
        case false?: return hopeless("\(delivery.path) is not what was delivered: restore either from a backup")
        case true?: break
        }
        let aside = FileSystem.temporaryPath(in: workspace.path(.store))
        defer { try? FileSystem.removeTree(aside) }
        let made: [SegmentRecord]
        do {
            made = try segments(of: delivery, in: aside, reporter: reporter)
        } catch let error as StoreError {
            return hopeless(error.description)
        }
        return try damages.map { damage in
            var wanted = damage.segment
            wanted.sha256 = ""
            guard made.contains(wanted) else {
                return Outcome(
                    damage: damage,
                    obstacle:
                        "read again, \(delivery.path) gives other rows (settings changed since?): restore it from "
                        + "a backup")
            }
            try FileSystem.move("\(aside)/\(wanted.name)", to: workspace.path(.store, wanted.name))
            return Outcome(damage: damage)
        }
    }

    /// Writes a delivery's segments into a folder of their own.
    private func segments(
        of delivery: ArchivedDelivery, in folder: String, reporter: any Reporter
    ) throws -> [SegmentRecord] {
        let identities = IdentityTable(key: workspace.pseudonymKey)
        let writer = try SegmentWriter(
            of: delivery.file.number, feed: delivery.file.feed, in: folder, workspace: workspace,
            identities: identities)
        try delivery.open().read(
            stage: delivery.file.name, reporter: reporter,
            transform: { parser, chunk in
                var parsed = parser.parse(chunk)
                identities.recode(&parsed)
                return parsed
            }
        ) { (chunk: ParsedChunk) in
            if chunk.observations.count > 0 { try writer.add(chunk.observations) }
        }
        return try writer.finish().segments.map(SegmentRecord.init)
    }
}

extension StoreRepair {
    /// Does a piece of work that reads the store; where it meets damage, mends the whole store, says so, and does it
    /// again.
    static func mending<Result>(
        _ workspace: Workspace, reporter: any Reporter, _ work: () throws -> Result
    ) throws -> Result {
        do {
            return try work()
        } catch let error as StoreError where error.isDamage {
            let repair = StoreRepair(workspace)
            let outcomes = try repair.mend(try repair.damages(), reporter: reporter)
            for outcome in outcomes where outcome.obstacle == nil {
                reporter.warn("STORE_MENDED: \(outcome.line)")
            }
            if let lost = outcomes.first(where: { $0.obstacle != nil }) { throw Failure(.failed, lost.line) }
            // Nothing was found: the fault passed, or is not the store's.
            if outcomes.isEmpty { reporter.note("\(error); no segment is damaged: the work is done again") }
            return try work()
        }
    }
}
