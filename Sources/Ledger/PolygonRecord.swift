public import Vocabulary

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
