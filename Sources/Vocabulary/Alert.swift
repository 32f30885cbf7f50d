/// Something unusual that a grid should look at; a hint, never a verdict.
public struct Alert: Hashable, Sendable {
    /// What is unusual.
    public enum Kind: String, CaseIterable, Sendable {
        /// More passages than usual through a gate, or through the gates of a grid.
        case rateUp = "rate_up"
        /// A gate that should have counted passages counted none while others did.
        case gateSilent = "gate_silent"
        /// The phone of somebody isolated or watched has not been heard of.
        case phoneSilent = "phone_silent"
        /// Somebody who uses to go out has not been seen to go out for long: a reason to ask how they are.
        case notOut = "not_out"
        /// Somebody watched went out, or asked to.
        case focusOut = "focus_out"
        /// Somebody isolated passed a gate.
        case isolatedSeen = "isolated_seen"
        /// Somebody was seen elsewhere than they declared.
        case declaredElsewhere = "declared_elsewhere"
    }
    /// What is unusual.
    public var kind: Kind
    /// Whom it is about: person, bare identifier or plate; nil where it is about a place.
    public var subject: Pseudonym?
    /// Gate or grid it is about, for a person the place of the last sight; empty where none.
    public var place: String
    /// Grid the place lies in; nil for a person, whose grids are found as for any finding.
    public var gridID: String?
    /// First and last second of it, UTC.
    public var span: TimeSpan
    /// Rows, or passages, that count for it.
    public var count: Int
    /// How strong, 0-100.
    public var score: Double
    /// What it rests on, in words of `name=value`.
    public var facts: [Fact]
    /// Some of the rows it rests on, the first in time first.
    public var sources: [RowSource]

    /// One number or word that it rests on.
    public struct Fact: Hashable, Sendable {
        /// Its name and value.
        public var name: String, value: String

        /// A fact.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// An alert.
    public init(
        _ kind: Kind, subject: Pseudonym? = nil, place: String = "", gridID: String? = nil, span: TimeSpan, count: Int,
        score: Double, facts: [Fact] = [], sources: [RowSource] = []
    ) {
        self.kind = kind
        self.subject = subject
        self.place = place
        self.gridID = gridID
        self.span = span
        self.count = count
        self.score = score
        self.facts = facts
        self.sources = sources
    }

    /// What stays the same from night to night: the texts an id is made of.
    ///
    /// A state that goes on is one alert from its start; what happens on a day is one alert a day.
    public func identity(zone: ZoneRules) -> [String] {
        let since =
            switch kind {
            case .focusOut, .isolatedSeen: "\(zone.localDay(at: span.start))"
            case .declaredElsewhere: "\(zone.localDay(at: span.start)) \(place)"
            case .rateUp, .gateSilent, .phoneSilent, .notOut: "\(span.start)"
            }
        let direction = facts.first { $0.name == "direction" }?.value ?? ""
        return [kind.rawValue, subject?.text ?? place, direction, since]
    }

    /// By kind, score (highest first), start, subject and place.
    public static func precedes(_ left: Alert, _ right: Alert) -> Bool {
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        if left.score != right.score { return left.score > right.score }
        if left.span != right.span { return left.span < right.span }
        if left.subject != right.subject { return (left.subject?.text ?? "") < (right.subject?.text ?? "") }
        return (left.place, left.facts.map(\.value)) < (right.place, right.facts.map(\.value))
    }
}

private func < (left: (String, [String]), right: (String, [String])) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1.lexicographicallyPrecedes(right.1)
}
