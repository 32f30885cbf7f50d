/// A command as the gate knows it, and what it takes to run it: the one table of commands and roles.
public enum AccessCommand: String, CaseIterable, Sendable {
    case ingest, screen, nightly, explain
    case explainRaw = "explain --raw"
    case comparePolicies = "compare-policies"
    case tasksList = "tasks list"
    case tasksExport = "tasks export"
    case tasksFeedback = "tasks feedback"
    case tasksCounts = "tasks counts"
    case alertsList = "alerts list"
    case alertsShow = "alerts show"
    case registersCounts = "registers counts"
    case registersRoster = "registers roster"
    case registersResidence = "registers residence"
    case report
    case auditShow = "audit show"
    case auditSubject = "audit subject"
    case keysRotate = "keys rotate"
    case evaluate, feeds, trace, person
    case traceIdentify = "trace --identify"
    case personIdentify = "person --identify"
    case linksList = "links list"
    case linksSuggest = "links suggest"
    case linksAccept = "links accept"
    case linksReject = "links reject"
    case linksUndo = "links undo"
    case linksAdd = "links add"
    case purge
    case purgeDryRun = "purge --dry-run"
    case purgeVerify = "purge --verify"
    case holdPlace = "hold place"
    case holdList = "hold list"
    case holdRelease = "hold release"
    case correctOpen = "correct open"
    case correctList = "correct list"
    case correctShow = "correct show"
    case correctDecide = "correct decide"
    case backup
    case codesList = "codes list"
    case codesCounts = "codes counts"
    case codesShow = "codes show"
    case codesOverride = "codes override"
    case codesOverrideApprove = "codes override approve"
    case codesOverrideRevoke = "codes override revoke"
    case codesOverrideList = "codes override list"

    /// What a command needs and who may give it.
    struct Rights {
        /// Whether it reads about people for the office's purpose, and so needs a purpose that is in force.
        var needsPurpose = true
        /// Whether it goes on working after the sunset date.
        var outlivesSunset = false
        /// Whether it takes the workspace's lock.
        var writes = false
        /// Roles that may run it, where the settings give roles.
        var roles: Set<Role>
    }

    /// The table.
    var rights: Rights {
        switch self {
        case .ingest, .screen, .nightly, .tasksFeedback: Rights(writes: true, roles: [.analyst])
        case .comparePolicies, .evaluate, .feeds: Rights(roles: [.analyst])
        case .explain: Rights(roles: [.analyst, .investigator])
        case .trace, .person, .linksList, .alertsList, .alertsShow: Rights(roles: [.analyst, .investigator])
        case .explainRaw, .traceIdentify, .personIdentify: Rights(roles: [.investigator])
        case .linksSuggest, .linksAccept, .linksReject, .linksUndo, .linksAdd:
            Rights(writes: true, roles: [.investigator])
        case .tasksList, .tasksExport, .registersRoster: Rights(roles: [.investigator, .gridOfficer])
        case .registersResidence: Rights(roles: [.analyst, .investigator, .gridOfficer])
        case .tasksCounts, .report, .registersCounts: Rights(roles: [.analyst, .investigator, .leader])
        case .codesList, .codesShow: Rights(roles: [.analyst, .investigator])
        case .codesCounts: Rights(roles: [.analyst, .investigator, .leader])
        case .codesOverride, .codesOverrideApprove: Rights(writes: true, roles: [.investigator])
        case .codesOverrideRevoke: Rights(writes: true, roles: [.investigator, .keeper])
        case .codesOverrideList: Rights(roles: [.analyst, .investigator, .keeper])
        case .purgeDryRun, .purgeVerify, .holdList, .auditShow, .auditSubject:
            Rights(needsPurpose: false, outlivesSunset: true, roles: [.keeper])
        // It copies beside a night that is under way, so it takes no lock.
        case .backup: Rights(needsPurpose: false, outlivesSunset: true, roles: [.analyst, .keeper])
        case .purge, .holdPlace, .holdRelease, .keysRotate:
            Rights(needsPurpose: false, outlivesSunset: true, writes: true, roles: [.keeper])
        case .correctList, .correctShow:
            Rights(needsPurpose: false, outlivesSunset: true, roles: [.investigator])
        case .correctOpen, .correctDecide:
            Rights(needsPurpose: false, outlivesSunset: true, writes: true, roles: [.investigator])
        }
    }
}
