import Foundation
import Vocabulary
import WarmStore

/// Asks the store of a workspace one question some times: what the side-by-side runs call for TraceGrid.
///
///     store-questions screen STORE --itineraries FILE --times 3 --out FILE
///     store-questions history|companions STORE --person "2020-02-01 00:01:02,118.87,28.94" --times 3 --out FILE
///
/// Opening the store and one answer to warm up are not timed; the case side is prepared anew each time and is.
@main
struct StoreQuestions {
    static let slackSeconds: Int64 = 300
    static let reachMeters = 50.0
    static let radiusMeters = 50.0
    static let fewestMeetings = 3

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else { throw Wrong("name a question and a store") }
        var options: [String: String] = [:]
        for place in stride(from: 3, to: arguments.count - 1, by: 2) {
            options[String(arguments[place].dropFirst(2))] = arguments[place + 1]
        }
        guard let out = options["out"], let times = Int(options["times"] ?? "1") else { throw Wrong("--out, --times") }
        let store = try OpenStore(folder: URL(fileURLWithPath: arguments[2]))
        switch arguments[1] {
        case "screen":
            guard let file = options["itineraries"] else { throw Wrong("--itineraries FILE") }
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            let cases = try Itineraries(bytes, slackSeconds: slackSeconds, reachMeters: reachMeters)
            let (found, taken) = try await timed(times) { try await Screening(cases.parts).meetings(in: store) }
            try taken.print(facts: found.touched)
            try Answers.write(found.meetings, cases: cases.cases, to: out)
        case "history":
            let person = try person(options["person"], in: store)
            let (rows, taken) = try await timed(times) { try await store.history(of: person) }
            try taken.print(facts: ["rows": rows.count])
            try Answers.write(rows, to: out)
        case "companions":
            let person = try person(options["person"], in: store)
            let (found, taken) = try await timed(times) {
                let parts = Itineraries.parts(
                    of: try await store.history(of: person), slackSeconds: slackSeconds,
                    reachMeters: radiusMeters + reachMeters)
                let (meetings, touched) = try await Screening(parts).meetings(in: store)
                return (meetings.filter { $0.events >= fewestMeetings && $0.person != person }, touched)
            }
            try taken.print(facts: found.1)
            try Answers.write(companions: found.0, to: out)
        default: throw Wrong("screen, history or companions")
        }
    }

    /// The person whose phone was at `time,lon,lat`.
    static func person(_ text: String?, in store: OpenStore) throws -> Pseudonym {
        let cells = (text ?? "").split(separator: ",")
        guard cells.count == 3, let lon = Double(cells[1]), let lat = Double(cells[2]) else {
            throw Wrong("--person time,lon,lat")
        }
        let format = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt).year().month().day()
            .time(includingFractionalSeconds: false)
        let wall = Int64(try format.parse(String(cells[0])).timeIntervalSince1970)
        let found = try store.subject(
            at: wall - Answers.wallOffset, lonE7: Int32((lon * 1e7).rounded()), latE7: Int32((lat * 1e7).rounded()))
        guard let found else { throw Wrong("nobody was at \(text ?? "")") }
        return found
    }

    /// Answers once to warm up, then some times against the clock.
    static func timed<Answer: Sendable>(
        _ times: Int, _ ask: @Sendable () async throws -> Answer
    ) async throws -> (Answer, Taken) {
        var answer = try await ask()
        var taken = Taken()
        for _ in 0..<times {
            let (start, used) = (ContinuousClock.now, Taken.processorSeconds())
            answer = try await ask()
            taken.seconds.append((ContinuousClock.now - start) / .seconds(1))
            taken.processorSeconds.append(Taken.processorSeconds() - used)
        }
        return (answer, taken)
    }
}

/// A wrong command line or store.
struct Wrong: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// What answers took.
struct Taken {
    var seconds: [Double] = []
    var processorSeconds: [Double] = []

    /// Seconds of processor this process has used.
    static func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

    private struct Record<Facts: Encodable>: Encodable {
        var seconds: [Double], processor_seconds: [Double], facts: Facts
    }

    func print<Facts: Encodable>(facts: Facts) throws {
        let record = Record(seconds: seconds, processor_seconds: processorSeconds, facts: facts)
        FileHandle.standardOutput.write(try JSONEncoder().encode(record))
    }
}
