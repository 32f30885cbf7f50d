import Files
import Foundation
import Ledger
import Store
import Vault
import Vocabulary

/// What is asked of `purge --verify`.
public struct CertificateRequest: Sendable {
    /// Path of the certificate, and a row: 16 hexadecimal digits of its digest, or FILE:LINE for one without a digest.
    public var path: String, row: String?

    /// A request.
    public init(path: String, row: String? = nil) {
        self.path = path
        self.row = row
    }
}

/// Holds a certificate against its seal, its neighbours, the workspace as it is, and a row that is asked about.
public enum CertificateCheck {
    /// One thing that was looked at.
    public struct Finding: Sendable {
        /// How it stands.
        public enum State: String, Sendable { case good = "ok", open = "open", bad = "FAIL" }
        /// How it stands, what was looked at, and one line about it.
        public let state: State, check: String, text: String
    }

    /// Everything that was looked at.
    ///
    /// Throws ``Outcome/usage`` for a row that is none, ``Outcome/refused`` for a file that is no certificate.
    public static func run(_ workspace: Workspace, _ request: CertificateRequest) throws -> [Finding] {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.read(request.path)
        } catch { throw Failure(.refused, error.description) }
        let told = try CertificateText(bytes)
        let leaves = CertificateFile.leaves(
            of: String(request.path.dropLast(CertificateFile.json.count)) + CertificateFile.rows)
        var findings = [try seal(workspace, bytes, told)]
        findings += try chain(workspace, bytes, told)
        findings.append(files(workspace, told))
        findings.append(list(told, leaves))
        findings.append(try rowsAgain(workspace, told, leaves))
        if let row = request.row { findings.append(try membership(of: row, told, leaves)) }
        return findings
    }

    /// Failed where anything is bad, warnings where anything could not be told.
    public static func outcome(of findings: [Finding]) -> Outcome {
        if findings.contains(where: { $0.state == .bad }) { return .failed }
        return findings.contains { $0.state == .open } ? .warnings : .done
    }

    private static func seal(_ workspace: Workspace, _ bytes: [UInt8], _ told: CertificateText) throws -> Finding {
        if try CertificateFile.isSealed(bytes, by: workspace.pseudonymKey) {
            return Finding(
                state: .good, check: "seal", text: "no byte has changed since who holds pseudonym.key wrote it")
        }
        if told.keys.pseudonym != workspace.pseudonymKey.fingerprint {
            if try PseudonymRotation.isSealedAnew(told.number, bytes, workspace) {
                return Finding(
                    state: .good, check: "seal",
                    text:
                        "no byte has changed since its key \(told.keys.pseudonym) was replaced, when its seal was good")
            }
            return Finding(
                state: .open, check: "seal",
                text:
                    "it was sealed under another pseudonym key (\(told.keys.pseudonym)): verify it with that one in keys/"
            )
        }
        return Finding(state: .bad, check: "seal", text: "the text is not the one that was sealed")
    }

    private static func chain(_ workspace: Workspace, _ bytes: [UInt8], _ told: CertificateText) throws -> [Finding] {
        let purges = try workspace.ledger.read { try $0.purges() }
        guard let own = purges.first(where: { $0.number == told.number }) else {
            return [Finding(state: .bad, check: "ledger", text: "this workspace knows of no purge \(told.number)")]
        }
        guard own.sha256 == SHA256Digest.hex(of: bytes) else {
            return [
                Finding(
                    state: .bad, check: "ledger", text: "the ledger has another certificate of purge \(told.number)")
            ]
        }
        let before = purges.last { $0.number < told.number && $0.sha256 != nil }?.sha256
        return [
            Finding(
                state: own.state == .done ? .good : .open, check: "ledger",
                text: own.state == .done
                    ? "the ledger has the same certificate, and the purge as done"
                    : "the purge is not done yet: run any command that writes"),
            before == told.previous
                ? Finding(state: .good, check: "chain", text: "it names the certificate before it")
                : Finding(state: .bad, check: "chain", text: "the certificate before it is not the one it names"),
        ]
    }

    private static func files(_ workspace: Workspace, _ told: CertificateText) -> Finding {
        let there = told.files.filter { FileSystem.exists("\(workspace.folder)/\($0.path)") }
        if let first = there.first {
            return Finding(
                state: .bad, check: "files",
                text:
                    "\(there.count) of \(told.files.count) are there again, the first \(first.path): delivered once more? "
                    + "purge again")
        }
        return Finding(state: .good, check: "files", text: "all \(told.files.count) that it lists are gone")
    }

    private static func list(_ told: CertificateText, _ leaves: [UInt64]?) -> Finding {
        guard let leaves else {
            return Finding(
                state: .open, check: "root", text: "its list of leaves (.rows) is not beside it: the root stands alone")
        }
        let tree = MerkleTree(sorted: leaves)
        return tree.root == told.rows.merkleRoot && leaves.count == told.rows.leaves
            ? Finding(state: .good, check: "root", text: "its list of \(leaves.count) leaves gives the Merkle root")
            : Finding(state: .bad, check: "root", text: "its list of leaves is not the one that it was made over")
    }

    /// Only segments that begin before the day from which observations were kept can hold a row that went.
    private static func rowsAgain(
        _ workspace: Workspace, _ told: CertificateText, _ leaves: [UInt64]?
    ) throws -> Finding {
        guard let leaves else {
            return Finding(
                state: .open, check: "rows", text: "without its leaves no row can be looked for in the store")
        }
        if told.keys.pseudonym != workspace.pseudonymKey.fingerprint {
            return Finding(
                state: .open, check: "rows",
                text:
                    "rows bear other digests since the pseudonym key \(told.keys.pseudonym) was replaced: whether one was "
                    + "delivered again cannot be told")
        }
        let limit = try told.keptFrom(.observations, zone: workspace.settings.zone)
        let gone = Set(leaves)
        let maker = RowLeaves(salt: told.salt)
        let segments = try workspace.ledger.read { try $0.segments() }.filter { $0.span.start < limit }
        let folder = workspace.path(.store)
        let again = try parallelMap(segments) { (segment) throws(StoreError) in
            let reader = try SegmentReader(path: "\(folder)/\(segment.name)")
            var again = 0
            for number in 0..<reader.blockCount {
                again += try reader.block(number, columns: .source).digest.count {
                    gone.contains(maker.leaf(digest: $0))
                }
            }
            return again
        }.reduce(0, +)
        return again == 0
            ? Finding(state: .good, check: "rows", text: "none of the rows is in the store")
            : Finding(
                state: .bad, check: "rows",
                text: "\(again) of the rows are in the store again: delivered once more? purge again")
    }

    private static func membership(of row: String, _ told: CertificateText, _ leaves: [UInt64]?) throws -> Finding {
        let maker = RowLeaves(salt: told.salt)
        let parts = row.split(separator: ":", omittingEmptySubsequences: false)
        let leaf: UInt64
        if row.count == 16, let digest = UInt64(row, radix: 16) {
            leaf = maker.leaf(digest: digest)
        } else if parts.count == 2, parts[0].count >= 12, let line = UInt32(parts[1]) {
            leaf = maker.leaf(file: String(parts[0]), line: line)
        } else {
            throw Failure(
                .usage,
                "--row: write the row's digest of 16 hexadecimal digits, or the file's first 12 digits and the line")
        }
        guard let leaves else {
            return Finding(
                state: .open, check: "row", text: "without its leaves it cannot be told whether the row is among them")
        }
        guard let proof = MerkleTree(sorted: leaves).proof(of: leaf) else {
            return Finding(state: .bad, check: "row", text: "the row is not among those that went")
        }
        return proof.root(of: leaf) == told.rows.merkleRoot
            ? Finding(
                state: .good, check: "row",
                text: "the row is among those that went: \(proof.path.count) steps lead from it to the root")
            : Finding(state: .bad, check: "row", text: "the way from the row does not lead to the root")
    }
}

/// What a certificate says, as far as it is verified.
struct CertificateText: Decodable {
    struct Keys: Decodable { var pseudonym: String }
    struct Rows: Decodable { var leaves: Int, merkleRoot: String, salt: String }
    struct File: Decodable { var path: String }
    struct Class: Decodable {
        var name: String, keptFrom: String?
        enum CodingKeys: String, CodingKey { case name = "class", keptFrom }
    }
    var certificate: Int
    var number: Int64
    var keys: Keys
    var rows: Rows
    var files: [File]
    var classes: [Class]
    var previous: String?

    init(_ bytes: [UInt8]) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let told = try? decoder.decode(CertificateText.self, from: Data(bytes)), told.certificate == 1 else {
            throw Failure(
                .refused, "that is no certificate of this version: take one of certificates/, as it was written")
        }
        self = told
    }

    /// Salt of the leaves.
    var salt: [UInt8] { CertificateFile.bytes(ofHex: rows.salt) ?? [] }

    /// First second of what was kept of a class.
    func keptFrom(_ kind: RetentionClass, zone: ZoneRules) throws -> Int64 {
        let text = classes.first { $0.name == kind.rawValue }?.keptFrom
        guard let parts = text?.split(separator: "-").compactMap({ Int($0) }), parts.count == 3 else { return .min }
        return zone.startOfDay(CivilDate(year: parts[0], month: parts[1], day: parts[2]).dayNumber)
    }
}
