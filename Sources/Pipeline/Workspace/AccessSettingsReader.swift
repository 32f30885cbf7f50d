import Vocabulary

/// Reads `purposes:` and `roles:` of the settings.
enum AccessSettingsReader {
    /// The list of purposes; every entry says all four things.
    static func purposes(_ field: YAMLReader?) throws -> [Purpose] {
        var purposes: [Purpose] = []
        for entry in try field?.items() ?? [] {
            let fields = try entry.fields(["code", "legal_basis", "approver", "expires"])
            guard let code = fields["code"], let basis = fields["legal_basis"], let approver = fields["approver"],
                let expires = fields["expires"]
            else { throw entry.failure("a purpose needs code, legal_basis, approver and expires") }
            let name = try code.text()
            guard name.utf8.count <= 60, name.allSatisfy(isWordCharacter) else {
                throw code.failure("a code has letters, digits, - and _, at most 60")
            }
            guard !purposes.contains(where: { $0.code == name }) else { throw code.failure("given twice") }
            purposes.append(
                Purpose(
                    code: name, legalBasis: try basis.text(), approver: try approver.text(),
                    lastDay: try SettingsReader.date(expires).dayNumber))
        }
        return purposes
    }

    /// Roles by user: `name: analyst`, or `name: {role: grid_officer, grid: 990801010102}`.
    static func roles(_ field: YAMLReader) throws -> [String: RoleGrant] {
        var roles: [String: RoleGrant] = [:]
        for (user, value) in try field.pairs() { roles[user] = try grant(value) }
        return roles
    }

    private static func grant(_ value: YAMLReader) throws -> RoleGrant {
        guard value.isMapping else { return try grant(value, grid: nil) }
        let fields = try value.fields(["role", "grid"])
        guard let role = fields["role"] else { throw value.failure("expected a role") }
        return try grant(role, grid: fields["grid"])
    }

    private static func grant(_ field: YAMLReader, grid: YAMLReader?) throws -> RoleGrant {
        guard let role = Role(rawValue: try field.text()) else {
            throw field.failure("no such role; roles are \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if role == .gridOfficer, grid == nil {
            throw field.failure("a grid officer needs a grid: {role: grid_officer, grid: 990801010102}")
        }
        if let grid, role != .gridOfficer { throw grid.failure("only a grid_officer has a grid") }
        return RoleGrant(role: role, gridID: try grid?.text())
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character == "-" || character == "_" || character.isLetter || character.isNumber
    }
}
