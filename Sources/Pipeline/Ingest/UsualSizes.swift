import Ledger
import Vocabulary

/// How many rows the deliveries of a feed had in the last seven days, kept through one ingest: for the guard against
/// short ones.
final class UsualSizes {
    private let workspace: Workspace
    private let now: Int64
    /// By feed, ascending.
    private var sizes: [Feed: [Int]] = [:]

    init(_ workspace: Workspace, now: Int64) {
        self.workspace = workspace
        self.now = now
    }

    /// Accepted rows of the feed's deliveries so far, ascending.
    func known(_ feed: Feed) throws -> [Int] {
        if let known = sizes[feed] { return known }
        let known = try workspace.ledger.read { try $0.acceptedRows(feed: feed, before: now + 1) }.sorted()
        sizes[feed] = known
        return known
    }

    /// Takes a delivery that is in the ledger now.
    func add(_ file: InputFile) {
        // What nobody has asked for is read from the ledger when somebody does.
        guard var known = sizes.removeValue(forKey: file.feed) else { return }
        var (low, high) = (0, known.count)
        while low < high {
            let middle = (low + high) / 2
            if known[middle] < file.accepted { low = middle + 1 } else { high = middle }
        }
        known.insert(file.accepted, at: low)
        sizes[file.feed] = known
    }
}
