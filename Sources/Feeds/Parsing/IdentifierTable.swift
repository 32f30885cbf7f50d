public import Vocabulary

/// Distinct identifiers in the clear, held as bytes and numbers so that no string is made before somebody asks for it.
public struct IdentifierTable: RandomAccessCollection, Sendable {
    /// Kind of each identifier; with ``mobileBit`` where ``values`` has the number itself.
    private var kinds: [UInt8] = []
    /// An 11-digit mobile number, or where the bytes in ``text`` begin (high half) and end (low half).
    private var values: [UInt64] = []
    private var text: [UInt8] = []
    private static let mobileBit: UInt8 = 0x80

    init() {}

    /// The first index.
    public var startIndex: Int { 0 }
    /// One past the last index.
    public var endIndex: Int { kinds.count }

    /// The identifier that code `position + 1` stands for.
    public subscript(position: Int) -> Identifier {
        let text = withBytes(at: position) { FieldText.string($0, 0..<$0.count) }
        return Identifier(kind: kind(at: position), text: text)
    }

    /// The kind of one identifier.
    public func kind(at position: Int) -> SubjectKind {
        SubjectKind(rawValue: kinds[position] & ~IdentifierTable.mobileBit) ?? .idNumber
    }

    /// For each identifier the number itself where it is an 11-digit mobile number, else 0.
    public var mobileNumbers: [UInt64] {
        values.indices.map { kinds[$0] & IdentifierTable.mobileBit == 0 ? 0 : values[$0] }
    }

    /// The canonical UTF-8 of one identifier, lent without a string.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        at position: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var value = values[position]
        if kinds[position] & IdentifierTable.mobileBit == 0 {
            return try body(text.span.extracting(Int(value >> 32)..<Int(value & 0xFFFF_FFFF)))
        }
        var digits = InlineArray<11, UInt8>(repeating: 0)
        for place in (0..<11).reversed() {
            digits[place] = Byte.zero + UInt8(truncatingIfNeeded: value % 10)
            value /= 10
        }
        return try body(digits.span)
    }

    mutating func reserve(_ count: Int) {
        kinds.reserveCapacity(count)
        values.reserveCapacity(count)
    }

    /// Appends an 11-digit mobile number and returns its code.
    mutating func append(mobile number: UInt64) -> UInt32 {
        kinds.append(SubjectKind.phone.rawValue | IdentifierTable.mobileBit)
        values.append(number)
        return UInt32(kinds.count)
    }

    /// Appends canonical bytes and returns their code.
    mutating func append(_ kind: SubjectKind, _ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let start = UInt64(text.count)
        for position in range { text.append(bytes[position]) }
        kinds.append(kind.rawValue)
        values.append(start << 32 | UInt64(text.count))
        return UInt32(kinds.count)
    }
}
