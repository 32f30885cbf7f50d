import Files
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

/// Mutated deliveries through the whole of ingest: nothing crashes, and rows add up.
@Suite struct BadInputFuzzTests {
    @Test(arguments: 0..<3 as Range<UInt64>)
    func `mutated sample files are taken or refused, and their rows add up`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try BadInputBench()
        let folder = PackageRoot.path("SampleData/feeds")
        for name in try FileSystem.list(folder) {
            var bytes = try FileSystem.read(folder + "/" + name)
            let size = min(bytes.count, 3000)
            bytes = Array(bytes[..<size])
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert([0x22, 0x0D, 0x0A, 0x2C, 0x00, 0xFF].randomElement(using: &random) ?? 0, at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + 40))
                case 3: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 200)], at: at)
                default: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
                if bytes.isEmpty { bytes = [0x0A] }
            }
            try bench.deliver(name, bytes)
        }
        let count = try bench.names("inbox").count
        let result = try bench.ingest(acceptAnyway: "fuzz")
        #expect(result.summary.files.count + result.summary.refused.count == count, "seed \(seed)")
        _ = try bench.nightly()
    }
}
