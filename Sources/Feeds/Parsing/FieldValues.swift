import Vocabulary

/// Values of the row at hand by canonical column.
extension ChunkReader {
    /// Where a column's value stands, without surrounding spaces; empty where there is none.
    @inline(__always)
    func field(_ bytes: borrowing Span<UInt8>, _ column: Column) -> Range<Int> {
        let field = plan.source[column.index]
        if field < 0 { return 0..<0 }
        return CellText.trimmed(bytes, starts[field]..<ends[field])
    }

    /// Like ``field(_:_:)``, for values that are numbers, times or identifiers: spreadsheet wrappers are taken away.
    @inline(__always)
    mutating func bareField(_ bytes: borrowing Span<UInt8>, _ column: Column) -> Range<Int> {
        let range = field(bytes, column)
        guard let first = range.first, bytes[first] == UInt8(ascii: "=") || bytes[first] == Byte.apostrophe else {
            return range
        }
        let bare = CellText.unwrapped(bytes, range)
        if bare != range { note(.excelDamageRepaired) }
        return bare
    }

    // MARK: Text

    /// The code of a text; 0 where it is empty.
    mutating func text(_ bytes: borrowing Span<UInt8>, _ column: Column) -> UInt32 {
        let range = field(bytes, column)
        return range.isEmpty ? 0 : strings.code(bytes, range)
    }

    /// The code of a text that must be there.
    mutating func requiredText(_ bytes: borrowing Span<UInt8>, _ column: Column) throws(Rejection) -> UInt32 {
        let code = text(bytes, column)
        if code == 0 { throw Rejection(reason: .missingValue, column: column) }
        return code
    }

    /// The code of canonical bytes; 0 where there are none.
    mutating func code(_ text: [UInt8]) -> UInt32 {
        text.isEmpty ? 0 : strings.code(text.span, 0..<text.count)
    }

    /// A text of a registry row; nil where it is empty.
    func string(_ bytes: borrowing Span<UInt8>, _ column: Column) -> String? {
        let range = field(bytes, column)
        return range.isEmpty ? nil : FieldText.string(bytes, range)
    }

    /// A text of a registry row that must be there.
    func requiredString(_ bytes: borrowing Span<UInt8>, _ column: Column) throws(Rejection) -> String {
        guard let string = string(bytes, column) else { throw Rejection(reason: .missingValue, column: column) }
        return string
    }

    /// Several texts of one cell, parted by `;` (or its full-width form).
    func strings(_ bytes: borrowing Span<UInt8>, _ column: Column) -> [String] {
        guard let text = string(bytes, column) else { return [] }
        return text.split { $0 == ";" || $0 == "；" }.map { HeaderRow.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    /// A lower-case ASCII word, such as a mode or a direction.
    func word(_ bytes: borrowing Span<UInt8>, _ column: Column) -> String {
        string(bytes, column).map(HeaderRow.folded) ?? ""
    }

    /// yes or no; nil where empty.
    func truth(_ bytes: borrowing Span<UInt8>, _ column: Column) throws(Rejection) -> Bool? {
        switch word(bytes, column) {
        case "": return nil
        case "yes", "true", "1", "y", "是", "有": return true
        case "no", "false", "0", "n", "否", "无": return false
        default: throw Rejection(reason: .badValue, column: column)
        }
    }

    func mode(_ bytes: borrowing Span<UInt8>, _ column: Column) throws(Rejection) -> RideMode {
        let word = word(bytes, column)
        guard let mode = RideMode(name: word) else {
            throw Rejection(reason: word.isEmpty ? .missingValue : .badValue, column: column)
        }
        return mode
    }

    // MARK: Numbers

    /// A decimal number times `10^scale`, that fits 32 bits; nil where empty.
    mutating func number(
        _ bytes: borrowing Span<UInt8>, _ column: Column, scale: Int
    ) throws(Rejection) -> Int32? {
        let range = bareField(bytes, column)
        if range.isEmpty { return nil }
        let value = try scaled(bytes, range, column, scale: scale)
        guard let small = Int32(exactly: value), small != noValue else {
            throw Rejection(reason: .badNumber, column: column)
        }
        return small
    }

    private mutating func scaled(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ column: Column, scale: Int
    ) throws(Rejection) -> Int64 {
        do throws(RejectReason) {
            let field = plan.source[column.index]
            if field < numbers.count, numbers[field] {
                return try DecimalText.scaledNumber(bytes, range, scale: scale)
            }
            if bytes[range.lowerBound] < 0x80, bytes[range.upperBound - 1] < 0x80 {
                return try DecimalText.scaled(bytes, range, scale: scale)
            }
            let folded = CellText.folded(bytes, range, upper: false)
            let value = try DecimalText.scaled(folded.span, 0..<folded.count, scale: scale)
            if folded.first == Byte.minus { note(.minusSignRepaired) }
            return value
        } catch {
            throw Rejection(reason: error, column: column)
        }
    }

    /// Longitude and latitude as WGS-84; nil where both are empty.
    mutating func position(_ bytes: borrowing Span<UInt8>) throws(Rejection) -> Position? {
        let lonRange = bareField(bytes, .lon)
        let latRange = bareField(bytes, .lat)
        if lonRange.isEmpty, latRange.isEmpty { return nil }
        if lonRange.isEmpty { throw Rejection(reason: .missingValue, column: .lon) }
        if latRange.isEmpty { throw Rejection(reason: .missingValue, column: .lat) }
        let lon = try scaled(bytes, lonRange, .lon, scale: 7)
        let lat = try scaled(bytes, latRange, .lat, scale: 7)
        guard abs(lon) <= 1_800_000_000 else { throw Rejection(reason: .lonOutOfRange, column: .lon) }
        guard abs(lat) <= 900_000_000 else {
            // No latitude is that large, but the other number could be one.
            let isSwapped = abs(lat) <= 1_800_000_000 && abs(lon) <= 900_000_000
            throw Rejection(reason: isSwapped ? .swappedCoordinates : .latOutOfRange, column: .lat)
        }
        if lon == 0, lat == 0 { throw Rejection(reason: .nullIsland, column: .lon) }
        let position = Position(lonE7: Int32(lon), latE7: Int32(lat))
        return mapping.datum == .wgs84 ? position : DatumShift.wgs84(position, from: mapping.datum)
    }
}

/// Bytes to strings, away from the hot path.
enum FieldText {
    static func string(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: array(bytes, range), as: UTF8.self)
    }

    static func array(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        for position in range { result.append(bytes[position]) }
        return result
    }
}
