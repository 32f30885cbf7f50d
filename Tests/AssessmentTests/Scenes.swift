import Vocabulary

@testable import Policy

/// A pseudonym of a small number.
func name(_ kind: SubjectKind, _ number: UInt64) -> Pseudonym { Pseudonym(kind: kind, high: number, low: 0) }

/// The default policy's score rule.
let defaultScore = ScoreRule(
    base: ["close": 60, "secondary": 45, "general": 30, "companion_spacetime": 30, "environment": 10], perHour: 5,
    hoursCap: 4, nearPoints: 10, nearMeters: 100, perExposure: 2, exposureCap: 10, seatPoints: 5,
    seatRows: 4)

let defaultUndeclared = UndeclaredRule(lookBackDays: 14, toleranceDays: 1, countPassingThrough: false)

let defaultCategories = [
    CategoryRule(code: "WUHAN", prefix: "4201"), CategoryRule(code: "HUBEI", prefix: "42"),
    CategoryRule(code: "OUTSIDE", prefix: "*"),
]

func exposure(
    _ caseID: String, _ subject: Pseudonym, rule: String = "hotel.room", tier: Tier = .close, at start: Int64 = 0,
    minutes: Double = 60, meters: Double? = nil, flags: [String] = [], line: UInt32 = 1
) -> Exposure {
    Exposure(
        caseID: caseID, subject: subject, rule: rule, setting: "hotel", tier: tier, place: "h1",
        span: TimeSpan(start, start + Int64(minutes * 60)), minutes: minutes, environmentalMinutes: 0,
        minDistanceMeters: meters, accuracyMeters: nil, observations: 1, flags: flags, feed: .hotel,
        subjectSource: RowSource(file: 1, line: line, digest: 0), caseSource: RowSource(file: 2, line: 1, digest: 0),
        caseOrigin: .reported)
}

/// A square of 1e-7 degree units.
func square(_ west: Int32, _ south: Int32, _ side: Int32) -> Polygon {
    Polygon(rings: [
        [
            Position(lonE7: west, latE7: south), Position(lonE7: west + side, latE7: south),
            Position(lonE7: west + side, latE7: south + side), Position(lonE7: west, latE7: south + side),
        ]
    ])
}

/// An observation at a place or position.
func sight(
    _ feed: Feed, _ subject: Pseudonym, _ start: Int64, _ end: Int64? = nil, place: String? = nil,
    position: Position? = nil, accuracyMeters: Int32? = nil, line: UInt32 = 1
) -> Observation {
    var row = Observation(feed: feed, span: TimeSpan(start, end ?? start))
    switch subject.kind {
    case .phone: row.phone = subject
    case .plate: row.plate = subject
    default: row.idNumber = subject
    }
    row.place = place
    row.position = position
    row.accuracyCentimeters = accuracyMeters.map { $0 * 100 }
    row.source = RowSource(file: 1, line: line, digest: UInt64(line))
    return row
}

/// A ride between two places.
func ride(
    _ subject: Pseudonym, from: String, to: String, _ depart: Int64, _ arrive: Int64, line: UInt32 = 1
) -> Observation {
    var row = sight(.travel, subject, depart, arrive, line: line)
    row.service = "G1"
    row.fromPlace = from
    row.toPlace = to
    row.traits.mode = .rail
    return row
}

/// Blocks of one feed each.
func blocks(_ rows: [Observation]) -> [ObservationBlock] {
    Feed.allCases.filter(\.isObservation).map { feed in
        var block = ObservationBlock(feed: feed)
        for row in rows where row.feed == feed { block.append(row) }
        return block
    }
}

let day: Int64 = 86_400
/// The as-of moment of the scenes: 2020-02-01T00:00:00Z.
let asOf: Int64 = 1_580_515_200
