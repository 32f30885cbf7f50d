import Matching
import Policy
import Vocabulary

/// A case's own phones, cleaned by the policy's carrier rule before they extend its itinerary.
struct OwnTracks {
    let rule: CarrierRule
    let period: TimeSpan?
    let places: [String: Place]

    /// The case's observations with its pings replaced by dwells, and the track of each of its phones.
    func cleaned(_ own: [Observation]) -> (observations: [Observation], tracks: [Track]) {
        var pings = PhonePings()
        var kept: [Observation] = []
        for observation in own {
            guard observation.feed == .carrier, let phone = observation.subject else {
                kept.append(observation)
                continue
            }
            if !rule.cleans { kept.append(observation) }
            guard let period, observation.span.start >= period.start, observation.span.start <= period.end else {
                continue
            }
            pings.add(observation, of: phone, places: places)
        }
        let cleaning = TrackCleaning(rule: rule)
        var tracks: [Track] = []
        for phone in pings.phones {
            let track = cleaning.track(of: pings.fixes[phone] ?? [])
            tracks.append(track)
            if rule.cleans {
                kept += track.observations(of: phone, rule: rule) + (pings.untimed[phone] ?? [])
            }
        }
        return (kept, tracks)
    }
}
