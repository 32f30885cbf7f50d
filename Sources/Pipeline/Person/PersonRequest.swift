public import Publishing
import Ledger
import Vocabulary

/// What is asked of `person`.
public struct PersonRequest: Sendable {
    /// Who, by any identifier, key of the registry or pseudonym; and whether it is a number plate for certain.
    public var subject: String, isVehicle: Bool
    /// Another person, where two people's meetings are asked about.
    public var other: String?
    /// The moment asked about and the first second looked at, as typed; nil: now, and all of the store.
    public var asOf: String?, since: String?
    /// Companions listed, and whether names and phones are shown.
    public var top: Int, identifies: Bool

    /// A request.
    public init(
        subject: String, isVehicle: Bool = false, other: String? = nil, asOf: String? = nil, since: String? = nil,
        top: Int = 20, identifies: Bool = false
    ) {
        self.subject = subject
        self.isVehicle = isVehicle
        self.other = other
        self.asOf = asOf
        self.since = since
        self.top = top
        self.identifies = identifies
    }
}

/// An answer about a person, ready to be printed or drawn.
public struct PersonAnswer: Sendable {
    /// What is known.
    public let report: PersonReport
    let zone: ZoneRules

    /// The trail and the meetings on a map, as one HTML page.
    public func map(_ workspace: Workspace) throws -> String {
        let evidence = report.meetings.map(\.history.evidence) ?? report.companions.flatMap(\.evidence)
        var meetings: [Position: Int] = [:]
        for met in evidence {
            let at = report.trail.first {
                $0.position != nil && $0.kind != .gap && $0.span.overlaps(met.span)
                    && (met.place.isEmpty || $0.spot().hasPrefix(met.place) || met.kind == "near")
            }
            if let position = at?.position { meetings[position, default: 0] += 1 }
        }
        return MapPage(
            title: "\(report.subject.kind == .plate ? "Vehicle" : "Person") \(report.subject.text)",
            lines: ["As of \(zone.wallText(report.asOf)).", "Purple: where companions were near."],
            trail: report.trail,
            meetings: meetings.sorted { ($0.key.latE7, $0.key.lonE7) < ($1.key.latE7, $1.key.lonE7) }.map {
                MapPage.Meeting(position: $0.key, count: $0.value, words: "\($0.value) meetings")
            }, areas: try MapGround.areas(workspace, of: report.trail, asOf: report.asOf)
        ).html(zone: zone)
    }
}
