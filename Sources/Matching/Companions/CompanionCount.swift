import Policy
import Vocabulary

/// Which hits of a companion rule are enough: seats side by side and convoys count only where there are several, and an
/// order only where it is no placeholder.
struct CompanionCount {
    private struct OrderKey: Hashable {
        var caseID: String
        var rule: Int32
        var order: String
    }
    private let rules: [Rule]
    private let marks: CodeTable<CompanionMark>
    /// Orders that more people bear than the rule allows.
    private let crowded: Set<OrderKey>

    /// Counts the orders of all hits that have a mark.
    init(_ marked: some Sequence<Hit>, marks: CodeTable<CompanionMark>, index: CaseIndex) {
        let rules = index.rules
        self.rules = rules
        self.marks = marks
        var people: [OrderKey: Set<Pseudonym>] = [:]
        for hit in marked {
            guard case .order(let order)? = marks[hit.mark] else { continue }
            let key = OrderKey(caseID: index.parts[Int(hit.part)].caseID, rule: hit.rule, order: order)
            people[key, default: []].insert(hit.subject)
        }
        crowded = Set(
            people.filter { key, people in
                guard case .companion(let settings) = rules[Int(key.rule)].kind else { return false }
                // The case itself bears it too.
                return people.count + 1 > settings.orderPeople
            }.keys)
    }

    /// Orders left out as placeholders.
    var crowdedOrders: Int { crowded.count }

    /// The hits of one case, subject and rule that are enough; those of other rules pass.
    func enough(_ hits: [Hit], caseID: String) -> [Hit] {
        guard let first = hits.first, case .companion(let settings) = rules[Int(first.rule)].kind else { return hits }
        let runs = hits.reduce(into: Set<String>()) { runs, hit in
            if case .seats(let run)? = marks[hit.mark] { runs.insert(run) }
        }
        let moments = convoyMoments(hits, settings)
        return hits.filter { hit in
            switch marks[hit.mark] {
            case .order(let order)?:
                !crowded.contains(OrderKey(caseID: caseID, rule: hit.rule, order: order))
            case .seats?: runs.count >= settings.adjacentSeats
            case .convoy(_, let moment)?: moments.contains(moment)
            case .together?, nil: true
            }
        }
    }

    /// Moments of passages that lie with enough others at different places inside the rule's hours.
    private func convoyMoments(_ hits: [Hit], _ settings: CompanionRule) -> Set<Int64> {
        let passages = hits.compactMap { hit -> (moment: Int64, place: String)? in
            guard case .convoy(let place, let moment)? = marks[hit.mark] else { return nil }
            return (moment, place)
        }.sorted { ($0.moment, $0.place) < ($1.moment, $1.place) }
        let period = Int64((settings.convoyHours * 3600).rounded())
        var kept: Set<Int64> = []
        var counts: [String: Int] = [:]
        var last = 0
        // If any period holds enough places around a passage, one that begins with a passage does.
        for first in passages.indices {
            while last < passages.count, passages[last].moment <= passages[first].moment + period {
                counts[passages[last].place, default: 0] += 1
                last += 1
            }
            if counts.count >= settings.convoyPlaces { kept.formUnion(passages[first..<last].map(\.moment)) }
            counts[passages[first].place, default: 0] -= 1
            if counts[passages[first].place] == 0 { counts[passages[first].place] = nil }
        }
        return kept
    }
}
