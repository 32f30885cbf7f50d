public import Vocabulary

/// Registry entries by number, and whose an identifier is, so that rows of passages need no dictionary.
public struct PersonNumbers: Sendable {
    /// Entries by pseudonym; the number of one is its position.
    public let persons: [Person]
    /// Identifiers but plates that one person alone owns, ascending, and the person's number.
    private let identifiers: [Pseudonym], owners: [Int32]

    /// Numbers of everybody of a directory.
    public init(_ directory: PersonDirectory) {
        persons = directory.persons
        var pairs: [(identifier: Pseudonym, owner: Int32)] = []
        pairs.reserveCapacity(persons.count * 2)
        for (number, person) in persons.enumerated() {
            // A plate is not its driver.
            for identifier in person.identifiers where identifier.kind != .plate {
                pairs.append((identifier, Int32(number)))
            }
        }
        pairs.sort { ($0.identifier, $0.owner) < ($1.identifier, $1.owner) }
        var identifiers: [Pseudonym] = []
        var owners: [Int32] = []
        identifiers.reserveCapacity(pairs.count)
        owners.reserveCapacity(pairs.count)
        for (place, pair) in pairs.enumerated() {
            let isShared =
                place > 0 && pairs[place - 1].identifier == pair.identifier && pairs[place - 1].owner != pair.owner
                || place + 1 < pairs.count && pairs[place + 1].identifier == pair.identifier
                    && pairs[place + 1].owner != pair.owner
            if isShared || identifiers.last == pair.identifier { continue }
            identifiers.append(pair.identifier)
            owners.append(pair.owner)
        }
        self.identifiers = identifiers
        self.owners = owners
    }

    /// Number of an identifier's only owner; nil where nobody or several own it.
    public func owner(of identifier: Pseudonym) -> Int? {
        var (low, high) = (0, identifiers.count)
        while low < high {
            let middle = (low + high) / 2
            if identifiers[middle] < identifier { low = middle + 1 } else { high = middle }
        }
        return low < identifiers.count && identifiers[low] == identifier ? Int(owners[low]) : nil
    }

    /// Who passed, as one number: the owner's, or one above all of these that stands for the identifier alone.
    public func mark(of identifier: Pseudonym) -> UInt32 {
        owner(of: identifier).map { UInt32($0) } ?? (UInt32(truncatingIfNeeded: identifier.high) | 1 << 31)
    }
}
