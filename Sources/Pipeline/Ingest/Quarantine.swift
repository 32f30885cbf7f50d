import Feeds
import Files
import Foundation
import Ledger
import Publishing
import Vault

/// `quarantine/<file>.rejected.csv`: each rejected row with line, column, reason, and the row as it was.
///
/// The row is sealed (base64) where the workspace has keys; where it has none, a row that a spreadsheet could take for
/// a formula stands behind an apostrophe, as the name of a column does that the delivery's header gave. A file without
/// rejected rows leaves no quarantine. A second file of the same name, or one of a very long name, gets its digest into
/// the name.
struct Quarantine {
    private let folder: String
    private let workspace: Workspace
    private let fullName: String, name: String
    private var needsDigest = false
    private let identities: IdentityBatch
    private let isSealed: Bool
    /// The sheet whose rows these are, where the delivery is a workbook; the line is then the row of the sheet.
    private let sheet: String?
    private var file: AtomicFile?

    /// A quarantine for one delivery.
    init(workspace: Workspace, file: InputFile, sheet: String? = nil, identities: IdentityBatch) {
        self.sheet = sheet
        self.workspace = workspace
        folder = workspace.path(.quarantine)
        fullName = file.name
        name = FeedFileName.shortened(file.name)
        self.identities = identities
        isSealed = workspace.settings.isEncrypted
    }

    /// Adds a rejected row.
    mutating func add(_ row: RejectedRow) throws {
        let file = try self.file ?? start()
        self.file = file
        try file.write(
            Array("\(row.line),".utf8) + quoted(Array(row.column.utf8)) + Array(",\(row.reason.rawValue),".utf8))
        if isSealed {
            let sealed = try identities.seal(row.raw, about: Array("quarantine".utf8))
            try file.write(Data(sealed).base64EncodedString())
        } else {
            try file.write(quoted(row.raw))
        }
        if let sheet { try file.write([UInt8(ascii: ",")] + quoted(Array(sheet.utf8))) }
        try file.write("\n")
    }

    private mutating func start() throws -> AtomicFile {
        needsDigest = try name != fullName || workspace.ledger.read { try $0.hasFile(named: fullName) }
        let file = try AtomicFile(path: "\(folder)/\(name)")
        try file.write("line,column,reason,\(isSealed ? "sealed_row" : "row")\(sheet == nil ? "" : ",sheet")\n")
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

    /// A cell in quotes; its bytes need be no UTF-8.
    private func quoted(_ cell: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        return [quote] + CSVWriter.defused(cell).flatMap { $0 == quote ? [$0, $0] : [$0] } + [quote]
    }

    /// Puts it in place, if there is anything in it; the delivery's digest must be known by now.
    func commit(_ delivery: InputFile) throws {
        try file?.commit(as: "\(name)\(needsDigest ? ".\(delivery.sha256.prefix(8))" : "").rejected.csv")
    }

    /// Leaves nothing behind.
    func discard() { file?.discard() }
}
