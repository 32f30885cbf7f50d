import FollowUp
import Vocabulary

/// Rows that name places which the place table does not have: they are kept, but nothing is known of where they are.
struct UnknownPlaces: Sendable {
    private var rows: [String: Int] = [:]

    /// Nothing seen yet.
    init() {}

    /// Places of reported itineraries that have no position of their own.
    init(reported: [ItineraryPart], known: [String: Place]) {
        for part in reported where part.position == nil {
            for place in [part.place, part.ride?.fromPlace, part.ride?.toPlace] {
                if let place, known[place] == nil { rows[place, default: 0] += 1 }
            }
        }
    }

    /// Counts the rows of a block.
    mutating func observe(_ block: ObservationBlock, known: [String: Place]) {
        for column in [block.place, block.fromPlace, block.toPlace] where !column.isEmpty {
            var counts = [Int](repeating: 0, count: block.strings.count + 1)
            for row in 0..<block.count { counts[Int(column[row])] += 1 }
            for (index, place) in block.strings.enumerated() where counts[index + 1] > 0 && known[place] == nil {
                rows[place, default: 0] += counts[index + 1]
            }
        }
    }

    /// Adds another count.
    mutating func merge(_ other: UnknownPlaces) { rows.merge(other.rows, uniquingKeysWith: +) }

    /// One line about them; nil where there are none.
    var warning: String? {
        if rows.isEmpty { return nil }
        return
            "UNKNOWN_PLACES: \(rows.values.reduce(0, +)) rows name \(rows.count) places that are not in the place table: "
            + "\(shortList(rows.keys.sorted())): nothing can be found near them: deliver these places"
    }
}
