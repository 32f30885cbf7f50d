import Feeds
import Files
import Ledger
import Store
import Vault
import Vocabulary

/// One file on its way in: digest, guards, rows, accounting, one transaction, archive.
struct FileIntake {
    let workspace: Workspace
    let path: String
    /// Whether the file lies in the inbox and is moved, rather than copied, to the archive.
    let isInbox: Bool
    let feed: Feed?
    let acceptAnyway: String?
    let now: Int64
    let reporter: any Reporter
    /// What this ingest knows already.
    let segments: KnownSegments, sizes: UsualSizes
    private let digest: FileDigest

    /// An intake of one file, which begins to be read; `segments` and `sizes` are one for all files of an ingest.
    init(
        workspace: Workspace, path: String, isInbox: Bool, feed: Feed?, acceptAnyway: String?, now: Int64,
        reporter: any Reporter, segments: KnownSegments? = nil, sizes: UsualSizes? = nil
    ) {
        self.segments = segments ?? KnownSegments(workspace)
        self.sizes = sizes ?? UsualSizes(workspace, now: now)
        self.workspace = workspace
        self.path = path
        self.isInbox = isInbox
        self.feed = feed
        self.acceptAnyway = acceptAnyway
        self.now = now
        self.reporter = reporter
        let aside = isInbox ? nil : FileSystem.temporaryPath(in: workspace.path(.archive))
        digest = FileDigest(of: path, onlyPlainFile: isInbox, copyTo: aside)
    }

    /// Takes the file; throws a ``Failure`` with ``Outcome/refused`` where it cannot be taken and nothing changed.
    func run() throws -> IngestedFile {
        do {
            return try take()
        } catch let error as FeedError {
            let words = error.description
            throw Failure(.refused, words.hasPrefix("\(name):") ? words : "\(name): \(words)")
        } catch let error as FileError where error.path == path && !error.isDiskFull {
            throw Failure(.refused, error.description)
        } catch let error as LedgerError where error.isAboutTheRows {
            throw Failure(.refused, "\(name): \(error.description)")
        }
    }

    private var name: String { FeedFileName.name(of: path) }

    private func take() throws -> IngestedFile {
        defer { digest.discard() }
        let bytes = try FileSystem.size(path)
        let (mayBeKnown, number) = try workspace.ledger.read {
            (try $0.hasFile(bytes: bytes), try $0.nextFileNumber())
        }
        if mayBeKnown {
            let sha = try digest.finding().sha256
            if let known = try workspace.ledger.read({ try $0.file(sha256: sha) }) {
                try archive(as: known.name, sha)
                return IngestedFile(file: known, name: name, isRepeated: true)
            }
        }
        let source = workspace.source(fileName: name, feed: feed)
        // The digest is taken while the rows are read; see `identify`.
        var file = InputFile(
            number: number, sha256: "", name: name, feed: .people, mapping: source.mapping.source, bytes: bytes,
            rowsRead: 0, accepted: 0, rejected: 0, duplicate: 0, ingestedAt: now)
        let receipt =
            name.hasSuffix(".geojson")
            ? try PolygonIntake(intake: self).take(&file)
            : try RowIntake(intake: self, source: source).take(&file)
        try archive(as: name, receipt.file.sha256)
        try checkCounts(receipt.file)
        return IngestedFile(file: receipt.file, name: name, isRepeated: false)
    }

    /// Fills in the digest of a file whose rows have been read.
    ///
    /// Throws where the file is no longer as long as when it was begun: somebody is still writing it.
    func identify(_ file: inout InputFile) throws {
        let finding = try digest.finding()
        file.sha256 = finding.sha256
        guard finding.bytes == file.bytes, try FileSystem.size(path) == file.bytes else {
            throw Failure(
                .refused,
                "\(name): it changed while it was read: deliver it under a name that begins with a dot and "
                    + "rename it when it is whole")
        }
    }

    /// Only what was taken is archived; where a crash came between, the next delivery of the file finds it known.
    private func archive(as name: String, _ sha: String) throws {
        let archived = workspace.path(.archive, ArchivedDelivery.name(name, sha256: sha))
        if FileSystem.exists(archived) {
            if isInbox { try FileSystem.remove(path) }
            return
        }
        // Of a delivery that the ledger knows it does not matter where a power cut leaves it, inbox or archive.
        try FileSystem.move(try digest.finding().copy ?? path, to: archived, waitsForDisk: !isInbox)
        do throws(FileError) {
            try FileSystem.makePrivate(archived)
        } catch {
            switch error {
            case .isLink, .notAFile:
                try FileSystem.remove(archived)
                reporter.warn(
                    "\(name): something else took its place while it was read: its rows are in, archive/ lacks it: "
                        + "deliver the file again")
            // A file that another user delivered stays his; the folder keeps others out.
            default: break
            }
        }
    }

    private func checkCounts(_ file: InputFile) throws {
        guard file.rowsRead == file.accepted + file.rejected + file.duplicate else {
            throw Failure(.failed, "\(name): rows do not add up: please report this as a bug of tracegrid")
        }
    }
}

/// A file that was taken, or had been taken before.
public struct IngestedFile: Sendable {
    /// Its accounting.
    let file: InputFile
    /// Name of this delivery.
    let name: String
    /// Whether the same bytes had been taken before.
    let isRepeated: Bool
}
