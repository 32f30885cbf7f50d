import Foundation
import TestSupport
import Testing

/// The commands of pages, run word for word in one shell, give the pages' outputs.
@Suite struct TutorialTests {
    @Test(arguments: [("docs/tutorial.md", 8, 7), ("docs/tasks.md", 4, 2), ("docs/languages.md", 4, 4)])
    func `every command of a page prints what the page says`(page: String, commands: Int, answers: Int) throws {
        let text = try String(contentsOfFile: PackageRoot.path(page), encoding: .utf8)
        var scripts: [String] = []
        var outputs: [String?] = []
        for match in text.matches(of: /```(bash|text)\n((?:.|\n)*?)```/) {
            if match.1 == "bash" {
                scripts.append(String(match.2))
                outputs.append(nil)
            } else {
                outputs[outputs.count - 1] = String(match.2)
            }
        }
        #expect(scripts.count >= commands && outputs.count { $0 != nil } >= answers)
        let scratch = try ScratchFolder()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("SampleData"), withDestinationPath: SampleData.folder)
        let tools = URL(fileURLWithPath: try Tool.path()).deletingLastPathComponent().path
        try scratch.write(
            "tutorial.sh",
            text: "set -e\nunset NO_COLOR PAGER\nexport PATH=\"\(tools):$PATH\"\n"
                + scripts.enumerated().map { "{\n\($1)} > out.\($0)\n" }.joined())
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["tutorial.sh"]
        shell.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        shell.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write("err", text: "")))
        try shell.run()
        shell.waitUntilExit()
        let errors = try scratch.text("err")
        #expect(shell.terminationStatus == 0, "\(errors)")
        for (number, expected) in outputs.enumerated() {
            guard let expected else { continue }
            let printed = try scratch.text("out.\(number)")
            #expect(masked(printed) == masked(expected), "command \(number + 1)")
        }
    }

    /// Ids, pseudonyms and their beginnings are keyed, so they differ from workspace to workspace.
    private func masked(_ text: String) -> String {
        text.replacing(/\b[ctuk][0-9a-hjkmnp-tv-z]{20}\b/.wordBoundaryKind(.simple), with: "ID")
            .replacing(/\b[dptv][0-9a-hjkmnp-tv-z]{26}\b/.wordBoundaryKind(.simple), with: "SOMEBODY")
            .replacing(/\b[dptv][0-9a-hjkmnp-tv-z]{7,11}\b/.wordBoundaryKind(.simple), with: "SOMEBODY")
            .replacing(/\br[0-9a-f]{12}\b/.wordBoundaryKind(.simple), with: "RUN")
            .replacing(/\b[0-9a-f]{16}\b/.wordBoundaryKind(.simple), with: "DIGEST")
    }
}
