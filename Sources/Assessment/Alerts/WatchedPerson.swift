public import Policy
public import Vocabulary

/// Somebody who is isolated or watched, with all that was seen of them, for the alerts about single persons.
public struct WatchedPerson: Sendable {
    /// Registry entry or bare identifier.
    public var subject: Pseudonym
    /// Word of the registry for which the person is watched.
    public var focus: String?
    /// When the person should have been at the place of isolation; disjoint, in order.
    public var isolated: [TimeSpan]
    /// Observations of the look-back by time and row; plates are left out, a plate is not its driver.
    public var sights: [Observation]

    /// Somebody.
    public init(subject: Pseudonym, focus: String?, isolated: [TimeSpan], sights: [Observation]) {
        self.subject = subject
        self.focus = focus
        self.isolated = TimeSpan.union(isolated)
        // Rows of one second by their digests, so that no order of files matters.
        self.sights = sights.sorted {
            ($0.span.start, $0.source.digest, $0.source) < ($1.span.start, $1.source.digest, $1.source)
        }
    }

    func isIsolated(at moment: Int64) -> Bool { isolated.contains { $0.start <= moment && moment <= $0.end } }
}

/// What is unusual about single persons.
public struct PersonAlerts: Sendable {
    let rules: AlertRules
    let zone: ZoneRules
    let asOf: Int64
    /// Whether a position lies in or near somebody's home grid; nil where nobody can tell.
    let isNearHome: @Sendable (Pseudonym, Position) -> Bool?
    /// Newest phone position of all, up to the as-of moment.
    let newestPing: Int64?
    /// Rows of which an alert names the places.
    static let sourcesTold = 5

    /// Rules as of a moment.
    public init(
        rules: AlertRules, zone: ZoneRules, asOf: Int64, newestPing: Int64?,
        isNearHome: @escaping @Sendable (Pseudonym, Position) -> Bool?
    ) {
        self.rules = rules
        self.zone = zone
        self.asOf = asOf
        self.newestPing = newestPing
        self.isNearHome = isNearHome
    }

    private var listedFrom: Int64 { asOf - Int64(rules.listedHours) * 3600 + 1 }

    /// All alerts about somebody.
    public func alerts(about person: WatchedPerson) -> [Alert] {
        var found: [Alert] = []
        if rules.kinds.contains(.isolatedSeen) { found += isolatedSeen(person) }
        if rules.kinds.contains(.declaredElsewhere) { found += seenElsewhere(person) }
        if rules.kinds.contains(.focusOut) { found += wentOut(person) }
        if rules.kinds.contains(.phoneSilent) { found += phoneSilent(person) }
        return found
    }

    /// One alert a day of passages while isolated.
    private func isolatedSeen(_ person: WatchedPerson) -> [Alert] {
        let rows = person.sights.filter {
            $0.feed == .checkpoint && $0.span.start >= listedFrom && person.isIsolated(at: $0.span.start)
        }
        return byDay(.isolatedSeen, person, rows, score: { min(100, 60 + 10 * Double($0.count)) })
    }

    /// One alert a day of sights at other places than the one of isolation.
    private func seenElsewhere(_ person: WatchedPerson) -> [Alert] {
        var known: [Position: Bool] = [:]
        let rows = person.sights.filter { row in
            guard row.span.end >= listedFrom, person.isIsolated(at: row.span.start) else { return false }
            switch row.feed {
            case .visit: return !rules.isolatedSeen.allowedVisits.contains(row.kind ?? "")
            case .travel: return !row.traits.has(.soldOnly)
            case .hotel, .parking: return true
            case .carrier:
                guard let position = row.position,
                    Double(row.accuracyCentimeters ?? 0) <= rules.maxAccuracyMeters * 100
                else { return false }
                // A phone that keeps still is looked up once.
                let isAway = known[position] ?? (isNearHome(person.subject, position) == false)
                known[position] = isAway
                return isAway
            default: return false
            }
        }
        return byDay(.declaredElsewhere, person, rows, facts: [.init("declared", "isolated")]) { rows in
            // Positions alone say less than a place that wrote a name down.
            let named = rows.contains { $0.feed != .carrier }
            return min(100, (named ? 60 : 30) + 5 * Double(rows.count))
        }
    }

    /// One alert a day of ways out and departures of somebody watched.
    private func wentOut(_ person: WatchedPerson) -> [Alert] {
        guard watches(person.focus) else { return [] }
        let rows = person.sights.filter { row in
            guard row.span.start >= listedFrom else { return false }
            return row.feed == .checkpoint && row.traits.direction == .outward
                || row.feed == .travel && !row.traits.has(.soldOnly)
        }
        return byDay(.focusOut, person, rows, facts: [.init("focus", person.focus ?? "")], score: { _ in 60 })
    }

    /// Whether a word of the registry is one for which people are watched.
    public func watches(_ focus: String?) -> Bool {
        guard let focus, !focus.isEmpty else { return false }
        return rules.focusOut.focus?.contains(focus) ?? true
    }

    /// Nothing of a phone for long while the feed went on.
    private func phoneSilent(_ person: WatchedPerson) -> [Alert] {
        let pings = person.sights.filter { $0.feed == .carrier && $0.span.start <= asOf }
        guard let newestPing, let last = pings.last, pings.count >= rules.phoneSilent.minPositions,
            watches(person.focus) || person.isIsolated(at: asOf)
        else { return [] }
        let hours = Double(newestPing - last.span.end) / 3600
        guard hours >= rules.phoneSilent.hours else { return [] }
        return [
            Alert(
                .phoneSilent, subject: person.subject, place: last.place ?? "", span: TimeSpan(last.span.end, asOf),
                count: pings.count, score: min(100, (20 + hours).rounded()),
                facts: [
                    .init("hours", oneDecimal(hours)), .init("positions_before", "\(pings.count)"),
                    .init("because", watches(person.focus) ? "focus" : "isolated"),
                ], sources: [last.source])
        ]
    }

    private func byDay(
        _ kind: Alert.Kind, _ person: WatchedPerson, _ rows: [Observation], facts: [Alert.Fact] = [],
        score: ([Observation]) -> Double
    ) -> [Alert] {
        let days = Dictionary(grouping: rows) { zone.localDay(at: $0.span.start) }
        return days.sorted { $0.key < $1.key }.map { _, rows in
            let feeds = Set(rows.map(\.feed.rawValue)).sorted().joined(separator: "+")
            return Alert(
                kind, subject: person.subject, place: rows.lazy.compactMap { $0.place ?? $0.fromPlace }.first ?? "",
                span: TimeSpan(rows[0].span.start, rows[rows.count - 1].span.start), count: rows.count,
                score: score(rows), facts: facts + [.init("feeds", feeds)],
                sources: rows.prefix(Self.sourcesTold).map(\.source))
        }
    }
}

extension PersonAlerts {
    /// Somebody watched who asks to go out: a declared journey that had not begun, or a clue in which they ask.
    public func requests(
        subject: Pseudonym, focus: String?, declarations: [Declaration], clues: [(kind: String, time: Int64)]
    ) -> [Alert] {
        guard rules.kinds.contains(.focusOut), watches(focus) else { return [] }
        let told = declarations.filter { ($0.from ?? .min) > $0.declaredAt && $0.travelled }.map {
            ($0.declaredAt, "declaration")
        }
        let asked = clues.filter { rules.focusOut.requestKinds.contains($0.kind) }.map { ($0.time, "clue") }
        let listed = (told + asked).filter { $0.0 >= listedFrom && $0.0 <= asOf }.sorted { $0 < $1 }
        let days = Dictionary(grouping: listed) { zone.localDay(at: $0.0) }
        return days.sorted { $0.key < $1.key }.map { _, asked in
            Alert(
                .focusOut, subject: subject, span: TimeSpan(asked[0].0, asked[asked.count - 1].0), count: asked.count,
                score: 50,
                facts: [
                    .init("focus", focus ?? ""), .init("direction", "request"),
                    .init("feeds", Set(asked.map(\.1)).sorted().joined(separator: "+")),
                ])
        }
    }

    /// Declarations that movement contradicts.
    public func contradicted(_ findings: [UndeclaredFinding]) -> [Alert] {
        guard rules.kinds.contains(.declaredElsewhere) else { return [] }
        return findings.filter { $0.status != .none && $0.status != .afterNotice && !$0.flags.contains("IS_CASE") }.map
        {
            Alert(
                .declaredElsewhere, subject: $0.subject, place: $0.region, span: TimeSpan($0.firstSeen, $0.lastSeen),
                count: $0.evidence.count, score: $0.score,
                facts: [.init("declared", $0.status.rawValue), .init("region", $0.region)],
                sources: $0.evidence.prefix(Self.sourcesTold).map(\.source))
        }
    }
}
