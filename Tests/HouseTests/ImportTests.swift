import Foundation
import TestSupport
import Testing

/// The house as ARCHITECTURE.md draws it: who may import whom.
@Suite struct ImportTests {
    static let allowed: [String: Set<String>] = [
        "Vocabulary": ["Glibc"],
        "Files": ["Vocabulary", "CLZ4", "CZstd", "CZlib", "CXlsxWriter", "Glibc", "Dispatch", "Synchronization"],
        "Feeds": ["Vocabulary", "CScan", "Glibc", "Synchronization"],
        "Vault": ["Vocabulary", "Crypto", "FoundationEssentials"],
        "Store": ["Vocabulary", "Files", "CLZ4", "CPack", "CZlib", "Glibc", "Dispatch", "Synchronization"],
        "Policy": ["Vocabulary", "Yams"],
        "Matching": ["Vocabulary", "Policy", "Glibc"],
        "Assessment": ["Vocabulary", "Policy", "Glibc"],
        "FollowUp": ["Vocabulary", "Policy"],
        "Ledger": ["Vocabulary", "GRDB", "Foundation", "FoundationEssentials", "Synchronization"],
        "Publishing": ["Vocabulary", "Glibc"],
        "Simulation": ["Vocabulary", "Glibc"],
        "Pipeline": [
            "Vocabulary", "Files", "Feeds", "Vault", "Store", "Policy", "Matching", "Assessment", "FollowUp", "Ledger",
            "Publishing", "Foundation", "Dispatch", "Synchronization", "Glibc", "Yams",
        ],
        "tracegrid": [
            "Vocabulary", "Pipeline", "Simulation", "ArgumentParser", "Dispatch", "Dispatch", "Glibc", "Foundation",
            "Synchronization", "Files",
            "Publishing",
        ],
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a module imports only modules before it`(module: String) throws {
        let permitted = try #require(Self.allowed[module])
        let files = try SourceFiles.swift(under: "Sources/\(module)")
        #expect(!files.isEmpty)
        for file in files {
            for line in try SourceFiles.lines(file) {
                let words = line.split(separator: " ")
                guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1 else { continue }
                let name = String(words[words.count - 1].split(separator: ".")[0])
                #expect(permitted.contains(name), "\(file) imports \(name)")
            }
        }
    }

    @Test func `every module of the package is in the list`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: PackageRoot.path("Sources"))
        let modules = Set(folders.filter { !["CLZ4", "CZstd", "CZlib", "CXlsxWriter", "CScan", "CPack"].contains($0) })
        #expect(modules == Set(Self.allowed.keys))
    }
}
