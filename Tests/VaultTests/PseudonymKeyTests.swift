import TestSupport
import Testing
import Vault
import Vocabulary

@Suite struct PseudonymKeyTests {
    /// A key file of the bytes 0 to 31.
    let fixed = """
        # a comment
        tracegrid-pseudonym-key-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f

        """

    @Test func `pseudonyms never change between versions`() throws {
        // Python: hmac.new(bytes(range(32)), b"phone\0" + b"13800001234", sha256), first 16 bytes, kind in the last 2
        // bits.
        let key = try PseudonymKey(fileText: fixed)
        let phone = key.pseudonym(of: Identifier(kind: .phone, text: "13800001234"))
        #expect(phone == Pseudonym(kind: .phone, high: 0x4FB7_9157_6BE8_FE02, low: 0x5501_1730_55AF_8963))
        #expect(key.rowKey == (0x66E8_5EBE_0915_11CE, 0x32F8_EF53_C604_8C35))
        #expect(key.digest(["K1", "p0"], prefix: "c") == "czk6wh9ax6c0yh3chah7d")
    }

    @Test func `the kind is part of what is hashed`() {
        let key = PseudonymKey.random()
        let pseudonyms = SubjectKind.allCases.map { key.pseudonym(of: Identifier(kind: $0, text: "X")) }
        #expect(Set(pseudonyms.map { $0.high }).count == 4)
        #expect(pseudonyms.map(\.kind) == SubjectKind.allCases)
        #expect(key.pseudonym(ofPerson: "X") == pseudonyms[3])
    }

    @Test func `a written key file reads back as the same key`() throws {
        let key = PseudonymKey.random()
        let copy = try PseudonymKey(fileText: key.fileText)
        let identifier = Identifier(kind: .plate, text: "鄂A12345")
        #expect(copy.pseudonym(of: identifier) == key.pseudonym(of: identifier))
        #expect(copy.fingerprint == key.fingerprint)
        #expect(PseudonymKey.random().pseudonym(of: identifier) != key.pseudonym(of: identifier))
        #expect(key.fileText.hasPrefix("# "))
    }

    @Test func `parts of a digest do not run together`() throws {
        let key = PseudonymKey.random()
        let digests = [
            key.digest(["ab", "c"], prefix: "t"), key.digest(["a", "bc"], prefix: "t"),
            key.digest(["abc"], prefix: "t"), key.digest(["abc", ""], prefix: "t"),
            key.digest(["ab", "c"], prefix: "c"),
        ]
        #expect(Set(digests.map { $0.dropFirst() }).count == 5)
        for digest in digests {
            #expect(digest.count == 21)
            #expect(digest.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) })
        }
        #expect(digests[0] == key.digest(["ab", "c"], prefix: "t"))
    }

    @Test func `printing a key shows nothing of it`() throws {
        let key = try PseudonymKey(fileText: fixed)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("0001020304"))
            #expect(!text.contains("bytes"))
            #expect(text.contains(key.fingerprint))
        }
    }

    @Test(arguments: [
        "", "# only a comment\n", "tracegrid-pseudonym-key-1 00\n", "tracegrid-pseudonym-key-1\n",
        "0001020304050607080900112233445566778899aabbccddeeff001122334455\n",
        "tracegrid-pseudonym-key-1 " + String(repeating: "zz", count: 32),
        "tracegrid-pseudonym-key-1 " + String(repeating: "00", count: 33),
        "tracegrid-pseudonym-key-9 " + String(repeating: "00", count: 32),
        String(repeating: "tracegrid-pseudonym-key-1 " + String(repeating: "00", count: 32) + "\n", count: 2),
    ])
    func `a broken key file is refused by name and never repeated`(text: String) throws {
        let error = try #require(throws: VaultError.self) { try PseudonymKey(fileText: text, file: "k/pseudonym.key") }
        #expect(error.description.hasPrefix("k/pseudonym.key: "))
        #expect(!error.description.contains("0001020304"))
        #expect(!error.description.contains("\n"))
    }

    @Test func `an identity key in place of the pseudonym key is told apart`() throws {
        let other = IdentityKeyPair.random().publicText
        #expect(
            throws: VaultError.wrongKindOfKey(
                file: "pseudonym.key", expected: "pseudonym key", found: "public identity key")
        ) { try PseudonymKey(fileText: other) }
    }

    @Test func `a successor shares nothing with its key but what rows were digested with`() throws {
        let first = try PseudonymKey(fileText: fixed)
        let second = first.successor()
        let third = try PseudonymKey(fileText: second.successor().fileText)
        #expect([first, second, third].map(\.generation) == [1, 2, 3])
        #expect(Set([first, second, third].map(\.fingerprint)).count == 3)
        let phone = Identifier(kind: .phone, text: "13800001234")
        #expect(Set([first, second, third].map { $0.pseudonym(of: phone) }).count == 3)
        #expect(second.rowKey == first.rowKey && third.rowKey == first.rowKey)
        #expect(first.rowVeils.isEmpty && second.rowVeils.count == 1 && third.rowVeils.count == 2)
        #expect(third.rowVeils[0] == second.rowVeils[0] && third.rowVeils[1] != second.rowVeils[0])
        #expect(second.follows(first) && third.follows(second) && !third.follows(first) && !second.follows(.random()))
        // Neither file tells the other's secret.
        let secret = "000102030405060708090a0b0c0d0e0f"
        #expect(!second.fileText.contains(secret) && first.fileText.contains(secret))
        #expect(throws: VaultError.self) { try PseudonymKey(fileText: second.fileText.dropLast(9) + "\n") }
    }

    @Test func `ids that people know go on, and what a key has sealed only it opens`() throws {
        let key = PseudonymKey.random()
        let made = key.digest(["a", "b"], prefix: "t")
        #expect(key.keeping([made: "told"]).digest(["a", "b"], prefix: "t") == "told")
        #expect(key.keeping([made: "told"]).digest(["a", "c"], prefix: "t") == key.digest(["a", "c"], prefix: "t"))
        let sealed = try key.sealed([1, 2, 3], for: "x")
        #expect(try key.opened(sealed, for: "x") == [1, 2, 3])
        #expect(throws: VaultError.damagedNames) { try key.opened(sealed, for: "y") }
        #expect(throws: VaultError.damagedNames) { try PseudonymKey.random().opened(sealed, for: "x") }
        #expect(throws: VaultError.damagedNames) { try key.opened(Array(sealed.dropLast()), for: "x") }
    }
}
