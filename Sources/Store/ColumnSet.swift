/// Which columns of a block are decoded.
///
/// Start and end always are; a column that is not asked for stays empty.
public struct ColumnSet: OptionSet, Hashable, Sendable {
    /// Bit n stands for the column of number n on disk.
    public let rawValue: UInt32

    /// A set from its bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Longitude and latitude.
    public static let position = ColumnSet(.lon, .lat)
    /// Radius of uncertainty.
    public static let accuracy = ColumnSet(.accuracy)
    /// ID number, phone and plate, with the table of subjects.
    public static let identifiers = ColumnSet(.idNumber, .phone, .plate)
    /// Phone alone, with the table of subjects.
    public static let phone = ColumnSet(.phone)
    /// Place, room and kind of visit.
    public static let places = ColumnSet(.place, .room, .kind)
    /// Service, coach, seat, boarding and alighting place, order, service date.
    public static let rides = ColumnSet(.service, .carriage, .seat, .fromPlace, .toPlace, .order, .serviceDate)
    /// Temperature.
    public static let temperature = ColumnSet(.temperature)
    /// Mode, direction and flags.
    public static let traits = ColumnSet(.traits)
    /// Where the row stood: file, line and digest.
    public static let source = ColumnSet(.file, .line, .digest)
    /// All that was observed, without where the row stood.
    public static let observed: ColumnSet = [
        .position, .accuracy, .identifiers, .places, .rides, .temperature, .traits,
    ]
    /// Everything.
    public static let all: ColumnSet = [.observed, .source]

    private init(_ columns: Column...) { self.init(rawValue: columns.reduce(0) { $0 | 1 << UInt32($1.rawValue) }) }

    /// Whether a column is in the set.
    func contains(_ column: Column) -> Bool { rawValue >> UInt32(column.rawValue) & 1 == 1 }

    /// The columns that are coded by the table of strings.
    static let coded = ColumnSet(
        .place, .room, .kind, .service, .carriage, .seat, .fromPlace, .toPlace, .order)
}
