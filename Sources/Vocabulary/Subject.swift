/// What an observed identifier is.
public enum SubjectKind: UInt8, CaseIterable, Sendable, Comparable {
    /// A resident ID number or another document number.
    case idNumber = 1
    /// A phone number.
    case phone = 2
    /// A number plate: a vehicle, not its driver.
    case plate = 3
    /// A registry entry; never observed in a feed.
    case person = 4

    /// The first letter of a pseudonym of this kind.
    public var letter: Character {
        switch self {
        case .idNumber: "d"
        case .phone: "t"
        case .plate: "v"
        case .person: "p"
        }
    }

    /// The column name of the feeds.
    public var name: String {
        switch self {
        case .idNumber: "id_number"
        case .phone: "phone"
        case .plate: "plate"
        case .person: "person"
        }
    }

    /// In the order in which a row's identifiers are preferred as its subject.
    public static func < (left: SubjectKind, right: SubjectKind) -> Bool { left.rawValue < right.rawValue }
}

/// An identifier in the clear and in canonical form, which never leaves ingest unsealed.
public struct Identifier: Hashable, Sendable {
    /// What it is.
    public var kind: SubjectKind
    /// Canonical text: upper case, no separators.
    public var text: String

    /// An identifier that is already canonical.
    public init(kind: SubjectKind, text: String) {
        self.kind = kind
        self.text = text
    }
}

/// A keyed 128-bit stand-in for an identifier or a registry entry.
public struct Pseudonym: Hashable, Comparable, Sendable {
    /// The digest's first and second eight bytes, big-endian; the two lowest bits of `low` are the kind minus one.
    public let high: UInt64, low: UInt64

    /// A pseudonym from 128 digest bits, of which the lowest two are replaced by the kind.
    public init(kind: SubjectKind, high: UInt64, low: UInt64) {
        self.high = high
        self.low = low & ~3 | UInt64(kind.rawValue - 1)
    }

    /// A pseudonym read back from storage.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// What it stands for.
    public var kind: SubjectKind {
        switch low & 3 {
        case 0: .idNumber
        case 1: .phone
        case 2: .plate
        default: .person
        }
    }

    /// Kind letter and 26 base-32 characters, for example `t5k3...`.
    public var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        write(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``text``.
    func write(into bytes: inout [UInt8]) {
        bytes.append(Pseudonym.letters[Int(low & 3)])
        let alphabet = Pseudonym.alphabet
        bytes.append(alphabet[Int(high >> 61)])
        // The places of the first digits lie in `high`, one lies across, the others in `low`.
        for shift in stride(from: UInt64(56), through: 1, by: -5) { bytes.append(alphabet[Int(high >> shift & 31)]) }
        bytes.append(alphabet[Int((high & 1) << 4 | low >> 60)])
        for shift in stride(from: UInt64(55), through: 0, by: -5) { bytes.append(alphabet[Int(low >> shift & 31)]) }
    }

    /// Reads ``text`` back; nil where it is no pseudonym.
    public init?(text: String) {
        let characters = Array(text.lowercased().utf8)
        guard characters.count == 27 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for character in characters.dropFirst() {
            guard let digit = Pseudonym.alphabet.firstIndex(of: character) else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        self.init(high: high, low: low)
        guard self.kind.letter.asciiValue == characters[0] else { return nil }
    }

    private static let letters = SubjectKind.allCases.map { $0.letter.asciiValue ?? 0 }
    /// Crockford's base 32 in lower case.
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The order of the digests: stable, and without meaning.
    public static func < (left: Pseudonym, right: Pseudonym) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
