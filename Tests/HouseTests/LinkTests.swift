import Foundation
import TestSupport
import Testing

/// Pages point at things that exist.
@Suite struct LinkTests {
    @Test func `links between the pages lead somewhere`() throws {
        var pages = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "SampleData/README.md"]
        if FileManager.default.fileExists(atPath: PackageRoot.path("docs")) {
            pages += try SourceFiles.all(under: "docs").filter { $0.hasSuffix(".md") }
        }
        for page in pages {
            let text = try SourceFiles.lines(page).joined(separator: "\n")
            let folder = page.split(separator: "/").dropLast().joined(separator: "/")
            for match in text.matches(of: /\]\(([^)#]+)(#[^)]*)?\)/) {
                let target = String(match.1)
                if target.contains("://") { continue }
                let path = PackageRoot.path(folder.isEmpty ? target : folder + "/" + target)
                #expect(FileManager.default.fileExists(atPath: path), "\(page) links to \(target)")
            }
        }
    }
}
