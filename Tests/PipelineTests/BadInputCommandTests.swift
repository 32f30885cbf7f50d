import Foundation
import Ledger
import TestSupport
import Testing

@testable import Pipeline

/// The built program against streams, arguments and disks that are not as they should be.
@Suite struct BadInputCommandTests {
    /// The program beside the test bundle.
    static let program =
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/tracegrid"

    private func shell(_ script: String, _ arguments: [String] = []) throws -> (status: Int32, out: String, err: String)
    {
        // Where the test runner is not in the build folder, the package's own build is meant.
        let built = PackageRoot.path(".build/release/tracegrid")
        let program = FileManager.default.isExecutableFile(atPath: Self.program) ? Self.program : built
        return try #require(Process.run("/bin/bash", ["-c", "t=$0; " + script, program] + arguments))
    }

    private func itineraries(
        _ scratch: ScratchFolder, _ rows: String = "C1,2020-01-27 07:00:00,2020-01-27 23:00:00,118.3,28.9,100\n"
    ) throws -> String {
        try scratch.write("it.csv", text: "case_id,start,end,lon,lat,radius_m\n" + rows)
    }

    @Test(arguments: [
        ("--itineraries nowhere --events $1", 3), ("--itineraries $1 --events nowhere", 3),
        ("--itineraries $1 --events /", 3),
        ("--itineraries $1 --events /dev/zero", 3), ("--itineraries $1 --events - <&-", 3),
        ("--itineraries $1 --events - </dev/null", 3),
        ("--itineraries $1 --events $2 >&-", 1), ("--itineraries $1 --events $2 >/dev/full", 1),
        ("--itineraries $1 --events $2 --reach -1", 2),
        ("--itineraries $1 --events $2 --reach=-1", 2), ("--itineraries $1 --events $2 --reach nan", 2),
        ("--itineraries $1 --events $2 --reach=inf", 2), ("--itineraries $1 --events $2 --reach 1e9", 2),
        ("--itineraries $1 --events $2 --slack 99999999999999999999", 2),
        ("--itineraries $1 --events $2 --reach 1000000", 0),
        ("--itineraries $2 --events $2", 3), ("--itineraries $1 --events $1", 3),
    ])
    func `match answers what cannot be done with one line and the right status`(arguments: String, status: Int32) throws
    {
        let scratch = try ScratchFolder()
        let events = try scratch.write("carrier.csv", text: BadInputBench.carrier(3))
        let ended = try shell("\"$t\" match " + arguments, [try itineraries(scratch), events])
        #expect(ended.status == status, "\(ended.err)")
        if status == 1 || status == 3 {
            #expect(ended.err.hasPrefix("tracegrid: ") && ended.err.split(separator: "\n").count == 1, "\(ended.err)")
        }
    }

    @Test func `match rejects numbers that are none, and says how many`() throws {
        let scratch = try ScratchFolder()
        let bad = ["nan,28.9,5", "118.3,inf,5", "0x76,28.9,5", "118.3,28.9,-5", ",,5", "118.3,28.9,99999999999"]
        let rows = bad.map { "C2,2020-01-27 07:00:00,2020-01-27 23:00:00,\($0)\n" }.joined()
        let good = "\"=C,1\",2020-01-27 00:00:00,2020-01-27 23:00:00,118.3,28.9,20000000\n"
        let events = try scratch.write(
            "carrier.csv", text: BadInputBench.carrier(3) + "15490000001,2020-01-27 08:00:00,nan,1,1\n")
        let ended = try shell(
            "\"$t\" match --itineraries $1 --events $2", [try itineraries(scratch, good + rows), events])
        #expect(ended.status == 4)
        #expect(ended.err.contains("6 rows rejected: bad_number 5"))
        #expect(ended.err.contains("1 of 4 rows rejected: bad_number 1 (first line 5, column lon)"))
        #expect(ended.out.split(separator: "\n").dropFirst().first?.hasPrefix("\"'=C,1\",15490000000,3,") == true)
        #expect(
            try shell("\"$t\" match --itineraries $1 --events $2", [try itineraries(scratch, rows), events]).status == 3
        )
        let lost = try scratch.write("carrier_lost.csv", text: "phone,time,lon,lat\nx,2020-01-27 08:00:00,1,1\n")
        #expect(try shell("\"$t\" match --itineraries $1 --events $2", [try itineraries(scratch), lost]).status == 3)
    }

    @Test func `a reader that goes away ends match quietly`() throws {
        let scratch = try ScratchFolder()
        let text =
            BadInputBench.carrierHeader + "\n"
            + (0..<100_000).map { "1549\(String($0 + 1_000_000)),2020-01-27 08:00:00,118.3,28.9,1\n" }.joined()
        let events = try scratch.write("carrier.csv", text: text)
        let ended = try shell(
            "\"$t\" match --itineraries $1 --events $2 | head -1; echo ${PIPESTATUS[0]}",
            [try itineraries(scratch), events])
        #expect(ended.out == "case_id,phone,n,first,last,min_m\n141\n")
        #expect(ended.err == "")
    }

    @Test func `a line without end costs no memory and one row, through a pipe and from a file`() throws {
        // 200 MB in the suite; TRACEGRID_LONG=1 takes 2 GB.
        let megabytes = ProcessInfo.processInfo.environment["TRACEGRID_LONG"] == "1" ? 2048 : 200
        let scratch = try ScratchFolder()
        let bench = try BadInputBench()
        let make =
            "{ printf 'phone,time,lon,lat\\n15490000001,2020-01-27 08:00:00,118.3,28.9\\n'; head -c \(megabytes)M /dev/zero | tr '\\0' 7; "
            + "printf '\\n15490000002,2020-01-27 08:00:00,118.3,28.9\\n'; }"
        let limit = "ulimit -v 1500000; "
        let ended = try shell(limit + make + " | \"$t\" match --itineraries $1 --events -", [try itineraries(scratch)])
        #expect(ended.status == 0, "\(ended.err)")
        #expect(ended.err.contains("1 of 3 rows rejected: row_too_long 1 (first line 3)"))
        #expect(ended.out.split(separator: "\n").count == 3)
        let taken = try shell(
            make + " > $1/inbox/carrier.csv; " + limit + "\"$t\" ingest --workspace $1 --accept-anyway test",
            [bench.folder])
        #expect(taken.status == 0, "\(taken.err)")
        #expect(try bench.quarantined().map(\.what) == ["3  row_too_long"])
        #expect(try bench.read { try $0.files() }.map { [$0.rowsRead, $0.accepted, $0.rejected] } == [[3, 2, 1]])
    }

    @Test func `a full disk loses nothing, and the workspace works when there is room again`() throws {
        let bench = try BadInputBench()
        let mounted = try shell(
            "mkdir $1/small && mount -t tmpfs -o size=4m none $1/small && umount $1/small", [bench.scratch.path])
        guard mounted.status == 0 else {
            print("skipped: no tmpfs can be mounted here")
            return
        }
        try bench.scratch.write("carrier.csv", text: BadInputBench.carrier(60_000))
        let ended = try shell(
            """
            cd $1; mount -t tmpfs -o size=3m none small; trap 'umount small' EXIT
            cp -a county small/w && cp carrier.csv small/carrier_1.csv.part 2>/dev/null; rm -f small/*.part
            "$t" ingest --workspace small/w carrier.csv; echo "first $?"
            ls small/w/archive small/w/quarantine small/w/store
            mount -o remount,size=64m small
            "$t" ingest --workspace small/w carrier.csv; echo "second $?"
            """, [bench.scratch.path])
        #expect(ended.out.contains("first 1"), "\(ended)")
        #expect(ended.err.contains("no space left"))
        #expect(ended.out.contains("second 0"))
        #expect(ended.out.contains("60000     60000         0          0"))
    }
}
