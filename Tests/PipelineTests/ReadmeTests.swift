import Foundation
import TestSupport
import Testing

/// The README's worked example, run word for word.
@Suite struct ReadmeTests {
    @Test func `the README's own files give the README's own lists`() throws {
        let readme = try String(contentsOfFile: PackageRoot.path("README.md"), encoding: .utf8)
        let scripts = readme.matches(of: /```bash\n((?:.|\n)*?)```/).map { String($0.1) }
        #expect(scripts.count == 2)
        let printed = try #require(readme.firstMatch(of: /after the table of files:\n\n```\n((?:.|\n)*?)```/)).1
        let told = try #require(readme.firstMatch(of: /policy would have said:\n\n```\n((?:.|\n)*?)```/)).1
        let scratch = try ScratchFolder()
        let tools = URL(fileURLWithPath: try Tool.path()).deletingLastPathComponent().path
        try scratch.write(
            "example.sh", text: "set -e\nexport PATH=\"\(tools):$PATH\"\n" + scripts.joined(separator: "echo ====\n"))
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["example.sh"]
        shell.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        shell.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write("out", text: "")))
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        let shown = try #require(try scratch.text("out").firstRange(of: "found  "))
        let parts = try scratch.text("out")[shown.lowerBound...].split(separator: "====\n").map(String.init)
        #expect(parts.map(masked) == [printed, told].map { masked(String($0)) })
    }

    /// Ids, pseudonyms and digests of rows are keyed, so they differ from workspace to workspace; a policy's digest is
    /// told by its page.
    private func masked(_ text: String) -> String {
        text.replacing(/\b[rt][0-9a-hjkmnp-tv-z]{12,20}\b/.wordBoundaryKind(.simple), with: "ID")
            .replacing(/\b[dpt][0-9a-hjkmnp-tv-z]{26}\b/.wordBoundaryKind(.simple), with: "SOMEBODY").replacing(
                /\b[0-9a-f]{16}\b/.wordBoundaryKind(.simple), with: "DIGEST"
            ).replacing(/[0-9a-f]{64}/, with: "SHA")
    }
}
