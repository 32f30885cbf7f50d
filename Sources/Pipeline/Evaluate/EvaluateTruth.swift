import Assessment
import Files
import Policy
public import Publishing
import Vault
import Vocabulary

/// The lists of a synthetic city, held against what was planted in it.
public enum EvaluateTruth {
    /// Screens as of a moment, by default that of the last run, and counts by rule; `folder` is the city's `truth/`.
    public static func run(
        _ workspace: Workspace, folder: String, asOf text: String?, reporter: any Reporter
    ) throws -> (report: Report, plot: SharePlot) {
        let asOf = try ComparePolicies.moment(text, workspace, option: "--to")
        let inputs = try RunInputs.read(workspace, policies: [workspace.policy], asOf: asOf)[0]
        let truth = try TruthFiles(folder: folder, directory: inputs.directory, key: workspace.pseudonymKey)
        let result = try Screening(
            workspace: workspace, policy: workspace.policy, inputs: inputs, asOf: asOf, reporter: reporter
        ).run()
        let tables = TruthTables(truth, result)
        let plot = SharePlot(
            title: "Recall and precision by rule, policy \(workspace.policy.id)", series: ["recall", "precision"],
            groups: tables.byRule.map { SharePlot.Group($0.rule, [$0.recall, $0.precision]) })
        return (
            Report(
                english: [
                    ("as_of", workspace.settings.zone.rfc3339(asOf.moment)),
                    ("policy", "\(workspace.policy.id) (SHA-256 \(workspace.policy.sha256.prefix(12)))"),
                    ("noise", truth.noise.isEmpty ? "none" : truth.noise.joined(separator: ", ")),
                ], sections: [tables.rules, tables.calibration], notes: TruthTables.notes), plot
        )
    }
}

/// What a synthetic city says of itself, in pseudonyms.
struct TruthFiles {
    /// Somebody who must be found, or must not.
    struct Entry {
        /// `contact` or `undeclared`; the case or the region; everything the person goes by.
        var kind: TaskReason, about: String, names: Set<Pseudonym>
        /// Rule, and the tier or status that must be reached; empty for those who must not be found.
        var rule: String, verdict: String
    }
    private(set) var planted: [Entry] = [], nearMisses: [Entry] = []
    /// Options of noise, as `name value`.
    private(set) var noise: [String] = []

    /// Reads the files of a folder.
    init(folder: String, directory: PersonDirectory, key: PseudonymKey) throws {
        func rows(_ name: String) throws -> [RunTable.Row] {
            do throws(FileError) {
                return RunTable.rows(try FileSystem.read("\(folder)/\(name)"))
            } catch {
                throw Failure(.refused, "--truth: \(error.description): name the truth folder that synth made")
            }
        }
        func names(_ identifiers: [(SubjectKind, String?)]) -> Set<Pseudonym> {
            var names: Set<Pseudonym> = []
            for (kind, text) in identifiers {
                guard let text, !text.isEmpty else { continue }
                let pseudonym = key.pseudonym(of: Identifier(kind: kind, text: text))
                names.insert(pseudonym)
                if kind != .plate { names.formUnion(directory.owners(of: pseudonym).map(\.pseudonym)) }
            }
            return names
        }
        for row in try rows("contacts.csv") {
            planted.append(
                Entry(
                    kind: .contact, about: row["case_id"] ?? "",
                    names: names([(.idNumber, row["id_number"]), (.phone, row["phone"])]), rule: row["rule"] ?? "",
                    verdict: row["tier"] ?? ""))
        }
        for row in try rows("undeclared.csv") {
            let kind: SubjectKind = row["kind"] == "vehicle" ? .plate : .idNumber
            planted.append(
                Entry(
                    kind: .undeclared, about: row["region"] ?? "", names: names([(kind, row["subject"])]),
                    rule: kind == .plate ? "undeclared vehicle" : "undeclared", verdict: row["status"] ?? ""))
        }
        for row in try rows("near_misses.csv") {
            let isContact = row["kind"] == "contact"
            nearMisses.append(
                Entry(
                    kind: isContact ? .contact : .undeclared, about: row["case_id"] ?? "",
                    names: names([(.idNumber, row["id_number"]), (.phone, row["phone"])]),
                    rule: row["rule"] ?? "", verdict: ""))
        }
        guard FileSystem.exists("\(folder)/noise.csv") else { return }
        noise = try rows("noise.csv").filter { $0["what"] == "option" }.map {
            "\($0["device"] ?? "") \($0["value"] ?? "")"
        }
    }
}

/// Recall and precision by rule, and what scores were worth.
struct TruthTables {
    /// One rule's counts.
    struct RuleShares {
        var rule: String, recall: Share, precision: Share, falseAlarms: Share
    }
    /// By rule.
    private(set) var byRule: [RuleShares] = []
    /// Score bin of each contact found, and what was planted about it: true, false, or nothing.
    private var scored: [(bin: Int, isPlanted: Bool?)] = []

    init(_ truth: TruthFiles, _ result: Screening.Result) {
        let contacts = Dictionary(grouping: result.contacts, by: \.person)
        let undeclared = Dictionary(grouping: result.undeclared, by: \.subject)
        func isFound(_ entry: TruthFiles.Entry) -> Bool {
            switch entry.kind {
            case .contact:
                let weight = Tier(rawValue: entry.verdict) ?? .environment
                return entry.names.contains { name in
                    contacts[name]?.contains { $0.caseID == entry.about && $0.tier <= weight } ?? false
                }
            default:
                return entry.names.contains { name in
                    undeclared[name]?.contains {
                        (entry.about.isEmpty || $0.region == entry.about)
                            && (entry.verdict.isEmpty || $0.status.rawValue == entry.verdict)
                    } ?? false
                }
            }
        }
        for rule in Set((truth.planted + truth.nearMisses).map(\.rule)).sorted() {
            let planted = truth.planted.filter { $0.rule == rule }
            let misses = truth.nearMisses.filter { $0.rule == rule }
            let (found, wrong) = (planted.count(where: isFound), misses.count(where: isFound))
            byRule.append(
                RuleShares(
                    rule: rule, recall: Share(found, of: planted.count), precision: Share(found, of: found + wrong),
                    falseAlarms: Share(wrong, of: misses.count)))
        }
        func judged(_ entries: [TruthFiles.Entry]) -> Set<String> {
            Set(
                entries.filter { $0.kind == .contact }.flatMap { entry in
                    entry.names.map { "\(entry.about) \($0.text)" }
                })
        }
        let (right, wrong) = (judged(truth.planted), judged(truth.nearMisses))
        scored = result.contacts.map { contact in
            let key = "\(contact.caseID) \(contact.person.text)"
            return (
                min(9, Int(contact.score / 10)), right.contains(key) ? true : wrong.contains(key) ? false : nil
            )
        }
    }

    /// Recall, precision and false alarms by rule, and of all together.
    var rules: Report.Section {
        var section = Report.Section(
            "rules", title: "RECALL AND PRECISION BY RULE, with 95 % intervals",
            columns: ["rule", "recall", "precision", "near_misses_found"])
        func total(_ share: (RuleShares) -> Share) -> Share {
            byRule.reduce(Share(0, of: 0)) { Share($0.hits + share($1).hits, of: $0.of + share($1).of) }
        }
        section.rows = byRule.map {
            [.text($0.rule), .share($0.recall), .share($0.precision), .share($0.falseAlarms)]
        }
        section.rows.append([
            .text("all"), .share(total(\.recall)), .share(total(\.precision)), .share(total(\.falseAlarms)),
        ])
        return section
    }

    /// Of the contacts with a score, how many had been planted.
    var calibration: Report.Section {
        var section = Report.Section(
            "calibration", title: "WHAT A SCORE IS WORTH: contacts by score, and the share that was planted",
            columns: ["score", "planted_share", "near_misses", "everyday"])
        for (bin, group) in Dictionary(grouping: scored, by: \.bin).sorted(by: { $0.key < $1.key }) {
            section.rows.append([
                .text("\(bin * 10)-\(bin * 10 + 10)"),
                .share(Share(group.count { $0.isPlanted == true }, of: group.count)),
                .count(group.count { $0.isPlanted == false }), .count(group.count { $0.isPlanted == nil }),
            ])
        }
        return section
    }

    static let notes = [
        "Recall: planted people who were found with at least the planted tier, or with the planted status. Precision: of "
            + "the planted people and the near misses of a rule that were found, those who were planted. Contacts of the "
            + "city's everyday life are judged by nobody (`everyday`) and lower the planted share of a score."
    ]
}
