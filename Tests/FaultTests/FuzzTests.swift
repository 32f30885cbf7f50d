import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Every parser under mutated input: from the corpus of `Fuzz/Corpus`, with fixed seeds.
///
/// `scripts/fuzz` does the same for as long as one likes, following the coverage.
@Suite struct FuzzTests {
    /// Mutated inputs for each parser in the suite; `TRACEGRID_FUZZ_RUNS` takes more.
    static let runs = ProcessInfo.processInfo.environment["TRACEGRID_FUZZ_RUNS"].flatMap { Int($0) } ?? 1500

    @Test(arguments: FuzzTarget.allCases)
    func `no input brings a parser down, and all its ways agree`(target: FuzzTarget) throws {
        let folder = PackageRoot.path("Fuzz/Corpus/\(target.rawValue)")
        let corpus = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
        }
        #expect(!corpus.isEmpty)
        for input in corpus { target.run(input) }
        var random = SeededGenerator(seed: 1)
        // What is slow is tried for some seconds only.
        let end = ContinuousClock.now + .seconds(Self.runs > 1500 ? 3600 : 3)
        var tried = 0
        while tried < Self.runs, ContinuousClock.now < end {
            var input = corpus[Int.random(in: 0..<corpus.count, using: &random)]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                Mutation.apply(to: &input, from: corpus, using: &random)
            }
            target.run(input)
            tried += 1
        }
        print("\(target.rawValue): \(tried) mutated inputs")
    }
}

/// Small changes to inputs.
enum Mutation {
    /// Bytes and words that parsers stumble over.
    private static let words: [[UInt8]] = [
        [0], [0xFF], [0x22], [0x0A], [0x0D, 0x0A], [0x2C], [0x5C], [0xEF, 0xBB, 0xBF], [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80], Array("9223372036854775808".utf8), Array("-1".utf8), Array("1e400".utf8),
        Array("NaN".utf8), Array("24:00".utf8), Array("0000-00-00".utf8), Array("'".utf8), Array("\u{FF0C}".utf8),
        Array("&a ".utf8), Array("*a".utf8), [0xFF, 0xFF, 0xFF, 0x7F], [0x80], Array("{[".utf8), Array(": ".utf8),
    ]

    static func apply(to input: inout [UInt8], from corpus: [[UInt8]], using random: inout SeededGenerator) {
        if input.isEmpty { input = [0] }
        let at = Int.random(in: 0..<input.count, using: &random)
        let end = min(input.count, at + 1 + Int.random(in: 0..<64, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: input[at] = UInt8.random(in: 0...255, using: &random)
        case 1: input[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: input.insert(contentsOf: words.randomElement(using: &random) ?? [], at: at)
        case 3: input.removeSubrange(at..<end)
        case 4: input.insert(contentsOf: input[at..<end], at: Int.random(in: 0...input.count, using: &random))
        case 5:
            let other = corpus[Int.random(in: 0..<corpus.count, using: &random)]
            let from = Int.random(in: 0...other.count, using: &random)
            input.replaceSubrange(at..., with: other[from...])
        default: input[at] = input[at] &+ (Bool.random(using: &random) ? 1 : 255)
        }
        if input.count > 1 << 16 { input.removeSubrange((1 << 16)...) }
    }
}
