import Assessment
import Files
import Ledger
import Policy
public import Publishing
import Vocabulary

/// The same data screened under two policies: who is gained, lost or changed, and by which rule.
///
/// Nothing is published and nothing is written; a night may be under way.
public enum ComparePolicies {
    /// Compares two policies of `policies/` as of a moment, or as of the latest complete run.
    ///
    /// Differences in tier or status are listed; with `all` those in rules or score too. Throws ``Outcome/usage`` for a
    /// policy or a moment that is none, ``Outcome/refused`` for a policy that cannot be read.
    public static func run(
        _ workspace: Workspace, _ first: String, _ second: String, asOf text: String?, all: Bool,
        reporter: any Reporter
    ) throws -> PolicyDifferences {
        let policies = try [first, second].map { try policy($0, workspace) }
        let asOf = try moment(text, workspace)
        let inputs = try RunInputs.read(workspace, policies: policies, asOf: asOf)
        let sides = try zip(policies, inputs).map { policy, inputs in
            PolicySide(
                policy: policy,
                result: try Screening(
                    workspace: workspace, policy: policy, inputs: inputs, asOf: asOf, reporter: reporter
                ).run(), asOf: asOf.moment)
        }
        workspace.access?.counts = [
            "persons": inputs[0].directory.count, "contacts": sides[0].result.contacts.count,
            "contacts_other": sides[1].result.contacts.count,
        ]
        return PolicyDifferences(
            first: sides[0].counted, second: sides[1].counted, asOf: asOf.moment,
            rows: ContactDifferences(sides[0], sides[1], all: all).rows
                + UndeclaredDifferences(sides[0], sides[1], all: all).rows)
    }

    private static func policy(_ name: String, _ workspace: Workspace) throws -> Policy {
        let folder = PolicyFolder(of: workspace.folder)
        let known = try folder.names()
        guard known.contains(name) else {
            throw Failure(.usage, "compare-policies: no policy \(name); there are \(known.joined(separator: ", "))")
        }
        return try folder.policy(name)
    }

    /// The moment of a text, or of the latest complete run.
    static func moment(_ text: String?, _ workspace: Workspace, option: String = "--as-of") throws -> AsOf {
        let zone = workspace.settings.zone
        if let text {
            guard let asOf = AsOf(text, zone: zone) else {
                throw Failure(
                    .usage, "\(option): \(text) is no moment: write 2020-02-03 or 2020-02-03T06:00:00+08:00")
            }
            return asOf
        }
        let last = try workspace.ledger.read { try $0.latestCompleteRun() }
        guard let last, let asOf = AsOf(zone.rfc3339(last.key.asOf), zone: zone) else {
            throw Failure(.usage, "no run is complete yet: say \(option)")
        }
        return asOf
    }
}

/// A policy and what it found.
struct PolicySide {
    let policy: Policy
    let result: Screening.Result
    let asOf: Int64

    /// The policy with its counts.
    var counted: PolicyDifferences.Policy {
        PolicyDifferences.Policy(
            id: policy.id, sha256: policy.sha256, contacts: result.contacts.count, undeclared: result.undeclared.count)
    }

    /// Infectious window by case.
    var windows: [String: TimeSpan] {
        Dictionary(result.windows.compactMap { row in row.window.map { (row.caseID, $0) } }) { first, _ in first }
    }
}
