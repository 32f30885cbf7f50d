import Files
import Vault

/// `runs/<as-of>/<run-id>/`: written aside as a whole, then renamed, then pointed at by `current`.
struct RunFolder {
    let workspace: Workspace
    let asOf: AsOf
    let runID: String

    /// The run's folder.
    var path: String { workspace.path(.runs, "\(asOf.folder)/\(runID)") }
    private static let filesPerShare = 32, piecesAtOnce = 4
    private var aside: String { workspace.path(.runs, "\(asOf.folder)/\(RunFolder.asidePrefix)\(runID)") }

    /// Folders of runs that were never finished begin so.
    static let asidePrefix = ".tmp-"

    /// Writes all files aside; gives their digests by path.
    ///
    /// Thousands of small files are made and written side by side, large ones piece by piece: some pieces are made on
    /// all cores while those before them are written.
    func write(_ files: [RunFile]) throws -> [(path: String, sha256: String)] {
        try FileSystem.removeTree(aside)
        var folders: Set<String> = []
        for file in files {
            let folder = aside + "/" + file.path.split(separator: "/").dropLast().joined(separator: "/")
            if folders.insert(folder).inserted { try FileSystem.makeFolder(folder) }
        }
        var digests: [String: String] = [:]
        for file in files where file.pieces.count > 1 { digests[file.path] = try writePieces(of: file) }
        let small = files.filter { $0.pieces.count == 1 }
        let shares = stride(from: 0, to: small.count, by: Self.filesPerShare).map {
            small[$0..<min(small.count, $0 + Self.filesPerShare)]
        }
        let folder = aside
        let written = try parallelMap(shares) { share in
            try share.map { file in
                let bytes = try file.pieces[0]()
                try AtomicFile.write(bytes, to: folder + "/" + file.path, waitsForDisk: false)
                return (file.path, SHA256Digest.hex(of: bytes))
            }
        }
        for (path, sha256) in written.joined() { digests[path] = sha256 }
        return files.map { ($0.path, digests[$0.path] ?? "") }
    }

    private func writePieces(of file: RunFile) throws -> String {
        let target = try AtomicFile(path: aside + "/" + file.path)
        var digest = SHA256Digest()
        func begin(at first: Int) -> ParallelBatch<[UInt8]>? {
            let pieces = file.pieces.dropFirst(first).prefix(Self.piecesAtOnce)
            return pieces.isEmpty ? nil : ParallelBatch(Array(pieces)) { try $0() }
        }
        var next = Self.piecesAtOnce
        var batch = begin(at: 0)
        while let made = try batch?.results() {
            batch = begin(at: next)
            next += Self.piecesAtOnce
            for bytes in made {
                digest.update(bytes)
                try target.write(bytes)
            }
        }
        try target.commit(waitsForDisk: false)
        return digest.hex
    }

    /// Adds the manifest to the files aside.
    func writeManifest(_ bytes: [UInt8]) throws { try AtomicFile.write(bytes, to: aside + "/manifest.json") }

    /// Puts the folder in place.
    ///
    /// Where the same run stands there already, its files give way one by one: their bytes are the same but for the
    /// manifest's clock, and `current` never points at nothing.
    func publish() throws {
        // One wait for thousands of lists, before anybody is told of them.
        FileSystem.syncAll()
        guard FileSystem.exists(path) else { return try FileSystem.move(aside, to: path) }
        try replaceFiles(of: path, by: aside)
        try FileSystem.removeTree(aside)
    }

    private func replaceFiles(of folder: String, by newer: String) throws {
        for name in try FileSystem.list(newer) {
            let (source, target) = (newer + "/" + name, folder + "/" + name)
            if FileSystem.isFolder(source) {
                try FileSystem.makeFolder(target)
                try replaceFiles(of: target, by: source)
            } else if try !FileSystem.exists(target) || FileSystem.read(target) != FileSystem.read(source) {
                try FileSystem.move(source, to: target)
            }
        }
    }

    /// Points `current` at the run.
    func makeCurrent() throws {
        try FileSystem.replaceLink(workspace.path(.runs, "\(asOf.folder)/current"), to: runID)
    }
}
