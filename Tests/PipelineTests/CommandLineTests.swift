import Foundation
import Pipeline
import TestSupport
import Testing

/// What scripts and people see of the commands.
@Suite struct CommandLineTests {
    private static let commands = [
        "init", "doctor", "nightly", "ingest", "screen", "match", "synth", "explain", "compare-policies", "policies",
        "tasks", "audit", "keys",
        "trace", "person", "links",
    ]

    /// A workspace made by `init` alone.
    private func workspace() throws -> (scratch: ScratchFolder, folder: String) {
        let scratch = try ScratchFolder()
        let folder = scratch.path("county")
        let made = try Tool.run(["init", folder, "--policy", "cn-nhc-v9", "--home-region", "990801"])
        #expect(made.status == 0 && made.errors.isEmpty)
        #expect(made.output.contains("tracegrid nightly --workspace"))
        return (scratch, folder)
    }

    @Test(arguments: [["--help"]] + commands.map { [$0, "--help"] } + commands.map { ["help", $0] })
    func `help of every command shows examples, on standard output`(arguments: [String]) throws {
        let ending = try Tool.run(arguments)
        #expect(ending.status == 0 && ending.errors.isEmpty)
        #expect(ending.output.contains("EXAMPLES\n"))
        #expect(ending.output.contains("  tracegrid \(arguments.first { $0 != "--help" && $0 != "help" } ?? "init")"))
    }

    @Test func `the help of the tool names every command`() throws {
        let help = try Tool.run(["--help"]).output
        for command in CommandLineTests.commands { #expect(help.contains("  \(command) "), "\(command)") }
        #expect(try Tool.run(["--version"]).output == TraceGrid.version + "\n")
    }

    @Test func `mistakes of use end with 2, one line or the usage on standard error, and nothing on standard output`()
        throws
    {
        let (scratch, folder) = try workspace()
        let mistakes = [
            ["nonsense"], ["nightly", "--workspace", folder],
            ["nightly", "--workspace", folder, "--as-of", "tomorrow"],
            ["screen", "--workspace", folder, "--as-of", "2020-02-30"], ["init", scratch.path("other")],
            ["init", scratch.path("other"), "--policy", "none-such"], ["match", "--events", "-"],
            ["ingest", "--workspace", folder, "--feed", "nonsense", "x.csv"],
            ["nightly", "--workspace", folder, "--as-of", "2020-02-01", "--format", "xml"], ["synth"],
        ]
        for mistake in mistakes {
            let ending = try Tool.run(mistake)
            #expect(ending.status == 2, "\(mistake)")
            #expect(ending.output.isEmpty && !ending.errors.isEmpty, "\(mistake)")
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("other")))
    }

    @Test func `input that is refused ends with 3, one line, and changes nothing`() throws {
        let (scratch, folder) = try workspace()
        let odd = try scratch.write("odd.csv", text: "colour,taste\nred,sweet\n")
        let refusals = [
            ["ingest", "--workspace", folder, odd], ["ingest", "--workspace", folder, scratch.path("missing.csv")],
            ["ingest", "--workspace", folder, SampleData.path("bad/bad_carrier.csv")],
            ["nightly", "--workspace", scratch.path("nowhere"), "--as-of", "2020-02-01"],
            ["init", folder, "--policy", "cn-nhc-v9"],
            ["match", "--itineraries", scratch.path("missing.csv"), "--events", odd],
        ]
        for refusal in refusals {
            let ending = try Tool.run(refusal)
            #expect(ending.status == 3, "\(refusal): \(ending.errors)")
            #expect(ending.errors.split(separator: "\n").count == 1, "\(refusal): \(ending.errors)")
        }
        #expect(FolderFiles.paths(folder + "/archive").isEmpty && FolderFiles.paths(folder + "/store").isEmpty)
        #expect(FolderFiles.paths(folder + "/quarantine").isEmpty)
    }

    @Test func `a night with one refused file does the rest and ends with 4`() throws {
        let county = try County.sample()
        try county.deliver(["bad_carrier.csv": try SampleData.bytes("bad/bad_carrier.csv")])
        let arguments = ["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf, "--format", "json"]
        let ending = try Tool.run(arguments)
        #expect(ending.status == 4)
        let night = try Night(json: ending.output)
        #expect(try night.table("contacts.csv").count == 73)
        #expect(ending.errors.contains("TOO_MANY_REJECTED"))
        #expect(county.files(below: "inbox") == ["bad_carrier.csv"])
        // A person has looked: it is taken with a reason; what is left of it may still be called short.
        let accepted = try Tool.run(arguments + ["--accept-anyway", "looked at"])
        #expect(
            accepted.status == (accepted.errors.contains("SHORT_FILE: bad_carrier.csv") ? 4 : 0), "\(accepted.errors)")
        #expect(county.files(below: "inbox").isEmpty)
    }

    @Test func `json holds what the table says, and only results go to standard output`() throws {
        let county = try County.sample()
        let ingest = try Tool.run(["ingest", "--workspace", county.folder, "--format", "json"])
        #expect(ingest.status == 0)
        let files = try Night.fields(ingest.output)["files"] as? [[String: Any]] ?? []
        let rows = { (name: String) in files.reduce(0) { $0 + ($1[name] as? Int ?? 0) } }
        #expect(rows("read") == 17_838 && rows("accepted") == 17_835 && rows("rejected") == 3 && rows("duplicate") == 0)
        let screen = ["screen", "--workspace", county.folder, "--as-of", SampleData.asOf]
        let json = try Tool.run(screen + ["--format", "json"])
        #expect(json.output.split(separator: "\n").count == 1 && json.output.hasPrefix("{") && json.errors.isEmpty)
        let fields = try Night.fields(json.output)
        #expect(fields["contacts"] as? [String: Int] == ["close": 48, "general": 15, "companion_spacetime": 10])
        #expect(fields["undeclared_persons"] as? Int == 7 && fields["undeclared_vehicles"] as? Int == 3)
        let table = try Tool.run(screen, environment: ["TRACEGRID_WORKSPACE": "/nowhere"])
        #expect(table.status == 0 && table.errors.isEmpty)
        #expect(
            table.output.contains("contacts, close") && table.output.contains("The same night again: nothing changed."))
        #expect(!table.output.contains("\u{1B}"))
    }

    @Test func `the workspace may be named by flag, by environment, or by standing in it`() throws {
        let county = try County.sample()
        let flag = try Tool.run(["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf])
        #expect(flag.status == 0)
        let screen = ["screen", "--as-of", SampleData.asOf]
        let named = try Tool.run(screen, environment: ["TRACEGRID_WORKSPACE": county.folder])
        #expect(named.status == 0, "\(named.errors)")
        #expect(try Tool.run(screen, in: county.folder).status == 0)
        #expect(try Tool.run(screen, in: county.scratch.path).status == 3)
    }

    @Test func `doctor tells a workspace in order from one that is not there`() throws {
        let county = try SampleNight.copy().county
        let good = try Tool.run(["doctor", "--workspace", county.folder])
        #expect(good.status == 0 && !good.output.contains("FAIL") && !good.output.contains("warn"), "\(good.output)")
        let missing = try Tool.run(["doctor", "--workspace", county.scratch.path("nowhere")])
        #expect(missing.status == 1 && missing.output.contains("FAIL"))
    }

    @Test func `a workspace without encryption says so on every output`() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.path("open")
        let made = try Tool.run(["init", folder, "--policy", "cn-nhc-v9", "--no-encryption"])
        let night = try Tool.run(["nightly", "--workspace", folder, "--as-of", "2020-02-01"])
        for ending in [made, night] { #expect(ending.status == 0 && ending.output.contains("NOT ENCRYPTED")) }
        for command in [
            ["ingest"], ["screen", "--as-of", "2020-02-01"], ["compare-policies", "cn-nhc-v9", "cn-nhc-v8"],
            ["tasks", "list"],
            ["tasks", "counts"], ["explain", "c"], ["audit", "show"], ["audit", "subject", "x"],
        ] {
            let ending = try Tool.run(command + ["--workspace", folder])
            #expect((ending.output + ending.errors).contains("NOT ENCRYPTED"), "\(command): \(ending.errors)")
        }
        let manifest = try scratch.text("open/runs/2020-02-01/current/manifest.json")
        #expect(manifest.contains("NOT ENCRYPTED"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `completions are made for each shell and name the commands`(shell: String) throws {
        let ending = try Tool.run(["--generate-completion-script", shell])
        #expect(ending.status == 0 && ending.errors.isEmpty)
        for command in CommandLineTests.commands { #expect(ending.output.contains(command), "\(command)") }
        #expect(ending.output.contains("as-of"))
    }

    @Test func `synth makes the same city twice and refuses a folder that holds something`() throws {
        let scratch = try ScratchFolder()
        let options = ["--people", "300", "--days", "5", "--cases", "1", "--carrier-rows", "2000", "--seed", "9"]
        for name in ["one", "two"] {
            #expect(try Tool.run(["synth", "--out", scratch.path(name)] + options).status == 0)
        }
        let paths = FolderFiles.paths(scratch.path("one"))
        #expect(paths.count > 20 && paths == FolderFiles.paths(scratch.path("two")))
        for path in paths { #expect(try scratch.bytes("one/" + path) == (try scratch.bytes("two/" + path)), "\(path)") }
        #expect(try Tool.run(["synth", "--out", scratch.path("one")] + options).status == 3)
    }
}
