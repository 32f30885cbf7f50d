import Foundation
import Matching
import Pipeline
import Vocabulary
import WarmStore

/// Asks the store of a workspace one question some times: what the side-by-side runs call for TraceGrid.
///
///     store-questions screen STORE --itineraries FILE --times 3 --out FILE
///     store-questions corrections STORE --itineraries FILE --corrections FILE,FILE --out FILE
///     store-questions history|companions STORE --persons FILE --count 200 --out FILE
///     store-questions secondary STORE --sources FILE --sample FILE --times 3 --out FILE
///
/// A file of persons has `phone,time,lon,lat` of a position of each. Opening the store, finding the persons by these
/// positions, and one answer to warm up are not timed; the case side is prepared anew each time and is.
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
        func option(_ name: String) throws -> String {
            guard let value = options[name] else { throw Wrong("--\(name) is missing") }
            return value
        }
        let store = try OpenStore(folder: URL(fileURLWithPath: arguments[2]))
        let out = try option("out")
        switch arguments[1] {
        case "screen":
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try option("itineraries"))))
            let cases = try Itineraries(bytes, slackSeconds: slackSeconds, reachMeters: reachMeters)
            let (found, taken) = try await timed(try option("times")) {
                try await Screening(cases.parts).meetings(in: store)
            }
            try taken.print(facts: found.touched)
            try Answers.write(found.meetings, cases: cases.cases, to: out)
        case "corrections":
            let (found, cases, taken, touched) = try await corrections(
                try option("itineraries"), try option("corrections"), in: store)
            try taken.print(facts: touched)
            try Answers.write(found, cases: cases, to: out)
        case "history":
            let persons = try persons(try option("persons"), in: store).prefix(Int(try option("count")) ?? .max)
            let (found, taken) = try await eachTimed(persons) { try await store.history(of: $0) }
            try taken.print(facts: ["rows": found.reduce(0) { $0 + $1.count }])
            try Answers.write(histories: found, to: out)
        case "companions":
            let persons = try persons(try option("persons"), in: store).prefix(Int(try option("count")) ?? .max)
            let (found, taken) = try await eachTimed(persons) { try await companions(of: $0, in: store) }
            try taken.print(facts: ["companions": found.reduce(0) { $0 + $1.count }])
            try Answers.write(companions: found, to: out)
        case "secondary":
            let sources = Set(try persons(try option("sources"), in: store))
            let sample = try persons(try option("sample"), in: store)
            let (found, taken) = try await timed(try option("times")) {
                try await Presence(of: sources, reachMeters: radiusMeters + reachMeters, slackSeconds: slackSeconds)
                    .met(in: store)
            }
            try taken.print(facts: ["sources": sources.count, "met": found.count])
            try Answers.write(found, of: sample, to: out)
        default: throw Wrong("screen, corrections, history, companions or secondary")
        }
    }

    /// Corrected itineraries one after another, each a whole file of a case, after a first full match.
    static func corrections(
        _ itineraries: String, _ corrections: String, in store: OpenStore
    ) async throws -> (found: [Meeting], cases: [String], taken: Taken, touched: Touched) {
        var cases = try parts(ofCasesIn: itineraries)
        var kept = KeptMeetings()
        func asked() -> [KeptMeetings.Itinerary] { cases.map { .init(caseID: $0.key, parts: $0.value) } }
        var touched = try kept.update(asked(), in: store.segments).touched
        var taken = Taken()
        for file in corrections.split(separator: ",") {
            cases.merge(try parts(ofCasesIn: String(file))) { $1 }
            let (known, asked) = (kept, asked())
            (kept, touched) = try await taken.time {
                var next = known
                let touched = try next.update(asked, in: store.segments).touched
                return (next, touched)
            }
        }
        let names = cases.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let found = names.enumerated().flatMap { number, name in
            kept.meetings(of: name).map { meeting in
                var meeting = meeting
                meeting.caseNumber = Int32(number)
                return meeting
            }
        }
        return (found, names, taken, touched)
    }

    /// The parts of each case of a file of itineraries.
    static func parts(ofCasesIn path: String) throws -> [String: [ProximityPart]] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let read = try Itineraries(bytes, slackSeconds: slackSeconds, reachMeters: reachMeters)
        return Dictionary(grouping: read.parts) { read.cases[Int($0.caseNumber)] }
    }

    /// Everybody with some positions near one of a person's.
    static func companions(of person: Pseudonym, in store: OpenStore) async throws -> [Meeting] {
        let parts = Itineraries.parts(
            of: try await store.history(of: person), slackSeconds: slackSeconds,
            reachMeters: radiusMeters + reachMeters)
        let found = try await Screening(parts).meetings(in: store).meetings
        return found.filter { $0.events >= fewestMeetings && $0.person != person }
    }

    /// The persons of a file of `phone,time,lon,lat`.
    static func persons(_ path: String, in store: OpenStore) throws -> [Pseudonym] {
        let places = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n")).dropFirst()
            .map { line -> StorePlace in
                let cells = String(decoding: line, as: UTF8.self).split(separator: ",")
                guard cells.count == 4, let lon = Double(cells[2]), let lat = Double(cells[3]),
                    let wall = Answers.wallSeconds(cells[1])
                else { throw Wrong("\(path): rows must be phone,time,lon,lat") }
                return StorePlace(
                    moment: wall - Answers.wallOffset, lonE7: Int32((lon * 1e7).rounded()),
                    latE7: Int32((lat * 1e7).rounded()))
            }
        return try store.subjects(at: places)
    }

    /// Answers once to warm up, then some times against the clock.
    static func timed<Answer: Sendable>(
        _ times: String, _ ask: @Sendable () async throws -> Answer
    ) async throws -> (Answer, Taken) {
        var answer = try await ask()
        var taken = Taken()
        for _ in 0..<(Int(times) ?? 1) { answer = try await taken.time(ask) }
        return (answer, taken)
    }

    /// Answers about each of some persons against the clock, after an answer about the last to warm up.
    static func eachTimed<Answer: Sendable>(
        _ persons: ArraySlice<Pseudonym>, _ ask: @Sendable (Pseudonym) async throws -> Answer
    ) async throws -> ([Answer], Taken) {
        if let last = persons.last { _ = try await ask(last) }
        var answers: [Answer] = []
        var taken = Taken()
        for person in persons { answers.append(try await taken.time { try await ask(person) }) }
        return (answers, taken)
    }
}

/// A wrong command line or store.
struct Wrong: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
