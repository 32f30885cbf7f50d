public import Vocabulary

/// Something found about a person that a grid has to act on.
public struct TaskCause: Hashable, Sendable {
    /// Person, bare identifier or plate.
    public var person: Pseudonym
    /// Why, and about which case or region.
    public var reason: TaskReason, about: String
    /// Weight of a contact, and when it last was, UTC; nil for other reasons.
    public var tier: Tier?, lastContact: Int64?
    /// Grid that the cause itself names, and how it is known; nil where the person's grids act.
    public var ground: GridChoice.Choice?
    /// What to do where the reason alone does not tell.
    public var action: String?

    /// A cause, for example of fever, a clue or an alert.
    public init(
        person: Pseudonym, reason: TaskReason, about: String, tier: Tier? = nil, lastContact: Int64? = nil,
        ground: GridChoice.Choice? = nil, action: String? = nil
    ) {
        self.ground = ground
        self.action = action
        self.person = person
        self.reason = reason
        self.about = about
        self.tier = tier
        self.lastContact = lastContact
    }

    /// The cause a contact gives.
    public init(_ contact: Contact) {
        self.init(
            person: contact.person, reason: .contact, about: contact.caseID, tier: contact.tier,
            lastContact: contact.exposures.map(\.span.end).max())
    }

    /// The cause an undeclared traveller or vehicle gives.
    public init(_ finding: UndeclaredFinding) {
        self.init(person: finding.subject, reason: .undeclared, about: finding.region)
    }

    /// Name under which the policy keeps due hours and actions.
    var ruleName: String { tier?.rawValue ?? reason.rawValue }
}
