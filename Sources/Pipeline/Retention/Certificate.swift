import Foundation
import Ledger
import Policy
import Publishing
import Vault
import Vocabulary

/// What a purge certifies: what went, when and by which rules, without anything of it.
///
/// The text is one JSON object whose last field is `seal`: HMAC-SHA-256 under the workspace's pseudonym key over the
/// whole text with 64 zeros in the seal's place. `previous` is the SHA-256 of the certificate before.
struct Certificate {
    private let fields: [(String, JSONText)]

    init(
        _ plan: PurgePlan, _ workspace: Workspace, number: Int64, identities: Int, root: String, leaves: Int,
        salt: [UInt8], by: String, now: Int64, previous: String?
    ) throws {
        let zone = workspace.settings.zone
        func day(_ day: Int32?) -> JSONText { .optional(day.map { CivilDate(dayNumber: $0).text }) }
        let counts = plan.counts(identities: identities)
        let classes = counts.map { count in
            JSONText.object([
                ("class", .string(count.kind.rawValue)), ("kept_from", day(count.firstDay)),
                ("rows", .integer(Int64(count.rows))), ("files", .integer(Int64(count.files))),
                ("bytes", .integer(Int64(count.bytes))), ("held_rows", .integer(Int64(count.heldRows))),
                ("held_files", .integer(Int64(count.heldFiles))),
            ])
        }
        let segments = (plan.store.removed + plan.store.partly).map {
            ("observations", "\(workspace.storeFolder)/\($0.name)", $0.bytes)
        }
        let entries = plan.files.entries.map { ($0.kind.rawValue, $0.path, $0.bytes) }
        let files = (segments + entries).sorted { $0.1 < $1.1 }.map { entry in
            JSONText.object([
                ("class", .string(entry.0)), ("path", .string(entry.1)), ("bytes", .integer(Int64(entry.2))),
            ])
        }
        let holds = plan.held.holds.map { hold in
            JSONText.object([
                ("number", .integer(hold.number)), ("kind", .string(hold.kind.rawValue)),
                ("reason", .string(hold.reason)), ("last_day", day(hold.lastDay)),
            ])
        }
        fields = [
            ("certificate", .integer(1)), ("number", .integer(number)), ("as_of", .string(zone.rfc3339(plan.asOf))),
            ("made_at", .string(zone.rfc3339(now))), ("by", .string(by)),
            ("tool_version", .string(TraceGrid.version)),
            (
                "policy",
                .object([("id", .string(workspace.policy.id)), ("sha256", .string(workspace.policy.sha256))])
            ),
            ("settings_sha256", .string(workspace.settingsDigest)),
            (
                "keys",
                .object([
                    ("pseudonym", .string(workspace.pseudonymKey.fingerprint)),
                    ("identity", .optional(try workspace.sealer().fingerprint)),
                ])
            ),
            ("classes", .array(classes)),
            (
                "rows",
                .object([
                    ("leaves", .integer(Int64(leaves))), ("merkle_root", .string(root)),
                    ("salt", .string(CertificateFile.hex(salt))),
                    ("without_digest", .integer(Int64(plan.store.unreadableRows))),
                ])
            ),
            ("files", .array(files)), ("holds", .array(holds)), ("previous", .optional(previous)),
        ]
    }

    /// The text with its seal.
    func sealed(with key: PseudonymKey) throws -> String {
        let open = JSONText.object(fields + [("seal", .string(CertificateFile.openSeal))]).pretty
        return try CertificateFile.setting(seal: key.seal(ofCertificate: Array(open.utf8)), in: open)
    }
}

/// A certificate and its list of leaves as files in `certificates/`.
enum CertificateFile {
    static let json = ".json", rows = ".rows"
    /// Stands in the seal's place while it is worked out.
    static let openSeal = String(repeating: "0", count: 64)

    /// How the names of a purge's files begin.
    static func stem(_ number: Int64) -> String { "purge-\(zeroPadded(Int(number), 6))-" }

    /// Name without ending.
    static func name(_ number: Int64, asOf day: Int32) -> String { stem(number) + CivilDate(dayNumber: day).text }

    /// Where the seal stands in a text: its 64 characters before the last quote, brace and line end.
    private static func place(in bytes: [UInt8]) throws -> Range<Int> {
        let tail = Array("\"\n}\n".utf8)
        let head = Array("  \"seal\": \"".utf8)
        let end = bytes.count - tail.count
        guard end - 64 >= head.count, Array(bytes[end...]) == tail,
            Array(bytes[(end - 64 - head.count)..<(end - 64)]) == head
        else {
            throw Failure(.refused, "the certificate does not end as certificates do: bring the file as it was written")
        }
        return end - 64..<end
    }

    /// A text with another seal.
    static func setting(seal: String, in text: String) throws -> String {
        var bytes = Array(text.utf8)
        bytes.replaceSubrange(try place(in: bytes), with: Array(seal.utf8))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a text bears the seal that the key gives it.
    static func isSealed(_ bytes: [UInt8], by key: PseudonymKey) throws -> Bool {
        let place = try place(in: bytes)
        var open = bytes
        open.replaceSubrange(place, with: Array(openSeal.utf8))
        return Array(key.seal(ofCertificate: open).utf8) == Array(bytes[place])
    }

    /// Lower-case hexadecimal.
    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Bytes of lower-case hexadecimal; nil where it is none.
    static func bytes(ofHex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
