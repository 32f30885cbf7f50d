import Assessment
import Ledger
import Vocabulary

/// What feeds saw of one person, taken apart.
struct PersonRows {
    /// Rows about the person: stays, rides, passages, positions.
    var own: [Observation] = []
    /// Rows of the person's vehicles that name nobody: a plate is not its driver.
    var vehicles: [Observation] = []
    /// Rows that name somebody else, with whom the person shares an identifier: a child on a parent's phone, another
    /// driver.
    var others: [Observation] = []

    /// Sorts rows by whom they are about.
    ///
    /// A row with another registered person's ID number is that person's, even on the same phone; for a vehicle all
    /// rows are its own.
    init(_ rows: [Observation], of identity: Identity, ledger: LedgerSnapshot) throws {
        let isVehicle = identity.subject.kind == .plate
        var isOthers: [Pseudonym: Bool] = [:]
        for row in Set(rows).sorted(by: { ($0.span, $0.feed.number, $0.source) < ($1.span, $1.feed.number, $1.source) })
        {
            func isOwn(_ name: Pseudonym?) -> Bool { name.map { identity.has($0, at: row.span.start) } ?? false }
            if isVehicle {
                if isOwn(row.plate) { own.append(row) }
                continue
            }
            if isOwn(row.idNumber) {
                own.append(row)
            } else if let number = row.idNumber, isOwn(row.phone) || isOwn(row.plate) {
                let known = try isOthers[number] ?? !ledger.owners(of: number).isEmpty
                isOthers[number] = known
                if known || !isOwn(row.phone) { others.append(row) } else { own.append(row) }
            } else if isOwn(row.phone) {
                own.append(row)
            } else if isOwn(row.plate) {
                if row.phone == nil { vehicles.append(row) } else { others.append(row) }
            }
        }
    }

    /// Each observation once, whatever rows said it.
    static func distinct(_ rows: [Observation]) -> [Observation] {
        var seen: Set<Observation> = []
        return rows.filter { row in
            var content = row
            content.source = RowSource(file: 0, line: 0, digest: 0)
            return seen.insert(content).inserted
        }
    }
}
