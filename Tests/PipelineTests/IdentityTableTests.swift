import Feeds
import Files
import TestSupport
import Testing
import Vault
import Vocabulary

@testable import Pipeline

/// One code, pseudonym and seal per identifier of a delivery.
@Suite struct IdentityTableTests {
    /// What a carrier file of these phones is parsed to.
    private func chunk(phones: [String]) throws -> ParsedChunk {
        let head = Array("phone,time,lon,lat\n".utf8)
        let rows = phones.map { "\($0),2020-01-27 08:00:00,118.3,28.9\n" }.joined()
        let mapping = FeedMapping(source: "test", zone: .china)
        let layout = try FeedLayout.detect(head: head + Array(rows.utf8), fileName: "carrier.csv", mapping: mapping)
        let parser = try FeedParser(
            layout: layout, mapping: mapping, now: 1_580_600_000, fileNumber: 1, digestKey: (1, 2))
        return parser.parse((head + Array(rows.utf8)).span, firstLine: 1)
    }

    @Test func `chunks on many threads share one code per identifier`() throws {
        let key = PseudonymKey.random()
        let table = IdentityTable(key: key)
        // Mobile numbers, and landlines that are kept as text.
        let phones =
            (0..<3000).map { "138\(10_000_000 + $0 * 37 % 1500)" } + (0..<200).map { "0571\(8_000_000 + $0 % 50)" }
        let chunks = try (0..<8).map { try chunk(phones: Array(phones[($0 * 100)...])) }
        let coded = parallelMap(chunks) { chunk in
            var chunk = chunk
            table.recode(&chunk)
            return chunk
        }
        let pseudonyms = table.pseudonyms()
        #expect(pseudonyms.count == 1550 && Set(pseudonyms).count == 1550)
        for (number, chunk) in coded.enumerated() {
            let own = phones[(number * 100)...]
            #expect(chunk.observations.count == own.count)
            for (code, phone) in zip(chunk.observations.phone, own) {
                #expect(pseudonyms[Int(code) - 1] == key.pseudonym(of: Identifier(kind: .phone, text: phone)))
            }
        }
    }

    @Test func `pseudonyms grow with the table and keep their places`() throws {
        let table = IdentityTable(key: .random())
        #expect(table.pseudonyms().isEmpty)
        var first = try chunk(phones: (0..<500).map { "139\(20_000_000 + $0)" })
        table.recode(&first)
        let before = table.pseudonyms()
        var second = try chunk(phones: (250..<9000).map { "139\(20_000_000 + $0)" })
        table.recode(&second)
        let after = table.pseudonyms()
        #expect(before.count == 500 && after.count == 9000)
        #expect(Array(after[..<500]) == before)
        #expect(second.observations.phone.prefix(250).map { $0 } == first.observations.phone.suffix(250).map { $0 })
    }

    @Test func `each identifier is sealed once, in the order of the pseudonyms`() throws {
        let pair = IdentityKeyPair.random()
        let seal = try IdentitySealer(fileText: pair.publicText).batch()
        let key = PseudonymKey.random()
        let table = IdentityTable(key: key)
        let phones = (0..<5000).map { "137\(30_000_000 + $0 % 2500)" }
        var rows = try chunk(phones: phones)
        table.recode(&rows)
        let sealed = try table.sealed(in: seal)
        #expect(
            sealed.map(\.pseudonym)
                == Set(phones.map { key.pseudonym(of: Identifier(kind: .phone, text: $0)) }).sorted())
        let opened = try sealed.map { try seal.open($0.sealed, about: $0.pseudonym) }
        #expect(Set(opened) == Set(phones) && opened.count == 2500)
    }
}

/// A file's digest and copy, made beside other work.
@Suite struct FileDigestTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test(arguments: [0, 1, 256 << 10, 700_001])
    func `the copy holds the bytes of the digest`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try scratch.write("feed.csv", bytes)
        let digest = FileDigest(of: path, copyTo: scratch.path("copy"))
        let finding = try digest.finding()
        #expect(finding.sha256 == SHA256Digest.hex(of: bytes) && finding.bytes == count)
        #expect(try scratch.bytes("copy") == bytes)
        digest.discard()
        #expect(!FileSystem.exists(scratch.path("copy")))
        #expect(try FileDigest(of: path, copyTo: nil).finding().copy == nil)
    }

    @Test func `a copy that was moved on stays, and a missing file is an error`() throws {
        let path = try scratch.write("feed.csv", text: "a,b\n")
        let digest = FileDigest(of: path, copyTo: scratch.path("copy"))
        try FileSystem.move(try #require(try digest.finding().copy), to: scratch.path("kept"))
        digest.discard()
        #expect(try scratch.text("kept") == "a,b\n")
        let missing = FileDigest(of: scratch.path("none"), copyTo: scratch.path("copy"))
        #expect(throws: FileError.self) { try missing.finding() }
        missing.discard()
        #expect(!FileSystem.exists(scratch.path("copy")))
    }
}
