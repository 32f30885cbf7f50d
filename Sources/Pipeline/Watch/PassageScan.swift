import Assessment
import Files
import Ledger
import Policy
import Store
import Vocabulary

/// Reads the passages of a look-back into a book, day by day, so that no more than a day's are held at a time.
struct PassageScan {
    let inputs: RunInputs
    let rules: AlertRules
    let clock: AlertClock
    let folder: String
    let registered: Set<Pseudonym>
    let numbers: PersonNumbers

    /// What the passages come to, and the names of the gates by number; number 0 stands for unknown places.
    func book(reporter: any Reporter) throws -> (book: PassageBook, gates: [String]) {
        let period = TimeSpan(clock.start, clock.asOf)
        let segments = inputs.segments.filter { $0.feed == .checkpoint && $0.span.overlaps(period) }
        let known = try parallelMap(segments) { record in
            try SegmentReader(path: folder + "/" + record.name).strings.filter { inputs.places[$0] != nil }
        }
        let gates = [""] + Set(known.joined()).sorted()
        let gateNumbers = Dictionary(uniqueKeysWithValues: gates.enumerated().dropFirst().map { ($1, UInt32($0)) })
        var book = PassageBook(
            clock: clock, gates: gates.count, persons: numbers.persons.count, repeatSeconds: rules.rateUp.repeatSeconds)
        for (_, day) in Dictionary(grouping: segments, by: \.day).sorted(by: { $0.key < $1.key }) {
            let scan = StoreScan(segments: day, folder: folder, period: period, selection: inputs.selection)
            let parts = try scan.findings(stage: "gates", reporter: reporter) { segment in
                try PassageLook(
                    segment, start: clock.start, registered: registered, numbers: numbers, gates: gateNumbers)
            }.findings
            var passages: [Passage] = []
            passages.reserveCapacity(parts.reduce(0) { $0 + $1.count })
            for part in parts { passages += part }
            // The parts are sorted; sorting what is in long runs already costs little.
            passages.sort()
            book.take(passages)
        }
        return (book, gates)
    }
}

/// Takes who passed which gate when out of the blocks of one segment.
private struct PassageLook: BlockLook {
    private let start: Int64
    private let registered: Set<Pseudonym>
    /// Marks of the segment's subjects, and gates of its strings, by code.
    private let marks: [UInt32], gates: [UInt32]
    private var passages: [Passage] = []

    init(
        _ segment: SegmentReader, start: Int64, registered: Set<Pseudonym>, numbers: PersonNumbers,
        gates: [String: UInt32]
    ) throws {
        self.start = start
        self.registered = registered
        marks = [0] + (try segment.subjects.map(numbers.mark(of:)))
        self.gates = [0] + (try segment.strings.map { gates[$0] ?? 0 })
    }

    var finding: [Passage] { passages.sorted() }

    func passes(_ bounds: RowBounds) -> Bool { bounds.maxStart >= start }

    mutating func look(at block: inout StoredBlock) throws {
        let rows = try block.with([.identifiers, .places, .traits])
        passages.reserveCapacity(passages.count + rows.count)
        for row in 0..<rows.count where rows.start[row] >= start {
            var code = rows.personCode(of: row, registered: registered)
            if code == 0, !rows.plate.isEmpty { code = rows.plate[row] }
            let place = rows.place.isEmpty ? 0 : gates[Int(rows.place[row])]
            let direction = rows.traits.isEmpty ? Direction.unknown : Traits(bits: rows.traits[row]).direction
            passages.append(
                Passage(
                    second: UInt32(rows.start[row] - start), who: marks[Int(code)],
                    gate: place << 2 | UInt32(direction.rawValue)))
        }
    }
}

/// Finds some of the rows that passed certain gates in certain hours.
struct PassageSources: BlockLook {
    /// A gate's hours and direction.
    struct Window: Sendable {
        var places: Set<String>, span: TimeSpan, direction: Direction
    }
    private let windows: [Window]
    /// Codes of the segment's strings that are places of each window.
    private let codes: [Set<UInt32>]
    /// The first rows of each window, by time.
    private(set) var finding: [[Observation]]
    static let most = 5

    init(_ segment: SegmentReader, windows: [Window]) throws {
        self.windows = windows
        let strings = try segment.strings
        codes = windows.map { window in
            Set(strings.indices.filter { window.places.contains(strings[$0]) }.map { UInt32($0 + 1) })
        }
        finding = windows.map { _ in [] }
    }

    func passes(_ bounds: RowBounds) -> Bool {
        windows.contains { $0.span.start <= bounds.maxStart && $0.span.end >= bounds.minStart }
    }

    mutating func look(at block: inout StoredBlock) throws {
        let rows = try block.with([.identifiers, .places, .traits, .source])
        if rows.place.isEmpty { return }
        for (number, window) in windows.enumerated() where !codes[number].isEmpty {
            for row in 0..<rows.count
            where codes[number].contains(rows.place[row]) && rows.start[row] >= window.span.start
                && rows.start[row] <= window.span.end
                && (rows.traits.isEmpty ? .unknown : Traits(bits: rows.traits[row]).direction) == window.direction
            {
                finding[number].append(rows[row])
            }
            finding[number] = PassageSources.first(finding[number])
        }
    }

    /// The first by time and digest, so that no order of files matters.
    static func first(_ rows: [Observation]) -> [Observation] {
        Array(
            rows.sorted { ($0.span.start, $0.source.digest, $0.source) < ($1.span.start, $1.source.digest, $1.source) }
                .prefix(most))
    }
}
