/// Something done to an accepted row that people should know of; counted per file.
public enum FeedNote: String, CaseIterable, Sendable {
    /// The arrival (of a halt: the departure) stood before what precedes it and was moved to the next day.
    case arrivalAdvanced = "arrival_advanced"
    /// The wall clock showed this reading twice; the earlier moment was taken.
    case ambiguousLocalTime = "ambiguous_local_time"
    /// `="138..."`, a leading apostrophe or odd spaces were taken away.
    case excelDamageRepaired = "excel_damage_repaired"
    /// A minus sign other than `-` (such as U+2212) was read as one.
    case minusSignRepaired = "minus_sign_repaired"
    /// A 15-digit resident ID was upgraded to 18 digits.
    case residentIDUpgraded = "resident_id_upgraded"
    /// A ride without service date got the local date of its departure.
    case serviceDateFromDeparture = "service_date_from_departure"
    /// A coach was written in a way that is not certain; it counts as unknown.
    case carriageNotUnderstood = "carriage_not_understood"
    /// A seat was written in a way that is not certain; it counts as unknown.
    case seatNotUnderstood = "seat_not_understood"
    /// A row of feedback without outcome: the task is not done yet.
    case notDoneYet = "not_done_yet"
    /// A report without time got the end of the day after its list was made.
    case timeFromList = "time_from_list"
}

extension FeedNote {
    /// Place in a table of counts.
    var index: Int {
        switch self {
        case .arrivalAdvanced: 0
        case .ambiguousLocalTime: 1
        case .excelDamageRepaired: 2
        case .minusSignRepaired: 3
        case .residentIDUpgraded: 4
        case .serviceDateFromDeparture: 5
        case .carriageNotUnderstood: 6
        case .seatNotUnderstood: 7
        case .notDoneYet: 8
        case .timeFromList: 9
        }
    }
}
