internal import Foundation
internal import GRDB
internal import Vocabulary

/// Between the values of the house and the columns of the schema.
extension Pseudonym {
    /// The 16 bytes of a column, most significant first, in the order of the pseudonyms.
    var data: Data {
        var bytes = Data(capacity: 16)
        for number in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
            }
        }
        return bytes
    }

    init(data: Data, table: String, column: String) throws(LedgerError) {
        guard data.count == 16 else { throw .damaged(table: table, column: column) }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (index, byte) in data.enumerated() {
            if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        self.init(high: high, low: low)
    }

    /// Pseudonyms one after the other.
    static func list(_ data: Data, table: String, column: String) throws(LedgerError) -> [Pseudonym] {
        guard data.count.isMultiple(of: 16) else { throw .damaged(table: table, column: column) }
        var found: [Pseudonym] = []
        for start in stride(from: data.startIndex, to: data.endIndex, by: 16) {
            found.append(try Pseudonym(data: Data(data[start..<(start + 16)]), table: table, column: column))
        }
        return found
    }
}

/// One row under the table's name, for errors that say where.
struct Cells {
    let row: Row
    let table: String

    func text(_ column: String) throws(LedgerError) -> String { try required(column) }
    func integer(_ column: String) throws(LedgerError) -> Int64 { try required(column) }
    func number(_ column: String) throws(LedgerError) -> Double { try required(column) }
    func bytes(_ column: String) throws(LedgerError) -> [UInt8] { Array(try required(column) as Data) }
    func optionalBytes(_ column: String) -> [UInt8]? { (row[column] as Data?).map { Array($0) } }
    func optionalText(_ column: String) -> String? { row[column] }
    func optionalInteger(_ column: String) -> Int64? { row[column] }

    func whole<Number: FixedWidthInteger>(_ column: String, as type: Number.Type) throws(LedgerError) -> Number {
        guard let value = Number(exactly: try integer(column)) else { throw damaged(column) }
        return value
    }

    func optionalWhole<Number: FixedWidthInteger>(
        _ column: String, as type: Number.Type
    ) throws(LedgerError) -> Number? {
        guard let stored = optionalInteger(column) else { return nil }
        guard let value = Number(exactly: stored) else { throw damaged(column) }
        return value
    }

    func pseudonym(_ column: String) throws(LedgerError) -> Pseudonym {
        try Pseudonym(data: try required(column), table: table, column: column)
    }

    func optionalPseudonym(_ column: String) throws(LedgerError) -> Pseudonym? {
        guard let data = row[column] as Data? else { return nil }
        return try Pseudonym(data: data, table: table, column: column)
    }

    /// Pseudonyms one after the other; none where the column is empty.
    func pseudonyms(_ column: String) throws(LedgerError) -> [Pseudonym] {
        try Pseudonym.list(Data(optionalBytes(column) ?? []), table: table, column: column)
    }

    func word<Value: RawRepresentable<String>>(_ column: String, as type: Value.Type) throws(LedgerError) -> Value {
        guard let value = Value(rawValue: try text(column)) else { throw damaged(column) }
        return value
    }

    func feed(_ column: String) throws(LedgerError) -> Feed {
        guard let feed = Feed(number: try whole(column, as: UInt8.self)) else { throw damaged(column) }
        return feed
    }

    func mode(_ column: String) throws(LedgerError) -> RideMode {
        guard let mode = RideMode(rawValue: try whole(column, as: UInt8.self)) else { throw damaged(column) }
        return mode
    }

    func position() throws(LedgerError) -> Position? {
        guard let lon = try optionalWhole("lon", as: Int32.self), let lat = try optionalWhole("lat", as: Int32.self)
        else { return nil }
        return Position(lonE7: lon, latE7: lat)
    }

    func span() throws(LedgerError) -> TimeSpan {
        let start = try integer("start")
        let end = try integer("until")
        guard start <= end else { throw damaged("until") }
        return TimeSpan(start, end)
    }

    func sealed() throws(LedgerError) -> SealedValue? {
        guard let bytes = optionalBytes("sealed"), let envelope = optionalInteger("envelope") else { return nil }
        return SealedValue(envelope: envelope, bytes: bytes)
    }

    func damaged(_ column: String) -> LedgerError { .damaged(table: table, column: column) }

    private func required<Value: DatabaseValueConvertible>(_ column: String) throws(LedgerError) -> Value {
        guard let value = row[column] as Value? else { throw damaged(column) }
        return value
    }
}

/// Lists of words in one column; the separator cannot occur in a cell of a feed that people read.
enum WordList {
    static let separator: Character = "\u{1F}"

    static func text(_ words: [String]) -> String { words.joined(separator: String(separator)) }
    static func words(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }

    /// Values as one text in which a missing one differs from an empty one.
    static func content(_ values: [String?]) -> String { text(values.map { $0.map { "=" + $0 } ?? "" }) }
}
