import Testing
import Vault
import Vocabulary

@Suite struct IdentityTests {
    let subject = Pseudonym(kind: .person, high: 0x0102_0304_0506_0708, low: 0x1112_1314_1516_1718)
    let name = "张伟|420106199001011234|光谷大道77号"

    @Test func `what is sealed opens with the secret key only`() throws {
        let pair = IdentityKeyPair.random()
        let secret = try #require(pair.secretText)
        let batch = try IdentitySealer(fileText: pair.publicText).batch()
        let sealed = try batch.seal(name, about: subject)

        let opened = try IdentityOpener(fileText: secret).batch(of: Envelope(bytes: batch.envelope.bytes))
        #expect(try opened.open(sealed, about: subject) == name)

        let stranger = try IdentityOpener(fileText: try #require(IdentityKeyPair.random().secretText))
        let error = try #require(throws: VaultError.self) { try stranger.batch(of: batch.envelope) }
        guard case .sealedToAnotherKey(let needed, let present) = error else {
            Issue.record("not the expected error: \(error)")
            return
        }
        #expect(needed != present)
        #expect(error.description.contains("fetch the key"))
    }

    @Test func `sealed bytes hold no clear text and differ each time`() throws {
        let batch = try IdentitySealer(fileText: IdentityKeyPair.random().publicText).batch()
        let first = try batch.seal(name, about: subject)
        let second = try batch.seal(name, about: subject)
        #expect(first != second)
        let text = Array(name.utf8)
        for sealed in [first, second, batch.envelope.bytes] {
            for start in 0..<(text.count - 6) {
                #expect(!contains(sealed, Array(text[start..<start + 6])))
            }
        }
        #expect(first.count == 1 + 12 + text.count + 16)
    }

    @Test func `a sealed value moved to another person does not open`() throws {
        let batch = try IdentitySealer(fileText: IdentityKeyPair.random().publicText).batch()
        let sealed = try batch.seal(name, about: subject)
        let other = Pseudonym(kind: .person, high: 1, low: 2)
        #expect(throws: VaultError.damagedPayload) { try batch.open(sealed, about: other) }
    }

    @Test func `one flipped bit anywhere is noticed`() throws {
        let pair = IdentityKeyPair.random()
        let opener = try IdentityOpener(fileText: try #require(pair.secretText))
        let batch = try IdentitySealer(fileText: pair.publicText).batch()
        let sealed = try batch.seal("A", about: subject)
        for position in sealed.indices {
            var broken = sealed
            broken[position] ^= 4
            #expect(throws: VaultError.damagedPayload) { try batch.open(broken, about: subject) }
        }
        for position in batch.envelope.bytes.indices {
            var broken = batch.envelope.bytes
            broken[position] ^= 4
            #expect(throws: VaultError.self) { try opener.batch(of: Envelope(bytes: broken)) }
        }
        for length in 0..<sealed.count {
            #expect(throws: VaultError.damagedPayload) { try batch.open(Array(sealed.prefix(length)), about: subject) }
        }
        for length in 0..<batch.envelope.bytes.count {
            #expect(throws: VaultError.self) {
                try opener.batch(of: Envelope(bytes: Array(batch.envelope.bytes.prefix(length))))
            }
        }
    }

    @Test func `without encryption values are kept and marked`() throws {
        let sealer = try IdentitySealer(fileText: IdentityKeyPair.plain.publicText)
        #expect(sealer.isPlain)
        #expect(IdentityKeyPair.plain.secretText == nil)
        #expect(IdentityKeyPair.plain.publicText.contains("synthetic data only"))
        let batch = try sealer.batch()
        #expect(batch.envelope.isPlain)
        let sealed = try batch.seal(name, about: subject)
        #expect(sealed == [0] + Array(name.utf8))
        let opener = try IdentityOpener(fileText: IdentityKeyPair.plain.publicText)
        #expect(try opener.batch(of: batch.envelope).open(sealed, about: subject) == name)
    }

    @Test func `a plain value does not pass for a sealed one`() throws {
        let pair = IdentityKeyPair.random()
        let batch = try IdentitySealer(fileText: pair.publicText).batch()
        #expect(throws: VaultError.damagedPayload) { try batch.open([0] + Array(name.utf8), about: subject) }
        let plain = try IdentityOpener(fileText: IdentityKeyPair.plain.publicText)
        let error = try #require(throws: VaultError.self) { try plain.batch(of: batch.envelope) }
        guard case .sealedWithoutKey = error else {
            Issue.record("not the expected error: \(error)")
            return
        }
    }

    @Test func `keys put in each other's place are told apart`() throws {
        let pair = IdentityKeyPair.random()
        let secret = try #require(pair.secretText)
        #expect(throws: VaultError.self) { try IdentitySealer(fileText: secret) }
        #expect(throws: VaultError.self) { try IdentityOpener(fileText: pair.publicText) }
        let opener = try IdentityOpener(fileText: secret)
        let bytes = try #require(secret.split(separator: " ").last).trimmingSuffix("\n")
        var dumped = ""
        dump(opener, to: &dumped)
        #expect(!dumped.contains(bytes))
        #expect("\(opener)".hasPrefix("identity key "))
    }

    @Test func `batches do not open each other's values`() throws {
        let sealer = try IdentitySealer(fileText: IdentityKeyPair.random().publicText)
        let first = try sealer.batch()
        let second = try sealer.batch()
        #expect(first.envelope != second.envelope)
        let sealed = try first.seal(name, about: subject)
        #expect(throws: VaultError.damagedPayload) { try second.open(sealed, about: subject) }
    }

    func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { Array(bytes[$0..<$0 + part.count]) == part }
    }
}

extension Substring {
    /// The text without a suffix.
    fileprivate func trimmingSuffix(_ suffix: String) -> Substring { hasSuffix(suffix) ? dropLast(suffix.count) : self }
}
