import Matching
import Policy
import Publishing
import Vocabulary

extension CaseSide {
    /// The window of each case as it was used, for the run's folder.
    func windowRows(_ rule: WindowRule, asOf: Int64) -> [WindowRow] {
        let partsByCase = Dictionary(grouping: parts, by: \.caseID)
        return cases.map { indexCase in
            let anchor = rule.anchor(of: indexCase, asOf: asOf)
            let parts = partsByCase[indexCase.caseID] ?? []
            let reported = parts.count { $0.origin == .reported }
            return WindowRow(
                caseID: indexCase.caseID, anchor: anchor?.anchor.rawValue, anchorAt: anchor?.at,
                beforeDays: rule.beforeDays, dayIs: rule.dayKind.rawValue, window: windows[indexCase.caseID]?.span,
                endsWith: ending(of: indexCase, asOf: asOf), reported: reported,
                observed: parts.count - reported, source: indexCase.source)
        }
    }

    /// What ended a case's window: its isolation, the policy's days after the anchor, or the as-of moment.
    private func ending(of indexCase: IndexCase, asOf: Int64) -> String {
        guard let end = windows[indexCase.caseID]?.span.end else {
            return indexCase.isolated == nil ? "as_of" : "isolated"
        }
        if end == indexCase.isolated { return "isolated" }
        return end == asOf ? "as_of" : "after_days"
    }
}
