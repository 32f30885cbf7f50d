public import Vocabulary

/// Everything that one delivered file brings; ``Ledger/commit(_:)`` takes it wholly or not at all.
public struct IngestBatch: Sendable {
    /// The file and its accounting, as far as known before registry rows meet what is stored.
    public var file: InputFile
    /// Segments that its observations were written to.
    public var segments: [SegmentRecord] = []
    /// Registry rows in the order of the file.
    public var rows: [LedgerRow] = []
    /// The sealed key of all sealed bytes of the batch; nil where it has none.
    public var envelope: [UInt8]?
    /// Sealed clear text of identifiers, by pseudonym; the first delivery of each is kept.
    public var identities: [(pseudonym: Pseudonym, sealed: [UInt8])] = []
    /// Polygons of grids and regions; a later delivery replaces all polygons of its code.
    public var polygons: [PolygonRecord] = []

    /// A batch with nothing but its file.
    public init(file: InputFile) { self.file = file }
}
