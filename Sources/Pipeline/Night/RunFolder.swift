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
            try AtomicFile.write(file.bytes, to: aside + "/" + file.path)
        }
        return files.map { ($0.path, SHA256Digest.hex(of: $0.bytes)) }
    }

    /// Adds the manifest to the files aside.
    func writeManifest(_ bytes: [UInt8]) throws { try AtomicFile.write(bytes, to: aside + "/manifest.json") }

    /// Puts the folder in place; an older folder of the same run gives way to it.
    func publish() throws {
        if FileSystem.exists(path) {
            let old = aside + ".old"
            try FileSystem.removeTree(old)
            try FileSystem.move(path, to: old)
            try FileSystem.move(aside, to: path)
            try FileSystem.removeTree(old)
        } else {
            try FileSystem.move(aside, to: path)
        }
    }

    /// Points `current` at the run.
    func makeCurrent() throws {
        try FileSystem.replaceLink(workspace.path(.runs, "\(asOf.folder)/current"), to: runID)
    }
}
