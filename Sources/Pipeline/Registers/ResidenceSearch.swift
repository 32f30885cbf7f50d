import Assessment
import Files
import FollowUp
import Policy
import Vocabulary

/// Holds the registry against movement, and against what people said of it.
struct ResidenceSearch {
    let inputs: RunInputs
    let registers: RegisterInputs
    let rule: ResidenceRule
    let isolations: IsolationTimes
    /// Persons and identifiers of the cases, whom the doctors have.
    let cases: Set<Pseudonym>
    let zone: ZoneRules
    let asOf: Int64
    let folder: String
    let openStaySeconds: Int64
    let reporter: any Reporter
    private static let peoplePerGroup = 5_000

    private typealias Candidate = ResidenceCheck.Candidate

    /// Findings by grid, status and person, and counts for the manifest.
    func found() throws -> (findings: [ResidenceFinding], counts: [(name: String, value: Int)]) {
        let nights = LocalNight.last(rule.nights, before: asOf, zone)
        if nights.count < rule.leastNights || inputs.tree.groundIDs.isEmpty { return ([], [("residence", 0)]) }
        let numbers = PersonNumbers(inputs.directory)
        let placement = GroundPlacement(inputs, rule: rule)
        let scan = NightScan(
            inputs: inputs, nights: nights.map(\.span), placement: placement, numbers: numbers,
            registered: inputs.directory.registered, folder: folder, openStaySeconds: openStaySeconds,
            reporter: reporter)
        let book = try scan.found()
        let tree = inputs.tree
        let ground = ResidenceCheck.Ground(tree.groundIDs) { tree.ancestors(of: $0) }
        let check = ResidenceCheck(rule, nights: nights.count, ground: ground, main: book.main)
        let homes = HomeGrids(tree)
        var candidates: [Candidate] = []
        var silent: [Int] = []
        for (number, person) in numbers.persons.enumerated() where !isElsewhereByOrder(person.pseudonym) {
            let home = homes.told(person.homeGrid)
            if !check.isSeen(number) {
                silent.append(number)
            } else if let found = check.candidate(number, home: home, homeAbove: home.map(tree.ancestors) ?? []) {
                candidates.append(found)
            }
        }
        for number in book.strangers.indices where !isElsewhereByOrder(book.strangers[number]) {
            if let found = check.stranger(numbers.persons.count + number) { candidates.append(found) }
        }
        let names = numbers.persons.map(\.pseudonym) + book.strangers
        let unseen = try unseen(silent, numbers, heard: check.heardGrids(), homes)
        var findings = unseen.findings
        var atHomeByDay = 0
        for first in stride(from: 0, to: candidates.count, by: Self.peoplePerGroup) {
            let group = candidates[first..<min(candidates.count, first + Self.peoplePerGroup)]
            let rows = try rows(of: Set(group.map { names[Int($0.who)] }), from: nights[0].span.start)
            for candidate in group {
                let name = names[Int(candidate.who)]
                let told = findingsAbout(
                    name, candidate, rows[name] ?? [], nights: nights, placement, ground, homes)
                if told.isEmpty { atHomeByDay += 1 }
                findings += told
            }
        }
        tell(&findings, from: nights[0].span.start)
        findings.sort { ($0.gridID, $0.status.rawValue, $0.person) < ($1.gridID, $1.status.rawValue, $1.person) }
        let counts =
            [("residence", findings.count)]
            + ResidenceFinding.Status.allCases.map { status in
                ("residence_\(status.rawValue)", findings.count { $0.status == status })
            } + [
                ("residence_home_by_day", atHomeByDay), ("residence_untold", unseen.untold),
                ("residence_nights", nights.count),
            ]
        return (findings, counts)
    }

    /// Whether somebody is where the office or the doctors sent them.
    private func isElsewhereByOrder(_ person: Pseudonym) -> Bool {
        cases.contains(person) || isolations.holds(person, at: asOf)
    }

    /// Those of the registry whom nothing has seen in the look-back, though their phone could have been heard; and how
    /// many have none, so that nobody can say anything.
    private func unseen(
        _ silent: [Int], _ numbers: PersonNumbers, heard: Set<String>, _ homes: HomeGrids
    ) throws -> (findings: [ResidenceFinding], untold: Int) {
        let directory = inputs.directory
        var asked: [(person: Person, home: String)] = []
        var untold = 0
        for number in silent {
            let person = numbers.persons[number]
            guard let home = homes.told(person.homeGrid), homes.isHeard(home, heard),
                person.identifiers.contains(where: { $0.kind == .phone && !directory.isShared($0) })
            else {
                untold += 1
                continue
            }
            asked.append((person, home))
        }
        let period = TimeSpan(min(asOf, zone.startOfDay(firstDay)), asOf)
        let seen = try SeenNames(inputs: inputs, period: period, folder: folder, reporter: reporter).of(
            Set(asked.flatMap(\.person.identifiers)))
        let findings = asked.filter { !$0.person.identifiers.contains(where: seen.contains) }.map { person, home in
            ResidenceFinding(
                person: person.pseudonym, status: .notSeen, gridID: home, registered: home, seen: "", nights: 0,
                ofNights: rule.nights, firstNight: nil, lastNight: nil)
        }
        return (findings, untold)
    }

    /// First local day of the look-back.
    private var firstDay: Int32 { zone.localDay(at: asOf) - Int32(registers.rules.lookBackDays) + 1 }

    /// What the rows of somebody come to: nothing for one who was at home by day often enough to live there.
    private func findingsAbout(
        _ name: Pseudonym, _ candidate: Candidate, _ rows: [Observation],
        nights: [(day: Int32, span: TimeSpan)], _ placement: GroundPlacement, _ ground: ResidenceCheck.Ground,
        _ homes: HomeGrids
    ) -> [ResidenceFinding] {
        let home = inputs.directory.person(name)?.homeGrid
        let told = homes.told(home)
        let above = told.map(inputs.tree.ancestors) ?? []
        func isHome(_ number: UInt32) -> Bool { told.map { ground.isHome(number, $0, above) } ?? false }
        let placed = rows.compactMap { row in placement.ground(of: row).map { (row: row, ground: $0) } }
        let homeDays = Set(placed.filter { isHome($0.ground) }.map { zone.localDay(at: $0.row.span.start) })
        if homeDays.count >= rule.leastNights { return [] }
        let spans = candidate.nights.map { nights[$0].span }
        let own = placed.filter { entry in
            let extent = entry.row.extent(openSeconds: openStaySeconds)
            return [.carrier, .hotel].contains(entry.row.feed)
                && candidate.ground.map { $0 == entry.ground } ?? !isHome(entry.ground)
                && spans.contains { $0.overlaps(extent) }
        }.map(\.row)
        let seen = candidate.ground.flatMap(ground.grid) ?? ""
        let days = candidate.nights.map { nights[$0].day }
        func finding(_ status: ResidenceFinding.Status, _ gridID: String) -> ResidenceFinding {
            var finding = ResidenceFinding(
                person: name, status: status, gridID: gridID, registered: home ?? "", seen: seen,
                nights: days.count, ofNights: nights.count, firstNight: days.min(), lastNight: days.max())
            finding.feeds = Feed.allCases.filter { feed in own.contains { $0.feed == feed } }
            finding.sources = PassageSources.first(own).map(\.source)
            return finding
        }
        var findings: [ResidenceFinding] = []
        if candidate.isAway, let told { findings.append(finding(.elsewhere, told)) }
        if !seen.isEmpty {
            let isKnown = inputs.directory.person(name) != nil
            findings.append(finding(isKnown ? .registeredElsewhere : .notRegistered, seen))
        }
        return findings
    }

    /// Rows of persons or bare identifiers, without those that a plate alone or a shared phone tells of.
    private func rows(of people: Set<Pseudonym>, from: Int64) throws -> [Pseudonym: [Observation]] {
        let scan = StoreScan(
            segments: inputs.segments, folder: folder,
            period: TimeSpan(min(from - openStaySeconds, asOf), asOf), selection: inputs.selection)
        var owners: [Pseudonym: Pseudonym] = [:]
        for person in people {
            let own = person.kind == .person ? inputs.directory.person(person)?.identifiers ?? [] : [person]
            for name in own where name.kind != .plate && !inputs.directory.isShared(name) { owners[name] = person }
        }
        var result: [Pseudonym: Set<Observation>] = [:]
        for (name, rows) in try scan.observations(of: Set(owners.keys)) {
            guard let person = owners[name] else { continue }
            result[person, default: []].formUnion(
                rows.filter { $0.extent(openSeconds: openStaySeconds).end >= from })
        }
        return result.mapValues(Array.init)
    }

    /// Adds what people said: a declared journey that reaches into the nights, a declaration of none, check-ins.
    private func tell(_ findings: inout [ResidenceFinding], from: Int64) {
        let people = Set(findings.map(\.person))
        let directory = inputs.directory
        var said: [Pseudonym: Set<ResidenceFinding.Word>] = [:]
        for declaration in inputs.declarations {
            let away = declaration.from ?? declaration.declaredAt
            let word: ResidenceFinding.Word
            if declaration.travelled, away <= asOf, (declaration.to ?? asOf) >= from {
                word = .declaredAway
            } else if !declaration.travelled, declaration.declaredAt >= from {
                word = .declaredHere
            } else {
                continue
            }
            for name in [declaration.idNumber, declaration.phone].compactMap(\.self) {
                let owners = directory.owners(of: name)
                // Of a phone of several people nobody can say whose word it is.
                if owners.count < 2 {
                    let person = owners.first?.pseudonym ?? name
                    if people.contains(person) { said[person, default: []].insert(word) }
                }
            }
        }
        let firstDay = zone.localDay(at: from)
        for number in findings.indices {
            var words = said[findings[number].person] ?? []
            if registers.lastCheckin[findings[number].person].map({ $0 >= firstDay }) ?? false {
                words.insert(.checkedIn)
            }
            findings[number].words = ResidenceFinding.Word.allCases.filter(words.contains)
        }
    }
}

/// Grids of homes of which it can be said whether somebody is there.
private struct HomeGrids {
    private let tree: GridTree
    private let grounds: Set<String>
    /// Grids with ground, and those above them.
    private let covered: Set<String>

    init(_ tree: GridTree) {
        self.tree = tree
        grounds = Set(tree.groundIDs)
        covered = tree.groundIDs.reduce(into: []) { covered, grid in
            covered.insert(grid)
            covered.formUnion(tree.ancestors(of: grid))
        }
    }

    /// A home of the tree that has ground of its own, below it or above it; else nil.
    func told(_ home: String?) -> String? {
        guard let home, tree.grid(home) != nil else { return nil }
        return covered.contains(home) || tree.ancestors(of: home).contains(where: grounds.contains) ? home : nil
    }

    /// Whether a home's ground, or the nearest above it, is among those where somebody was heard.
    func isHeard(_ home: String, _ heard: Set<String>) -> Bool {
        if covered.contains(home) { return heard.contains(home) }
        return tree.ancestors(of: home).first(where: grounds.contains).map(heard.contains) ?? false
    }
}
