import Assessment
import Files
import FollowUp
import Ledger
import Policy
import Store
import Vocabulary

/// Looks for what is unusual: at gates, and about people who are isolated or watched.
struct AlertSearch {
    /// What was found and looked at.
    struct Found {
        var alerts: [Alert] = []
        var counts: [(name: String, value: Int)] = []
    }

    let inputs: RunInputs
    let watch: WatchInputs
    let rules: AlertRules
    let isolations: IsolationTimes
    let zone: ZoneRules
    let asOf: Int64
    let folder: String
    let registered: Set<Pseudonym>
    let cases: Set<Pseudonym>
    let reporter: any Reporter
    /// People whose rows are held at a time.
    private static let peoplePerGroup = 5_000

    /// All alerts, by kind and score.
    func run(undeclared: [UndeclaredFinding]) throws -> Found {
        var found = Found()
        let clock = AlertClock(rules, zone: zone, asOf: asOf)
        if !rules.kinds.isDisjoint(with: [.rateUp, .gateSilent, .notOut]) {
            let numbers = PersonNumbers(inputs.directory)
            let (book, gates) = try PassageScan(
                inputs: inputs, rules: rules, clock: clock, folder: folder, registered: registered, numbers: numbers
            ).book(reporter: reporter)
            let grids = gates.map(grid(ofPlace:))
            let silences = GateSilences(book, rule: rules.gateSilent)
            if rules.kinds.contains(.gateSilent) {
                found.alerts += silences.alerts(book, names: gates, grids: grids, listedHours: rules.listedHours)
            }
            if rules.kinds.contains(.rateUp) {
                found.alerts += try rateUps(book, silences, names: gates, grids: grids)
            }
            if rules.kinds.contains(.notOut) {
                found.alerts += try notOuts(book, silences, numbers: numbers, names: gates, grids: grids)
            }
            found.counts += [("passages", book.passages), ("passages_repeated", book.repeated)]
        }
        found.alerts += try personAlerts(undeclared: undeclared)
        found.alerts.sort(by: Alert.precedes)
        found.counts.append(("alerts", found.alerts.count))
        return found
    }

    private func grid(ofPlace name: String) -> String? {
        guard let place = inputs.places[name] else { return nil }
        if let gridID = place.gridID, inputs.tree.grid(gridID) != nil { return gridID }
        return place.position.flatMap(inputs.tree.grid(containing:))
    }

    /// Whether a grid lies below the one so many levels above a home.
    func isNear(home: String?, _ grid: String?) -> Bool? {
        guard let home, let grid, inputs.tree.grid(home) != nil else { return nil }
        let chain = [home] + inputs.tree.ancestors(of: home)
        let top = chain[min(rules.levelsUp, chain.count - 1)]
        return grid == top || inputs.tree.ancestors(of: grid).contains(top)
    }

    private func rateUps(
        _ book: PassageBook, _ silences: GateSilences, names: [String], grids: [String?]
    ) throws -> [Alert] {
        let rule = RateUp(rule: rules.rateUp, clock: book.clock)
        let ground = RateUp.Ground(names: names, grids: grids) { inputs.tree.ancestors(of: $0) }
        let listed = rules.listedHours
        let ofGates = parallelMap(Array(1..<max(1, names.count))) {
            rule.alerts(ofGate: $0, book, silences, ground, listedHours: listed)
        }
        let ofGrids = parallelMap(Array(0..<ground.groupCount)) {
            rule.alerts(ofGroup: $0, book, silences, ground, listedHours: listed)
        }
        var alerts = ground.leading(ofGates.flatMap(\.self) + ofGrids.flatMap(\.self))
        let windows = alerts.map { alert in
            PassageSources.Window(
                places: ground.gates(of: alert), span: alert.span, direction: RateUp.direction(of: alert))
        }
        guard !windows.isEmpty else { return [] }
        let scan = StoreScan(
            segments: inputs.segments.filter { $0.feed == .checkpoint }, folder: folder,
            period: TimeSpan(windows.map(\.span.start).min() ?? asOf, asOf), selection: inputs.selection)
        let parts = try scan.findings(stage: "alerts", reporter: reporter) {
            try PassageSources($0, windows: windows)
        }.findings
        for number in alerts.indices {
            alerts[number].sources = PassageSources.first(parts.flatMap { $0[number] }).map(\.source)
        }
        return alerts
    }

    private func notOuts(
        _ book: PassageBook, _ silences: GateSilences, numbers: PersonNumbers, names: [String], grids: [String?]
    ) throws -> [Alert] {
        let rule = NotOut(rule: rules.notOut)
        let candidates = rule.candidates(book, silences, persons: numbers.persons) { person, gate in
            isNear(home: person.homeGrid, grids[gate]) ?? false
        }.filter { candidate in
            let person = numbers.persons[candidate.person].pseudonym
            return !cases.contains(person) && !isolations.holds(person, at: asOf)
        }
        var alerts: [Alert] = []
        for group in groups(candidates) {
            let people = group.map { numbers.persons[$0.person] }
            let rows = try rows(of: people.map(\.pseudonym), from: group.map(\.last).min() ?? asOf)
            for (candidate, person) in zip(group, people) {
                let sights = rows[person.pseudonym] ?? []
                if sights.contains(where: { isAway($0, since: candidate.last, home: person.homeGrid) }) { continue }
                var alert = rule.alert(candidate, book, person: person, names: names)
                alert.sources = sights.filter { $0.feed == .checkpoint && $0.span.start == candidate.last }
                    .map(\.source).sorted().prefix(1).map(\.self)
                alerts.append(alert)
            }
        }
        return alerts
    }

    /// Whether a row shows somebody away from home after a moment.
    private func isAway(_ row: Observation, since moment: Int64, home: String?) -> Bool {
        guard row.span.end > moment || row.traits.has(.openEnd) && row.span.start > moment else { return false }
        guard row.feed == .carrier else { return row.span.end > moment }
        guard let position = row.position, Double(row.accuracyCentimeters ?? 0) <= rules.maxAccuracyMeters * 100
        else { return false }
        return isNear(home: home, inputs.tree.grid(containing: position)) == false
    }

    private func groups<Item>(_ items: [Item]) -> [ArraySlice<Item>] {
        stride(from: 0, to: items.count, by: Self.peoplePerGroup).map {
            items[$0..<min(items.count, $0 + Self.peoplePerGroup)]
        }
    }

    /// Rows of persons or bare identifiers, without those that a plate alone or a shared phone tells of.
    private func rows(of people: [Pseudonym], from: Int64) throws -> [Pseudonym: [Observation]] {
        let scan = StoreScan(
            segments: inputs.segments, folder: folder, period: TimeSpan(min(from, asOf), asOf),
            selection: inputs.selection)
        var names: [Pseudonym: [Pseudonym]] = [:]
        for person in people {
            let own = person.kind == .person ? inputs.directory.person(person)?.identifiers ?? [] : [person]
            for name in own where name.kind != .plate && !inputs.directory.isShared(name) {
                names[name, default: []].append(person)
            }
        }
        var result: [Pseudonym: Set<Observation>] = [:]
        for (name, rows) in try scan.observations(of: Set(names.keys)) {
            for person in names[name] ?? [] { result[person, default: []].formUnion(rows) }
        }
        return result.mapValues(Array.init)
    }
}

extension AlertSearch {
    /// Alerts about single persons who are isolated or watched, and about declarations that movement contradicts.
    private func personAlerts(undeclared: [UndeclaredFinding]) throws -> [Alert] {
        let newest = inputs.segments.filter { $0.feed == .carrier && $0.span.start <= asOf }.map {
            min($0.span.end, asOf)
        }.max()
        let directory = inputs.directory
        let search = PersonAlerts(rules: rules, zone: zone, asOf: asOf, newestPing: newest) { subject, position in
            isNear(home: directory.person(subject)?.homeGrid, inputs.tree.grid(containing: position))
        }
        var alerts = search.contradicted(undeclared)
        let listed = asOf - Int64(rules.listedHours) * 3600
        let isolated = Set(isolations.spans.filter { $0.value.contains { $0.end >= listed && $0.start <= asOf } }.keys)
        let focused = directory.everybody.filter { search.watches($0.focus) }.map(\.pseudonym)
        let people = isolated.union(focused).sorted()
        for group in groups(people) {
            // Of a silent phone it must be known that it was heard before.
            let rows = try rows(of: Array(group), from: asOf - Int64(rules.lookBackDays) * 86_400)
            let watched = group.map { person in
                WatchedPerson(
                    subject: person, focus: directory.person(person)?.focus, isolated: isolations.spans[person] ?? [],
                    sights: rows[person] ?? [])
            }
            alerts += parallelMap(watched) { search.alerts(about: $0) }.flatMap(\.self)
        }
        return alerts + requests(of: focused, search)
    }

    private func requests(of focused: [Pseudonym], _ search: PersonAlerts) -> [Alert] {
        let watched = Set(focused)
        var declared: [Pseudonym: [Declaration]] = [:]
        for declaration in inputs.declarations {
            let names = [declaration.idNumber, declaration.phone].compactMap(\.self)
            for person in Set(names.flatMap(inputs.directory.standsFor)) where watched.contains(person) {
                declared[person, default: []].append(declaration)
            }
        }
        var asked: [Pseudonym: [(kind: String, time: Int64)]] = [:]
        for clue in watch.clues {
            for person in clue.subject.map(inputs.directory.standsFor) ?? [] where watched.contains(person) {
                asked[person, default: []].append((clue.kind, clue.time))
            }
        }
        return focused.sorted().flatMap { person in
            search.requests(
                subject: person, focus: inputs.directory.person(person)?.focus, declarations: declared[person] ?? [],
                clues: asked[person] ?? [])
        }
    }
}
