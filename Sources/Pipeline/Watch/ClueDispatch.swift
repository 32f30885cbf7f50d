import Assessment
import FollowUp
import Policy
import Vault
import Vocabulary

/// A clue with whom it is about and what became of it.
struct DispatchedClue: Sendable {
    var standing: ClueStanding
    /// Persons that its subject stands for; of a plate its registered owners.
    var persons: [Pseudonym]
    /// Whom its task is about: the person where there is one alone, the plate or identifier, or a stand-in for a matter
    /// that is about nobody.
    var target: Pseudonym
    /// Whether it is about nobody.
    var isPlaceless: Bool { standing.clue.subject == nil }
}

/// Joins clues with persons and vehicles, and says what grids have to do about them.
struct ClueDispatch {
    let inputs: RunInputs
    let rules: ClueRules
    let key: PseudonymKey

    /// Every clue, by time.
    func clues(_ clues: [Clue]) -> [DispatchedClue] {
        ClueList(rules: rules, tree: inputs.tree).standings(clues).map { standing in
            let subject = standing.clue.subject
            let owners = subject.map { inputs.directory.owners(of: $0).map(\.pseudonym) } ?? []
            let target: Pseudonym
            if let subject {
                target = owners.count == 1 && subject.kind != .plate ? owners[0] : subject
            } else {
                target = StandIn.clue(standing.clue.clueID, key)
            }
            return DispatchedClue(standing: standing, persons: owners, target: target)
        }
    }

    /// Tasks of the clues that are the first of their matter; a clue about somebody whose ground is not told goes to
    /// the person's grids.
    static func causes(_ clues: [DispatchedClue]) -> [TaskCause] {
        clues.filter { $0.standing.repeats == nil }.map { clue in
            let standing = clue.standing
            let ground = standing.gridID.map { GridChoice.Choice(gridID: $0, basis: standing.gridBasis) }
            return TaskCause(
                person: clue.target, reason: .clue, about: standing.clue.clueID,
                ground: ground
                    ?? (clue.isPlaceless
                        ? .init(gridID: GridChoice.unassigned, basis: GridChoice.unassigned) : nil),
                action: standing.kind.action)
        }
    }
}

/// Names for what tasks are about that is nobody; no person_id can be one of these.
enum StandIn {
    static func clue(_ clueID: String, _ key: PseudonymKey) -> Pseudonym {
        key.pseudonym(ofPerson: "\u{1F}clue\u{1F}\(clueID)")
    }
    static func place(_ name: String, _ key: PseudonymKey) -> Pseudonym {
        key.pseudonym(ofPerson: "\u{1F}place\u{1F}\(name)")
    }
}
