import Vocabulary

/// Whether somebody may do what they ask for: purpose, sunset and role, looked at in this one place.
struct Gate {
    /// What was permitted.
    struct Permit: Sendable {
        /// Under which purpose; nil where the command needs none and none was named.
        var purpose: Purpose?
        /// In which role; nil where the settings give no roles.
        var grant: RoleGrant?
    }
    let settings: Settings
    /// Path of the settings, for messages.
    let file: String

    /// The permit for a request; throws ``Outcome/notPermitted`` with the mend.
    func permit(_ request: AccessRequest) throws(Failure) -> Permit {
        let rights = request.command.rights
        let today = settings.zone.localDay(at: request.now)
        if let sunset = settings.sunset, today > sunset, !rights.outlivesSunset {
            throw refusal(
                request,
                "sunset_date \(date(sunset)) is over: only audit, correction and deletion work now; a new "
                    + "decision needs a new date in \(file)")
        }
        let grant = try role(request, rights)
        return Permit(purpose: try purpose(request, rights, today), grant: grant)
    }

    private func role(_ request: AccessRequest, _ rights: AccessCommand.Rights) throws(Failure) -> RoleGrant? {
        guard let roles = settings.roles else { return nil }
        guard let grant = roles[request.user.name] else {
            throw refusal(request, "\(request.user.name) has no role: add the name under roles in \(file)")
        }
        guard rights.roles.contains(grant.role) else {
            let able = rights.roles.map(\.rawValue).sorted().joined(separator: " or ")
            throw refusal(request, "it takes the role \(able), and \(request.user.name) is \(grant.role.rawValue)")
        }
        return grant
    }

    private func purpose(
        _ request: AccessRequest, _ rights: AccessCommand.Rights, _ today: Int32
    ) throws(Failure) -> Purpose? {
        guard let code = request.purpose ?? settings.purpose else {
            if !rights.needsPurpose { return nil }
            throw refusal(
                request,
                settings.purposes.isEmpty
                    ? "no purpose is set: list one under purposes in \(file) (code, legal_basis, approver, expires)"
                    : "no purpose is named: say --purpose \(known), or set purpose in \(file)")
        }
        guard let purpose = settings.purposes.first(where: { $0.code == code }) else {
            throw refusal(
                request,
                settings.purposes.isEmpty
                    ? "purpose \(code) is not known: list it under purposes in \(file) (code, legal_basis, approver, "
                        + "expires)"
                    : "purpose \(code) is not known: say --purpose \(known), or list it under purposes in \(file)")
        }
        guard today <= purpose.lastDay || !rights.needsPurpose else {
            throw refusal(
                request,
                "purpose \(code) expired on \(date(purpose.lastDay)): whoever approved it must set a new date under "
                    + "purposes in \(file)")
        }
        return purpose
    }

    private var known: String { settings.purposes.map(\.code).joined(separator: " or ") }
    private func date(_ day: Int32) -> String { CivilDate(dayNumber: day).text }
    private func refusal(_ request: AccessRequest, _ why: String) -> Failure {
        Failure(.notPermitted, "\(request.command.rawValue): not permitted: \(why)")
    }
}
