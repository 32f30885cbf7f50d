public import Vocabulary

/// One row of a run, as far as the next run has to know it.
public struct ChangeRecord: Hashable, Sendable {
    /// Which list the row stands in.
    public enum Kind: String, CaseIterable, Sendable { case contact, undeclared, task }
    /// The list.
    public var kind: Kind
    /// The row's stable id.
    public var id: String
    /// Digest of all that matters to a reader of the row; rows of equal digest are unchanged.
    public var digest: String
    /// Case or region the row is about.
    public var about: String

    /// A row.
    public init(kind: Kind, id: String, digest: String, about: String) {
        self.kind = kind
        self.id = id
        self.digest = digest
        self.about = about
    }
}

/// What the caller knows to be different from the last run.
public struct ChangeCauses: Sendable {
    /// Whether the policy's digest differs.
    public var isPolicyChanged: Bool
    /// Cases that the last run did not have.
    public var newCases: Set<String>
    /// Row ids, and cases or regions, that a correction touched.
    public var corrected: Set<String>

    /// What is different.
    public init(isPolicyChanged: Bool = false, newCases: Set<String> = [], corrected: Set<String> = []) {
        self.isPolicyChanged = isPolicyChanged
        self.newCases = newCases
        self.corrected = corrected
    }
}

/// How one row differs from the last run, and why.
public struct RowChange: Hashable, Sendable {
    /// The reasons a row may differ for, by weight.
    public enum Why: String, Sendable {
        case correction
        case newCase = "new case"
        case policy
        case newData = "new data"
    }
    /// The row; of a withdrawn one, the last run's.
    public var record: ChangeRecord
    /// The difference.
    public var change: Change
    /// Why; nil where unchanged.
    public var why: Why?
}

/// Compares a run with the last one.
public enum Changes {
    /// How every row of either run stands, by list, then id.
    ///
    /// Why: `correction` where one touched the row or its case or region, else `new case` where its case is new, else
    /// `policy` where that differs, else `new data` (which includes that the look-back moved on). Of rows with one id
    /// in one list the first counts.
    public static func between(
        previous: [ChangeRecord], current: [ChangeRecord], causes: ChangeCauses = ChangeCauses()
    ) -> [RowChange] {
        let before = Dictionary(previous.map { (Key($0), $0) }) { first, _ in first }
        let now = Dictionary(current.map { (Key($0), $0) }) { first, _ in first }
        let keys = Set(before.keys).union(now.keys).sorted()
        return keys.compactMap { key in
            switch (before[key], now[key]) {
            case (nil, let row?): RowChange(record: row, change: .new, why: why(row, causes))
            case (let row?, nil): RowChange(record: row, change: .withdrawn, why: why(row, causes))
            case (let old?, let row?) where old.digest == row.digest:
                RowChange(record: row, change: .unchanged, why: nil)
            case (_?, let row?): RowChange(record: row, change: .changed, why: why(row, causes))
            case (nil, nil): nil
            }
        }
    }

    private struct Key: Hashable, Comparable {
        var kind: String
        var id: String

        init(_ record: ChangeRecord) {
            kind = record.kind.rawValue
            id = record.id
        }

        static func < (left: Key, right: Key) -> Bool { (left.kind, left.id) < (right.kind, right.id) }
    }

    private static func why(_ row: ChangeRecord, _ causes: ChangeCauses) -> RowChange.Why {
        if causes.corrected.contains(row.id) || causes.corrected.contains(row.about) { return .correction }
        if causes.newCases.contains(row.about) { return .newCase }
        return causes.isPolicyChanged ? .policy : .newData
    }
}
