/// A file of a run, in pieces that are made when they are written, so that the text of a large run is never held whole.
struct RunFile: Sendable {
    /// Path below the run's folder.
    let path: String
    /// Makes one piece of the file after another.
    let pieces: [@Sendable () throws -> [UInt8]]

    /// Rows of a list that one piece holds: enough that handing it out costs nothing.
    static let rowsPerPiece = 4096

    /// A file of one piece.
    init(_ path: String, _ bytes: @escaping @Sendable () throws -> [UInt8]) {
        self.path = path
        pieces = [bytes]
    }

    /// A file of a header and so many rows, which `lines` lays out range by range.
    init(
        _ path: String, header: [UInt8] = [], rows: Range<Int>, lines: @escaping @Sendable (Range<Int>) -> [UInt8]
    ) {
        self.path = path
        var pieces: [@Sendable () throws -> [UInt8]] = []
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: RunFile.rowsPerPiece) {
            let range = first..<min(rows.upperBound, first + RunFile.rowsPerPiece)
            pieces.append { (first == rows.lowerBound ? header : []) + lines(range) }
        }
        self.pieces = pieces.isEmpty ? [{ header }] : pieces
    }
}
