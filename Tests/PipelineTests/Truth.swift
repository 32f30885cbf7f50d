import Testing
import Vault
import Vocabulary

/// Who should be found, in identifiers, held against what a night found, in pseudonyms.
struct Truth {
    let people: [Table.Row], contacts: [Table.Row], undeclared: [Table.Row]
    private let key: PseudonymKey
    private let owners: [String: Table.Row]

    /// `people` is the registry's file as text.
    init(people text: String, night: Night, key: PseudonymKey) throws {
        people = Table.rows(text)
        self.key = key
        contacts = try night.table("contacts.csv")
        undeclared = try night.table("undeclared.csv")
        var owners: [String: Table.Row] = [:]
        for person in people {
            for identifier in Truth.identifiers(of: person) { owners[identifier.text] = person }
        }
        self.owners = owners
    }

    /// The registry entry of an identifier.
    func person(_ identifier: String) -> Table.Row? { owners[identifier] }

    /// All identifiers of a registry entry.
    static func identifiers(of person: Table.Row) -> [Identifier] {
        let columns: [(SubjectKind, String)] = [(.idNumber, "id_number"), (.phone, "phones"), (.plate, "plates")]
        return columns.flatMap { kind, column in
            (person[column] ?? "").split(separator: ";").map { Identifier(kind: kind, text: String($0)) }
        }
    }

    /// The pseudonym of a registry entry as outputs write it.
    func pseudonym(_ person: Table.Row) -> String { key.pseudonym(ofPerson: person["person_id"] ?? "").text }

    /// The pseudonym of a plate as outputs write it.
    func vehicle(_ plate: String) -> String { key.pseudonym(of: Identifier(kind: .plate, text: plate)).text }

    /// Every name under which somebody could stand in an output.
    func names(_ person: Table.Row) -> Set<String> {
        Set([pseudonym(person)] + Truth.identifiers(of: person).map { key.pseudonym(of: $0).text })
    }

    /// Nil where the contact is found by the rule with at least the tier; else what is wrong.
    func fault(contact identifier: String, of caseID: String, rule: String, tier: String) -> String? {
        guard let person = person(identifier) else { return "not in the registry" }
        let rows = contacts.filter { names(person).contains($0["person"] ?? "") }
        guard let row = rows.first(where: { $0["case_id"] == caseID && $0["person"] == pseudonym(person) }) else {
            return "no contact of \(caseID), but of \(rows.map { $0["case_id"] ?? "" })"
        }
        guard (row["rules"] ?? "").split(separator: ";").contains(Substring(rule)) else {
            return "found by \(row["rules"] ?? ""), not by \(rule)"
        }
        guard let found = Tier(rawValue: row["tier"] ?? ""), let wanted = Tier(rawValue: tier), found <= wanted else {
            return "tier \(row["tier"] ?? ""), not \(tier)"
        }
        return nil
    }

    /// Nil where the person or vehicle is found as undeclared with the status; else what is wrong.
    func fault(undeclared identifier: String, isVehicle: Bool, region: String, status: String) -> String? {
        let subject = isVehicle ? vehicle(identifier) : person(identifier).map(pseudonym) ?? ""
        guard let row = undeclared.first(where: { $0["subject"] == subject && $0["region"] == region }) else {
            return "not undeclared for \(region)"
        }
        guard row["kind"] == (isVehicle ? "vehicle" : "person") else { return "kind \(row["kind"] ?? "")" }
        return row["status"] == status ? nil : "status \(row["status"] ?? ""), not \(status)"
    }

    /// Nil where nobody of that name is a contact of the case.
    func fault(noContact identifier: String, of caseID: String) -> String? {
        guard let person = person(identifier) else { return "not in the registry" }
        let found = contacts.first { $0["case_id"] == caseID && names(person).contains($0["person"] ?? "") }
        return found.map { "contact of \(caseID) by \($0["rules"] ?? "")" }
    }

    /// Nil where neither the person nor anything of his is undeclared anywhere.
    func fault(notUndeclared identifier: String) -> String? {
        guard let person = person(identifier) else { return "not in the registry" }
        let found = undeclared.first { names(person).contains($0["subject"] ?? "") }
        return found.map { "undeclared for \($0["region"] ?? "") (\($0["status"] ?? ""))" }
    }

    /// Holds a night to the three truth files, whose texts are given.
    func check(contacts: String, undeclared: String, nearMisses: String) {
        let wanted = Table.rows(contacts)
        #expect(!wanted.isEmpty)
        let casesOf = Dictionary(grouping: wanted) { $0["id_number"] ?? "" }
            .mapValues { Set($0.compactMap { $0["case_id"] }) }
        let found = Dictionary(grouping: self.contacts) { $0["person"] ?? "" }
        for row in wanted {
            let id = row["id_number"] ?? ""
            let fault = fault(contact: id, of: row["case_id"] ?? "", rule: row["rule"] ?? "", tier: row["tier"] ?? "")
            #expect(fault == nil, "\(id): \(row["note"] ?? "")")
            let cases = person(id).flatMap { found[pseudonym($0)] }?.compactMap { $0["case_id"] } ?? []
            #expect(Set(cases) == casesOf[id], "\(id): \(row["note"] ?? "")")
        }
        let travellers = Table.rows(undeclared)
        #expect(!travellers.isEmpty)
        for row in travellers {
            let fault = fault(
                undeclared: row["subject"] ?? "", isVehicle: row["kind"] == "vehicle", region: row["region"] ?? "",
                status: row["status"] ?? "")
            #expect(fault == nil, "\(row["subject"] ?? ""): \(row["note"] ?? "")")
        }
        let misses = Table.rows(nearMisses)
        #expect(!misses.isEmpty)
        for row in misses {
            let id = row["id_number"] ?? ""
            let fault =
                row["kind"] == "contact" ? fault(noContact: id, of: row["case_id"] ?? "") : fault(notUndeclared: id)
            #expect(fault == nil, "\(id): \(row["note"] ?? "")")
        }
    }
}
