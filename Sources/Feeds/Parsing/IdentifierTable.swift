public import Vocabulary

/// Distinct identifiers in the clear, held as bytes so that no string is made before somebody asks for it.
public struct IdentifierTable: RandomAccessCollection, Sendable {
    var kinds: [UInt8] = []
    var ends: [UInt32] = []
    var text: [UInt8] = []

    /// The first index.
    public var startIndex: Int { 0 }
    /// One past the last index.
    public var endIndex: Int { kinds.count }

    /// The identifier that code `position + 1` stands for.
    public subscript(position: Int) -> Identifier {
        Identifier(kind: kind(at: position), text: String(decoding: text[byteRange(at: position)], as: UTF8.self))
    }

    /// The kind of one identifier.
    public func kind(at position: Int) -> SubjectKind { SubjectKind(rawValue: kinds[position]) ?? .idNumber }

    /// The canonical UTF-8 of one identifier, lent without a copy.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        at position: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(text.span.extracting(byteRange(at: position)))
    }

    private func byteRange(at position: Int) -> Range<Int> {
        (position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])
    }
}
