import Assessment
import Files
import FollowUp
import Policy
import Vocabulary

/// The rosters of all blocks: who may return, and why not.
struct RosterLists: Sendable {
    /// By block, then by person; a person of two blocks has two lines.
    private(set) var lines: [RosterLine] = []
    /// Local day whose check-ins are asked for.
    private(set) var day: Int32 = 0
    /// Whether the policy asks for rosters.
    private(set) var isAsked = false
    private static let linesPerShare = 4096

    /// No rosters: the policy has none.
    init() {}

    /// Checks everybody of every block, once tasks and codes are settled.
    init(
        _ registers: RegisterInputs, of run: RunInputs, fevers: [Pseudonym: [Observation]], tasks: [GridTask],
        codes: CodeFindings, asksForCode: Bool, zone: ZoneRules, asOf: Int64
    ) {
        let check = RosterCheck(
            registers.rules, zone: zone, asOf: asOf, feverHundredths: Screening.feverHundredths,
            asksForCode: asksForCode)
        (day, isAsked) = (check.day, true)
        let directory = run.directory
        var cases: Set<Pseudonym> = []
        for entry in run.cases where entry.confirmed <= asOf {
            if let name = entry.idNumber { cases.formUnion(directory.owners(of: name).map(\.pseudonym)) }
        }
        let ofCases = cases
        let byPerson = Dictionary(grouping: tasks, by: \.person)
        let members = directory.everybody.flatMap { person in
            RosterLists.units(of: person, in: run.tree).map { (unit: $0, person: person.pseudonym) }
        }.sorted { ($0.unit, $0.person) < ($1.unit, $1.person) }
        let shares = stride(from: 0, to: members.count, by: Self.linesPerShare).map {
            members[$0..<min(members.count, $0 + Self.linesPerShare)]
        }
        lines = parallelMap(shares) { share in
            share.map { member in
                var facts = RosterCheck.Facts()
                facts.reports = registers.reports[member.person] ?? []
                facts.fevers = (fevers[member.person] ?? []).map { ($0.feed, $0.span.start, $0.source.digest) }
                facts.tasks = byPerson[member.person] ?? []
                facts.code = codes.code(of: member.person)?.shown
                facts.isCase = ofCases.contains(member.person)
                return check.line(of: member.person, in: member.unit, facts)
            }
        }.flatMap(\.self)
    }

    /// Blocks of the tree that the registry names for a person, each once.
    static func units(of person: Person, in tree: GridTree) -> [String] {
        person.unitGrids.isEmpty ? [] : Set(person.unitGrids).filter { tree.grid($0)?.kind == .block }.sorted()
    }

    /// Numbers of the lines of every block of the tree with all below it, in their order.
    func byBlock(in tree: GridTree) -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for gridID in tree.gridIDs where tree.grid(gridID)?.kind == .block { found[gridID] = [] }
        for number in lines.indices {
            let unit = lines[number].unit
            for block in [unit] + tree.ancestors(of: unit) where found[block] != nil {
                found[block]?.append(number)
            }
        }
        return found
    }

    /// Counts for the manifest.
    var counts: [(name: String, value: Int)] {
        guard isAsked else { return [] }
        return [("rosters", lines.count)]
            + RosterLine.Class.allCases.map { kind in
                ("rosters_\(kind.rawValue)", lines.count { $0.counted == kind })
            }
    }
}

extension Screening {
    /// Finds what rosters and the comparison of the registry with movement ask of the store; tells how much there is.
    func addRegisters(
        to result: inout Result, _ scan: StoreScan, caseSubjects: [String: Set<Pseudonym>]
    ) throws -> [(name: String, value: Int)] {
        guard let registers = inputs.registers else { return [] }
        result.feverRows = try feverRows(of: result.fevers, scan)
        guard let rule = registers.rules.residence, let watch = inputs.watch else { return [] }
        let found = try ResidenceSearch(
            inputs: inputs, registers: registers, rule: rule, isolations: isolations(watch),
            cases: Set(caseSubjects.values.joined().flatMap(inputs.directory.standsFor)), zone: zone,
            asOf: asOf.moment, folder: workspace.path(.store),
            openStaySeconds: Int64((policy.openEndHours[Feed.hotel.rawValue] ?? 0) * 3600), reporter: reporter
        ).found()
        result.residence = found.findings
        return found.counts
    }

    /// Rows that tell of a fever of people of blocks, by person, in the days in which it stands against them.
    private func feverRows(of fevers: [Pseudonym: Set<Int64>], _ scan: StoreScan) throws -> [Pseudonym: [Observation]] {
        guard let rules = inputs.registers?.rules else { return [:] }
        let first = zone.startOfDay(RosterCheck.day(rules, zone: zone, asOf: asOf.moment) - Int32(rules.feverDays) + 1)
        var owners: [Pseudonym: Pseudonym] = [:]
        for (name, moments) in fevers where moments.contains(where: { $0 >= first }) {
            let found = inputs.directory.owners(of: name)
            guard name.kind != .plate, found.count == 1, !RosterLists.units(of: found[0], in: inputs.tree).isEmpty
            else { continue }
            owners[name] = found[0].pseudonym
        }
        var rows: [Pseudonym: Set<Observation>] = [:]
        for (name, found) in try scan.observations(of: Set(owners.keys)) {
            guard let person = owners[name] else { continue }
            rows[person, default: []].formUnion(
                found.filter {
                    $0.traits.has(.fever) && $0.span.start >= first && fevers[name]?.contains($0.span.start) == true
                })
        }
        return rows.mapValues { Array($0) }
    }
}
