public import Vocabulary

/// An itinerary part as the proximity index holds it: everything constant is already in the span and the reach.
public struct ProximityPart: Hashable, Sendable {
    /// When, widened by slack and residual; closed.
    public var span: TimeSpan
    /// Where.
    public var position: Position
    /// Distance up to which an observation matches, in metres: the part's own radius and the rule's reach.
    public var reachMeters: Double
    /// Number of the case, for counting an observation once per case.
    public var caseNumber: Int32

    /// A part with its widened span and reach.
    public init(span: TimeSpan, position: Position, reachMeters: Double, caseNumber: Int32) {
        self.span = span
        self.position = position
        self.reachMeters = reachMeters
        self.caseNumber = caseNumber
    }
}
