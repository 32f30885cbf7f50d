import Foundation
import TestSupport
import Testing

/// The manual pages say what the help texts say.
@Suite struct ManualTests {
    @Test(arguments: [
        "evaluate", "feeds",
        "init", "ingest", "screen", "nightly", "match", "synth", "doctor", "explain", "compare-policies",
        "policies list", "policies show", "tasks list", "tasks counts", "alerts list", "alerts show",
        "registers counts", "registers roster", "registers residence", "audit show",
        "audit verify", "audit subject",
        "keys show", "keys rotate",
        "purge", "hold place", "hold list", "hold release", "correct open", "correct list", "correct show",
        "correct decide",
        "report", "trace", "person", "links list", "links suggest", "links accept",
        "links reject", "links undo", "links add",
        "codes list", "codes counts", "codes show", "codes override propose", "codes override approve",
        "codes override revoke", "codes override list",
    ])
    func `every option of a command's help stands in its manual page`(command: String) throws {
        let help = try Tool(["help"] + command.split(separator: " ").map(String.init)).wait().output
        let page = try String(
            contentsOfFile: PackageRoot.path("docs/man/tracegrid.\(command.replacing(" ", with: ".")).1"),
            encoding: .utf8)
        let options = help.matches(of: /--([a-z][a-z-]+)/).map { String($0.1) }
        #expect(options.contains("help"))
        for option in Set(options).sorted() where option != "date" {
            // mdoc writes --as-of as `Fl -as-of`, and escapes nothing in it.
            #expect(page.contains("-\(option)"), "run scripts/man: --\(option) is missing")
        }
    }
}
