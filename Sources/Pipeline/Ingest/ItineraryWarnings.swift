import Ledger
import Matching
import Vocabulary

/// What a delivery makes doubtful about itineraries.
///
/// It may be its own rows, or earlier ones in the light of new places and cases; what was doubtful before was told
/// before.
enum ItineraryWarnings {
    /// Rows named in one line.
    static let shown = 5

    /// Whether rows of a feed can make an itinerary doubtful.
    static func concern(_ feed: Feed) -> Bool { [.itineraries, .places, .cases].contains(feed) }

    /// One line for each kind of doubt that the rows of a file bring up.
    static func lines(about rows: [LedgerRow], of file: InputFile, in workspace: Workspace) throws -> [String] {
        guard concern(file.feed), !rows.isEmpty else { return [] }
        let (before, earlier) = try workspace.ledger.read { (try Known($0), try $0.files()) }
        var after = before
        for row in rows { after.take(row, file: file.number) }
        let files = earlier + [file]
        let told = Set(before.doubts(files, workspace.settings.sources))
        let new = after.doubts(files, workspace.settings.sources).filter { !told.contains($0) } + unread(rows, file)
        let nameOf = Dictionary(uniqueKeysWithValues: files.map { ($0.number, $0.name) })
        return ItineraryDoubt.Kind.allCases.compactMap { kind in
            let doubts = new.filter { $0.kind == kind }
            if doubts.isEmpty { return nil }
            let first = doubts.prefix(shown).map { doubt in
                let rows = doubt.rows.map { "line \($0.line) of \(nameOf[$0.file] ?? "an earlier file")" }
                return "case \(doubt.caseID) \(rows.joined(separator: " and "))"
            }
            let more = doubts.count > shown ? ", and \(doubts.count - shown) more" : ""
            return "\(kind.rawValue): \(file.name): \(doubts.count) x \(text(kind)): "
                + first.joined(separator: ", ") + "\(more): ask the case, and correct the rows"
        }
    }

    /// Rides of a file whose coach or seat was not understood; only the delivery knows it, for the ledger keeps what
    /// was.
    private static func unread(_ rows: [LedgerRow], _ file: InputFile) -> [ItineraryDoubt] {
        rows.compactMap { row in
            guard case .itinerary(let part) = row.record, part.traits.has(.seatUnread) else { return nil }
            return ItineraryDoubt(
                kind: .seatNotRead, caseID: part.caseID,
                rows: [RowSource(file: file.number, line: row.line, digest: row.digest)])
        }
    }

    private static func text(_ kind: ItineraryDoubt.Kind) -> String {
        switch kind {
        case .stayOver24Hours: "a stay of more than 24 hours"
        case .speedOver300: "faster than 300 km/h on the ground"
        case .overlappingParts: "at two places more than 1 km apart at one time"
        case .datum:
            "two positions far from all known places that lie at two of them in another datum (`datum:` in the mapping?)"
        case .timeUnit: "more than 60 days from the day the case was confirmed (time format, day and month?)"
        case .seatNotRead: "a coach or seat that could not be read, so that rules give what unknown seats are worth"
        }
    }

    /// What the ledger knows of itineraries, places and cases.
    private struct Known {
        var parts: [ItineraryPart]
        var places: [String: Place]
        var confirmed: [String: Int64]
        /// What the parts say, without their rows: a part that comes again says nothing new.
        private var said: Set<ItineraryPart>

        init(_ ledger: LedgerSnapshot) throws {
            parts = try ledger.itineraries()
            places = Dictionary(uniqueKeysWithValues: try ledger.places().map { ($0.placeID, $0) })
            confirmed = Dictionary(uniqueKeysWithValues: try ledger.cases().map { ($0.caseID, $0.confirmed) })
            said = Set(parts.map(Known.bare))
        }

        private static func bare(_ part: ItineraryPart) -> ItineraryPart {
            var part = part
            part.source = RowSource(file: 0, line: 0, digest: 0)
            part.traits = Traits()
            return part
        }

        mutating func take(_ row: LedgerRow, file: UInt32) {
            switch row.record {
            case .place(let place): places[place.placeID] = place
            case .indexCase(let indexCase, _): confirmed[indexCase.caseID] = indexCase.confirmed
            case .itinerary(var part) where said.insert(Known.bare(part)).inserted:
                part.source = RowSource(file: file, line: row.line, digest: row.digest)
                parts.append(part)
            default: break
            }
        }

        /// Doubts about the parts that are matched at all.
        func doubts(_ files: [InputFile], _ sources: [FeedSource]) -> [ItineraryDoubt] {
            let sieve = ItinerarySieve(parts, places: places, files: files, sources: sources)
            // What somebody took in all the same is not doubted again.
            let readings = files.filter { $0.acceptAnyway == nil }.map { ($0.number, $0.otherReadings(sources)) }
            return ItineraryDoubts(
                places: places, confirmed: confirmed, readings: Dictionary(uniqueKeysWithValues: readings)
            ).doubts(about: sieve.kept)
        }
    }
}
