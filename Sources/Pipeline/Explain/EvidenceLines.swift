import Vocabulary

/// Where a row stood, as the outputs write it.
struct SourceLine: Decodable, Hashable {
    /// File in the archive, line, and 16 hexadecimal digits.
    var file: String, line: Int, digest: String
}

/// A line of `exposures.jsonl`.
struct ExposureLine: Decodable {
    var contactId: String, caseId: String, person: String, subject: String, rule: String, setting: String
    var tier: String, place: String, start: String, end: String
    var minutes: Double, environmentalMinutes: Double
    var together: [[String]]
    var minDistanceM: Double?, accuracyM: Double?
    var withinReach: Double?, minutesLow: Double?, minutesHigh: Double?
    var coach: String?, rowsApart: Int?, baysApart: Int?, layout: String?
    var caseStayHours: Double?, stayHours: Double?
    var via: String?, viaFrom: String?, viaUntil: String?
    var observations: Int
    var feed: String, caseOrigin: String
    var flags: [String]
    var source: SourceLine, caseSource: SourceLine

    /// The exposure; its sources are left empty, for files are named here and numbered there.
    func exposure(_ files: RunFiles) throws -> Exposure {
        guard let subject = Pseudonym(text: subject), let tier = Tier(rawValue: tier), let feed = Feed(rawValue: feed),
            let origin = Self.origin(caseOrigin)
        else { throw files.isOlder("exposures.jsonl") }
        let spans = try together.map { ends -> TimeSpan in
            guard ends.count == 2 else { throw files.isOlder("exposures.jsonl") }
            return try Self.span(ends[0], ends[1], files)
        }
        var exposure = Exposure(
            caseID: caseId, subject: subject, rule: rule, setting: setting, tier: tier, place: place,
            span: try Self.span(start, end, files), minutes: minutes, environmentalMinutes: environmentalMinutes,
            minDistanceMeters: minDistanceM, accuracyMeters: accuracyM, observations: observations, flags: flags,
            feed: feed, subjectSource: .unknown, caseSource: .unknown, caseOrigin: origin, together: spans)
        if withinReach != nil || minutesLow != nil {
            exposure.certainty = ExposureCertainty(
                withinReach: withinReach, minutesLow: minutesLow, minutesHigh: minutesHigh)
        }
        if coach != nil || rowsApart != nil || baysApart != nil {
            exposure.nearness = SeatNearness(
                coach: coach, rowsApart: rowsApart, baysApart: baysApart, layout: layout)
        }
        if let caseStayHours, let stayHours {
            exposure.cellStay = CellStayHours(ofCase: caseStayHours, ofSubject: stayHours)
        }
        if let via {
            guard let between = Pseudonym(text: via) else { throw files.isOlder("exposures.jsonl") }
            exposure.via = between
            if let viaFrom, let viaUntil { exposure.viaSpan = try Self.span(viaFrom, viaUntil, files) }
        }
        return exposure
    }

    private static func origin(_ text: String) -> ItineraryPart.Origin? {
        if text == "reported" { return .reported }
        guard text.hasPrefix("observed:") else { return nil }
        return Feed(rawValue: String(text.dropFirst(9))).map { .observed($0) }
    }

    /// A span of two RFC 3339 texts.
    static func span(_ start: String, _ end: String, _ files: RunFiles) throws -> TimeSpan {
        let (start, end) = (try files.moment(start), try files.moment(end))
        guard start <= end else { throw files.isOlder("a time") }
        return TimeSpan(start, end)
    }
}

/// A line of `undeclared.jsonl`.
struct UndeclaredLine: Decodable {
    struct Sight: Decodable {
        var kind: String, feed: String, place: String, start: String, end: String
        var flags: [String]
        var source: SourceLine
    }
    struct Declared: Decodable {
        var declaredAt: String
        var travelled: Bool
        var region: String?, from: String?, to: String?
        var verdict: String
        var file: String, line: Int
    }
    struct Term: Decodable {
        var term: String, points: Double, why: String
    }
    var undeclaredId: String, subject: String, region: String
    var evidence: [Sight], declarations: [Declared], scoreTerms: [Term]
}

extension RowSource {
    /// A row that is named by its file, not by a number.
    static let unknown = RowSource(file: 0, line: 0, digest: 0)
}
