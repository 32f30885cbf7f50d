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

/// The polygons of one grid or region.
public struct PolygonRecord: Hashable, Sendable {
    /// Whose polygons they are.
    public enum Owner: String, Sendable { case grid, region }
    /// Grid or region, and its id or code.
    public var owner: Owner, code: String
    /// The polygons; a position belongs to it if it lies in any of them.
    public var polygons: [Polygon]

    /// Polygons of a code.
    public init(owner: Owner, code: String, polygons: [Polygon]) {
        self.owner = owner
        self.code = code
        self.polygons = polygons
    }
}

/// What ``Ledger/commit(_:)`` did.
public struct IngestReceipt: Hashable, Sendable {
    /// The file with its final accounting: registry rows that were known already went from accepted to duplicate.
    public var file: InputFile
    /// Registry rows that were new, that changed what was stored, and that said nothing new.
    public var new: Int, updated: Int, known: Int
}
