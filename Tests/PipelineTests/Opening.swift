import Vocabulary

@testable import Pipeline

/// Ways into a workspace for tests that are not about permits: each asks the gate and writes its record as any command.
extension Workspace {
    /// Opens a workspace as a night does.
    static func open(at folder: String, reporter: any Reporter) throws -> Workspace {
        try open(at: folder, AccessRequest(.nightly, now: County.now), reporter: reporter)
    }

    /// Opens a workspace as somebody does who reads while a night may be under way.
    static func openForReading(at folder: String) throws -> Workspace {
        try open(at: folder, AccessRequest(.comparePolicies, now: County.now), reporter: SilentReporter())
    }
}

extension Purpose {
    /// The purpose of workspaces of tests; it holds whatever the clock says.
    static let test = Purpose(
        code: "test", legalBasis: "none: synthetic data", approver: "the tests",
        lastDay: CivilDate(year: 2199, month: 12, day: 31).dayNumber)
}
