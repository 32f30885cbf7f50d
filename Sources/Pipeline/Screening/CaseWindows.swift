import Matching
import Policy
import Publishing
import Vocabulary

extension CaseSide {
    /// The window of each case as it was used, for the run's folder.
    func windowRows(_ rule: WindowRule) -> [WindowRow] {
        let partsByCase = Dictionary(grouping: parts, by: \.caseID)
        return cases.map { indexCase in
            let anchor = rule.anchor(of: indexCase)
            let parts = partsByCase[indexCase.caseID] ?? []
            let reported = parts.count { $0.origin == .reported }
            return WindowRow(
                caseID: indexCase.caseID, anchor: anchor?.anchor.rawValue, anchorAt: anchor?.at,
                beforeDays: rule.beforeDays, dayIs: rule.dayKind.rawValue, window: windows[indexCase.caseID]?.span,
                endsWith: indexCase.isolated == nil ? "as_of" : "isolated", reported: reported,
                observed: parts.count - reported, source: indexCase.source)
        }
    }
}
