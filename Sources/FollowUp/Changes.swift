public import Vocabulary

/// One row of a run, as far as the next run has to know it.
public struct ChangeRecord: Hashable, Sendable {
    /// Which list the row stands in.
    public enum Kind: String, CaseIterable, Sendable {
        case contact, undeclared, task, alert, category, clue, residence
    }
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
    /// Row ids that a grid refuted, or that hang on what it refuted; of tasks that changed hands; and of which a grid
    /// reported.
    public var refuted: Set<String> = [], handedOver: Set<String> = [], answered: Set<String> = []

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
        case refuted
        case handedOver = "handed over"
        case feedback
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
    /// Why: `correction` where one touched the row or its case or region, else `refuted`, `handed over` or `feedback`
    /// where a grid's word did, else `new case` where its case is new, else `policy` where that differs, else `new data` (which includes that the look-back moved on). Of rows with one id
    /// in one list the first counts.
    public static func between(
        previous: [ChangeRecord], current: [ChangeRecord], causes: ChangeCauses = ChangeCauses()
    ) -> [RowChange] {
        let (before, now) = (Self.ordered(previous), Self.ordered(current))
        var changes: [RowChange] = []
        changes.reserveCapacity(max(previous.count, current.count))
        var (old, new) = (0, 0)
        while old < before.count || new < now.count {
            let row = new < now.count ? current[now[new]] : nil
            let last = old < before.count ? previous[before[old]] : nil
            switch (last, row) {
            case (let last?, let row?) where last.kind == row.kind && last.id == row.id:
                let isSame = last.digest == row.digest
                changes.append(
                    RowChange(
                        record: row, change: isSame ? .unchanged : .changed, why: isSame ? nil : why(row, causes)))
                (old, new) = (old + 1, new + 1)
            case (let last?, let row) where row.map({ Self.precedes(last, $0) }) ?? true:
                changes.append(RowChange(record: last, change: .withdrawn, why: why(last, causes)))
                old += 1
            case (_, let row?):
                changes.append(RowChange(record: row, change: .new, why: why(row, causes)))
                new += 1
            case (_, nil): preconditionFailure("one of the lists has a row left")
            }
        }
        return changes
    }

    /// Positions of the records by list, then id; of those with one id in one list the first.
    private static func ordered(_ records: [ChangeRecord]) -> [Int] {
        let sorted = records.indices.sorted { left, right in
            if precedes(records[left], records[right]) { return true }
            return left < right && !precedes(records[right], records[left])
        }
        var kept: [Int] = []
        kept.reserveCapacity(sorted.count)
        for number in sorted {
            if let last = kept.last, records[last].kind == records[number].kind, records[last].id == records[number].id
            {
                continue
            }
            kept.append(number)
        }
        return kept
    }

    private static func precedes(_ left: ChangeRecord, _ right: ChangeRecord) -> Bool {
        left.kind == right.kind ? left.id < right.id : left.kind.rawValue < right.kind.rawValue
    }

    private static func why(_ row: ChangeRecord, _ causes: ChangeCauses) -> RowChange.Why {
        if causes.corrected.contains(row.id) || causes.corrected.contains(row.about) { return .correction }
        if causes.refuted.contains(row.id) { return .refuted }
        if causes.handedOver.contains(row.id) { return .handedOver }
        if causes.answered.contains(row.id) { return .feedback }
        if causes.newCases.contains(row.about) { return .newCase }
        return causes.isPolicyChanged ? .policy : .newData
    }
}
