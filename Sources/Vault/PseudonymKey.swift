import Crypto
public import Vocabulary

/// The secret under which identifiers become pseudonyms (HMAC-SHA-256).
///
/// The same identifier gives the same pseudonym under the same key on every machine. Each use has its own first
/// bytes, so that no two uses can ever meet: `kind 0 text` for pseudonyms, `digest letter 0 parts` for stable ids,
/// `row key 0` for row digests, `certificate 0 text` for the seals of certificates, `sealing key 0` for what only a
/// holder of the key may read.
public struct PseudonymKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// Has taken in the key: two of the four blocks that each code would cost.
    private let keyed: HMAC<SHA256>
    /// Kept beside the prepared key, to write the file.
    private let bytes: [UInt8]
    /// Keys of row digests of the keys before this one, the oldest first; they open no pseudonym.
    private let inherited: [(UInt64, UInt64)]
    /// Ids that go by another name than the one this key gives them, see ``keeping(_:)``.
    private var kept: [String: String] = [:]

    /// A fresh key of 256 random bits.
    public static func random() -> PseudonymKey { PseudonymKey(bytes: randomKeyBytes(), inherited: []) }

    /// A fresh key to take the place of this one: it shares no secret with it but the keys of row digests, over which it
    /// lays one of its own.
    public func successor() -> PseudonymKey {
        PseudonymKey(bytes: randomKeyBytes(), inherited: inherited + [ownRowKey])
    }

    /// Whether it was made to take the place of another key.
    public func follows(_ other: PseudonymKey) -> Bool {
        let before = other.inherited + [other.ownRowKey]
        return inherited.count == before.count && zip(inherited, before).allSatisfy { $0 == $1 }
    }

    /// The key with ids that are known under another name: by what the key makes of their parts.
    public func keeping(_ ids: [String: String]) -> PseudonymKey {
        var key = self
        key.kept = ids
        return key
    }

    /// How many keys there were, this one included.
    public var generation: Int { inherited.count + 1 }

    /// Reads the text of `pseudonym.key`; `file` is the name for errors.
    public init(fileText: String, file: String = "pseudonym.key") throws(VaultError) {
        let text = try KeyText(parsing: fileText, file: file)
        try text.require(.pseudonym, file: file)
        self.init(
            bytes: Array(text.bytes.prefix(32)),
            inherited: stride(from: 32, to: text.bytes.count, by: 16).map {
                (number(text.bytes[$0..<$0 + 8]), number(text.bytes[$0 + 8..<$0 + 16]))
            })
    }

    private init(bytes: [UInt8], inherited: [(UInt64, UInt64)]) {
        self.bytes = bytes
        self.inherited = inherited
        keyed = HMAC<SHA256>(key: SymmetricKey(data: bytes))
    }

    /// The text to write as `pseudonym.key`, readable by its owner only.
    public var fileText: String {
        let handed = inherited.flatMap { bigEndian($0.0) + bigEndian($0.1) }
        return KeyText(kind: .pseudonym, bytes: bytes + handed).text(comment: [
            "TraceGrid pseudonym key: turns ID numbers, phones and plates into pseudonyms.",
            "Who holds it can tell which pseudonym is whose. Keep it 0600, keep one backup apart from the data, never",
            "hand it out with results. Without it new deliveries no longer match what is stored.",
        ])
    }

    /// The pseudonym of an identifier in canonical form.
    public func pseudonym(of identifier: Identifier) -> Pseudonym {
        pseudonym(kind: identifier.kind, text: identifier.text)
    }

    /// The pseudonym of a registry entry.
    public func pseudonym(ofPerson personID: String) -> Pseudonym { pseudonym(kind: .person, text: personID) }

    /// What stands for a pseudonym of an earlier key whose identifier nobody can open any more: it joins with what else
    /// named it, and with nobody who is delivered again.
    public func pseudonym(ofForgotten former: Pseudonym) -> Pseudonym {
        let (high, low) = code("forgotten \(former.kind.name)", former.bytes)
        return Pseudonym(kind: former.kind, high: high, low: low)
    }

    private func pseudonym(kind: SubjectKind, text: String) -> Pseudonym {
        let (high, low) = code(kind.name, Array(text.utf8))
        return Pseudonym(kind: kind, high: high, low: low)
    }

    /// A stable keyed id of 100 bits: `prefix` and 20 base-32 characters, for contacts, tasks and the like.
    ///
    /// Parts are length-prefixed, so `["ab", "c"]` and `["a", "bc"]` differ; so do equal parts under other prefixes.
    public func digest(_ parts: [String], prefix: Character) -> String {
        var message: [UInt8] = []
        for part in parts {
            let bytes = Array(part.utf8)
            for shift in stride(from: 56, through: 0, by: -8) {
                message.append(UInt8(truncatingIfNeeded: bytes.count >> shift))
            }
            message += bytes
        }
        var (high, low) = code("digest \(prefix)", message)
        var text = Array(String(prefix).utf8)
        for _ in 0..<20 {
            text.append(PseudonymKey.alphabet[Int(high >> 59)])
            high = high << 5 | low >> 59
            low <<= 5
        }
        let made = String(decoding: text, as: UTF8.self)
        return kept[made] ?? made
    }

    /// Key for a fast keyed hash of raw rows (such as SipHash), derived from the first key.
    public var rowKey: (UInt64, UInt64) { inherited.first ?? ownRowKey }

    /// Keys of what the later keys, this one last, lay over such a hash one after the other; none of a first key.
    public var rowVeils: [(UInt64, UInt64)] { Array((inherited + [ownRowKey]).dropFirst()) }

    private var ownRowKey: (UInt64, UInt64) { code("row key", []) }

    /// Lower-case hexadecimal HMAC-SHA-256 under which a certificate's text can be known again.
    public func seal(ofCertificate text: [UInt8]) -> String {
        var code = keyed
        code.update(data: Array("certificate".utf8) + [0] + text)
        return hexText(code.finalize())
    }

    /// Seals bytes so that only this key opens them; `use` says what they are for.
    public func sealed(_ bytes: [UInt8], for use: String) throws(VaultError) -> [UInt8] {
        do {
            return Array(
                try ChaChaPoly.seal(bytes, using: sealingKey, authenticating: Array(use.utf8)).combined)
        } catch {
            throw .sealingFailed
        }
    }

    /// Opens what ``sealed(_:for:)`` has sealed.
    public func opened(_ sealed: [UInt8], for use: String) throws(VaultError) -> [UInt8] {
        do {
            let box = try ChaChaPoly.SealedBox(combined: sealed)
            return Array(try ChaChaPoly.open(box, using: sealingKey, authenticating: Array(use.utf8)))
        } catch {
            throw .damagedNames
        }
    }

    private var sealingKey: SymmetricKey {
        var code = keyed
        code.update(data: Array("sealing key".utf8) + [0])
        return SymmetricKey(data: code.finalize())
    }

    /// Eight hexadecimal digits that tell keys apart without giving anything away.
    public var fingerprint: String { String(hexText(bigEndian(code("fingerprint", []).0)).prefix(8)) }

    /// Names the key by its fingerprint.
    public var description: String { "pseudonym key \(fingerprint)" }

    /// Shows nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: [("fingerprint", fingerprint)]) }

    /// The first 16 bytes of HMAC-SHA-256 over `use 0 message`, as two big-endian numbers.
    private func code(_ use: String, _ message: [UInt8]) -> (UInt64, UInt64) {
        var bytes = Array(use.utf8)
        bytes.reserveCapacity(bytes.count + 1 + message.count)
        bytes.append(0)
        bytes += message
        var high: UInt64 = 0
        var low: UInt64 = 0
        var code = keyed
        code.update(data: bytes)
        for (index, byte) in code.finalize().prefix(16).enumerated() {
            if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        return (high, low)
    }

    /// Crockford's base 32 in lower case.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
}

/// The eight bytes of a number, most significant first.
func bigEndian(_ number: UInt64) -> [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
}

/// A big-endian number of eight bytes.
private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
