import Foundation
import TestSupport
import Testing

/// Absurd lengths, counts and depths: within 800 MB of memory, and in time.
@Suite struct HostileSizeTests {
    /// Runs the tool with little memory; a run that takes longer than `seconds` ends with 124.
    private func run(_ command: String, _ folder: String, seconds: Int = 120) throws -> (status: Int32, errors: String)
    {
        let scratch = try ScratchFolder()
        let status = try Tool.shell(
            "ulimit -d 800000; timeout -s KILL \(seconds) '\(try Tool.path())' \(command) --workspace '\(folder)' "
                + "> '\(scratch.path)/out' 2> '\(scratch.path)/err'")
        return (status, try scratch.text("err"))
    }

    private func workspace() throws -> FaultBench.Copy {
        let bench = try FaultBench.shared.get()
        let copy = try bench.copy(of: bench.before)
        try Tool.shell("rm -f '\(copy.folder)'/inbox/*")
        return copy
    }

    @Test func `a compressed bomb costs no memory and one row`() throws {
        let copy = try workspace()
        // A gzip file of many members: 600 MB of one line in 600 kB.
        let made = try Tool.shell(
            """
            cd '\(copy.folder)/inbox' && head -c 4M /dev/zero | tr '\\0' a | gzip -9 > ../part
            printf 'phone,time,lon,lat\\n15490000001,2020-01-27 08:00:00,118.3,28.9\\n' | gzip > carrier_1.csv.gz
            printf '{"phone":"15490000001","time":"2020-01-27 08:00:00","lon":118.3,"lat":28.9}\\n{"phone":"' | gzip > carrier_2.jsonl.gz
            for i in $(seq 75); do cat ../part >> carrier_1.csv.gz; cat ../part >> carrier_2.jsonl.gz; done; rm ../part
            """)
        #expect(made == 0)
        let ending = try run("ingest --accept-anyway test", copy.folder)
        #expect(ending.status == 0 || ending.status == 4, "\(ending.errors)")
        let counts = try Picture(of: copy.folder)
        #expect(
            counts.deliveries.allSatisfy { $0.contains(" 2 1 1 0 ") || $0.contains(" 2 0 1 1 ") },
            "\(counts.deliveries)")
    }

    /// `text`, then 600 MB of one sign, in a frame of a few kilobytes.
    private static func bomb(_ text: String, isLZ4: Bool) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
        if isLZ4 {
            // Independent blocks of up to 4 MiB, without checksums; a block as it is has the high bit set in its
            // length.
            var frame: [UInt8] = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x70, 0x73]
            frame += little(text.utf8.count | 1 << 31, 4) + Array(text.utf8)
            // One sign, 4,194,298 times the one before, and the five literals that end a block.
            let block =
                [0x1F, UInt8(ascii: "a"), 1, 0] + [UInt8](repeating: 255, count: 16_448) + [39, 0x50]
                + [UInt8](repeating: UInt8(ascii: "a"), count: 5)
            for _ in 0..<150 { frame += little(block.count, 4) + block }
            return frame + little(0, 4)
        }
        // A window of 2 MiB; blocks that say how often one byte stands.
        var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 11 << 3]
        frame += little(text.utf8.count << 3, 3) + Array(text.utf8)
        for number in 0..<4800 {
            frame += little((128 << 10) << 3 | 2 | (number == 4799 ? 1 : 0), 3) + [UInt8(ascii: "a")]
        }
        return frame
    }

    @Test(arguments: [true, false])
    func `bombs in lz4 and zstd cost no memory and one row`(isLZ4: Bool) throws {
        let copy = try workspace()
        let ending = isLZ4 ? "lz4" : "zst"
        let row = "phone,time,lon,lat\n15490000001,2020-01-27 08:00:00,118.3,28.9\n"
        let object = #"{"phone":"15490000001","time":"2020-01-27 08:00:00","lon":118.3,"lat":28.9}"# + "\n{\"phone\":\""
        for (name, text) in ["carrier_1.csv": row, "carrier_2.jsonl": object] {
            let frame = Self.bomb(text, isLZ4: isLZ4)
            #expect(frame.count < 3_000_000)
            try Data(frame).write(to: URL(fileURLWithPath: copy.path("inbox/\(name).\(ending)")))
        }
        let ingest = try run("ingest --accept-anyway test", copy.folder)
        #expect(ingest.status == 0 || ingest.status == 4, "\(ingest.errors)")
        let deliveries = try Picture(of: copy.folder).deliveries
        #expect(
            deliveries.count == 2 && deliveries.allSatisfy { $0.contains(" 2 1 1 0 ") || $0.contains(" 2 0 1 1 ") },
            "\(deliveries) \(ingest.errors)")
    }

    @Test func `a zstd frame that asks for the largest window is refused`() throws {
        let copy = try workspace()
        let row = Array("phone,time,lon,lat\n15490000001,2020-01-27 08:00:00,118.3,28.9\n".utf8)
        // From 256 MiB, over what is allowed, to the most that can be written: nearly 4 TiB.
        let windows: [UInt8] = [18 << 3, 22 << 3, 31 << 3, 31 << 3 | 7]
        for (number, window) in windows.enumerated() {
            var frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, window]
            let block = row.count << 3 | 1
            for shift in [0, 8, 16] { frame.append(UInt8(block >> shift & 0xFF)) }
            frame += row
            try Data(frame).write(to: URL(fileURLWithPath: copy.path("inbox/carrier_\(number).csv.zst")))
        }
        let ending = try run("ingest", copy.folder, seconds: 20)
        #expect(ending.status == 3, "\(ending.errors)")
        let refused = ending.errors.split(separator: "\n").filter {
            $0.contains("refused: ") && $0.contains("zstd stream")
        }
        #expect(refused.count == 4, "\(ending.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: copy.path("inbox")).count == 4)
    }

    @Test func `a GeoJSON file that is too large or holds too much is refused before it is understood`() throws {
        let copy = try workspace()
        let many = #"{"type":"FeatureCollection","features":["# + String(repeating: "1,", count: 6_000_001) + "1]}"
        try Data(many.utf8).write(to: URL(fileURLWithPath: copy.path("inbox/grids_many.geojson")))
        // Sparse: it takes no room on the disk.
        let made = try Tool.shell(
            "truncate -s 65M '\(copy.folder)/inbox/grids.geojson'; truncate -s 64G '\(copy.folder)/inbox/regions.geojson'"
        )
        #expect(made == 0)
        let ending = try run("ingest --accept-anyway test", copy.folder, seconds: 30)
        #expect(ending.status == 3, "\(ending.errors)")
        let refused = ending.errors.split(separator: "\n").filter { $0.contains("larger than 64 MiB") }
        #expect(refused.count == 2, "\(ending.errors)")
        #expect(ending.errors.contains("grids_many.geojson: more than 6000000 values"), "\(ending.errors)")
    }

    @Test func `rows on 3,000 days are taken in bounded memory, a segment for each day`() throws {
        let copy = try workspace()
        // 3,000 days back from 2020-01-27, ten rows on each, days mixed.
        let rows = (0..<30_000).map { row -> String in
            let moment = 1_580_083_200 - (row * 7 % 3000) * 86_400 + row
            return "1549\(String(10_000_000 + row).dropFirst()),\(moment),118.3,28.9\n"
        }
        try Data(("phone,time,lon,lat\n" + rows.joined()).utf8).write(
            to: URL(fileURLWithPath: copy.path("inbox/carrier_days.csv")))
        let ending = try run("ingest --accept-anyway test", copy.folder, seconds: 100)
        #expect([0, 4].contains(ending.status), "\(ending.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: copy.path("store")).count == 3000)
        #expect(try Picture(of: copy.folder).deliveries.contains { $0.contains(" 30000 30000 0 0 ") })
    }

    @Test func `cells of 10 MB, 100,000 columns and JSON nested a million deep cost their own row`() throws {
        let copy = try workspace()
        let row = "P1,999001197602020013,cafe,2020-01-27 08:00:00\n"
        let header = "place_id,id_number,kind,start\n"
        let deep = String(repeating: "[", count: 1_000_000) + "\n" + String(repeating: "{\"a\":", count: 50_000) + "\n"
        let json = #"{"place_id":"P1","id_number":"999001197602020013","kind":"cafe","start":"2020-01-27 08:00:00"}"#
        let files = [
            "visit_1.csv": header + "\"" + String(repeating: "x", count: 10 << 20) + "\",1,cafe,2020\n" + row,
            "visit_2.jsonl": json + "\n" + deep,
            "visit_3.csv": (0..<100_000).map { "c\($0)," }.joined() + header + String(repeating: ",", count: 100_000)
                + row,
            "visit_4.csv": header + String(repeating: ",", count: 1_000_000) + "\n" + row,
            "grids.geojson": #"{"type":"FeatureCollection","features":["#
                + String(repeating: #"{"a":"#, count: 100_000),
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: copy.path("inbox/" + name))) }
        let ending = try run("ingest --accept-anyway test", copy.folder)
        #expect(ending.status == 4, "\(ending.errors)")
        #expect(ending.errors.split(separator: "\n").filter { $0.contains("refused: ") }.count == 1, "\(ending.errors)")
        #expect(ending.errors.utf8.count < 5000)
    }

    @Test func `half a megabyte of one sign in any cell costs its own row, and no time`() throws {
        let copy = try workspace()
        for (file, columns) in [
            "travel": ["service", "carriage", "seat", "from_place", "depart"],
            "people": ["person_id", "id_number", "phones", "plates", "home_grid", "unit_grids"],
        ] {
            let lines = try String(contentsOfFile: PackageRoot.path("SampleData/feeds/\(file).csv"), encoding: .utf8)
                .split(separator: "\n")
            let header = lines[0].split(separator: ",").map(String.init)
            let row = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            var text = lines[0] + "\n"
            for sign in [" 1", "次", "车", "号、", ";", "0", "１", "'", "-", "排/"] {
                for column in columns {
                    var cells = row
                    let place = try #require(header.firstIndex(of: column))
                    cells[place] = String(repeating: sign, count: 500_000 / sign.utf8.count)
                    text += cells.map { $0 + "," }.joined().dropLast() + "\n"
                }
            }
            try Data(text.utf8).write(to: URL(fileURLWithPath: copy.path("inbox/\(file)_1.csv")))
        }
        let ending = try run("ingest --accept-anyway test", copy.folder, seconds: 60)
        #expect(ending.status == 0 || ending.status == 4, "\(ending.errors)")
    }

    @Test func `a grid tree of 100,000 levels and 20,000 circles are cut, and told in a few lines`() throws {
        let copy = try workspace()
        try Tool.shell(
            "cd '\(PackageRoot.path("SampleData/feeds"))' && cp cases.csv itineraries.csv places.csv people.csv visit.csv '\(copy.folder)/inbox'"
        )
        for (file, rows) in [
            "grids_deep": (0..<100_000).map { "G\($0),\($0 == 0 ? "" : "G\($0 - 1)"),block,x,n\n" }.joined(),
            "grids_round": (0..<20_000).map { "C\($0),C\($0 ^ 1),block,x,n\n" }.joined(),
        ] {
            try Data(("grid_id,parent_id,kind,level,name\n" + rows).utf8).write(
                to: URL(fileURLWithPath: copy.path("inbox/\(file).csv")))
        }
        let scene = try Tool.shell("sed -i '2,$s/,9908010[0-9]*/,G99999/' '\(copy.folder)/inbox/people.csv'")
        #expect(scene == 0)
        let ingest = try run("ingest --accept-anyway test", copy.folder)
        #expect([0, 4].contains(ingest.status), "\(ingest.errors)")
        #expect(ingest.errors.utf8.count < 5000)
        let compared = try run("compare-policies cn-nhc-v9 cn-nhc-v8 --as-of 2020-01-28 --purpose trial", copy.folder)
        #expect([0, 4].contains(compared.status), "\(compared.errors)")
    }

    @Test(arguments: ["? *a39\n: 1\n", "x: [*a39]\n", "", "{*a39 : 1}\n"])
    func `YAML that repeats itself without end is refused at once`(ending: String) throws {
        let copy = try workspace()
        var text = "a: &a0 [x, x]\n"
        for level in 1..<40 { text += "b\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        for file in ["tracegrid.yaml", "policies/cn-nhc-v9.yaml"] {
            let path = copy.path(file)
            let good = try Data(contentsOf: URL(fileURLWithPath: path))
            try Data((text + ending).utf8).write(to: URL(fileURLWithPath: path))
            let refused = try run("screen --as-of 2020-01-28 --purpose trial", copy.folder, seconds: 20)
            #expect(refused.status == 3, "\(refused.errors)")
            #expect(refused.errors.contains("more than 20 aliases"), "\(refused.errors)")
            try good.write(to: URL(fileURLWithPath: path))
        }
    }

    @Test func `a chain of 1,000 policies is followed no further than eight`() throws {
        let copy = try workspace()
        let policy = try String(contentsOfFile: copy.path("policies/cn-nhc-v9.yaml"), encoding: .utf8)
        #expect(policy.contains("\nextends: "))
        for number in 0..<1000 {
            let own = policy.replacing(/policy: .*/, with: "policy: p\(number)", maxReplacements: 1)
                .replacing(/extends: .*/, with: "extends: p\(number + 1)", maxReplacements: 1)
            try Data(own.utf8).write(to: URL(fileURLWithPath: copy.path("policies/p\(number).yaml")))
        }
        let refused = try run("policies show p0", copy.folder, seconds: 20)
        #expect(
            refused.status == 3 && refused.errors.contains("more than 8 files extend one another"), "\(refused.errors)")
    }
}
