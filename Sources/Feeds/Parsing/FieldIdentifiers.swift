import Vocabulary

/// Identifiers of the row at hand, in canonical form.
extension ChunkReader {
    /// The code of an identifier; 0 where the cell is empty.
    mutating func identifierCode(
        _ bytes: borrowing Span<UInt8>, _ column: Column, _ kind: SubjectKind
    ) throws(Rejection) -> UInt32 {
        let range = bareField(bytes, column)
        if range.isEmpty { return 0 }
        if kind == .phone, let number = IdentifierPool.mobileNumber(bytes, range) {
            return identifiers.code(mobile: number)
        }
        let text = try canonical(FieldText.array(bytes, range), kind, column)
        return identifiers.code(kind, text.span, 0..<text.count)
    }

    /// An identifier in the clear, for registry rows; nil where the cell is empty.
    mutating func identifier(
        _ bytes: borrowing Span<UInt8>, _ column: Column, _ kind: SubjectKind
    ) throws(Rejection) -> Identifier? {
        let range = bareField(bytes, column)
        if range.isEmpty { return nil }
        let text = try canonical(FieldText.array(bytes, range), kind, column)
        return Identifier(kind: kind, text: String(decoding: text, as: UTF8.self))
    }

    /// Several identifiers of one cell, each once.
    mutating func identifiers(
        _ bytes: borrowing Span<UInt8>, _ column: Column, _ kind: SubjectKind
    ) throws(Rejection) -> [Identifier] {
        var result: [Identifier] = []
        for part in strings(bytes, column) {
            let raw = Array(part.utf8)
            let bare = Array(raw[CellText.unwrapped(raw.span, 0..<raw.count)])
            if bare.isEmpty { continue }
            let text = try canonical(bare, kind, column)
            let identifier = Identifier(kind: kind, text: String(decoding: text, as: UTF8.self))
            if !result.contains(identifier) { result.append(identifier) }
        }
        return result
    }

    private mutating func canonical(
        _ text: [UInt8], _ kind: SubjectKind, _ column: Column
    ) throws(Rejection) -> [UInt8] {
        do throws(RejectReason) {
            let folded = CellText.folded(text.span, 0..<text.count, upper: kind != .phone)
            switch kind {
            case .phone: return try PhoneNumber.canonical(folded)
            case .plate: return try Plate.canonical(folded)
            case .idNumber, .person:
                let (bytes, upgraded) = try ResidentID.canonical(folded.filter { $0 != Byte.space })
                if upgraded { note(.residentIDUpgraded) }
                return bytes
            }
        } catch {
            throw Rejection(reason: error, column: column)
        }
    }
}
