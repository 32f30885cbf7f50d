public import Vocabulary

/// Another way to read the numbers of positions, such as GCJ-02 where WGS-84 was taken.
public struct DatumReading: Sendable {
    /// Name of the datum as mappings write it.
    public var name: String
    /// The position had it been read so.
    public var reread: @Sendable (Position) -> Position

    /// A reading.
    public init(name: String, reread: @escaping @Sendable (Position) -> Position) {
        self.name = name
        self.reread = reread
    }
}

/// Why a position cannot be what it says.
public enum PositionFault: Hashable, Sendable {
    /// Longitude and latitude stand in each other's place.
    case swapped
    /// It fits what is known once it is read in the named datum.
    case shifted(datum: String)
}

extension Position {
    /// Longitude and latitude exchanged; nil where that is nowhere.
    var swapped: Position? { abs(lonE7) <= 900_000_000 ? Position(lonE7: latE7, latE7: lonE7) : nil }
}
