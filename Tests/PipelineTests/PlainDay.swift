import Foundation
import TestSupport

/// Plain positions of a town's phones over some hours, in order of time, and two dozen cases among them.
struct PlainDay {
    /// So many phones each send so many positions.
    var phones: Int, positions: Int

    /// Rows in all.
    var rows: Int { phones * positions }

    private static let secondsBetween = 600

    /// `phone,time,lon,lat,accuracy_m` of each row; `write` turns one into a line.
    private func lines(
        _ write: (_ phone: String, _ time: String, _ lon: String, _ lat: String, _ meters: Int) -> String
    )
        -> String
    {
        var random = SeededGenerator(seed: 20_200_201)
        let homes = (0..<phones).map { _ in
            (Int.random(in: -250_000...250_000, using: &random), Int.random(in: -250_000...250_000, using: &random))
        }
        let numbers = (0..<phones).map { _ in String(Int.random(in: 13_000_000_000..<19_999_999_999, using: &random)) }
        var text = ""
        text.reserveCapacity(rows * 100)
        for slot in 0..<positions {
            for phone in 0..<phones {
                let clock = 6 * 3600 + slot * Self.secondsBetween + phone * Self.secondsBetween / phones
                text += write(
                    numbers[phone], "2020-02-01 " + Self.clock(clock),
                    Self.degrees(118_870_000 + homes[phone].0 + Int.random(in: -600...600, using: &random)),
                    Self.degrees(28_940_000 + homes[phone].1 + Int.random(in: -600...600, using: &random)),
                    Int.random(in: 10...120, using: &random))
                text += "\n"
            }
        }
        return text
    }

    /// The rows as CSV.
    var csv: String {
        "phone,time,lon,lat,accuracy_m\n" + lines { "\($0),\($1),\($2),\($3),\($4)" }
    }

    /// The rows as JSON lines.
    var jsonl: String {
        lines { #"{"phone":"\#($0)","time":"\#($1)","lon":\#($2),"lat":\#($3),"accuracy_m":\#($4)}"# }
    }

    /// Itineraries of 24 cases, each at five places for an hour and a half.
    static var cases: String {
        var random = SeededGenerator(seed: 7)
        var text = "case_id,start,end,lon,lat,radius_m\n"
        for number in 0..<24 {
            for stay in 0..<5 {
                let start = 6 * 3600 + stay * 5400
                let place = (0..<2).map { _ in Int.random(in: -250_000...250_000, using: &random) }
                text += "C\(100 + number),2020-02-01 \(clock(start)),2020-02-01 \(clock(start + 5399)),"
                text += "\(degrees(118_870_000 + place[0])),\(degrees(28_940_000 + place[1])),500\n"
            }
        }
        return text
    }

    private static func clock(_ seconds: Int) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60].map { ($0 < 10 ? "0" : "") + String($0) }
            .joined(separator: ":")
    }

    /// Millionths of a degree as text with six decimals.
    private static func degrees(_ millionths: Int) -> String {
        let rest = String(millionths % 1_000_000)
        return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
    }
}
