import Foundation
import Vocabulary

/// All that `match` says about one case and one phone.
struct Meeting: Sendable, Equatable {
    var caseNumber: Int32
    var phone: String
    /// Events near the case; an event counts once however many parts of the itinerary it meets.
    var events: Int
    var first: Int64, last: Int64
    var minMeters: Double

    /// Metres with three decimals, rounded from the exact binary value as C's `printf` does.
    static func millimetres(_ meters: Double) -> String {
        let scaled = meters * 1000
        let rounded = scaled.rounded()
        // The product may be off by an ulp; only near a tie could that show.
        if abs(abs(scaled - rounded) - 0.5) < 1e-6 || scaled > 1e15 { return String(format: "%.3f", meters) }
        let whole = Int64(rounded)
        return "\(whole / 1000).\(zeroPadded(Int(whole % 1000), 3))"
    }
}

/// Meetings by case and phone, added up in any order with the same result.
struct MeetingTable: Sendable {
    private struct Key: Hashable {
        var caseNumber: Int32
        var phone: String
    }
    private var meetings: [Key: Meeting] = [:]

    /// Adds meetings of one chunk.
    mutating func merge(_ others: [Meeting]) {
        for other in others {
            let key = Key(caseNumber: other.caseNumber, phone: other.phone)
            guard var mine = meetings[key] else {
                meetings[key] = other
                continue
            }
            mine.events += other.events
            mine.first = min(mine.first, other.first)
            mine.last = max(mine.last, other.last)
            mine.minMeters = min(mine.minMeters, other.minMeters)
            meetings[key] = mine
        }
    }

    /// By case, then phone, in the order of their bytes.
    func sorted() -> [Meeting] {
        meetings.values.sorted { ($0.caseNumber, $0.phone) < ($1.caseNumber, $1.phone) }
    }
}
