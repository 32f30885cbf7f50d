import Feeds
import Matching

extension Datum {
    /// The other ways to read positions that a source with this datum delivered.
    var otherReadings: [DatumReading] {
        Datum.allCases.filter { $0 != self }.map { other in
            DatumReading(name: other.rawValue) { reread($0, as: other) }
        }
    }
}

extension PositionFault {
    /// The code of the quarantine.
    var reason: RejectReason {
        switch self {
        case .swapped: .swappedCoordinates
        case .shifted: .datumShifted
        }
    }
}
