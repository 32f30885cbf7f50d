import Feeds
import Ledger
import Matching

extension Datum {
    /// The other ways to read positions that a source with this datum delivered.
    var otherReadings: [DatumReading] {
        Datum.allCases.filter { $0 != self }.map { other in
            DatumReading(name: other.rawValue) { reread($0, as: other) }
        }
    }
}

extension InputFile {
    /// The other ways to read the positions of a file that one of the sources delivered.
    func otherReadings(_ sources: [FeedSource]) -> [DatumReading] {
        (sources.first { $0.mapping.source == mapping }?.mapping.datum ?? .wgs84).otherReadings
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
