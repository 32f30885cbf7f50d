import Feeds
import Files
import Ledger
import Store
import Vault
import Vocabulary

/// Finds the rows that a dispute names.
struct DisputedRowSearch {
    let workspace: Workspace
    /// What was found: rows, and all whom they name.
    private(set) var rows: Set<DisputedRow> = []
    private(set) var subjects: Set<Pseudonym> = []
    /// Rows that were found so far, those found twice counted twice.
    private var matches = 0

    /// Seconds around an exposure in which its rows are looked for: rules take rows before and behind the case's stay.
    private static let around: Int64 = 900

    init(_ workspace: Workspace) { self.workspace = workspace }

    /// The row at `FILE:LINE`.
    mutating func add(place text: String) throws {
        let cut = text.lastIndex(of: ":") ?? text.startIndex
        guard cut != text.startIndex, let line = UInt32(text[text.index(after: cut)...]) else {
            throw Failure(
                .usage,
                "--row: write FILE:LINE as in exposures.jsonl, such as 1e7cea760ffe-guests.csv:2 or 1e7cea760ffe:2")
        }
        let digits = text[..<cut].prefix { $0 != "-" }
        let files = try workspace.ledger.read { try $0.files() }
            .filter { digits.count >= 12 && $0.sha256.hasPrefix(digits) }
        guard files.count == 1, let file = files.first else {
            throw Failure(.usage, "--row: no delivery's SHA-256 begins with \(digits): take 12 digits or more")
        }
        let place = RowPlace(file: file.number, line: line)
        let before = matches
        if file.feed.isObservation {
            let days = (file.firstDay ?? .min)...(file.lastDay ?? .max)
            try add(from: try workspace.ledger.read { try $0.segments(feed: file.feed, days: days) }) { block, row in
                block.line[row] == line && (block.file.isEmpty ? 0 : block.file[row]) == place.file
            }
        } else {
            try add(registry: place)
        }
        guard matches > before else {
            throw Failure(
                .usage,
                "--row \(text): no row that was taken stands there: it was rejected, says what an older row said, was "
                    + "replaced by a later delivery, or has been purged")
        }
    }

    /// All rows of a digest.
    mutating func add(digest text: String) throws {
        guard text.count == 16, let digest = UInt64(text, radix: 16) else {
            throw Failure(.usage, "--digest: \(text) is none: write its 16 hexadecimal digits")
        }
        let before = matches
        let digests = RowVeils(workspace.pseudonymKey.rowVeils).candidates(for: digest)
        for digest in digests.sorted() {
            for place in try workspace.ledger.read({ try $0.registryPlaces(digest: digest) }) {
                try add(registry: place)
            }
        }
        try add(from: try workspace.ledger.read { try $0.segments() }) { block, row in
            digests.contains(block.digest[row])
        }
        guard matches > before else { throw Failure(.usage, "--digest \(text): no row that was taken bears it") }
    }

    /// The contact's rows behind the exposures of a contact of the latest run.
    mutating func add(contact id: String) throws {
        let files = try RunFiles(workspace, runID: nil)
        let lines = try files.lines("exposures.jsonl", first: "contact_id", is: id, as: ExposureRows.self)
        guard !lines.isEmpty else {
            throw Failure(
                .usage, "--contact \(id): run \(files.run.runID) has no such contact: ids stand in its contacts.csv")
        }
        for line in lines {
            guard let subject = Pseudonym(text: line.subject), let feed = Feed(rawValue: line.feed) else { continue }
            let span = TimeSpan(
                try files.moment(line.start) - DisputedRowSearch.around,
                try files.moment(line.end) + DisputedRowSearch.around)
            try add(of: [subject], feed: feed) { $0.overlaps(span) }
        }
    }

    /// What a feed says of a person, under all identifiers that the registry knows, in a range of local days.
    mutating func add(person text: String, feed name: String?, from: String?, to: String?) throws {
        guard let person = try Pseudonym(text: text).map({ try workspace.presentName(of: $0) }) else {
            throw Failure(.usage, "--person: that is no pseudonym: take one of contacts.csv (p..., d..., t..., v...)")
        }
        let disputable = Feed.allCases.filter { $0.isObservation || DisputedRowSearch.registry.contains($0) }
        guard let feed = name.flatMap(Feed.init(rawValue:)), disputable.contains(feed) else {
            throw Failure(
                .usage, "--feed: name one of \(disputable.map(\.rawValue).joined(separator: ", "))")
        }
        let zone = workspace.settings.zone
        func day(_ text: String?, _ option: String) throws -> Int32? {
            guard let text else { return nil }
            guard text.count == 10, let day = AsOf(text, zone: zone) else {
                throw Failure(.usage, "\(option): \(text) is no day: write 2020-02-03")
            }
            return zone.localDay(at: day.moment)
        }
        let span = TimeSpan(
            try day(from, "--from").map { zone.startOfDay($0) } ?? .min,
            try day(to, "--to").map { zone.startOfDay($0 + 1) - 1 } ?? .max)
        let named = try namesakes(of: person)
        let before = matches
        if feed.isObservation {
            try add(of: named, feed: feed) { $0.overlaps(span) }
        } else {
            let feeds = Dictionary(
                uniqueKeysWithValues: try workspace.ledger.read { try $0.files() }.map { ($0.number, $0.feed) })
            for place in try workspace.ledger.read({ try $0.registryPlaces(naming: named) })
            where feeds[place.file] == feed {
                try add(registry: place)
            }
        }
        guard matches > before else {
            throw Failure(.usage, "--person: \(feed.rawValue) has no row about \(person.text) in these days")
        }
    }

    /// Feeds of the registry whose rows may be disputed: those about people and cases.
    private static let registry: Set<Feed> = [.people, .declarations, .checkins, .cases]

    private mutating func add(of named: Set<Pseudonym>, feed: Feed, _ isMeant: (TimeSpan) -> Bool) throws {
        for segment in try workspace.ledger.read({ try $0.segments(feed: feed) }) where isMeant(segment.span) {
            let block = try SegmentReader(path: workspace.path(.store, segment.name)).rows(of: named)
            for row in 0..<block.count where isMeant(TimeSpan(block.start[row], block.end[row])) { try add(block[row]) }
        }
    }

    private mutating func add(from segments: [SegmentRecord], _ isMeant: (ObservationBlock, Int) -> Bool) throws {
        for segment in segments {
            let reader = try SegmentReader(path: workspace.path(.store, segment.name))
            for number in 0..<reader.blockCount {
                let block = try reader.block(number, columns: .source)
                let meant = (0..<block.count).filter { isMeant(block, $0) }
                if meant.isEmpty { continue }
                let whole = try reader.block(number)
                for row in meant { try add(whole[row]) }
            }
        }
    }

    private mutating func add(_ observation: Observation) throws {
        matches += 1
        rows.insert(
            DisputedRow(
                file: observation.source.file, line: observation.source.line, start: observation.span.start,
                digest: observation.source.digest))
        for subject in [observation.idNumber, observation.phone, observation.plate].compactMap(\.self) {
            try add(subject)
        }
    }

    private mutating func add(registry place: RowPlace) throws {
        guard let found = try workspace.ledger.read({ try $0.registryRow(at: place) }) else { return }
        matches += 1
        rows.insert(found.row)
        for subject in found.subjects { try add(subject) }
    }

    private mutating func add(_ subject: Pseudonym) throws {
        if subjects.contains(subject) { return }
        subjects.formUnion(try namesakes(of: subject))
    }

    private func namesakes(of subject: Pseudonym) throws -> Set<Pseudonym> {
        try workspace.ledger.read { ledger in
            var found: Set<Pseudonym> = [subject]
            for owner in subject.kind == .person ? [subject] : try ledger.owners(of: subject) {
                found.insert(owner)
                found.formUnion(try ledger.identifiers(of: owner))
            }
            return found
        }
    }
}

/// What of a line of `exposures.jsonl` leads back to the contact's rows.
private struct ExposureRows: Decodable {
    var subject: String, feed: String, start: String, end: String
}
