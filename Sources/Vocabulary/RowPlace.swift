/// Where a row stood: number of the input file in the ledger, and physical line (1-based).
public struct RowPlace: Hashable, Comparable, Sendable {
    /// File and line.
    public var file: UInt32, line: UInt32

    /// A place.
    public init(file: UInt32, line: UInt32) {
        self.file = file
        self.line = line
    }

    /// By file, then line.
    public static func < (left: RowPlace, right: RowPlace) -> Bool { (left.file, left.line) < (right.file, right.line) }
}
