import Feeds
import Files
import Ledger
import Vault
import Vocabulary

/// A delivery that was taken, as it lies in the archive.
struct ArchivedDelivery {
    /// What the ledger knows of it.
    let file: InputFile
    private let workspace: Workspace

    /// A file of the ledger.
    init(_ file: InputFile, of workspace: Workspace) {
        self.file = file
        self.workspace = workspace
    }

    /// Its name in `archive/`: twelve digits of its digest, and the name it was delivered under.
    static func name(_ name: String, sha256: String) -> String {
        "\(sha256.prefix(12))-\(FeedFileName.shortened(name))"
    }

    /// Where it lies.
    var path: String { workspace.path(.archive, Self.name(file.name, sha256: file.sha256)) }

    /// Whether its bytes are those that were delivered; nil where it is not there any more.
    var isWhole: Bool? {
        get throws {
            guard FileSystem.exists(path) else { return nil }
            if try FileSystem.size(path) != file.bytes { return false }
            var digest = SHA256Digest()
            try FileSystem.readPieces(of: path) { piece in
                digest.update(piece)
                return true
            }
            return digest.hex == file.sha256
        }
    }

    /// Opens it to be read as ingest read it: by the mapping of then, should the settings still have it, and at the
    /// moment of then.
    func open() throws -> Delivery {
        let named = workspace.settings.sources.first {
            $0.mapping.source == file.mapping && $0.mapping.feed == file.feed
        }
        let source =
            named
            ?? FeedSource(
                mapping: FeedMapping(source: "canonical", feed: file.feed, zone: workspace.settings.zone))
        return try Delivery(
            Delivery.Request(
                path: path, name: file.name, mapping: source.mapping, encoding: source.encoding,
                now: file.ingestedAt, fileNumber: file.number, digestKey: workspace.pseudonymKey.rowKey,
                digestVeils: workspace.pseudonymKey.rowVeils))
    }
}
