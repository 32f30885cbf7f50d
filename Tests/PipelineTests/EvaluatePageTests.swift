import Foundation
import TestSupport
import Testing

/// The example of docs/evaluate.md, run word for word.
@Suite struct EvaluatePageTests {
    @Test func `the page shows what its commands print`() throws {
        let page = try String(contentsOfFile: PackageRoot.path("docs/evaluate.md"), encoding: .utf8)
        let script = try #require(page.firstMatch(of: /```bash\n((?:.|\n)*?)```\n\n```\n((?:.|\n)*?)```/))
        let scratch = try ScratchFolder()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("SampleData"), withDestinationPath: SampleData.folder)
        let tools = URL(fileURLWithPath: try Tool.path()).deletingLastPathComponent().path
        try scratch.write(
            "example.sh", text: "set -e\nunset COLUMNS\nexport PATH=\"\(tools):$PATH\"\n" + String(script.1))
        let printed = scratch.path("printed")
        #expect(try Tool.shell("cd '\(scratch.path)' && bash example.sh > '\(printed)'") == 0)
        #expect(try scratch.text("printed") == String(script.2))
    }
}
