import Vocabulary

/// A policy in plain words, as a Markdown page that an officer can hold against the regulation.
///
/// It is written from the merged file, so a key that has no words here is still printed, by its name.
public enum PolicyPage {
    /// The page of a chain whose bytes have the digest `sha256`.
    ///
    /// Throws where the policy is not right.
    public static func markdown(of chain: PolicyChain, sha256: String) throws(PolicyError) -> String {
        let policy = try PolicyReader.policy(of: chain)
        let top = chain.resolved
        var page = [
            "<!-- Written by scripts/policy-pages; change the policy, not this page. -->",
            "# \(policy.id)", "",
            "\(policy.title). In force from \(policy.effectiveFrom). Source: \(policy.source).", "",
            "Files, each extending the one before: \(chain.files.map { "`\(fileName($0.file))`" }.joined(separator: ", ")).",
            "SHA-256 of their bytes: `\(sha256)`.", "",
            "What a screening gives are candidates: whoever investigates decides.", "",
            "## When a case could infect", "", window(policy.window), "",
            "## Who is a contact", "",
            "The highest tier of the rules that hold counts. Distances are between the edges of both places' circles;",
            "\"positions\" are pings of phones and places that have a position.", "",
            "| rule | setting | who | minutes | distance | tier | where something is unknown | source |",
            "|---|---|---|---|---|---|---|---|",
        ]
        if let rules = top.value(of: "rules"), case .list(let items) = rules.value {
            page += items.map { RuleWords(rule: $0).row }
        }
        page += ["", "## Follow-up", ""] + followUp(policy.followUp)
        page += ["", "## Switches and other numbers", "", "| key | set to | what it decides |", "|---|---|---|"]
        page += otherKeys(top)
        return page.joined(separator: "\n") + "\n"
    }

    private static func fileName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    private static func window(_ rule: WindowRule) -> String {
        let names = rule.anchors.map { anchor in
            switch anchor {
            case .onset: "onset"
            case .sampled: "sampling"
            case .confirmed: "confirmation"
            case .asOf: "the moment as of which the run asks"
            }
        }
        let days = rule.beforeDays == 1 ? "day" : "days"
        var text = "From \(rule.beforeDays) \(days) before the first of these that is known: "
        text += names.joined(separator: ", ")
        text +=
            rule.dayKind == .calendar ? ", counted in dates (from local midnight)," : ", counted in hours (24 a day),"
        text += " until the case was isolated"
        guard !rule.afterDays.isEmpty else { return text + "; it stays open where nobody isolated the case." }
        let ends = rule.anchors.map {
            "\(rule.afterDays[$0] ?? 0) days after \(names[rule.anchors.firstIndex(of: $0) ?? 0])"
        }
        return text + ", and at the latest " + ends.joined(separator: ", or ") + "."
    }

    private static func followUp(_ rules: [FollowUpRule]) -> [String] {
        guard !rules.isEmpty else { return ["The policy orders none."] }
        let head = [
            "From the last contact on. TraceGrid prints these numbers; nothing acts on them yet.", "",
            "| tier | days in quarantine | then at home | tests on day | ends early | source |",
            "|---|---|---|---|---|---|",
        ]
        return head
            + rules.map { rule in
                let release = rule.release.map {
                    "\($0.negativeTests) negative tests at least \($0.hoursApart) h apart within \($0.withinDays) days"
                }
                let tests = rule.testDays.isEmpty ? "not named" : rule.testDays.map(String.init).joined(separator: ", ")
                return "| `\(rule.tier.rawValue)` | \(rule.days) | \(rule.homeDays) | \(tests) | \(release ?? "-") "
                    + "| \(cell(rule.source)) |"
            }
    }

    /// Every key that the sections above do not tell.
    private static func otherKeys(_ top: PolicyNode) -> [String] {
        guard case .mapping(let entries) = top.value else { return [] }
        let told = PolicyChain.ownKeys + ["window", "rules", "follow_up"]
        let window = top.value(of: "window").map { [("window", $0)] } ?? []
        return (window + entries.filter { !told.contains($0.key) }).flatMap { leaves($0.0, $0.1) }.map { path, value in
            "| `\(path)` | `\(cell(value))` | \(cell(KeyWords.meaning(of: path))) |"
        }
    }

    private static func leaves(_ path: String, _ node: PolicyNode) -> [(String, String)] {
        guard case .mapping(let entries) = node.value else { return [(path, PolicyText.flow(node))] }
        return entries.flatMap { leaves("\(path).\($0.key)", $0.node) }
    }

    /// Text that fits into a cell of a table.
    static func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }
}
