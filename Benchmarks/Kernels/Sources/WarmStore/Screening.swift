public import Matching
public import Pipeline

/// A case and somebody whose phone was near its parts.
public typealias Meeting = StoreMeeting

/// What a screening had to touch.
public typealias Touched = StoreTouched

/// Proximity of a store's phones to itineraries, with nothing else of a night's work.
public struct Screening: Sendable {
    private let match: StoreMatch

    /// Prepares the case side.
    public init(_ parts: [ProximityPart]) { match = StoreMatch(parts) }

    /// Everybody near a part, by case and person.
    public func meetings(in store: OpenStore) async throws -> (meetings: [Meeting], touched: Touched) {
        try match.meetings(in: store.segments)
    }
}
