import Foundation
import Pipeline
import Synchronization
import TestSupport
import Vault

/// A workspace in a scratch folder, and what its nights wrote.
struct County {
    let scratch: ScratchFolder
    let folder: String
    /// What the commands had to say.
    let log = Log()

    /// The moment that all commands take for now: 2020-06-01, after every feed of the tests.
    static let now: Int64 = 1_590_969_600

    /// A fresh workspace as `scripts/demo` makes it; with the pseudonym key of another one where results are compared.
    init(
        policy: String = "cn-nhc-v9", feeds: String? = nil, isEncrypted: Bool = true, keyOf other: County? = nil
    ) throws {
        scratch = try ScratchFolder()
        folder = scratch.path("county")
        _ = try Workspace.create(
            at: folder,
            WorkspacePlan(
                policy: policy, homeRegions: ["990801"], timeZone: "Asia/Shanghai", feedsFile: feeds,
                isEncrypted: isEncrypted, purpose: .test,
                now: County.now))
        if let other { try scratch.write("county/keys/pseudonym.key", try other.bytes("keys/pseudonym.key")) }
    }

    /// A copy of another county as it stands.
    init(copyOf other: County) throws {
        scratch = try ScratchFolder()
        folder = scratch.path("county")
        try Tool.shell("cp -a '\(other.folder)' '\(folder)'")
    }

    /// The county of `SampleData` with its files in the inbox.
    static func sample(keyOf other: County? = nil) throws -> County {
        let county = try County(feeds: SampleData.path("tracegrid-feeds.yaml"), keyOf: other)
        try county.deliver(SampleData.feeds())
        return county
    }

    /// Puts files into the inbox.
    func deliver(_ files: [String: [UInt8]]) throws {
        for (name, bytes) in files { try scratch.write("county/inbox/\(name)", bytes) }
    }

    /// Puts one text file into the inbox.
    func deliver(_ name: String, text: String) throws { try deliver([name: Array(text.utf8)]) }

    /// Takes the inbox, or the named files.
    @discardableResult
    func ingest(_ files: [String] = []) throws -> IngestSummary {
        try Ingest.run(
            try Workspace.open(at: folder, reporter: log), IngestRequest(files: files), now: County.now, reporter: log)
    }

    /// One night.
    @discardableResult
    func night(_ asOf: String = SampleData.asOf, now: Int64 = County.now) throws -> Night {
        let summary = try Nightly.run(
            try Workspace.open(at: folder, reporter: log), asOf: asOf, now: now, reporter: log)
        return try Night(summary)
    }

    /// Screening alone.
    @discardableResult
    func screen(_ asOf: String = SampleData.asOf) throws -> Night {
        let summary = try Nightly.screen(
            try Workspace.open(at: folder, reporter: log), asOf: asOf, now: County.now, reporter: log)
        return try Night(summary)
    }

    /// The workspace as a run under way holds it.
    func held() throws -> Workspace { try Workspace.open(at: folder, reporter: log) }

    /// Bytes of a file of the workspace.
    func bytes(_ name: String) throws -> [UInt8] { try scratch.bytes("county/\(name)") }

    /// The key that turns the identifiers of the truth into those of the outputs.
    var key: PseudonymKey {
        get throws { try PseudonymKey(fileText: String(decoding: try bytes("keys/pseudonym.key"), as: UTF8.self)) }
    }

    /// Relative paths of all files below a folder of the workspace, sorted.
    func files(below name: String) -> [String] { FolderFiles.paths(folder + "/" + name) }
}

/// Files below folders.
enum FolderFiles {
    /// Relative paths of all regular files, sorted; links are not followed.
    static func paths(_ folder: String) -> [String] {
        let manager = FileManager.default
        return (manager.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).filter { path in
            let attributes = try? manager.attributesOfItem(atPath: folder + "/" + path)
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }.sorted()
    }
}

/// Lines that commands reported.
final class Log: Reporter {
    private let kept = Mutex<(notes: [String], warnings: [String])>(([], []))

    /// What went as it should.
    var notes: [String] { kept.withLock { $0.notes } }
    /// What needs a person.
    var warnings: [String] { kept.withLock { $0.warnings } }

    func progress(stage: String, rows: Int, bytes: Int, totalBytes: Int?) {}
    func stageEnded() {}
    func note(_ line: String) { kept.withLock { $0.notes.append(line) } }
    func warn(_ line: String) { kept.withLock { $0.warnings.append(line) } }
}

/// The small county that the package ships.
enum SampleData {
    static let folder = PackageRoot.path("SampleData")
    /// The date the sample is screened at.
    static let asOf = "2020-01-28"

    static func path(_ name: String) -> String { folder + "/" + name }
    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }
    static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    /// All feed files by name.
    static func feeds() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path("feeds")) {
            files[name] = try bytes("feeds/" + name)
        }
        return files
    }
}
