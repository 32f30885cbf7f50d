import Synchronization

/// What has been done to workspaces in this run of the tests, and how many rows were looked for afterwards.
///
/// Every line that it prints holds the sums so far, so the last one holds all.
enum FaultTally {
    private struct Sums {
        var faults: [String: Int] = [:]
        var pictures = 0, rows = 0, unlike = 0
    }

    private static let sums = Mutex(Sums())

    /// Counts faults of a kind.
    static func add(_ kind: String, _ count: Int = 1) { sums.withLock { $0.faults[kind, default: 0] += count } }

    /// Counts a comparison of a workspace with an undisturbed one: the rows that must be there, and whether all was the
    /// same.
    static func compared(rows: Int, same: Bool) {
        sums.withLock {
            $0.pictures += 1
            $0.rows += rows
            if !same { $0.unlike += 1 }
        }
    }

    /// Tells the sums so far.
    static func tell() {
        sums.withLock { sums in
            let kinds = sums.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            print(
                "faults: \(sums.faults.values.reduce(0, +)) so far (\(kinds)); \(sums.pictures) workspaces of \(sums.rows) "
                    + "accepted rows held to undisturbed ones, \(sums.unlike) differ")
        }
    }
}
