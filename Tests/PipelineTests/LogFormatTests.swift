import Foundation
import TestSupport
import Testing

@testable import Pipeline

/// What the program says on standard error, as a log for machines.
@Suite struct LogFormatTests {
    private struct Line: Decodable {
        var time: String, level: String, command: String, invocation: String, run: String?, code: String
        var message: String
    }

    private func lines(_ errors: String) throws -> [Line] {
        try errors.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    }

    @Test func `a night with all kinds of bad deliveries logs each thing in an object and names nobody`() throws {
        let county = try County.sample()
        // Rows whose every cell is somebody's: rejected, refused, short, and a name that is no feed's.
        let people = Table.rows(try SampleData.text("feeds/people.csv"))
        let ids = people.compactMap { $0["id_number"] }.filter { $0.count > 10 }
        let names = people.compactMap { $0["name"] }.filter { $0.count > 2 }
        #expect(ids.count > 100 && names.count > 10)
        try county.deliver(
            "checkins_bad.csv",
            text: "id_number,date,temperature_c\n" + ids.prefix(50).map { "\($0)x,2020-01-28,\($0)\n" }.joined())
        try county.deliver(
            "hotel_bad.csv",
            text: "place_id,room,id_number,check_in\n" + ids.prefix(50).map { "\($0),1,\($0),yesterday\n" }.joined())
        try county.deliver("visit_odd.csv", text: "\(ids[0]),\(names[0])\n\(ids[1]),\(names[1])\n")
        try county.deliver(
            "cases_bad.csv",
            text: "case_id,id_number,confirmed\n" + ids.prefix(5).map { "\($0),\($0),\($0)\n" }.joined())
        // The lists bear no names then, and that is told when the run is known.
        try FileManager.default.removeItem(atPath: county.folder + "/keys/identity.key")
        let night = ["nightly", "--workspace", county.folder, "--as-of", SampleData.asOf]
        let ending = try Tool.run(night + ["--log-format", "json"])
        #expect(ending.status == 4, "\(ending.errors)")
        let logged = try lines(ending.errors)
        #expect(logged.count > 2 && Set(logged.map(\.command)) == ["nightly"])
        #expect(Set(logged.map(\.invocation)).count == 1)
        #expect(
            logged.contains {
                $0.level == "warning" && $0.code == "TOO_MANY_REJECTED" || $0.message.contains("refused")
            })
        #expect(logged.contains { $0.code == "IDENTITY_KEY_ABSENT" && $0.run?.hasPrefix("r") == true })
        // The same as text, by the environment; and as people read it.
        let second = try County.sample()
        for name in county.files(below: "inbox") { try second.deliver([name: county.bytes("inbox/" + name)]) }
        let text = try Tool.run(
            ["nightly", "--workspace", second.folder, "--as-of", SampleData.asOf],
            environment: ["TRACEGRID_LOG_FORMAT": "text", "INVOCATION_ID": "0123456789abcdef"])
        #expect(
            text.errors.split(separator: "\n").allSatisfy { $0.contains(" nightly 0123456789abcdef ") },
            "\(text.errors)")
        for errors in [ending.errors, text.errors] {
            let planted = ids + names + people.compactMap { $0["address"] }.filter { $0.count > 3 }
            for needle in planted { #expect(!errors.contains(needle)) }
        }
    }

    @Test func `what ends a command is logged with its code, and nothing that was typed`() throws {
        let county = try County()
        let expired = try Tool.run(
            ["person", "13812345678", "--workspace", county.folder, "--purpose", "none", "--log-format=json"])
        #expect(try lines(expired.errors).map(\.code) == ["NOT_PERMITTED"])
        let usage = try Tool.run(["person", "13812345678", "13912345678", "--log-format", "json"])
        #expect(usage.status == 2)
        #expect(try lines(usage.errors).map(\.code) == ["USAGE"])
        #expect(!usage.errors.contains("13912345678"))
        let wrong = try Tool.run(["doctor"], environment: ["TRACEGRID_LOG_FORMAT": "xml"])
        #expect(wrong.status == 2 && wrong.errors.contains("is none of plain, text and json"))
        let plain = try Tool.run(["feeds", "--workspace", county.folder + "/absent"])
        #expect(plain.errors.hasPrefix("tracegrid: "))
    }
}
