import Vocabulary

/// Why people's data may be read: an entry of `purposes:` in the settings.
public struct Purpose: Hashable, Sendable {
    /// The word that commands, manifests and the audit name it by.
    public var code: String
    /// The law or order it rests on, and who approved it.
    public var legalBasis: String, approver: String
    /// Last local day on which it holds, as a day number.
    public var lastDay: Int32

    /// A purpose.
    public init(code: String, legalBasis: String, approver: String, lastDay: Int32) {
        self.code = code
        self.legalBasis = legalBasis
        self.approver = approver
        self.lastDay = lastDay
    }

    /// Code of the purpose that `init` writes, so that the tool can be tried at once.
    public static let trialCode = "trial"
    /// Days for which it holds.
    public static let trialDays: Int32 = 30

    /// The purpose of a new workspace: to try the tool, for thirty days from now on.
    static func trial(by user: String, zone: ZoneRules, now: Int64) -> Purpose {
        Purpose(
            code: trialCode, legalBasis: "none yet: write the law or order here before real data come in",
            approver: user, lastDay: zone.localDay(at: now) + trialDays)
    }
}

/// What somebody may do with a workspace, where the settings give roles.
public enum Role: String, CaseIterable, Sendable {
    /// Runs the nights and looks at findings under pseudonyms.
    case analyst
    /// Looks into single findings, rows in the clear included.
    case investigator
    /// Sees the tasks of one grid and those below it.
    case gridOfficer = "grid_officer"
    /// Sees counts.
    case leader
    /// Keeps keys and audit, and sees nobody.
    case keeper
}

/// The role of one user.
public struct RoleGrant: Hashable, Sendable {
    /// The role.
    public var role: Role
    /// The grid whose tasks a grid officer sees, with all below it; nil for the other roles.
    public var gridID: String?
}
