import Ledger
import Vocabulary

/// Ids that are nobody's secret, for completions; nothing where they cannot be read.
public enum Names {
    /// Ids of all cases of a workspace, sorted.
    public static func cases(at folder: String) -> [String] {
        (try? Ledger(path: folder + "/tracegrid.sqlite", isReadOnly: true).read { try $0.cases().map(\.caseID) }) ?? []
    }

    /// Ids of all grids of a workspace, sorted.
    public static func grids(at folder: String) -> [String] {
        (try? Ledger(path: folder + "/tracegrid.sqlite", isReadOnly: true).read { try $0.grids().map(\.gridID) }) ?? []
    }
}
