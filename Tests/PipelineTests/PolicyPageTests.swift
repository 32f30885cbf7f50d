import Foundation
import Pipeline
import TestSupport
import Testing

/// `docs/policies` says what the shipped policies say.
@Suite struct PolicyPageTests {
    private static let folder = PackageRoot.path("docs/policies")

    @Test func `every shipped policy has its page, as scripts-policy-pages writes it, and no other page lies about`()
        throws
    {
        let book = PolicyBook(workspace: nil)
        let names = try book.list().map(\.name)
        for name in names {
            let page = try String(contentsOfFile: "\(Self.folder)/\(name).md", encoding: .utf8)
            #expect(page == (try book.page(of: name)), "run scripts/policy-pages: \(name) differs")
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0 != "README.md" }
        #expect(files.sorted() == names.map { "\($0).md" }.sorted())
    }

    @Test func `the overview links every page`() throws {
        let overview = try String(contentsOfFile: "\(Self.folder)/README.md", encoding: .utf8)
        for name in try PolicyBook(workspace: nil).list().map(\.name) {
            #expect(overview.contains("[`\(name)`](\(name).md)"), "\(name)")
        }
    }

    @Test func `a workspace lists its own policies, and says what is wrong with one`() throws {
        let scratch = try ScratchFolder()
        let folder = scratch.path("county")
        #expect(try Tool.run(["init", folder, "--policy", "cn-nhc-v9", "--quiet"]).status == 0)
        let head = "title: Ours\neffective_from: 2023-01-01\nsource: own rule\nextends: cn-nhc-v9\n"
        _ = try scratch.write("county/policies/ours.yaml", text: "policy: ours\n" + head + "window: {before_days: 3}\n")
        _ = try scratch.write(
            "county/policies/wrong.yaml", text: "policy: wrong\n" + head + "window: {before_day: 3}\n")
        let list = try Tool.run(["policies", "list", "--workspace", folder, "--format", "csv"]).output
        #expect(list.contains("\nours,2023-01-01,Ours,"))
        #expect(list.contains("wrong.yaml:6: window.before_day: unknown key"))
        #expect(!list.contains("\ncommon,"))
        let shown = try Tool.run(["policies", "show", "ours", "--workspace", folder])
        #expect(shown.status == 0 && shown.output.contains("  before_days: 3\n"))
        let page = try Tool.run(["policies", "show", "ours", "--as", "page", "--workspace", folder])
        #expect(page.output.contains("From 3 days before"))
        #expect(try Tool.run(["policies", "show", "wrong", "--workspace", folder]).status == 0)
        #expect(try Tool.run(["policies", "show", "wrong", "--as", "page", "--workspace", folder]).status == 3)
        #expect(try Tool.run(["policies", "show", "nobody", "--workspace", folder]).status == 3)
        #expect(try Tool.run(["policies", "show", "nobody"]).status == 2)
    }
}
