import Vocabulary

/// What makes two people travelling companions: the same questions in every workspace, whatever its policy asks.
public enum CoTravelRules {
    /// Together aboard, in one house, at one place, in one vehicle; one order, one room, seats side by side, convoys.
    public static let all: [Rule] = [
        rule(
            "companion", setting: "companions",
            .companion(
                CompanionRule(
                    sameOrder: true, orderPeople: 100, sameRoom: true, samePlate: true, plateSeconds: 300,
                    adjacentSeats: 1, acrossAisle: false, convoyPlaces: 3, convoySeconds: 120, convoyHours: 24,
                    convoyFeeds: [.checkpoint, .parking], convoyVehicles: true))),
        rule(
            "ride", setting: "ride",
            .ride(RideRule(modes: RideMode.allCases, scope: .vehicle, unknownSeatTier: .general, crew: .vehicle))),
        rule(
            "house", setting: "hotel",
            .place(PlaceRule(feeds: [.hotel], kinds: [], scope: .place, slackSeconds: 0, touching: .not))),
        rule(
            "venue", setting: "venue",
            .place(PlaceRule(feeds: [.visit], kinds: [], scope: .place, slackSeconds: 0, touching: .not))),
    ]

    private static func rule(_ id: String, setting: String, _ kind: Rule.Kind) -> Rule {
        Rule(
            id: id, setting: setting, tier: .general, source: "own rule", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 1800, residualSeconds: 0, kind: kind)
    }
}

extension CarrierRule {
    /// How phone positions become a trail: the policy's way, or the shipped one where the policy takes them as
    /// delivered.
    ///
    /// The shipped one is that of `common.yaml`. Dwells in vehicles are kept and flagged: a trail tells of moves too.
    public var forTrails: CarrierRule {
        var rule = self
        if !cleans {
            rule = CarrierRule(
                method: .dwell(
                    DwellRule(
                        mergeMeters: 100, oscillationSeconds: 120, driftMeters: 5000, driftSeconds: 120,
                        flickerSeconds: 5, repeatUntilShare: 0.01)),
                gapSeconds: 3600, possibleStaySeconds: 600, staySeconds: 2400, vehicleKmh: 20)
        }
        rule.inVehicle = .flag
        return rule
    }
}
