import Foundation
import TestSupport
import Testing

/// Instructions that a row costs, counted by valgrind and held to the numbers of `Tests/Gates/instructions.json`.
///
/// Two sizes are run and taken from each other, so that starting up costs nothing. `RECORD_GATES=1` writes the numbers
/// anew, where a change is meant; such a run fails on purpose. Without valgrind the test is skipped and says so; under
/// `TRACEGRID_GATES=required`, as scripts/test runs it, it fails.
@Suite(.serialized) struct InstructionTests {
    /// Instructions a row by name, and the programs with which they were counted.
    struct Numbers: Codable {
        var tools: String
        var perRow: [String: Double]
    }

    static let file = PackageRoot.path("Tests/Gates/instructions.json")
    static let isRequired = ProcessInfo.processInfo.environment["TRACEGRID_GATES"] == "required"
    /// Share by which a count may be above its number: with the same programs, and with others.
    static let budget = 0.02, budgetOfOthers = 0.15
    /// What threads do beside the scan and in ingest depends on how they meet.
    static let budgetOfThreads = 0.10, budgetOfIngest = 0.05

    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test(
        .enabled(if: Callgrind.lack == nil, "\(Callgrind.lack ?? "")"),
        .enabled(if: isRequired || Callgrind.missing == nil, "\(Callgrind.missing ?? "")"))
    func `scanner, probe and ingest keep to their instructions a row`() throws {
        try #require(Callgrind.missing == nil, "\(Callgrind.missing ?? "")")
        let callgrind = try Callgrind(scratch)
        let cases = try scratch.write("cases.csv", text: PlainDay.cases)
        // So many rows that what starting up costs more or less from run to run is nothing beside them.
        let sizes = [8, 16].map { PlainDay(phones: 12_500, positions: $0) }
        var counts: [String: Double] = [:]
        for format in ["CSV", "JSONL"] {
            let runs = try sizes.map { day in
                let events = try scratch.write(
                    "\(day.rows).\(format.lowercased())", text: format == "CSV" ? day.csv : day.jsonl)
                return try callgrind.profile(
                    ["match", "--itineraries", cases, "--events", events, "--quiet"], name: "match",
                    prefixes: ["tg_scan"]
                )
            }
            let rows = Double(sizes[1].rows - sizes[0].rows)
            let whole = Double(runs[1].instructions - runs[0].instructions) / rows
            let scan = Double((runs[1].inclusive["tg_scan"] ?? 0) - (runs[0].inclusive["tg_scan"] ?? 0)) / rows
            try #require(scan > 0, "no function whose name begins with tg_scan was called: name the scanner here")
            counts["scan \(format)"] = scan
            counts["match \(format) beside the scan"] = whole - scan
        }
        counts["ingest"] = try ingest(callgrind)
        try hold(counts)
    }

    /// Instructions a row of `ingest`; they must not grow with the rows.
    private func ingest(_ callgrind: Callgrind) throws -> Double {
        let rows = [8, 16, 32].map { PlainDay(phones: 1250, positions: $0) }
        let counts = try rows.map { day in
            let folder = scratch.path("w\(day.rows)")
            let made = try Tool.run(
                ["init", folder, "--policy", "cn-nhc-v9", "--home-region", "990801", "--no-encryption", "--quiet"])
            try #require(made.status == 0, "\(made.errors)")
            try scratch.write("w\(day.rows)/inbox/carrier_1.csv", text: day.csv)
            return try callgrind.profile(["ingest", "--workspace", folder, "--quiet"], name: "ingest").instructions
        }
        let (first, second) = (Double(counts[1] - counts[0]), Double(counts[2] - counts[1]))
        let exponent = log2(second / first)
        #expect(exponent <= 1.03, "twice the rows cost 2^\(exponent) times the instructions")
        return second / Double(rows[2].rows - rows[1].rows)
    }

    /// Compares counts with the numbers, or writes them.
    private func hold(_ counts: [String: Double]) throws {
        let tools = try Callgrind.tools()
        if ProcessInfo.processInfo.environment["RECORD_GATES"] == "1" {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let numbers = Numbers(tools: tools, perRow: counts.mapValues { ($0 * 10).rounded() / 10 })
            try (encoder.encode(numbers) + Data("\n".utf8)).write(to: URL(fileURLWithPath: Self.file))
            Issue.record("recorded \(Self.file): run again without RECORD_GATES")
            return
        }
        let numbers = try JSONDecoder().decode(Numbers.self, from: Data(contentsOf: URL(fileURLWithPath: Self.file)))
        #expect(Set(numbers.perRow.keys) == Set(counts.keys))
        let share = numbers.tools == tools ? Self.budget : Self.budgetOfOthers
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
            let number = numbers.perRow[name] ?? 0
            let change = (count / number - 1) * 100
            let own = name == "ingest" ? Self.budgetOfIngest : name.contains("beside") ? Self.budgetOfThreads : 0
            let share = max(share, own)
            let words =
                "\(name): \(count) instructions a row, \(number) recorded (\(change) %); "
                + "if that is meant, RECORD_GATES=1 scripts/test --filter InstructionTests"
            #expect(count <= number * (1 + share), "\(words)")
            // A number that was left behind hides the next change for the worse.
            #expect(count >= number * (1 - max(share, 0.10)), "\(words)")
        }
    }
}
