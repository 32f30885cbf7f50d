import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// A workspace is one folder: nobody puts one together of another one's data.
@Suite struct WorkspaceEntriesTests {
    private let manager = FileManager.default

    private func run(_ command: [String], in folder: String) throws -> Tool.Ending {
        try Tool.run(command + ["--workspace", folder])
    }

    private static let commands = [["tasks", "counts"], ["nightly", "--as-of", SampleData.asOf], ["keys", "show"]]

    /// Puts a link in the place of an entry; gives where the entry is now.
    private func link(_ name: String, of county: County) throws -> String {
        let elsewhere = county.scratch.path("elsewhere-" + name.replacing("/", with: "-"))
        try manager.moveItem(atPath: county.folder + "/" + name, toPath: elsewhere)
        try manager.createSymbolicLink(atPath: county.folder + "/" + name, withDestinationPath: elsewhere)
        return elsewhere
    }

    @Test func `an entry that is a link ends every command with 5, one line and no record`() throws {
        let county = try SampleNight.copy().county
        let audit = try county.bytes("audit/audit.jsonl")
        for name in [
            "tracegrid.yaml", "tracegrid.sqlite", "keys", "store", "archive", "quarantine", "runs", "audit",
            "certificates",
        ] {
            let elsewhere = try link(name, of: county)
            for command in Self.commands {
                let ending = try run(command, in: county.folder)
                #expect(ending.status == 5 && ending.output.isEmpty, "\(name): \(ending.errors)")
                #expect(
                    ending.errors.split(separator: "\n").count == 1
                        && ending.errors.contains("/county/\(name): is a link, and a workspace keeps its own"),
                    "\(ending.errors)")
            }
            let doctor = try run(["doctor"], in: county.folder)
            #expect(doctor.status == 1 && doctor.output.contains("FAIL  \(county.folder)/\(name): is a link"))
            try manager.removeItem(atPath: county.folder + "/" + name)
            try manager.moveItem(atPath: elsewhere, toPath: county.folder + "/" + name)
        }
        #expect(try county.bytes("audit/audit.jsonl") == audit)
        for command in Self.commands { #expect(try run(command, in: county.folder).status == 0) }
    }

    @Test func `a lock that is a link empties nobody's file`() throws {
        let county = try SampleNight.ingested()
        try manager.removeItem(atPath: county.folder + "/.lock")
        let precious = try county.scratch.write("precious", text: "kept")
        try manager.createSymbolicLink(atPath: county.folder + "/.lock", withDestinationPath: precious)
        for command in [["ingest"], ["doctor"]] {
            #expect(try run(command, in: county.folder).status == (command == ["doctor"] ? 1 : 5))
        }
        #expect(try county.scratch.text("precious") == "kept")
    }

    @Test func `a workspace of links to another one, with roles and audit of its own, is none`() throws {
        let county = try SampleNight.copy().county
        let audit = try county.bytes("audit/audit.jsonl")
        let mine = county.scratch.path("mine")
        try manager.createDirectory(atPath: mine, withIntermediateDirectories: false)
        for name in try manager.contentsOfDirectory(atPath: county.folder) {
            if ["tracegrid.yaml", "audit", ".lock"].contains(name) { continue }
            try manager.createSymbolicLink(
                atPath: mine + "/" + name, withDestinationPath: county.folder + "/" + name)
        }
        try manager.copyItem(atPath: county.folder + "/tracegrid.yaml", toPath: mine + "/tracegrid.yaml")
        for command in [["tasks", "list"], ["ingest"]] { #expect(try run(command, in: mine).status == 5) }
        #expect(try county.bytes("audit/audit.jsonl") == audit)
        #expect(!manager.fileExists(atPath: mine + "/audit"))
    }

    @Test func `the folder itself, its inbox and its policies may be links`() throws {
        let county = try County.sample()
        _ = try link("inbox", of: county)
        _ = try link("policies", of: county)
        let whole = county.scratch.path("link")
        try manager.createSymbolicLink(atPath: whole, withDestinationPath: county.folder)
        for command in Self.commands.reversed() {
            let ending = try run(command, in: whole)
            #expect(ending.status == 0, "\(ending.errors)")
        }
        #expect(county.files(below: "archive").count > 20)
    }

    @Test(.enabled(if: getuid() == 0, "only root can give a file away"))
    func `what belongs to another account is refused with the mend, and root minds no owner`() throws {
        let county = try County()
        let nobody = NSNumber(value: 65_534)
        try Tool.shell("chmod -R go+rX '\(county.scratch.path)'")
        try manager.setAttributes([.ownerAccountID: nobody], ofItemAtPath: county.folder + "/audit")
        #expect(try WorkspaceEntries.faults(in: county.folder) == [])
        // As another account, what is not its own and not root's is foreign.
        let script =
            "setpriv --reuid=12345 --clear-groups '\(try Tool.path())' keys show --workspace '\(county.folder)'"
        let errors = county.scratch.path("errors")
        let status = try Tool.shell(script + " > /dev/null 2> '\(errors)'")
        let said = try county.scratch.text("errors")
        guard !said.contains("setpriv") else {
            print("skipped: this account cannot start the tool: \(said)")
            return
        }
        #expect(status == 5, "\(said)")
        #expect(said.contains("/county/audit: belongs to nobody, and this is uid 12345: run it as"), "\(said)")
        #expect(said.split(separator: "\n").count == 1)
    }

    @Test func `doctor looks at the file that a linked identity key leads to`() throws {
        let county = try County()
        let key = try link("keys/identity.key", of: county)
        let good = try run(["doctor"], in: county.folder)
        #expect(good.output.contains("ok    modes: nobody else can read"), "\(good.output)")
        #expect(good.output.contains("ok    keys: both are here and belong together"), "\(good.output)")
        try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try run(["doctor"], in: county.folder)
        #expect(open.status == 1 && open.output.contains("modes: others can read keys/identity.key"), "\(open.output)")
        #expect(open.output.contains("FAIL  keys: "), "\(open.output)")
    }
}
