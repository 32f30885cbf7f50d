import Foundation
import Pipeline
import Publishing
import TestSupport
import Testing
import Vocabulary

/// The lists of the past, held against the cases.
@Suite struct EvaluateTests {
    private typealias Row = [String: Any]

    /// The sample with the man from the fast train confirmed, taken in at the moments given.
    private func county(_ now: Int64 = County.now, later: Int64 = County.now) throws -> County {
        let county = try County(feeds: SampleData.path("tracegrid-feeds.yaml"))
        try county.deliver(SampleData.feeds())
        try take(county, at: now)
        try county.deliver(["cases_2020-01-31.csv": SampleData.bytes("later/cases_2020-01-31.csv")])
        try take(county, at: later)
        return county
    }

    private func take(_ county: County, at now: Int64) throws {
        let workspace = try Workspace.open(at: county.folder, reporter: county.log)
        _ = try Ingest.run(workspace, IngestRequest(), now: now, reporter: county.log)
    }

    private func evaluate(_ county: County, _ request: EvaluateRequest) throws -> Row {
        try Night.fields(
            Evaluate.run(try Workspace.openForReading(at: county.folder), request, reporter: Log()).json)
    }

    private func rows(_ report: Row, _ table: String) throws -> [Row] { try #require(report[table] as? [Row]) }

    private func row(_ report: Row, _ table: String, _ column: String, _ text: String) throws -> Row {
        try #require(try rows(report, table).first { $0[column] as? String == text }, "\(table): \(text)")
    }

    private func share(_ cell: Any?) -> (hits: Int?, of: Int?) {
        let fields = cell as? Row
        return (fields?["hits"] as? Int, fields?["of"] as? Int)
    }

    private func moment(_ text: String) -> Int64 { AsOf(text, zone: .china)?.moment ?? 0 }

    private var backload: EvaluateRequest {
        EvaluateRequest(from: "2020-01-24", to: "2020-01-31", delays: ["travel=48", "24"])
    }

    @Test func `the man from the fast train stood on a list four days before his confirmation`() throws {
        let report = try evaluate(county(), backload)
        let man = try row(report, "cases", "case", "S03")
        #expect(man["on_a_list"] as? String == "2020-01-27T06:00:00+08:00")
        #expect(man["confirmed"] as? String == "2020-01-31T06:00:00+08:00")
        #expect(man["found_by"] as? String == "undeclared 9942 (travel)")
        #expect(man["lead_days"] as? Double == 4)
        #expect(man["before"] as? String == "confirmation, onset")
        let hits = share(try row(report, "hits", "before", "confirmation")["share"])
        #expect(hits == (1, 6))
        let lead = try #require(try rows(report, "lead_days").first)
        #expect(lead["median"] as? Double == 4 && lead["cases"] as? Int == 1)
    }

    @Test func `shares, lift and cost are those of the lists counted by hand`() throws {
        let report = try evaluate(county(), backload)
        let own = try row(report, "lists", "lists", "policy cn-nhc-v9")
        let naive = try row(report, "lists", "lists", "everybody from a region")
        // Who declared is on the naive list only.
        let people = (own: own["people"] as? Int ?? 0, naive: naive["people"] as? Int ?? 0)
        #expect(share(naive["cases_before_confirmation"]) == (1, 6))
        #expect(people.own > 0 && people.naive > 0)
        let before = try row(report, "hits", "before", "confirmation")
        let random = try #require(before["by_chance"] as? Double)
        let lift = try #require(before["lift"] as? Double)
        #expect(abs(lift - 1 / 6 / random) < 0.06)
        #expect(own["per_case"] as? Double == ((own["findings"] as? Double ?? 0) / 6 * 10).rounded() / 10)
    }

    @Test func `without a delay rows count from the moment their file was taken in, and later files change nothing`()
        throws
    {
        let county = try county(moment("2020-01-29 03:00"), later: moment("2020-01-31 05:00"))
        let request = EvaluateRequest(from: "2020-01-24", to: "2020-01-31")
        let report = try evaluate(county, request)
        let man = try row(report, "cases", "case", "S03")
        #expect(man["on_a_list"] as? String == "2020-01-29T06:00:00+08:00" && man["lead_days"] as? Double == 2)
        // An earlier ride that came to be known only later does not make him known earlier.
        try county.deliver(
            "travel.csv",
            text: """
                id_number,mode,service,service_date,from_place,to_place,depart,arrive,status
                999001197602020013,rail,G101,2020-01-23,ST01,ST42,2020-01-23 06:02:00,2020-01-23 08:55:00,boarded

                """)
        try take(county, at: moment("2020-01-30 12:00"))
        let again = try row(evaluate(county, request), "cases", "case", "S03")
        #expect(again["on_a_list"] as? String == "2020-01-29T06:00:00+08:00")
        // By the event's time it does.
        let other = try row(evaluate(county, backload), "cases", "case", "S03")
        #expect(other["on_a_list"] as? String == "2020-01-26T06:00:00+08:00")
        let notes = try #require(report["notes"] as? [String])
        #expect(notes.contains { $0.contains("Cannot be known") })
    }

    @Test func `a feed left out shows what it adds, and another policy what it would have done`() throws {
        var request = backload
        request.leavesFeedsOut = true
        request.policy = "cn-nhc-v8"
        let report = try evaluate(county(), request)
        let names = try rows(report, "lists").compactMap { $0["lists"] as? String }
        #expect(
            Array(names.prefix(3)) == ["policy cn-nhc-v9", "everybody from a region", "policy cn-nhc-v8"])
        #expect(
            names.dropFirst(3).sorted()
                == ["carrier", "checkpoint", "hotel", "parking", "travel", "visit"].map { "without \($0)" })
        let findings = { (name: String) in try self.row(report, "lists", "lists", name)["findings"] as? Int ?? 0 }
        #expect(share(try row(report, "lists", "lists", "without travel")["cases_before_confirmation"]) == (0, 6))
        #expect(share(try row(report, "lists", "lists", "without hotel")["cases_before_confirmation"]) == (1, 6))
        #expect(try findings("policy cn-nhc-v8") > findings("policy cn-nhc-v9"))
        #expect(try findings("without visit") < findings("policy cn-nhc-v9"))
        let travel = try row(report, "feeds", "feed", "travel")
        #expect(travel["cases_hit"] as? Int == 1 && travel["cases_only_it"] as? Int == 1)
    }

    @Test func `precision is what grid workers reported last`() throws {
        let county = try county()
        let night = try county.night("2020-01-28")
        let ids = try night.table("undeclared.csv").filter { $0["kind"] == "person" }
            .compactMap { $0["task_id"]?.split(separator: ";").first.map(String.init) }
        #expect(ids.count >= 4)
        let outcomes = ["confirmed", "refuted", "unreachable", "isolated"]
        let lines = zip(ids, outcomes).map { "\($0),\($1),2020-01-29 10:00:00,worker," }
        try county.deliver(
            "feedback.csv",
            text: (["task_id,outcome,at,by,note"] + lines + ["\(ids[1]),confirmed,2020-01-29 09:00:00,worker,"])
                .joined(separator: "\n") + "\n")
        try county.ingest()
        let report = try evaluate(county, backload)
        let rule = try row(report, "precision", "name", "undeclared")
        #expect(share(rule["precision"]) == (2, 3) && rule["open"] as? Int == 1)
        let scores = try rows(report, "calibration").map { share($0["precision"]).of ?? 0 }
        #expect(scores.reduce(0, +) == 3)
    }

    @Test func `everybody planted in the sample is recalled, and no near miss`() throws {
        let county = try county()
        let scratch = try ScratchFolder()
        let plot = scratch.path("plot.svg")
        let command = [
            "evaluate", "--workspace", county.folder, "--to", SampleData.asOf, "--truth", SampleData.path("truth"),
        ]
        let ending = try Tool.run(command + ["--plot", plot, "--format", "json"])
        #expect(ending.status == 0, "\(ending.errors)")
        let report = try Night.fields(ending.output)
        let all = try row(report, "rules", "rule", "all")
        let recall = share(all["recall"])
        #expect(recall.hits == recall.of && recall.hits ?? 0 > 60)
        #expect(share(all["near_misses_found"]).hits == 0)
        let drawing = try scratch.text("plot.svg")
        #expect(drawing.hasPrefix("<svg ") && drawing.contains("venue.shared") && !drawing.contains("href"))
        #expect(
            drawing.hasSuffix("</svg>\n") && drawing.count(where: { $0 == "<" }) == drawing.count(where: { $0 == ">" }))
        #expect(try Tool.run(command + ["--format", "json"]).output == ending.output)
    }

    @Test func `noise lowers recall, is told in the truth, and is the same every time`() throws {
        func report(_ options: [String]) throws -> (report: Row, truth: String) {
            let scratch = try ScratchFolder()
            let city = scratch.path("city")
            #expect(
                try Tool.run(
                    [
                        "synth", "--out", city, "--people", "400", "--days", "7", "--cases", "2", "--carrier-rows",
                        "3000",
                    ] + options
                ).status == 0)
            let county = try County()
            var files: [String: [UInt8]] = [:]
            for name in FolderFiles.paths(city + "/feeds") { files[name] = try scratch.bytes("city/feeds/\(name)") }
            try county.deliver(files)
            try county.ingest()
            let ending = try Tool.run([
                "evaluate", "--workspace", county.folder, "--to", "2020-01-21", "--truth", city + "/truth", "--format",
                "json",
            ])
            #expect(ending.status == 0, "\(ending.errors)")
            let noise = (try? scratch.text("city/truth/noise.csv")) ?? ""
            return (try Night.fields(ending.output), noise)
        }
        let plain = try report([])
        #expect(plain.truth.isEmpty && (plain.report["about"] as? Row)?["noise"] as? String == "none")
        let all = share(try row(plain.report, "rules", "rule", "all")["recall"])
        #expect(all.hits == all.of)
        let options = ["--missing", "0.2", "--clock-drift", "300", "--tower-noise", "150", "--unregistered", "0.2"]
        let noisy = try report(options)
        let recall = share(try row(noisy.report, "rules", "rule", "all")["recall"])
        #expect(recall.of == all.of && recall.hits ?? 0 < (all.hits ?? 0) * 9 / 10)
        #expect(recall.hits ?? 0 > (all.hits ?? 0) / 2)
        for line in ["option,,missing,0.2", "option,,clock_drift_s,300"] { #expect(noisy.truth.contains(line + "\n")) }
        for kind in [
            "\nmissing,feeds/visit.csv,,", "\nclock,carrier,154", "\nclock,checkpoint,", "\nunregistered,people,154",
        ] {
            #expect(noisy.truth.contains(kind), "\(kind)")
        }
        #expect(try report(options).truth == noisy.truth)
    }

    @Test func `what cannot be evaluated is said in one line`() throws {
        let county = try County()
        let command = ["evaluate", "--workspace", county.folder]
        let none = try Tool.run(command)
        #expect(none.status == 3 && none.errors.contains("no case is confirmed"))
        #expect(try Tool.run(command + ["--plot", "x.svg"]).status == 2)
        #expect(try Tool.run(command + ["--truth", "x", "--delay", "3"]).status == 2)
        let truth = try Tool.run(command + ["--truth", county.folder, "--to", "2020-01-28"])
        #expect(truth.status == 3 && truth.errors.contains("name the truth folder"))
        let full = try self.county()
        for options in [
            ["--delay", "soon"], ["--delay", "tickets=3"], ["--from", "yesterday"], ["--at", "25:00"],
            ["--policy", "none-such"], ["--from", "2020-02-01", "--to", "2020-01-01"],
        ] {
            let ending = try Tool.run(["evaluate", "--workspace", full.folder] + options)
            #expect(ending.status == 2 && ending.errors.split(separator: "\n").count == 1, "\(options)")
        }
    }

    @Test func `intervals are Wilson's`() throws {
        // DOMAIN 5.4: 14 of 15 is about 70 to 99 in 100.
        let found = try #require(Share(14, of: 15).interval)
        #expect(abs(found.low - 0.7018) < 0.0005 && abs(found.high - 0.9881) < 0.0005)
        #expect(Share(0, of: 0).interval == nil)
        #expect(Share(0, of: 7).interval?.low == 0 && Share(7, of: 7).interval?.high == 1)
    }
}
