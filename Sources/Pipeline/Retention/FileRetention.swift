import Files
import Ledger
import Vocabulary

/// Files of the archive, the quarantine and the runs that have expired.
struct FileRetention {
    /// A file or folder that goes, by its path in the workspace.
    struct Entry: Hashable, Sendable {
        var kind: RetentionClass
        var path: String
        /// Size of a file, or of all files of a folder.
        var bytes: Int
    }
    /// What goes, by path.
    private(set) var entries: [Entry] = []
    /// Ids of the runs that go.
    private(set) var runs: [String] = []
    /// Files and runs that have expired and are held.
    private(set) var held: [RetentionClass: Int] = [:]
    /// Names in the archive that no delivery is known of.
    private(set) var unknown: [String] = []

    private let workspace: Workspace
    private let limits: RetentionLimits

    /// Looks through the folders; `living` are files of which rows stay.
    init(
        _ workspace: Workspace, _ ledger: LedgerSnapshot, limits: RetentionLimits, holds: HeldThings,
        living: Set<UInt32>
    ) throws {
        self.workspace = workspace
        self.limits = limits
        let files = try ledger.files()
        try addArchive(files, holds, living)
        try addQuarantine(files, holds)
        try addRuns(try ledger.runs(), holds)
        entries.sort { $0.path < $1.path }
    }

    private mutating func add(_ kind: RetentionClass, _ folder: Workspace.Folder, _ name: String) throws {
        let path = workspace.path(folder, name)
        let bytes =
            FileSystem.isFolder(path) ? try FileRetention.bytes(below: path) : try FileSystem.size(path)
        entries.append(Entry(kind: kind, path: "\(folder.rawValue)/\(name)", bytes: bytes))
    }

    private mutating func addArchive(_ files: [InputFile], _ holds: HeldThings, _ living: Set<UInt32>) throws {
        let known = Dictionary(files.map { (String($0.sha256.prefix(12)), $0) }) { first, _ in first }
        for name in try FileSystem.list(workspace.path(.archive)) where !name.hasPrefix(".") {
            guard let file = known[String(name.prefix(12))] else {
                unknown.append(name)
                continue
            }
            let day = file.lastDay ?? workspace.settings.zone.localDay(at: file.ingestedAt)
            // Shapes of grids and regions are nobody's, and no row tells which file they came from.
            guard day < limits.firstDay(.archive), !file.name.hasSuffix(".geojson") else { continue }
            if holds.files.contains(file.number) {
                held[.archive, default: 0] += 1
            } else if !living.contains(file.number) {
                try add(.archive, .archive, name)
            }
        }
    }

    /// A quarantine bears its delivery's name, and the beginning of its digest where an older one bore the name.
    private mutating func addQuarantine(_ files: [InputFile], _ holds: HeldThings) throws {
        let zone = workspace.settings.zone
        let byName = Dictionary(grouping: files) { FeedFileName.shortened($0.name) }
            .mapValues { $0.min { $0.number < $1.number } }
        let byDigest = Dictionary(
            files.map { ("\(FeedFileName.shortened($0.name)).\($0.sha256.prefix(8))", $0) }
        ) { first, _ in first }
        for name in try FileSystem.list(workspace.path(.quarantine)) where name.hasSuffix(".rejected.csv") {
            let stem = String(name.dropLast(".rejected.csv".count))
            // One that belongs to no delivery was left by an ingest that ended before its transaction.
            if let file = byDigest[stem] ?? byName[stem] ?? nil {
                if zone.localDay(at: file.ingestedAt) >= limits.firstDay(.quarantine) { continue }
                if holds.files.contains(file.number) {
                    held[.quarantine, default: 0] += 1
                    continue
                }
            }
            try add(.quarantine, .quarantine, name)
        }
    }

    /// Runs by their as-of day; the last complete one stays, and what nothing knows of goes with its folder.
    private mutating func addRuns(_ runs: [RunRecord], _ holds: HeldThings) throws {
        let zone = workspace.settings.zone
        let last = runs.first { $0.state == .complete }?.runID
        let expired = runs.filter {
            zone.localDay(at: $0.key.asOf) < limits.firstDay(.runs) && $0.runID != last && $0.state == .complete
        }
        held[.runs] = expired.count { holds.runs.contains($0.runID) }
        let going = Set(expired.map(\.runID)).subtracting(holds.runs)
        self.runs = going.sorted()
        for asOf in try FileSystem.list(workspace.path(.runs)) where FileSystem.isFolder(workspace.path(.runs, asOf)) {
            let names = try FileSystem.list(workspace.path(.runs, asOf)).filter { $0 != "current" }
            if !names.isEmpty, names.allSatisfy(going.contains) {
                try add(.runs, .runs, asOf)
            } else {
                for name in names where going.contains(name) { try add(.runs, .runs, "\(asOf)/\(name)") }
            }
        }
    }

    private static func bytes(below folder: String) throws -> Int {
        try FileSystem.list(folder).reduce(0) { sum, name in
            let path = "\(folder)/\(name)"
            if FileSystem.isFolder(path) { return name == "current" ? sum : sum + (try bytes(below: path)) }
            return sum + (FileSystem.exists(path) ? try FileSystem.size(path) : 0)
        }
    }
}
