import Files
import Vault

/// `runs/<as-of>/<run-id>/`: written aside as a whole, then renamed, then pointed at by `current`.
struct RunFolder {
    let workspace: Workspace
    let asOf: AsOf
    let runID: String

    /// The run's folder.
    var path: String { workspace.path(.runs, "\(asOf.folder)/\(runID)") }
    private var aside: String { workspace.path(.runs, "\(asOf.folder)/\(RunFolder.asidePrefix)\(runID)") }

    /// Folders of runs that were never finished begin so.
    static let asidePrefix = ".tmp-"

    /// Writes all files aside; gives their digests by path.
    func write(_ files: [(path: String, bytes: [UInt8])]) throws -> [(path: String, sha256: String)] {
        try FileSystem.removeTree(aside)
        var folders: Set<String> = []
        for file in files {
            let folder = aside + "/" + file.path.split(separator: "/").dropLast().joined(separator: "/")
            if folders.insert(folder).inserted { try FileSystem.makeFolder(folder) }
            try AtomicFile.write(file.bytes, to: aside + "/" + file.path, waitsForDisk: false)
        }
        return files.map { ($0.path, SHA256Digest.hex(of: $0.bytes)) }
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
