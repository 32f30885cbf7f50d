import Files
import Ledger
import Store
import Vocabulary

/// Takes deliveries into the store and the ledger, each wholly or not at all.
public enum Ingest {
    /// Takes the named files, or everything in the inbox, in the order of the names.
    ///
    /// A refused file changes nothing and stays where it is; the others are taken all the same.
    public static func run(
        _ workspace: Workspace, _ request: IngestRequest, now: Int64, reporter: any Reporter
    ) throws -> IngestSummary {
        let feed = try request.feed.map(feed(named:))
        Heap.keepFreedMemory()
        var summary = IngestSummary()
        let (segments, sizes) = (KnownSegments(workspace), UsualSizes(workspace, now: now))
        for path in try paths(workspace, request, &summary, reporter) {
            do {
                let file = try StoreRepair.mending(workspace, reporter: reporter) {
                    try FileIntake(
                        workspace: workspace, path: path, isInbox: request.files.isEmpty, feed: feed,
                        acceptAnyway: request.acceptAnyway, now: now, reporter: reporter, segments: segments,
                        sizes: sizes
                    ).run()
                }
                summary.files.append(file)
            } catch let failure as Failure where failure.outcome == .refused {
                summary.refuse(FeedFileName.name(of: path), failure.description, reporter)
            }
        }
        if let access = workspace.access {
            access.counts = summary.totals
            access.outcome = summary.outcome
        }
        return summary
    }

    private static func feed(named name: String) throws -> Feed {
        guard let feed = Feed(rawValue: name) else {
            throw Failure(
                .usage, "--feed: no feed \(name); feeds are \(Feed.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return feed
    }

    private static func paths(
        _ workspace: Workspace, _ request: IngestRequest, _ summary: inout IngestSummary, _ reporter: any Reporter
    ) throws -> [String] {
        let inbox = workspace.path(.inbox)
        let candidates =
            request.files.isEmpty
            ? try FileSystem.list(inbox).filter { !$0.hasPrefix(".") }.map { inbox + "/" + $0 } : request.files
        var paths: [String] = []
        for path in candidates {
            if let reason = FeedFileName.unreadable(path, followingLinks: !request.files.isEmpty) {
                summary.refuse(FeedFileName.name(of: path), reason, reporter)
            } else {
                paths.append(path)
            }
        }
        return paths
    }
}
