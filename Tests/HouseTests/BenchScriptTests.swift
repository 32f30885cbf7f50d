import Foundation
import TestSupport
import Testing

/// The side-by-side runs can be started.
@Suite struct BenchScriptTests {
    static let hasPython = ["/usr/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/python3")
    }

    @Test(.enabled(if: BenchScriptTests.hasPython, "python3 is not installed"))
    func `scripts/bench tells its options without installing anything`() throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [PackageRoot.path("scripts/bench"), "--help"]
        process.standardOutput = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        for option in ["--quick", "--data", "--peers"] { #expect(text.contains(option)) }
    }
}
