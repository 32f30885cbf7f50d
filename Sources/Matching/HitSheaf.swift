import Vocabulary

/// The hits of all sets, bundled by case and subject without being copied; cases may be worked off on many threads.
public struct HitSheaf: Sendable {
    /// Where a hit stands, and the first half of whom it is about.
    private struct Straw {
        var subject: UInt64
        var set: Int32, hit: Int32
    }

    let index: CaseIndex
    let companions: CompanionCount
    let gates: GateCounts
    /// What the codes of bundled hits mean, and for each place code one that all canonically equal texts share.
    let tables: HitTables
    let samePlace: [UInt32]
    private let sets: [HitSet]
    private let codes: [HitCodes]
    /// Straws by case, in the order of the sets, and where each case's begin.
    private let straws: [Straw]
    private let begins: [Int]

    /// Bundles the hits of an index; passages are paired to stays first.
    public init(_ sets: [HitSet], index: CaseIndex) {
        let (gateHits, gates) = index.gateHits(of: sets)
        let sets = sets + [gateHits]
        var tables = HitTables()
        let codes = sets.map { HitCodes(of: $0.tables, in: &tables) }
        var texts = CodeTable<String>()
        samePlace = [0] + tables.places.values.map { texts.code($0.text) }
        self.index = index
        self.gates = gates
        self.tables = tables
        self.sets = sets
        self.codes = codes
        var counts = [Int](repeating: 0, count: index.caseIDs.count + 1)
        for set in sets { for hit in set.hits { counts[Int(index.caseRank[Int(hit.part)]) + 1] += 1 } }
        for rank in index.caseIDs.indices { counts[rank + 1] += counts[rank] }
        begins = counts
        var straws = [Straw](repeating: Straw(subject: 0, set: 0, hit: 0), count: counts[index.caseIDs.count])
        for (number, set) in sets.enumerated() {
            for place in set.hits.indices {
                let rank = Int(index.caseRank[Int(set.hits[place].part)])
                straws[counts[rank]] = Straw(
                    subject: set.hits[place].subject.high, set: Int32(number), hit: Int32(place))
                counts[rank] += 1
            }
        }
        self.straws = straws
        let marked = zip(sets, codes).lazy.filter { !$0.0.tables.marks.values.isEmpty }.flatMap { set, codes in
            set.hits.lazy.filter { $0.mark != 0 }.map { codes.recoded($0) }
        }
        companions = CompanionCount(marked, marks: tables.marks, index: index)
    }

    /// Number of cases; the sheaf's ranges count them in the order of their ids.
    public var caseCount: Int { index.caseIDs.count }

    /// Hits of some cases.
    func count(cases: Range<Int>) -> Int { begins[cases.upperBound] - begins[cases.lowerBound] }

    /// Ranges of cases with about so many hits each; none where there is no case.
    public func shares(ofHits size: Int) -> [Range<Int>] {
        var shares: [Range<Int>] = []
        var first = 0
        for rank in 0..<caseCount where rank + 1 == caseCount || count(cases: first..<rank + 1) >= size {
            shares.append(first..<rank + 1)
            first = rank + 1
        }
        return shares
    }

    /// Gives the hits of each subject and rule of a case, by subject, then rule; a subject's in no particular order.
    func bundles(ofCase rank: Int, _ body: ([Hit]) -> Void) {
        let own = straws[begins[rank]..<begins[rank + 1]].sorted { $0.subject < $1.subject }
        var first = 0
        while first < own.count {
            var last = first + 1
            while last < own.count, own[last].subject == own[first].subject { last += 1 }
            var hits = own[first..<last].map { hit($0) }
            if hits.contains(where: { $0.subject != hits[0].subject || $0.rule != hits[0].rule }) {
                hits.sort { ($0.subject, $0.rule) < ($1.subject, $1.rule) }
                for group in hits.split(by: { $0.subject == $1.subject && $0.rule == $1.rule }) { body(Array(group)) }
            } else {
                body(hits)
            }
            first = last
        }
    }

    /// A hit in the sheaf's codes, its tier held to what its evidence can give.
    private func hit(_ straw: Straw) -> Hit {
        let set = Int(straw.set)
        var hit = codes[set].recoded(sets[set].hits[Int(straw.hit)])
        hit.tier = max(hit.tier, index.cap(of: hit.flags))
        return hit
    }
}

extension Array {
    /// Runs of neighbours that belong together.
    func split(by belongs: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var runs: [ArraySlice<Element>] = []
        var first = startIndex
        for next in indices where next + 1 == endIndex || !belongs(self[next], self[next + 1]) {
            runs.append(self[first...next])
            first = next + 1
        }
        return runs
    }
}
