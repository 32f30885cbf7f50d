import Assessment
import Files
import FollowUp
import Ledger
import Policy
import Vocabulary

/// The health codes of a run, with what stands behind them.
struct CodeFindings: Sendable {
    /// Codes by person.
    private(set) var codes: [HealthCode] = []
    /// What speaks against people, by person, cause and day.
    private(set) var evidence: [CodeEvidence] = []
    /// Every override and how it stands in this run, by number.
    private(set) var exceptions: [CodeException] = []
    /// Grids of those who are in no other finding.
    private(set) var grids: [Pseudonym: [String]] = [:]
    /// Names of counts for the manifest.
    private(set) var counts: [(name: String, value: Int)] = []
    private static let peoplePerShare = 8192

    /// No codes: the policy has none.
    init() {}

    /// Works the codes out; what contacts are and which tier they have is settled by then.
    init(_ inputs: CodeInputs, of run: RunInputs, result: Screening.Result, zone: ZoneRules) {
        evidence = CodeFindings.evidence(inputs, of: run, result: result, zone: zone)
        let engine = HealthCodes(
            inputs.rule, sheet: inputs.sheet, evidence: evidence, lastClosed: inputs.lastClosed)
        let people = engine.people
        let assignment = GridAssignment(tree: run.tree, places: run.places, zone: zone)
        let known = result.grids
        let shares = stride(from: 0, to: people.count, by: Self.peoplePerShare).map {
            people[$0..<min(people.count, $0 + Self.peoplePerShare)]
        }
        let directory = run.directory
        let made = parallelMap(shares) { share in
            share.map { person in
                let owners = directory.owners(of: person)
                let grids =
                    known[person] ?? assignment.grids(for: owners.count == 1 ? owners[0] : nil, observations: [])
                return (code: engine.code(of: person), grids: grids.choices.map(\.gridID))
            }
        }
        for (code, grids) in made.joined() {
            // Whom nothing is known of any more has no code, and no row.
            if code.ruled.colour == .none, !inputs.overrides.contains(where: { $0.person == code.person }) { continue }
            codes.append(code)
            self.grids[code.person] = grids
        }
        exceptions = inputs.overrides.map { CodeException($0, today: inputs.today, ruled: ruled($0.person)) }
        for exception in exceptions where exception.standing == .inForce {
            guard let place = place(of: exception.override.person) else { continue }
            let override = exception.override
            codes[place].override = HealthCode.Override(
                CodeStanding(override.colour, .overridden, about: override.reason, since: override.firstDay),
                number: override.number)
        }
        counts =
            [("codes", codes.count)]
            + [CodeColour.green, .pending, .yellow, .red].map { colour in
                ("codes_\(colour.rawValue)", codes.count { $0.shown.colour == colour })
            } + [
                ("codes_overridden", codes.count { $0.override != nil }),
                ("code_phones_of_several", inputs.sharedPhones),
            ]
    }

    /// The code of a person; nil where there is none.
    func code(of person: Pseudonym) -> HealthCode? { place(of: person).map { codes[$0] } }

    /// The rules' standing of a person; nil for one without a code.
    private func ruled(_ person: Pseudonym) -> CodeStanding? { place(of: person).map { codes[$0].ruled } }

    private func place(of person: Pseudonym) -> Int? {
        var (low, high) = (0, codes.count)
        while low < high {
            let middle = (low + high) / 2
            if codes[middle].person < person { low = middle + 1 } else { high = middle }
        }
        return low < codes.count && codes[low].person == person ? low : nil
    }

    /// Evidence of the risk channel from everything the run knows, each piece once.
    private static func evidence(
        _ inputs: CodeInputs, of run: RunInputs, result: Screening.Result, zone: ZoneRules
    ) -> [CodeEvidence] {
        func days(_ span: TimeSpan) -> (Int32, Int32) { (zone.localDay(at: span.start), zone.localDay(at: span.end)) }
        /// The one person that an identifier stands for, else itself.
        func person(_ name: Pseudonym) -> Pseudonym {
            let owners = run.directory.owners(of: name)
            return owners.count == 1 ? owners[0].pseudonym : name
        }
        var found = inputs.sheet.evidence + inputs.isolations
        for entry in run.cases where entry.confirmed <= inputs.asOf {
            guard let number = entry.idNumber else { continue }
            let confirmed = zone.localDay(at: entry.confirmed)
            let isolated = entry.isolated.map { min(zone.localDay(at: $0), inputs.today) } ?? confirmed
            found.append(
                CodeEvidence(
                    person: person(number), cause: .indexCase, about: entry.caseID, first: confirmed,
                    last: max(confirmed, isolated)))
        }
        // A plate is nobody, and nobody's code hangs on one.
        for contact in result.contacts where contact.person.kind != .plate {
            for exposure in contact.exposures {
                let (first, last) = days(exposure.span)
                found.append(
                    CodeEvidence(
                        person: contact.person, cause: CodeCause(exposure.tier), about: contact.caseID, first: first,
                        last: last))
            }
        }
        for finding in result.undeclared where !finding.isVehicle {
            let (first, last) = days(TimeSpan(finding.firstSeen, finding.lastSeen))
            found.append(
                CodeEvidence(
                    person: finding.subject, cause: .undeclared, about: finding.region, first: first, last: last))
        }
        for (name, moments) in result.fevers where name.kind != .plate {
            for day in Set(moments.map(zone.localDay(at:))) {
                found.append(CodeEvidence(person: person(name), cause: .fever, first: day, last: day))
            }
        }
        return Set(found.filter { inputs.rule.risks[$0.cause] != nil }).sorted {
            ($0.person, $0.cause.rawValue, $0.about, $0.first, $0.last, $0.until ?? .max)
                < ($1.person, $1.cause.rawValue, $1.about, $1.first, $1.last, $1.until ?? .max)
        }
    }
}

/// An override as one run sees it.
struct CodeException: Sendable {
    /// How it stands: `overtaken` where the rules have come to something worse than when it was proposed.
    enum Standing: String, Sendable {
        case proposed, rejected, revoked, expired, overtaken
        case inForce = "in_force"
        case notYet = "not_yet"
        case noCode = "no_code"
    }
    let override: CodeOverride
    let standing: Standing
    /// What the rules give; nil where the person has no code.
    let ruled: CodeStanding?

    init(_ override: CodeOverride, today: Int32, ruled: CodeStanding?) {
        self.override = override
        self.ruled = ruled
        standing =
            switch override.state {
            case .proposed: override.lastDay < today ? .expired : .proposed
            case .rejected: .rejected
            case .revoked: .revoked
            case .approved:
                if today > override.lastDay {
                    .expired
                } else if today < override.firstDay {
                    .notYet
                } else if let ruled {
                    ruled.colour > override.ruled ? .overtaken : .inForce
                } else {
                    .noCode
                }
            }
    }

    /// Whether one account did both, told apart by the name it gave alone.
    var isOneAccount: Bool { override.approved?.user == override.proposed.user }
}
