import Feeds
import Files
import Foundation
import Ledger
import Vault

/// `quarantine/<file>.rejected.csv`: each rejected row with line, column, reason, and the row as it was.
///
/// The row is sealed (base64) where the workspace has keys. A file without rejected rows leaves no quarantine. A second
/// file of the same name, or one of a very long name, gets its digest into the name.
struct Quarantine {
    private let folder: String
    private let name: String
    private let needsDigest: Bool
    private let identities: IdentityBatch
    private let isSealed: Bool
    private var file: AtomicFile?

    /// A quarantine for one delivery.
    init(workspace: Workspace, file: InputFile, identities: IdentityBatch) throws {
        folder = workspace.path(.quarantine)
        name = FeedFileName.shortened(file.name)
        needsDigest =
            try name != file.name
            || workspace.ledger.read { try $0.files() }.contains { $0.name == file.name }
        self.identities = identities
        isSealed = workspace.settings.isEncrypted
    }

    /// Adds a rejected row.
    mutating func add(_ row: RejectedRow) throws {
        let file = try self.file ?? start()
        self.file = file
        try file.write("\(row.line),\(quoted(Array(row.column.utf8))),\(row.reason.rawValue),")
        if isSealed {
            let sealed = try identities.seal(row.raw, about: Array("quarantine".utf8))
            try file.write(Data(sealed).base64EncodedString())
        } else {
            try file.write(Array("\"".utf8) + doubled(row.raw) + Array("\"".utf8))
        }
        try file.write("\n")
    }

    private func start() throws -> AtomicFile {
        let file = try AtomicFile(path: "\(folder)/\(name)")
        try file.write("line,column,reason,\(isSealed ? "sealed_row" : "row")\n")
        if isSealed {
            // The key of the sealed rows, itself sealed to identity.pub.
            try file.write("\(Quarantine.envelopeStart)\(Data(identities.envelope.bytes).base64EncodedString())\n")
        }
        return file
    }

    private static let envelopeStart = "0,,envelope,"

    /// Where the base64 text of the envelope stands in a quarantine file; nil where nothing in it is sealed.
    static func envelopePlace(in bytes: [UInt8]) -> Range<Int>? {
        guard let header = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let start = header + 1 + envelopeStart.utf8.count
        guard start < bytes.count, bytes[(header + 1)..<start].elementsEqual(envelopeStart.utf8) else { return nil }
        return start..<(bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
    }

    private func quoted(_ text: [UInt8]) -> String { "\"" + String(decoding: doubled(text), as: UTF8.self) + "\"" }

    private func doubled(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
    }

    /// Puts it in place, if there is anything in it; the delivery's digest must be known by now.
    func commit(_ delivery: InputFile) throws {
        try file?.commit(as: "\(name)\(needsDigest ? ".\(delivery.sha256.prefix(8))" : "").rejected.csv")
    }

    /// Leaves nothing behind.
    func discard() { file?.discard() }
}
