import Files
import Ledger
import Store
import Vocabulary

/// The store's segments under other names, written beside it.
struct RenamedStore {
    private let workspace: Workspace
    private let folder: String
    private let digest: @Sendable (UInt64) -> UInt64
    private let names: FormerNames

    /// Segments that are held in memory at a time: of four million rows each takes some 400 MB.
    private static let atOnce = 4

    init(
        _ workspace: Workspace, folder: String, digest: @escaping @Sendable (UInt64) -> UInt64, names: FormerNames
    ) {
        self.workspace = workspace
        self.folder = folder
        self.digest = digest
        self.names = names
    }

    /// Writes every segment of the ledger that is not there yet, and tells what is there then.
    func write(_ reached: (PseudonymRotation.Point) throws -> Void) throws -> [SegmentRecord] {
        try FileSystem.makeFolder(folder)
        try FileSystem.sweepTemporaries(in: folder)
        let wanted = try workspace.ledger.read { try $0.segments() }
        // What a purge has taken since goes here too.
        let listed = Set(wanted.map(\.name))
        for name in try FileSystem.list(folder) where !listed.contains(name) {
            try FileSystem.remove("\(folder)/\(name)")
        }
        var written: [SegmentRecord] = []
        for first in stride(from: 0, to: wanted.count, by: Self.atOnce) {
            let share = Array(wanted[first..<min(wanted.count, first + Self.atOnce)])
            let store = workspace.path(.store)
            written += try parallelMap(share) { [folder, names, digest] old in
                try Self.write(old, from: store, to: folder, names, digest)
            }
            try reached(.segmentWritten)
        }
        return written
    }

    private static func write(
        _ old: SegmentRecord, from store: String, to folder: String, _ names: FormerNames,
        _ digest: @escaping @Sendable (UInt64) -> UInt64
    ) throws -> SegmentRecord {
        let path = "\(folder)/\(old.name)"
        if FileSystem.exists(path), let reader = try? SegmentReader(path: path), reader.info.rows == old.rows {
            return SegmentRecord(reader.info)
        }
        let info = try SegmentRenaming.write(
            "\(store)/\(old.name)", to: folder, pseudonym: names.present, digest: digest)
        guard info.rows == old.rows, info.fileName == old.name else {
            throw Failure(.failed, "\(old.name): rows got lost on the way: please report this as a bug of tracegrid")
        }
        return SegmentRecord(info)
    }
}
