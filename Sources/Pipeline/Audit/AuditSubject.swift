import Feeds
import Ledger
import Vault
import Vocabulary

/// Who looked at one person.
public enum AuditSubject {
    /// Accesses that read about a person by name of a pseudonym or id, or that wrote or read a list which holds them.
    ///
    /// `text` is an ID number, phone, plate or person_id in the clear, which is turned into pseudonyms and kept
    /// nowhere, or a pseudonym. With `all`, accesses to everybody's data are listed too. Throws ``Outcome/usage`` for
    /// an empty text.
    public static func run(_ workspace: Workspace, _ text: String, all: Bool) throws -> AuditAnswer {
        let subjects = try subjects(workspace, text)
        guard !subjects.isEmpty else {
            throw Failure(.usage, "audit subject: name somebody: an ID number, phone, plate, person_id or pseudonym")
        }
        workspace.access?.subjects = subjects
        // Records name people as they were called then.
        var wanted = Set(subjects.map(\.text))
        for names in try workspace.formerNames() { wanted.formUnion(names.former(subjects).values.map(\.text)) }
        let (runs, ids) = try workspace.ledger.read { try $0.mentions(of: subjects.sorted()) }
        let reading = try AuditReading(workspace: workspace.folder) { _ in true }
        var rows: [(access: AuditAccess, how: String)] = []
        var toAll = 0
        for access in AuditAccess.pairs(reading.records) where access.begin.event == .begin {
            let named =
                !wanted.isDisjoint(with: access.subjects) || !ids.isDisjoint(with: access.asked)
            if named, access.begin.number != workspace.access?.begun.number {
                rows.append((access, "named"))
            } else if access.asked.isEmpty, access.subjects.isEmpty, let run = access.end?.run,
                runs.contains(run)
            {
                rows.append((access, "in the lists of the run"))
            } else if access.end?.counts?["persons"] != nil {
                toAll += 1
                if all { rows.append((access, "among all")) }
            }
        }
        var remarks = [
            rows.isEmpty ? "Nobody looked at this person alone or in a list." : "",
            toAll > 0 && !all ? "\(toAll) more accesses read everybody's data: --all lists them." : "",
            reading.isSound ? "" : "The audit is damaged: see `tracegrid audit verify`.",
        ]
        remarks.removeAll(where: \.isEmpty)
        return AuditAnswer(rows: rows, remarks: remarks, zone: workspace.settings.zone)
    }

    /// Every pseudonym that stands for the person: what the text can mean, its owners, and all that is theirs.
    private static func subjects(_ workspace: Workspace, _ text: String) throws -> Set<Pseudonym> {
        let trimmed = text.drop(while: \.isWhitespace)
        var found: Set<Pseudonym> = []
        if trimmed.isEmpty { return found }
        let key = workspace.pseudonymKey
        if let pseudonym = Pseudonym(text: String(trimmed)) {
            found.insert(try workspace.presentName(of: pseudonym))
        } else {
            found = Set(IdentifierText.readings(of: String(trimmed)).map { key.pseudonym(of: $0) })
            found.insert(key.pseudonym(ofPerson: String(trimmed)))
        }
        return try workspace.ledger.read { ledger in
            let owners = try found.flatMap { try ledger.owners(of: $0) }
            let persons = owners + found.filter { $0.kind == .person }
            let theirs = try persons.flatMap { try ledger.identifiers(ofPerson: $0) }
            return found.union(owners).union(theirs)
        }
    }
}
