import Foundation
import Vocabulary
import WarmStore

/// Writes answers as the side-by-side runs compare them: wall times of China, people as pseudonyms, or by their number
/// among those that were asked for.
enum Answers {
    static let wallOffset: Int64 = 8 * 3600

    /// Seconds since 1970 of a wall time `2020-02-01 08:12:33`, as if the wall were in UTC.
    static func wallSeconds(_ text: some StringProtocol) -> Int64? {
        let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 6 else { return nil }
        let date = DateComponents(
            calendar: Calendar(identifier: .gregorian), timeZone: .gmt, year: numbers[0], month: numbers[1],
            day: numbers[2])
        guard let midnight = date.date else { return nil }
        return Int64(midnight.timeIntervalSince1970) + Int64(numbers[3] * 3600 + numbers[4] * 60 + numbers[5])
    }

    static func write(_ meetings: [Meeting], cases: [String], to path: String) throws {
        try write("case_id,phone,n,first,last,min_m", to: path, meetings) { meeting in
            let zone = ZoneRules.china
            let times = "\(zone.wallText(meeting.first)),\(zone.wallText(meeting.last))"
            let meters = String(format: "%.3f", meeting.minMeters)
            return "\(cases[Int(meeting.caseNumber)]),\(name(meeting.person)),\(meeting.events),\(times),\(meters)\n"
        }
    }

    static func write(histories: [[PersonRow]], to path: String) throws {
        try write("person,t,lon,lat,accuracy_m", to: path, histories.enumerated()) { person, rows in
            rows.map { row in
                let meters = row.accuracyCentimeters / 100
                return "\(person),\(row.moment + wallOffset),\(row.lonE7 / 10),\(row.latE7 / 10),\(meters)\n"
            }.joined()
        }
    }

    static func write(companions: [[Meeting]], to path: String) throws {
        try write("person,phone,n", to: path, companions.enumerated()) { person, found in
            found.map { "\(person),\(name($0.person)),\($0.events)\n" }.joined()
        }
    }

    static func write(_ presence: [Pseudonym: Presence.Met], of sample: [Pseudonym], to path: String) throws {
        try write("person,n,first,last", to: path, sample.enumerated()) { person, subject in
            guard let met = presence[subject] else { return "" }
            return "\(person),\(met.positions),\(met.first + wallOffset),\(met.last + wallOffset)\n"
        }
    }

    private static func name(_ person: Pseudonym) -> String {
        String(person.high, radix: 16) + String(person.low, radix: 16)
    }

    private static func write<Rows: Sequence>(
        _ header: String, to path: String, _ rows: Rows, _ lines: (Rows.Element) -> String
    ) throws {
        var text = header + "\n"
        for row in rows { text += lines(row) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
