import FollowUp
import Publishing
import Vocabulary

/// The tables of a replay.
struct EvaluationTables {
    private let evaluated: [EvaluatedCase]
    private let own: Replayed
    private let people: Int, lists: Int
    private let zone: ZoneRules

    /// Tables about cases and the lists they are held against; `people` is the size of the registry.
    init(cases: [EvaluatedCase], own: Replayed, people: Int, lists: Int, zone: ZoneRules) {
        evaluated = cases
        self.own = own
        self.people = people
        self.lists = lists
        self.zone = zone
    }

    private func day(_ moment: Int64?) -> Report.Cell { .moment(moment, zone) }
    private func days(_ seconds: Int64) -> Double { Double(seconds) / 86_400 }

    /// Cases that a list had before a mark, against a random list as long and against another list.
    func shares(_ naive: Replayed) -> Report.Section {
        var section = Report.Section(
            "hits", title: "CASES THAT A LIST HAD, with 95 % intervals",
            columns: ["before", "share", "by_chance", "lift", "everybody_from_region", "lift_over_it"])
        for mark in EvaluatedCase.Mark.allCases {
            let asked = evaluated.compactMap { one in one.moment(of: mark).map { (one, $0) } }
            if asked.isEmpty { continue }
            let hits = Share(asked.count { $0.0.firstHit(in: own, before: $0.1) != nil }, of: asked.count)
            let others = Share(asked.count { $0.0.firstHit(in: naive, before: $0.1) != nil }, of: asked.count)
            let random = random(asked.map(\.1), own)
            let lift = lift(hits, over: random)
            let otherLift = self.lift(others, over: self.random(asked.map(\.1), naive))
            section.rows.append([
                .text(mark.rawValue), .share(hits), .number(random, places: 4), .number(lift, places: 1),
                .share(others),
                .number(lift.flatMap { lift in otherLift.flatMap { $0 > 0 ? lift / $0 : nil } }, places: 2),
            ])
        }
        return section
    }

    /// The share of cases that a list would have had on which as many people stood, taken blindly.
    private func random(_ moments: [Int64], _ lists: Replayed) -> Double? {
        guard people > 0, !moments.isEmpty else { return nil }
        let listed = moments.reduce(0) { $0 + lists.people(before: $1) }
        return Double(listed) / Double(people) / Double(moments.count)
    }

    private func lift(_ share: Share, over random: Double?) -> Double? {
        guard let random, random > 0, let value = share.value else { return nil }
        return value / random
    }

    private func leadTimes(_ lists: Replayed) -> [Double] {
        evaluated.compactMap { one in
            one.firstHit(in: lists, before: one.indexCase.confirmed).map {
                days(one.indexCase.confirmed - $0.finding.firstAt)
            }
        }.sorted()
    }

    /// Days from the first list that had a case to its confirmation.
    var leads: Report.Section {
        var section = Report.Section(
            "lead_days", title: "DAYS FROM THE FIRST LIST THAT HAD A CASE TO ITS CONFIRMATION",
            columns: ["cases", "least", "lower_quartile", "median", "upper_quartile", "most"])
        let leads = leadTimes(own)
        if !leads.isEmpty {
            section.rows.append(
                [.count(leads.count)]
                    + [0, 0.25, 0.5, 0.75, 1].map { .number(Self.quantile($0, of: leads), places: 1) })
        }
        return section
    }

    /// A quantile, between its neighbours in proportion: type 7 of Hyndman and Fan (The American Statistician 50,
    /// 1996).
    static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        let place = share * Double(last)
        let low = Int(place)
        return sorted[low] + (place - Double(low)) * (sorted[min(low + 1, last)] - sorted[low])
    }

    /// What lists made otherwise would have had, and how much work they would have been.
    func variants(_ variants: [ListVariant]) -> Report.Section {
        var section = Report.Section(
            "lists", title: "WHAT THE LISTS COST AND GAVE",
            columns: ["lists", "people", "findings", "per_case", "cases_before_confirmation", "median_lead", "lift"])
        for variant in variants {
            let confirmed = evaluated.map(\.indexCase.confirmed)
            let leads = leadTimes(variant.replayed)
            let share = Share(leads.count, of: evaluated.count)
            let findings = variant.replayed.findings.count
            section.rows.append([
                .text(variant.name), .count(variant.replayed.flagged.count), .count(findings),
                .number(evaluated.isEmpty ? nil : Double(findings) / Double(evaluated.count), places: 1),
                .share(share), .number(Self.quantile(0.5, of: leads), places: 1),
                .number(lift(share, over: random(confirmed, variant.replayed)), places: 1),
            ])
        }
        return section
    }

    /// What each feed was evidence for, and what nothing else would have shown.
    func feeds(_ feeds: [Feed]) -> Report.Section {
        var section = Report.Section(
            "feeds", title: "WHAT EACH FEED IS EVIDENCE FOR",
            columns: ["feed", "findings", "only_it", "cases_hit", "cases_only_it"])
        let about = evaluated.map { one in
            own.findings.filter { one.names.contains($0.key.who) && $0.value.firstAt < one.indexCase.confirmed }.values
        }
        for feed in feeds {
            let hit = about.count { $0.contains { $0.feeds.contains(feed) } }
            let only = about.count { !$0.isEmpty && $0.allSatisfy { $0.onlyFeed == feed } }
            section.rows.append([
                .text(feed.rawValue), .count(own.findings.values.count { $0.feeds.contains(feed) }),
                .count(own.findings.values.count { $0.onlyFeed == feed }), .count(hit), .count(only),
            ])
        }
        return section
    }

    /// Each case: when a list first had it, by what, and how long before its confirmation.
    var cases: Report.Section {
        var section = Report.Section(
            "cases", title: "EACH CASE",
            columns: ["case", "onset", "first_clinic", "confirmed", "on_a_list", "found_by", "lead_days", "before"])
        section.forMachines = ["before"]
        for one in evaluated {
            let indexCase = one.indexCase
            let hit = one.firstHit(in: own, before: indexCase.confirmed)
            let marks = EvaluatedCase.Mark.allCases.filter { mark in
                one.moment(of: mark).map { moment in hit.map { $0.finding.firstAt < moment } ?? false } ?? false
            }
            let foundBy = hit.map {
                "\($0.key.kind.rawValue) \($0.key.about) (\($0.finding.feeds.map(\.rawValue).sorted().joined(separator: ", ")))"
            }
            section.rows.append([
                .text(indexCase.caseID), day(indexCase.onset), day(one.clinic), day(indexCase.confirmed),
                day(hit?.finding.firstAt), .text(foundBy ?? (one.names.isEmpty ? "no ID number" : "-")),
                .number(hit.map { days(indexCase.confirmed - $0.finding.firstAt) }, places: 1),
                .text(marks.map(\.rawValue).joined(separator: ", ")),
            ])
        }
        return section
    }

    /// How to read them.
    var notes: [String] {
        var notes = [
            "A case was had by a list that named the person before the mark; a vehicle is nobody. by_chance is the share of "
                + "cases that as many people of the registry, taken blindly, would hold; lift is the share over it."
        ]
        let nameless = evaluated.filter(\.names.isEmpty).map(\.indexCase.caseID)
        if !nameless.isEmpty {
            notes.append("Cases without an ID number can stand on no list and count as missed: \(shortList(nameless)).")
        }
        if evaluated.count < 10 {
            notes.append("\(evaluated.count) cases are few: read the intervals, not the shares.")
        }
        return notes
    }
}
