import Ledger
import Publishing
import Vocabulary

/// From single meetings to a history: counts, nights, working days, and what the pattern looks like.
struct CompanionHistory {
    let zone: ZoneRules

    /// A night is a local day's first six hours; an hour of them together is a night together.
    private static let nightEnd: Int64 = 6 * 3600, leastNight: Int64 = 3600
    /// A working day is Monday to Friday, 9:00 to 17:00; two hours of it together count.
    private static let work: ClosedRange<Int64> = 9 * 3600...17 * 3600, leastWork: Int64 = 7200
    /// Nights, or working days, that make a pattern.
    private static let pattern = 3

    /// The history of one person's meetings with somebody.
    func row(_ who: Pseudonym, _ evidence: [CompanionRow.Evidence]) -> CompanionRow {
        var row = CompanionRow(who: who)
        row.evidence = Set(evidence).sorted {
            ($0.span, $0.kind, $0.place, $0.source.file, $0.source.line)
                < ($1.span, $1.kind, $1.place, $1.source.file, $1.source.line)
        }
        func runs(_ kind: String) -> Int {
            Set(row.evidence.filter { $0.kind == kind }.map { "\($0.place) \(zone.localDay(at: $0.span.start))" }).count
        }
        row.seats = runs("seats")
        row.orders = runs("order")
        row.rides =
            Set(
                row.evidence.filter { ["ride", "seats", "order"].contains($0.kind) }
                    .map { "\($0.place) \(zone.localDay(at: $0.span.start))" }
            ).count
        row.rooms = runs("room")
        row.vehicles = runs("vehicle")
        row.convoys = runs("convoy")
        let together = TimeSpan.union(row.evidence.filter { $0.kind != "convoy" }.map(\.span))
        row.stays = Set(row.evidence.filter { ["place", "near", "room"].contains($0.kind) }.map(\.span)).count
        row.minutes = Double(together.reduce(0) { $0 + $1.seconds }) / 60
        let days = Set(row.evidence.flatMap { localDays($0.span) })
        row.days = days.count
        let still = row.evidence.filter { ["place", "near", "room"].contains($0.kind) }
        row.nights = days.count { seconds(still, $0, 0...Self.nightEnd) >= Self.leastNight }
        row.workdays = days.count { Self.isWorkday($0) && seconds(still, $0, Self.work) >= Self.leastWork }
        if let first = row.evidence.map(\.span.start).min(), let last = row.evidence.map(\.span.end).max() {
            row.span = TimeSpan(first, last)
        }
        row.marks = marks(row)
        return row
    }

    private func marks(_ row: CompanionRow) -> [CompanionRow.Mark] {
        var marks: [CompanionRow.Mark] = []
        let bonds = row.orders + row.rooms + row.vehicles + row.seats + row.convoys
        if row.nights >= Self.pattern {
            let nightPlaces = Set(
                row.evidence.filter { evidence in
                    localDays(evidence.span).contains { seconds([evidence], $0, 0...Self.nightEnd) >= Self.leastNight }
                }.map(\.place))
            let elsewhere = row.evidence.contains { !nightPlaces.contains($0.place) && $0.minutes >= 10 }
            marks.append(bonds > 0 || row.rides > 0 || elsewhere ? .family : .sameHouse)
        } else if row.workdays >= Self.pattern, row.nights == 0 {
            marks.append(.colleague)
        }
        if bonds > 0 { marks.append(.companion) }
        return marks
    }

    private func localDays(_ span: TimeSpan) -> [Int32] {
        Array(zone.localDay(at: span.start)...zone.localDay(at: span.end))
    }

    /// Seconds of a local day's hours that spans cover, no second twice.
    private func seconds(_ evidence: [CompanionRow.Evidence], _ day: Int32, _ hours: ClosedRange<Int64>) -> Int64 {
        let midnight = zone.startOfDay(day)
        let part = TimeSpan(midnight + hours.lowerBound, midnight + hours.upperBound)
        return TimeSpan.union(evidence.compactMap { $0.span.intersection(part) }).reduce(0) { $0 + $1.seconds }
    }

    /// 1970-01-01 was a Thursday.
    private static func isWorkday(_ day: Int32) -> Bool { ((Int(day) + 3) % 7 + 7) % 7 < 5 }

    /// Histories by weight, then minutes.
    func ranked(_ rows: [CompanionRow]) -> [CompanionRow] {
        rows.sorted { left, right in
            if left.weight != right.weight { return left.weight > right.weight }
            if left.minutes != right.minutes { return left.minutes > right.minutes }
            return left.who < right.who
        }
    }
}
