import Feeds
import Files
import Ledger
import Publishing
import Vault
import Vocabulary

/// Finds rows of deliveries again in the archive, by file and line, and holds them against their digests.
final class ArchivedRows {
    /// A row that was found, or why not.
    struct Found {
        var story: RowStory
        /// What the row says, where it could be read.
        var record: FeedRecord?
    }

    private let workspace: Workspace
    private let showsRaw: Bool
    /// Deliveries by the first twelve digits of their digest.
    private let files: [String: InputFile]
    /// What appeals say about rows.
    private let disputes: [RowPlace: String]
    private let veils: RowVeils
    private var found: [SourceLine: Found] = [:]

    /// The archive of a workspace; `showsRaw` gives the rows as they stand, identifiers included.
    init(_ workspace: Workspace, showsRaw: Bool) throws {
        self.workspace = workspace
        self.showsRaw = showsRaw
        veils = RowVeils(workspace.pseudonymKey.rowVeils)
        let (files, appeals) = try workspace.ledger.read { (try $0.files(), try $0.appeals()) }
        disputes = ArchivedRows.disputes(appeals)
        self.files = Dictionary(files.map { (String($0.sha256.prefix(12)), $0) }) { first, _ in first }
    }

    /// Reads all rows that will be asked for, each file once and no further than its last row.
    func load(_ sources: [SourceLine]) {
        for (file, sources) in Dictionary(grouping: Set(sources), by: \.file) {
            let lines = Set(sources.compactMap { UInt32(exactly: $0.line) })
            var records: [UInt32: FeedRecord] = [:]
            var fault: RowStory.State?
            do {
                records = try self.records(of: file, at: lines)
            } catch {
                fault = FileSystem.exists(path(of: file)) ? .fileUnreadable : .fileMissing
            }
            for source in sources {
                let record = UInt32(exactly: source.line).flatMap { records[$0] }
                found[source] = Found(story: story(source, record, fault), record: record)
            }
        }
    }

    /// A row that was loaded.
    subscript(source: SourceLine) -> Found {
        found[source] ?? Found(story: story(source, nil, .fileMissing), record: nil)
    }

    private static func disputes(_ appeals: [Appeal]) -> [RowPlace: String] {
        var words: [RowPlace: [String]] = [:]
        for appeal in appeals {
            let effect = appeal.state == .rejected ? "the row takes part" : "the row takes part in no run from then on"
            for row in appeal.rows {
                words[RowPlace(file: row.file, line: row.line), default: []].append(
                    "appeal \(appeal.number) (\(appeal.reason)) is \(appeal.state.rawValue), \(effect)")
            }
        }
        return words.mapValues { $0.joined(separator: "; ") }
    }

    private func story(_ source: SourceLine, _ record: FeedRecord?, _ fault: RowStory.State?) -> RowStory {
        var story = archived(source, record, fault)
        if let file = files[String(source.file.prefix(12))], let line = UInt32(exactly: source.line) {
            story.dispute = disputes[RowPlace(file: file.number, line: line)]
        }
        return story
    }

    private func archived(_ source: SourceLine, _ record: FeedRecord?, _ fault: RowStory.State?) -> RowStory {
        guard let record else {
            return RowStory(
                file: source.file, line: source.line, digest: source.digest, state: fault ?? .lineMissing)
        }
        let told = UInt64(source.digest, radix: 16).map { veils.candidates(for: $0) }
        return RowStory(
            file: source.file, line: source.line, digest: source.digest,
            state: source.digest.isEmpty
                ? .notCompared : told?.contains(record.digest) == true ? .unchanged : .digestDiffers,
            cells: RowMask(key: workspace.pseudonymKey).cells(of: record),
            raw: showsRaw ? String(decoding: record.raw, as: UTF8.self) : nil)
    }

    private func path(of file: String) -> String {
        delivery(file)?.path ?? workspace.path(.archive, file)
    }

    private func delivery(_ file: String) -> ArchivedDelivery? {
        files[String(file.prefix(12))].map { ArchivedDelivery($0, of: workspace) }
    }

    private func records(of file: String, at lines: Set<UInt32>) throws -> [UInt32: FeedRecord] {
        guard let delivery = delivery(file) else { throw Failure(.failed, "\(file): never taken in") }
        return try delivery.open().records(at: lines)
    }
}
