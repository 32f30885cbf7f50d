import Vocabulary

/// Which seats are side by side.
enum SeatNeighbours {
    /// Letters of a row from window to window, and after which of them the aisle lies, where the layout is not known.
    ///
    /// China's trains have A B C | D F and no E (DOMAIN 4.4); first class leaves B out, business B and D, so that
    /// A and C count there only if nobody can sit between them, which a ticket does not say. Narrow aircraft have
    /// A B C | D E F or A B C | J K L.
    private static let rows: [RideMode: [(left: String, right: String)]] = [
        .rail: [("ABC", "DF")], .flight: [("ABC", "DEF"), ("ABC", "JKL"), ("AB", "HK")],
    ]

    /// Whether two rides on one run were in seats side by side; unknown coaches or seats are not, nor are texts that
    /// name several seats.
    static func sitSideBySide(
        _ own: RideComparison.Boarded, _ other: RideComparison.Boarded, acrossAisle: Bool
    ) -> Bool {
        let mode = own.ride.mode
        if own.seat.coaches.isEmpty, other.seat.coaches.isEmpty {
            guard mode != .rail, mode != .metro else { return false }
        } else {
            guard own.seat.coaches.contains(where: { other.seat.coaches.contains($0) }) else { return false }
        }
        guard let left = place(own.seat), let right = place(other.seat), left != right else { return false }
        return areNeighbours(left, right, mode: mode, acrossAisle: acrossAisle)
    }

    /// The one place that a seat names.
    private static func place(_ seat: Seat) -> Seat.Spot? {
        guard seat.spots.count == 1, let spot = seat.spots.first, spot.first == spot.last else { return nil }
        return spot
    }

    private static func areNeighbours(
        _ left: Seat.Spot, _ right: Seat.Spot, mode: RideMode, acrossAisle: Bool
    ) -> Bool {
        guard left.unit == right.unit else { return false }
        // Berths over one another.
        if left.berth != nil || right.berth != nil {
            return left.first == right.first && left.berth != nil && right.berth != nil
        }
        if left.letter == 0, right.letter == 0 {
            // Without letters, a number is a row on an aircraft and a seat elsewhere.
            return left.unit == .seat && mode != .flight && abs(left.first - right.first) == 1
        }
        guard left.first == right.first else { return false }
        return (rows[mode] ?? [("ABC", "DEF")]).contains { row in
            let letters = Array((row.left + row.right).utf8)
            guard let one = letters.firstIndex(of: left.letter), let two = letters.firstIndex(of: right.letter),
                abs(one - two) == 1
            else { return false }
            return acrossAisle || max(one, two) != row.left.utf8.count
        }
    }
}
