import Store
import Vocabulary

/// Which identifiers stood in one row, how often and when: linear in the rows, never over pairs of people.
struct NamePairs: Sendable {
    /// Two identifiers of one row.
    struct Pair: Hashable, Sendable {
        var number: Pseudonym
        var phone: Pseudonym
    }
    /// How often, when, and on which local days.
    struct Seen: Sendable {
        var rows = 0
        var span: TimeSpan
        var days: Set<Int32> = []
    }
    var seen: [Pair: Seen] = [:]

    mutating func add(_ pair: Pair, at moment: Int64, zone: ZoneRules) {
        var known = seen[pair] ?? Seen(span: TimeSpan(at: moment))
        known.rows += 1
        known.span = TimeSpan(min(known.span.start, moment), max(known.span.end, moment))
        known.days.insert(zone.localDay(at: moment))
        seen[pair] = known
    }

    mutating func merge(_ other: NamePairs) {
        seen.merge(other.seen) { left, right in
            Seen(
                rows: left.rows + right.rows,
                span: TimeSpan(min(left.span.start, right.span.start), max(left.span.end, right.span.end)),
                days: left.days.union(right.days))
        }
    }
}

/// Looks for rows that name an ID number and a phone.
struct NamePairsLook: BlockLook {
    private let tellsBoth: Bool
    private let zone: ZoneRules
    private(set) var finding = NamePairs()

    init(_ segment: SegmentReader, zone: ZoneRules) {
        tellsBoth = segment.info.feed != .carrier
        self.zone = zone
    }

    func passes(_ bounds: RowBounds) -> Bool { tellsBoth }

    mutating func look(at block: inout StoredBlock) throws {
        let rows = try block.with([.identifiers])
        if rows.idNumber.isEmpty || rows.phone.isEmpty { return }
        for row in 0..<rows.count where rows.idNumber[row] != 0 && rows.phone[row] != 0 {
            finding.add(
                NamePairs.Pair(
                    number: rows.subjects[Int(rows.idNumber[row]) - 1], phone: rows.subjects[Int(rows.phone[row]) - 1]),
                at: rows.start[row], zone: zone)
        }
    }
}
