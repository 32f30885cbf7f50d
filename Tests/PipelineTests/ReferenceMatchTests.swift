import Foundation
import TestSupport
import Testing

/// `match` against the published reference day of a million rows, and its small print.
@Suite struct ReferenceMatchTests {
    /// The reference day in a scratch folder, made once; nil (with a notice) where it cannot be made.
    private static let day: ScratchFolder? = {
        guard let generator = PackageRoot.shared("reference/gen.py") else { return nil }
        guard let scratch = try? ScratchFolder() else { return nil }
        let ending = try? Tool.shell(
            "python3 '\(generator)' --size S --seed 42 --out '\(scratch.path)' >/dev/null 2>&1")
        if ending == 0, FileManager.default.fileExists(atPath: scratch.path("pings_S.csv")) { return scratch }
        print("skipped: the reference day needs python3 with numpy")
        return nil
    }()

    @Test(arguments: ["file", "pipe", "gzip", "gzip through a pipe"])
    func `the reference day gives the published answer byte for byte`(way: String) throws {
        guard let day = ReferenceMatchTests.day, let path = PackageRoot.shared("reference/expected_S.csv") else {
            return
        }
        let expected = try Data(contentsOf: URL(fileURLWithPath: path))
        let scratch = try ScratchFolder()
        let (tool, pings) = (try Tool.path(), day.path("pings_S.csv"))
        let match = "'\(tool)' match --itineraries '\(day.path("cases.csv"))' --events"
        let command =
            switch way {
            case "file": "\(match) '\(pings)'"
            case "pipe": "cat '\(pings)' | \(match) -"
            case "gzip":
                "gzip -1 -c '\(pings)' > '\(scratch.path("pings.csv.gz"))' && \(match) '\(scratch.path("pings.csv.gz"))'"
            default: "gzip -1 -c '\(pings)' | \(match) -"
            }
        #expect(
            try Tool.shell("\(command) > '\(scratch.path("answer"))' 2> '\(scratch.path("err"))'") == 0)
        #expect(try Data(scratch.bytes("answer")) == expected, "from \(way)")
        #expect(try scratch.text("err").isEmpty)
    }

    private static let itineraries = """
        case_id,start,end,lon,lat,radius_m
        C1,2020-02-01 08:00:00,2020-02-01 09:00:00,120.0,30.0,10
        C1,2020-02-01 08:30:00,2020-02-01 09:30:00,120.0,30.0,10
        C2,2020-02-01 08:00:00,2020-02-01 09:00:00,120.0,30.0,0

        """

    private func match(_ events: String, _ options: [String] = []) throws -> Tool.Ending {
        let scratch = try ScratchFolder()
        let cases = try scratch.write("cases.csv", text: ReferenceMatchTests.itineraries)
        let path = try scratch.write("events.csv", text: events)
        return try Tool.run(["match", "--itineraries", cases, "--events", path] + options)
    }

    /// 0.0001 degrees of latitude are 11.12 m.
    private static let near = "15400000001,2020-02-01 08:45:00,120.0,30.0001"

    @Test func `duplicates count, and an event counts once however many stays it meets`() throws {
        let ending = try match("phone,time,lon,lat\n\(ReferenceMatchTests.near)\n\(ReferenceMatchTests.near)\n")
        #expect(ending.status == 0)
        #expect(
            ending.output == """
                case_id,phone,n,first,last,min_m
                C1,15400000001,2,2020-02-01 08:45:00,2020-02-01 08:45:00,11.120
                C2,15400000001,2,2020-02-01 08:45:00,2020-02-01 08:45:00,11.120

                """)
    }

    @Test func `slack and reach decide to the second and to the metre`() throws {
        let events = """
            phone,time,lon,lat
            15400000001,2020-02-01 09:35:00,120.0,30.0001
            15400000002,2020-02-01 09:35:01,120.0,30.0001
            15400000003,2020-02-01 07:55:00,120.0,30.0004
            15400000004,2020-02-01 08:00:00,120.0,30.0006

            """
        func found(_ options: [String]) throws -> [String] {
            Table.rows(try match(events, options).output).map { "\($0["case_id"] ?? "") \($0["phone"]?.last ?? " ")" }
        }
        #expect(try found([]) == ["C1 1", "C1 3", "C2 3"])
        #expect(try found(["--slack", "301"]) == ["C1 1", "C1 2", "C1 3", "C2 3"])
        #expect(try found(["--slack", "0"]) == [])
        #expect(try found(["--reach", "57"]) == ["C1 1", "C1 3", "C1 4", "C2 3"])
        #expect(try found(["--reach", "30"]) == ["C1 1"])
        #expect(try match(events, ["--slack", "-1"]).status == 2)
        #expect(try match(events, ["--reach", "far"]).status == 2)
    }

    @Test func `rejected rows are counted on standard error by reason and change no answer`() throws {
        let good = try match("phone,time,lon,lat\n\(ReferenceMatchTests.near)\n")
        let ending = try match(
            """
            phone,time,lon,lat
            12,2020-02-01 08:45:00,120.0,30.0001
            15400000001,yesterday,120.0,30.0001
            \(ReferenceMatchTests.near)
            15400000001,2020-02-01 08:45:00,220.0,30.0001
            15400000001,2020-02-01 08:45:00,,

            """)
        #expect(ending.status == 0)
        #expect(ending.output == good.output && good.output.split(separator: "\n").count == 3)
        #expect(ending.errors.contains("4 of 5 rows rejected"))
        for reason in ["bad_phone", "bad_time", "lon_out_of_range", "missing_position"] {
            #expect(ending.errors.contains(reason), "\(reason)")
        }
        #expect(!ending.errors.contains("15400000001") && !ending.errors.contains("yesterday"))
        let nothing = try match("phone,time,lon,lat\nx,y,z,w\n")
        #expect(nothing.status == 3 && nothing.output.isEmpty)
    }
}
