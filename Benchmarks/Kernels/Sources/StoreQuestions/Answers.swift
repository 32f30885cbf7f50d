import Foundation
import Vocabulary
import WarmStore

/// Writes answers as the side-by-side runs compare them: wall times of China, people as pseudonyms.
enum Answers {
    static let wallOffset: Int64 = 8 * 3600

    static func write(_ meetings: [Meeting], cases: [String], to path: String) throws {
        try write("case_id,phone,n,first,last,min_m", to: path, meetings) { meeting in
            let zone = ZoneRules.china
            let times = "\(zone.wallText(meeting.first)),\(zone.wallText(meeting.last))"
            let meters = String(format: "%.3f", meeting.minMeters)
            return "\(cases[Int(meeting.caseNumber)]),\(name(meeting.person)),\(meeting.events),\(times),\(meters)"
        }
    }

    static func write(_ rows: [PersonRow], to path: String) throws {
        try write("t,lon,lat,accuracy_m", to: path, rows) { row in
            "\(row.moment + wallOffset),\(row.lonE7 / 10),\(row.latE7 / 10),\(row.accuracyCentimeters / 100)"
        }
    }

    static func write(companions: [Meeting], to path: String) throws {
        try write("phone,n", to: path, companions) { "\(name($0.person)),\($0.events)" }
    }

    private static func name(_ person: Pseudonym) -> String {
        String(person.high, radix: 16) + String(person.low, radix: 16)
    }

    private static func write<Row>(_ header: String, to path: String, _ rows: [Row], _ line: (Row) -> String) throws {
        var text = header + "\n"
        for row in rows { text += line(row) + "\n" }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
