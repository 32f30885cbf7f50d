import TestSupport
import Testing
import Vault

@Suite struct SHA256DigestTests {
    @Test func `known answers of FIPS 180-4`() {
        #expect(SHA256Digest.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256Digest().hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test(arguments: [UInt64](1...8))
    func `pieces of any size give the digest of the whole`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        var pieces = SHA256Digest()
        var position = 0
        while position < bytes.count {
            let next = min(bytes.count, position + Int.random(in: 0...80_000, using: &random))
            if Bool.random(using: &random) {
                pieces.update(bytes[position..<next])
            } else {
                pieces.update(bytes.span.extracting(position..<next))
            }
            position = next
        }
        #expect(pieces.hex == SHA256Digest.hex(of: bytes), "seed \(seed)")
        #expect(pieces.hex == pieces.hex)
    }
}
