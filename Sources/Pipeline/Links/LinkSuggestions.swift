import Ledger
import Vault
import Vocabulary

/// What rows and movement say about whose names are whose: suggestions only, for a person decides.
struct LinkSuggestions {
    let key: PseudonymKey
    let zone: ZoneRules
    let now: Int64

    /// Rows and days below which nothing is suggested.
    static let leastRows = 3, leastDays = 2
    /// Two phones: heard within so many seconds of one another, so near, so often, and so far about.
    static let togetherSeconds: Int64 = 600, togetherMeters = 300.0, leastCompared = 30, leastShare = 0.95
    static let leastWay = 1000.0

    /// A link of the two names; its id stays the same whatever more is seen.
    func link(
        _ kind: IdentityLink.Kind, _ one: Pseudonym, _ other: Pseudonym, from: Int64? = nil, until: Int64? = nil,
        confidence: Double, reasons: [String], dated: Bool = false
    ) -> IdentityLink {
        let dates = dated ? ["\(from ?? 0)", "\(until ?? 0)"] : []
        return IdentityLink(
            linkID: LinkSuggestions.linkID(kind, one, other, dates: dates, key: key), kind: kind, between: one,
            and: other, from: from, until: until, confidence: confidence, reasons: reasons, madeAt: now)
    }

    /// Stable id of a link between two names in any order.
    static func linkID(
        _ kind: IdentityLink.Kind, _ one: Pseudonym, _ other: Pseudonym, dates: [String], key: PseudonymKey
    ) -> String {
        key.digest([kind.rawValue, min(one, other).text, max(one, other).text] + dates, prefix: "k")
    }

    /// From ID numbers and phones that stood in one row.
    ///
    /// A phone always with one number, that nobody owns, may be that person's. A phone with several numbers one after
    /// another may have changed hands; with several at a time it may be used by several people.
    func from(_ pairs: NamePairs, owners: (Pseudonym) throws -> [Pseudonym]) rethrows -> [IdentityLink] {
        var links: [IdentityLink] = []
        let byPhone = Dictionary(grouping: pairs.seen.keys, by: \.phone)
        for phone in byPhone.keys.sorted() {
            let users = (byPhone[phone] ?? []).compactMap { pair in
                pairs.seen[pair].map { (number: pair.number, seen: $0) }
            }.sorted { ($0.seen.span, $0.number) < ($1.seen.span, $1.number) }
            let steady = users.filter { $0.seen.rows >= Self.leastRows && $0.seen.days.count >= Self.leastDays }
            let owning = try owners(phone)
            if users.count == 1, let only = steady.first, owning.isEmpty {
                links.append(
                    link(
                        .same, phone, only.number, confidence: 1 - 1 / Double(only.seen.rows + 1),
                        reasons: [
                            "the phone stood in \(only.seen.rows) rows of \(only.seen.days.count) days with this ID number and with no other",
                            "nobody in the registry owns the phone",
                        ]))
            }
            if steady.count >= 2 { links += try hands(phone, steady, owning, owners) }
        }
        return links
    }

    private func hands(
        _ phone: Pseudonym, _ users: [(number: Pseudonym, seen: NamePairs.Seen)], _ owning: [Pseudonym],
        _ owners: (Pseudonym) throws -> [Pseudonym]
    ) rethrows -> [IdentityLink] {
        let isHandedOn = zip(users, users.dropFirst()).allSatisfy { $0.seen.span.end < $1.seen.span.start }
        let rows = users.reduce(0) { $0 + $1.seen.rows }
        guard isHandedOn else {
            return owning.map { owner in
                link(
                    .apart, phone, owner, confidence: 0.5,
                    reasons: [
                        "\(users.count) ID numbers stood in \(rows) rows with the phone, in turns: it may be used by several people",
                        "accepted, rows of the phone alone are no longer taken for the owner's",
                    ])
            }
        }
        var links: [IdentityLink] = []
        for (place, user) in users.enumerated() {
            let from = place == 0 ? nil : user.seen.span.start
            let until = place == users.count - 1 ? nil : users[place + 1].seen.span.start - 1
            let isOwner = try owners(user.number).contains { owning.contains($0) }
            if !isOwner {
                links.append(
                    link(
                        .same, phone, user.number, from: from, until: until,
                        confidence: 1 - 1 / Double(user.seen.rows + 1),
                        reasons: [
                            "the phone stood in \(user.seen.rows) rows with this ID number, "
                                + "\(zone.wallText(user.seen.span.start)) to \(zone.wallText(user.seen.span.end)), "
                                + "and then or before with another: it may have changed hands"
                        ]))
            } else if let next = users[(place + 1)...].first {
                for owner in owning {
                    links.append(
                        link(
                            .apart, phone, owner, from: next.seen.span.start,
                            confidence: 1 - 1 / Double(next.seen.rows + 1),
                            reasons: [
                                "since \(zone.wallText(next.seen.span.start)) the phone stands in rows with another ID number: "
                                    + "it may have changed hands"
                            ]))
                }
            }
        }
        return links
    }

    /// From the movement of two phones: one person's two phones are where one another are, whenever both are heard.
    ///
    /// Nil where too little can be compared, where they part too often, or where they never leave one place: phones of
    /// one household lie side by side at night.
    func twoPhones(
        _ one: Pseudonym, _ here: [(at: Int64, position: Position)], _ other: Pseudonym,
        _ there: [(at: Int64, position: Position)]
    ) -> IdentityLink? {
        var compared = 0
        var near = 0
        var days: Set<Int32> = []
        var seen: [Position] = []
        let here = here.sorted { $0.at < $1.at }
        var first = 0
        for ping in there.sorted(by: { $0.at < $1.at }) {
            while first < here.count, here[first].at < ping.at - Self.togetherSeconds { first += 1 }
            var nearest: (at: Int64, position: Position)?
            var next = first
            while next < here.count, here[next].at <= ping.at + Self.togetherSeconds {
                if nearest.map({ abs(here[next].at - ping.at) < abs($0.at - ping.at) }) ?? true { nearest = here[next] }
                next += 1
            }
            guard let nearest else { continue }
            compared += 1
            guard nearest.position.distance(to: ping.position) <= Self.togetherMeters else { continue }
            near += 1
            days.insert(zone.localDay(at: ping.at))
            seen.append(ping.position)
        }
        guard compared >= Self.leastCompared, days.count >= Self.leastDays, let origin = seen.first else { return nil }
        let share = Double(near) / Double(compared)
        let way = seen.map { origin.distance(to: $0) }.max() ?? 0
        guard share >= Self.leastShare, way >= Self.leastWay else { return nil }
        return link(
            .same, one, other, confidence: Self.wilsonLower(near, of: compared),
            reasons: [
                "the two phones were heard within 10 minutes of one another \(compared) times, \(near) times within 300 m, on "
                    + "\(days.count) days, at places up to \(Int(way)) m apart",
                "companions who never part look the same",
            ])
    }

    /// Lower end of the 95 % interval of a share (Wilson 1927, z = 1.96).
    static func wilsonLower(_ hits: Int, of count: Int) -> Double {
        if count == 0 { return 0 }
        let (n, p, z) = (Double(count), Double(hits) / Double(count), 1.96)
        return (p + z * z / (2 * n) - z * ((p * (1 - p) + z * z / (4 * n)) / n).squareRoot()) / (1 + z * z / n)
    }
}
