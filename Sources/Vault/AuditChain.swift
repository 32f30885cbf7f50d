internal import FoundationEssentials

/// A place in the audit: the number of a record and the digest that stands for it and all before it.
public struct AuditHead: Hashable, Sendable, CustomStringConvertible {
    /// Number of the last record; 0 before the first.
    public var number: Int
    /// Lower-case hexadecimal SHA-256.
    public var digest: String

    /// A head that was kept somewhere.
    public init(number: Int, digest: String) {
        self.number = number
        self.digest = digest
    }

    /// Before the first record.
    public static let start = AuditHead(number: 0, digest: String(repeating: "0", count: 64))

    /// `17 3f9c...`.
    public var description: String { "\(number) \(digest)" }

    /// Reads ``description`` back.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, let number = Int(words[0]), words[1].utf8.count == 64 else { return nil }
        self.init(number: number, digest: String(words[1]))
    }
}

/// What is wrong with one line of the audit.
public enum AuditFault: Error, Hashable, Sendable {
    /// It is no record that TraceGrid writes.
    case malformed
    /// Its number does not follow.
    case wrongNumber(expected: Int, found: Int)
    /// Its digest does not follow from its text and the record before.
    case wrongDigest
    /// It was not written by a holder of the audit key.
    case wrongMAC
}

/// The rule by which audit records hang on one another.
///
/// A line is the record as compact JSON with sorted keys, and as its last two keys `chain` and `mac`:
/// `chain` = SHA-256(`tracegrid audit 1 ` + the chain value before + ` ` + the text of the line up to `,"chain"`),
/// `mac` = HMAC-SHA-256(audit key, `audit record ` + chain). Whoever has the lines can check the chain; whoever has the
/// key can check that nobody without it wrote them anew.
public struct AuditChain: Sendable {
    private let key: AuditKey?
    /// Longest line, its end included; what reads the end of the file relies on it.
    public static let longestLine = 1 << 16

    /// A chain; without the key MACs are not checked and nothing can be added.
    public init(key: AuditKey?) { self.key = key }

    /// The line of a record that follows a head, its line feed included, and the new head.
    ///
    /// Throws ``VaultError/sealingFailed`` where there is no key or the record is too long.
    public func line(_ record: AuditRecord, after head: AuditHead) throws(VaultError) -> (
        bytes: [UInt8], head: AuditHead
    ) {
        guard let key else { throw .sealingFailed }
        var record = record
        record.number = head.number + 1
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(record), json.count > 2 else { throw .sealingFailed }
        let body = Array(json.dropLast())
        let digest = AuditChain.digest(of: body, after: head)
        let bytes = body + AuditChain.ending(digest, key.mac(of: digest)) + [UInt8(ascii: "\n")]
        guard bytes.count <= AuditChain.longestLine else { throw .sealingFailed }
        return (bytes, AuditHead(number: record.number, digest: digest))
    }

    /// Reads a line (without its line feed) that should follow a head.
    public func record(
        of line: ArraySlice<UInt8>, after head: AuditHead
    ) throws(AuditFault) -> (record: AuditRecord, head: AuditHead) {
        let (record, body, claimed) = try AuditChain.parts(of: line)
        let digest = AuditChain.digest(of: body, after: head)
        guard record.number == head.number + 1 else {
            throw .wrongNumber(expected: head.number + 1, found: record.number)
        }
        guard claimed.chain == Array(digest.utf8) else { throw .wrongDigest }
        if let key, claimed.mac != Array(key.mac(of: digest).utf8) { throw .wrongMAC }
        return (record, AuditHead(number: record.number, digest: digest))
    }

    /// What a line says about itself, unchecked but for its MAC: where to go on behind a break, or at a file's end.
    public func claim(of line: ArraySlice<UInt8>) throws(AuditFault) -> (record: AuditRecord, head: AuditHead) {
        let (record, _, claimed) = try AuditChain.parts(of: line)
        let digest = String(decoding: claimed.chain, as: UTF8.self)
        if let key, claimed.mac != Array(key.mac(of: digest).utf8) { throw .wrongMAC }
        return (record, AuditHead(number: record.number, digest: digest))
    }

    private static func digest(of body: [UInt8], after head: AuditHead) -> String {
        SHA256Digest.hex(of: Array("tracegrid audit 1 \(head.digest) ".utf8) + body)
    }

    private static func ending(_ digest: String, _ mac: String) -> [UInt8] {
        Array(",\"chain\":\"\(digest)\",\"mac\":\"\(mac)\"}".utf8)
    }

    /// Length of ``ending(_:_:)``, which is always the same.
    private static let endingLength = ending(AuditHead.start.digest, AuditHead.start.digest).count

    /// A line's record, the text that its digest is over, and the two values at its end.
    private static func parts(
        of line: ArraySlice<UInt8>
    ) throws(AuditFault) -> (record: AuditRecord, body: [UInt8], claimed: (chain: [UInt8], mac: [UInt8])) {
        guard line.count > endingLength else { throw .malformed }
        let body = Array(line.dropLast(endingLength))
        let ending = Array(line.suffix(endingLength))
        let chain = Array(ending[10..<74])
        let mac = Array(ending[83..<147])
        let isHex = (chain + mac).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        let written = AuditChain.ending(String(decoding: chain, as: UTF8.self), String(decoding: mac, as: UTF8.self))
        guard isHex, ending == written,
            let record = try? JSONDecoder().decode(AuditRecord.self, from: Data(body + [0x7D]))
        else { throw .malformed }
        return (record, body, (chain, mac))
    }
}
