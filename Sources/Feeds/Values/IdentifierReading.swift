public import Vocabulary

/// What somebody may mean who types an identifier.
public enum IdentifierReading {
    /// All identifiers that a text can be, in canonical form as the feeds have them: phone, plate, ID number or other
    /// document.
    public static func identifiers(in text: String) -> [Identifier] {
        let raw = Array(text.utf8)
        let bare = Array(raw[CellText.unwrapped(raw.span, 0..<raw.count)])
        if bare.isEmpty { return [] }
        return [SubjectKind.phone, .plate, .idNumber].compactMap { kind in
            let folded = CellText.folded(bare.span, 0..<bare.count, upper: kind != .phone)
            let read: [UInt8]?
            switch kind {
            case .phone: read = try? PhoneNumber.canonical(folded)
            case .plate: read = try? Plate.canonical(folded)
            case .idNumber, .person: read = try? ResidentID.canonical(folded.filter { $0 != Byte.space }).bytes
            }
            return read.map { Identifier(kind: kind, text: String(decoding: $0, as: UTF8.self)) }
        }
    }
}
