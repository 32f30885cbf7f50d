public import Policy
public import Vocabulary

/// A case's own phones, cleaned by the policy's carrier rule before they extend its itinerary.
public struct OwnTracks: Sendable {
    private let rule: CarrierRule
    private let period: TimeSpan?
    private let places: [String: Place]

    /// A cleaning of own pings that begin in a period; without a period there are none.
    public init(rule: CarrierRule, period: TimeSpan?, places: [String: Place]) {
        self.rule = rule
        self.period = period
        self.places = places
    }

    /// The case's observations with its pings replaced by dwells, and the track of each of its phones.
    public func cleaned(_ own: [Observation]) -> (observations: [Observation], tracks: [Track]) {
        var pings = PhonePings()
        var kept: [Observation] = []
        for observation in own {
            guard observation.feed == .carrier, let phone = observation.subject else {
                kept.append(observation)
                continue
            }
            if !rule.cleans { kept.append(observation) }
            if let period, observation.span.start >= period.start, observation.span.start <= period.end {
                pings.add(observation, of: phone, places: places)
            }
        }
        let cleaning = TrackCleaning(rule: rule)
        var tracks: [Track] = []
        for phone in pings.phones {
            let track = cleaning.track(of: pings.fixes[phone] ?? [])
            tracks.append(track)
            if rule.cleans { kept += track.observations(of: phone, rule: rule) + (pings.untimed[phone] ?? []) }
        }
        return (kept, tracks)
    }
}
