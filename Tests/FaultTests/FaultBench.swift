import Foundation
import Synchronization
import TestSupport

/// Nights that go wrong: a workspace with the sample's files in its inbox, an undisturbed night over it, and copies to
/// disturb.
final class FaultBench: Sendable {
    /// The bench of this run of the tests.
    static let shared = Result { try FaultBench() }
    static let asOf = "2020-01-28"

    private let scratch: ScratchFolder
    /// The workspace before the night, and after an undisturbed one.
    let before: String, after: String
    /// What the undisturbed night left.
    let expected: Picture
    /// Its exit status.
    let status: Int32
    /// What it did to files, in order: `write /store/.tmp-12-3`.
    let changes: [String]

    private init() throws {
        scratch = try ScratchFolder()
        let root = scratch.path
        (before, after) = (root + "/before", root + "/after")
        let made = try Tool.run([
            "init", before, "--policy", "cn-nhc-v9", "--home-region", "990801", "--feeds",
            PackageRoot.path("SampleData/tracegrid-feeds.yaml"),
        ])
        guard made.status == 0 else { throw Fault(made.errors) }
        try Tool.shell("cp -r '\(PackageRoot.path("SampleData/feeds"))/.' '\(before)/inbox/'")
        try Tool.shell("cp -r '\(before)' '\(after)'")
        let ending = try FaultBench.night(
            after, environment: try FaultShim.environment("trace", root: after, trace: root + "/trace"))
        guard ending.status == 0 || ending.status == 4 else { throw Fault(ending.errors) }
        status = ending.status
        expected = try Picture(of: after)
        changes = try scratch.text("trace").split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        }
    }

    /// Something that the bench needs did not work.
    struct Fault: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// One night of a workspace.
    static func night(_ workspace: String, environment: [String: String] = [:]) throws -> Tool.Ending {
        try Tool.run(
            ["nightly", "--workspace", workspace, "--as-of", asOf, "--purpose", "trial"], environment: environment)
    }

    static func doctor(_ workspace: String, _ options: [String] = [], plan: String? = nil) throws -> Tool.Ending {
        try Tool.run(
            ["doctor", "--workspace", workspace] + options,
            environment: try plan.map { try FaultShim.environment($0, root: workspace) } ?? [:])
    }

    /// A copy of a workspace, alone in a folder of its own.
    func copy(of workspace: String) throws -> Copy {
        let scratch = try ScratchFolder()
        try Tool.shell("cp -r '\(workspace)' '\(scratch.path)/county'")
        return Copy(scratch: scratch)
    }

    struct Copy: Sendable {
        let scratch: ScratchFolder
        var folder: String { scratch.path("county") }
        func path(_ name: String) -> String { folder + "/" + name }

        /// Names that killed writers leave.
        func leftovers() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains(".tmp-") }
        }
    }

    /// Numbers of changes by what they do, names of days, grids and deliveries left out: `write /store/.tmp`.
    var named: [String: [Int]] {
        var points: [String: [Int]] = [:]
        for (index, change) in changes.enumerated() {
            let name = change.replacing(/\.tmp-[0-9]+-[0-9]+/, with: ".tmp")
                .replacing(/r[0-9a-f]{12}/, with: "RUN").replacing(/grids\/[^\/]+/, with: "grids/GRID")
                .replacing(/store\/[a-z].*/, with: "store/SEGMENT").replacing(
                    /archive\/[0-9a-f].*/, with: "archive/FILE")
            points[name, default: []].append(index + 1)
        }
        return points
    }

    /// A night under a plan, and what came of it: nothing, if the next night makes all good.
    func trial(_ plan: String, seed: UInt64, doctorFirst: Bool) throws -> [String] {
        let copy = try copy(of: before)
        let disturbed = try FaultBench.night(
            copy.folder, environment: try FaultShim.environment(plan, root: copy.folder, seed: seed))
        FaultTally.add(plan.split(separator: ":").first.map(String.init) ?? plan)
        defer { FaultTally.tell() }
        var faults: [String] = []
        let kills = ["kill", "torn", "power"].contains { plan.hasPrefix($0) }
        if ![0, 4, kills ? -SIGKILL : 1].contains(disturbed.status) && disturbed.status != 3 {
            faults.append("ended with \(disturbed.status): \(disturbed.errors)")
        }
        let leftovers = try copy.leftovers()
        var said = ""
        if doctorFirst {
            let doctor = try FaultBench.doctor(copy.folder)
            said = doctor.output
            if doctor.output.contains("FAIL") || doctor.status < 0 { faults.append("doctor: \(doctor.output)") }
        }
        let next = try FaultBench.night(copy.folder)
        said += next.errors
        if next.status != status { faults.append("the next night ended with \(next.status): \(next.errors)") }
        if !leftovers.isEmpty, !said.contains("recovered from an interrupted run") {
            faults.append("it does not say that it recovered: \(leftovers[0])")
        }
        let doctor = try FaultBench.doctor(copy.folder)
        if doctor.output.contains("FAIL") || doctor.status < 0 { faults.append("doctor: \(doctor.output)") }
        faults += try copy.leftovers().map { "\($0) is left" }
        // A file that could not be read was refused: then the next night is another one, over the same rows.
        let sameNight = !disturbed.errors.contains("refused")
        faults += try Picture(of: copy.folder).differences(from: expected, sameNight: sameNight)
        return faults
    }
}
