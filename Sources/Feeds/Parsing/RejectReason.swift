/// Why a row was not accepted; the raw value is the code users see in the quarantine.
public enum RejectReason: String, CaseIterable, Error, Sendable {
    // The row as a whole.
    case badEncoding = "bad_encoding"
    case nulByte = "nul_byte"
    case rowTooLong = "row_too_long"
    case unclosedQuote = "unclosed_quote"
    case fieldCount = "field_count"
    case badJSON = "bad_json"
    case nestedValue = "nested_value"
    case ignoredByMapping = "ignored_by_mapping"
    // A value.
    case missingValue = "missing_value"
    case badValue = "bad_value"
    case badNumber = "bad_number"
    case missingSubject = "missing_subject"
    case excelNumberDamage = "excel_number_damage"
    case badIDChecksum = "bad_id_checksum"
    case badIDDate = "bad_id_date"
    case badID = "bad_id"
    case badPhone = "bad_phone"
    case noPlate = "no_plate"
    case badPlate = "bad_plate"
    case lonOutOfRange = "lon_out_of_range"
    case latOutOfRange = "lat_out_of_range"
    case nullIsland = "null_island"
    case missingPosition = "missing_position"
    /// Longitude and latitude stand in each other's place.
    case swappedCoordinates = "swapped_coordinates"
    /// The position fits what is known once it is read as GCJ-02 or BD-09 (or as WGS-84 where one of them is named).
    case datumShifted = "datum_shifted"
    // Time.
    case badTime = "bad_time"
    case nonexistentLocalTime = "nonexistent_local_time"
    case timeOutOfRange = "time_out_of_range"
    case endBeforeStart = "end_before_start"
    case stayTooLong = "stay_too_long"
    /// A part of an itinerary without start or without end: how long it lasted must be asked, not assumed.
    case openStart = "open_start"
    case openEnd = "open_end"
    // A ride that was not taken.
    case notARide = "not_a_ride"

    /// Whether the row counts against the file (the share of rejected rows above which a file is refused); rows that
    /// are set aside on purpose do not.
    public var countsAgainstFile: Bool {
        switch self {
        case .ignoredByMapping, .notARide: false
        default: true
        }
    }
}
