public import Vocabulary

/// An identifier as somebody types it, outside of any feed.
public enum IdentifierText {
    /// Everything a text can be, in canonical form: phone, plate, ID number or other document.
    ///
    /// Folded as in feeds: full-width forms, separators, `+86`.
    public static func readings(of text: String) -> [Identifier] {
        let bytes = Array(text.utf8)
        let range = CellText.trimmed(bytes.span, 0..<bytes.count)
        if range.isEmpty { return [] }
        func reading(_ kind: SubjectKind) -> Identifier? {
            let folded = CellText.folded(bytes.span, range, upper: kind != .phone)
            let canonical: [UInt8]? =
                switch kind {
                case .phone: try? PhoneNumber.canonical(folded)
                case .plate: try? Plate.canonical(folded)
                case .idNumber, .person: try? ResidentID.canonical(folded.filter { $0 != Byte.space }).bytes
                }
            return canonical.map { Identifier(kind: kind, text: String(decoding: $0, as: UTF8.self)) }
        }
        return [.phone, .plate, .idNumber].compactMap(reading)
    }
}
