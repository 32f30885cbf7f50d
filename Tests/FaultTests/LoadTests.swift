import Foundation
import TestSupport
import Testing

/// Day after day of phone positions, and a night beside people who ask.
///
/// The suite takes a small county; `scripts/load` as many rows as wanted, and holds memory and time of each day to those
/// of the days before. Prints what each day took.
@Suite struct LoadTests {
    static let environment = ProcessInfo.processInfo.environment
    static let rows = environment["TRACEGRID_LOAD_ROWS"].flatMap { Int($0) }
    static let days = environment["TRACEGRID_LOAD_DAYS"].flatMap { Int($0) } ?? (rows == nil ? 5 : 14)
    static let readers = 2

    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test func `days of rows cost the same each, and a night beside readers finds the same`() throws {
        let rows = Self.rows ?? 100_000
        let city = scratch.path("city")
        // 144 positions a day each, as from a phone that reports every ten minutes.
        let made = try Tool.run([
            "synth", "--out", city, "--people", "\(max(500, rows / Self.days / 144))", "--days", "\(Self.days)",
            "--cases", "10", "--carrier-rows", "\(rows)", "--quiet",
        ])
        try #require(made.status == 0, "\(made.errors)")
        let county = scratch.path("county")
        let begun = try Tool.run(["init", county, "--policy", "cn-nhc-v9", "--home-region", "990801", "--quiet"])
        try #require(begun.status == 0, "\(begun.errors)")
        let feeds = try FileManager.default.contentsOfDirectory(atPath: city + "/feeds").sorted()
        let daily = feeds.filter { $0.hasPrefix("carrier_") }
        try #require(daily.count == Self.days)
        let questions = try Self.questions(city)
        for name in feeds where !daily.contains(name) { try move(name, from: city, to: county) }
        let rest = try Tool.run(["ingest", "--workspace", county, "--quiet"])
        try #require(rest.status == 0, "\(rest.errors)")

        var gauges: [Gauge] = []
        for name in daily.dropLast() { gauges.append(try day(name, from: city, in: county)) }
        let others = scratch.path("others")
        try Self.copy(county, to: others)
        let asOf = String(daily[daily.count - 1].dropFirst(8).prefix(10))
        // What may be answered while the last day comes in: as before it, as with its rows, as with its lists.
        var answers = try ask(questions, county, asOf).map { [$0] }
        try move(daily[daily.count - 1], from: city, to: others, keeping: true)
        gauges.append(try day(daily[daily.count - 1], from: city, in: county))
        for (index, answer) in try ask(questions, county, asOf).enumerated() { answers[index].append(answer) }
        let (alone, ending) = try Gauge.run(["screen", "--workspace", county, "--as-of", asOf, "--purpose", "trial"])
        #expect(ending.status == 0, "\(ending.errors)")
        print("load: night alone, \(alone.text)")
        for (index, answer) in try ask(questions, county, asOf).enumerated() { answers[index].append(answer) }

        try night(of: others, beside: questions, answers, asOf)
        #expect(try Self.lists(others) == Self.lists(county))
        for workspace in [county, others] {
            let doctor = try Tool.run(["doctor", "--workspace", workspace])
            #expect(!doctor.output.contains("FAIL"), "\(doctor.output)")
            let audit = try Tool.run(["audit", "verify", "--workspace", workspace])
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        }
        hold(gauges)
    }

    /// Takes one day in: all its rows, none twice.
    private func day(_ name: String, from city: String, in county: String) throws -> Gauge {
        try move(name, from: city, to: county)
        let lines = try Self.lines(county + "/inbox/" + name)
        let (gauge, ending) = try Gauge.run(["ingest", "--workspace", county, "--format", "json"])
        #expect(ending.status == 0, "\(ending.errors)")
        let answer = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
        let rows = answer?["rows"] as? [String: Int] ?? [:]
        #expect(rows == ["read": lines - 1, "accepted": lines - 1, "rejected": 0, "duplicate": 0])
        let store = try Self.bytes(county + "/store")
        print("load: \(name), \(lines - 1) rows, \(gauge.text), store \(store / 1_000_000) MB")
        return gauge
    }

    /// A night over the last day's file while readers ask without pause; each must get one of the known answers.
    private func night(of county: String, beside questions: [[String]], _ answers: [[String]], _ asOf: String) throws {
        let night = Gauge(try Tool(["nightly", "--workspace", county, "--as-of", asOf, "--purpose", "trial"]))
        var asking: [(question: Int, gauge: Gauge)] = []
        var asked = 0, slowest = 0.0
        while true {
            let isUnderWay = night.look()
            var left: [(question: Int, gauge: Gauge)] = []
            for reader in asking {
                if reader.gauge.look() {
                    left.append(reader)
                    continue
                }
                let ending = try reader.gauge.tool.wait()
                #expect(ending.status == 0, "\(questions[reader.question]): \(ending.errors)")
                #expect(answers[reader.question].contains(ending.output), "\(questions[reader.question])")
                slowest = max(slowest, reader.gauge.seconds)
            }
            asking = left
            if !isUnderWay, asking.isEmpty { break }
            while isUnderWay, asking.count < Self.readers {
                let question = asked % questions.count
                asking.append((question, Gauge(try Tool(Self.command(questions[question], county, asOf)))))
                asked += 1
            }
            usleep(5000)
        }
        let ending = try night.tool.wait()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(asked >= Self.readers)
        let took = "\((slowest * 10).rounded() / 10) s"
        print("load: night and ingest beside \(Self.readers) readers, \(night.text); \(asked) answers, slowest \(took)")
    }

    /// On many rows, memory must not grow with the days, nor the processors' time.
    private func hold(_ gauges: [Gauge]) {
        guard Self.rows != nil else { return }
        let third = max(1, gauges.count / 3)
        func growth(_ value: (Gauge) -> Double) -> Double {
            gauges.suffix(third).map(value).reduce(0, +) / gauges.prefix(third).map(value).reduce(0, +)
        }
        let (memory, time) = (growth { Double($0.peakBytes) }, growth(\.processorSeconds))
        print("load: last third of the days over the first: memory \(memory), time of the processors \(time)")
        #expect(memory < 1.1)
        #expect(time < 1.2)
    }

    /// Every case (in the suite three), and as many phones from all over the registry.
    private static func questions(_ city: String) throws -> [[String]] {
        func column(_ file: String, _ column: Int) throws -> [String] {
            try String(contentsOfFile: city + "/feeds/" + file, encoding: .utf8).split(separator: "\n").dropFirst()
                .map { String($0.split(separator: ",", omittingEmptySubsequences: false)[column]) }
        }
        let phones = try column("people.csv", 3).filter { $0.count == 11 }
        let cases = try column("cases.csv", 0).prefix(rows == nil ? 3 : .max)
        return cases.enumerated().flatMap { index, id in
            [["trace", id], ["person", phones[index * phones.count / cases.count]]]
        }
    }

    private static func command(_ question: [String], _ county: String, _ asOf: String) -> [String] {
        question + ["--workspace", county, "--as-of", asOf, "--purpose", "trial", "--format", "json"]
    }

    private func ask(_ questions: [[String]], _ county: String, _ asOf: String) throws -> [String] {
        try questions.map { question in
            let ending = try Tool.run(Self.command(question, county, asOf))
            #expect(ending.status == 0 && !ending.output.isEmpty, "\(question): \(ending.errors)")
            return ending.output
        }
    }

    private func move(_ name: String, from city: String, to county: String, keeping: Bool = false) throws {
        let (from, to) = ("\(city)/feeds/\(name)", "\(county)/inbox/\(name)")
        if keeping { return try FileManager.default.copyItem(atPath: from, toPath: to) }
        try FileManager.default.moveItem(atPath: from, toPath: to)
    }

    /// A second workspace that shares the files which are never changed, so that it takes no room.
    private static func copy(_ county: String, to others: String) throws {
        let script = """
            mkdir '\(others)' && cd '\(county)' && shopt -s dotglob || exit 1
            for entry in *; do
                case $entry in store | archive) how=-al ;; *) how=-a ;; esac
                cp $how "$entry" '\(others)/' || exit 1
            done
            """
        try #require(try Tool.shell(script) == 0)
    }

    private static func lines(_ path: String) throws -> Int {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        var lines = 0
        while let bytes = try file.read(upToCount: 1 << 22), !bytes.isEmpty { lines += bytes.count { $0 == 10 } }
        return lines
    }

    private static func bytes(_ folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) {
            $0 + ((try FileManager.default.attributesOfItem(atPath: folder + "/" + $1)[.size] as? Int) ?? 0)
        }
    }

    /// Files of all runs, manifests without their clock.
    private static func lists(_ county: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: county + "/runs") {
            let file = county + "/runs/" + path
            let kind = try FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType
            guard kind == .typeRegular, !path.contains("/current/") else { continue }
            files[path] = try Picture.withoutClock(path, try Data(contentsOf: URL(fileURLWithPath: file)))
        }
        return files
    }
}
