import Feeds
import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// How a shared place meets a rule of places.
    func place(_ settings: PlaceRule) -> [RuleStory.Check] {
        var checks = [
            feeds(settings.feeds),
            check(
                "kinds", settings.kinds.isEmpty ? "all" : list(settings.kinds),
                observed?.kind.map { "this is \($0)" } ?? (settings.kinds.isEmpty ? "" : "by the kind of the place")),
            check("scope", settings.scope.rawValue, sharedPlace(settings.scope)),
        ]
        if settings.scope == .floor {
            checks.append(
                check(
                    "unknown_floor_tier", settings.unknownFloorTier?.rawValue ?? "none",
                    has("FLOOR_UNKNOWN") ? "applies: a room tells no floor" : "does not apply: both floors are known"))
        }
        checks.append(check("slack_s", "\(settings.slackSeconds) s where one side is a moment", "times meet"))
        if settings.gates != nil || settings.feeds.contains(where: { $0 != .checkpoint }) {
            checks.append(touching(settings.touching))
        }
        return checks + gates(settings)
    }

    private func sharedPlace(_ scope: PlaceRule.Scope) -> String {
        let same =
            exposure.place.isEmpty || has("SAME_PLATE") ? "one vehicle, by its plate" : "same place \(exposure.place)"
        let rooms = "rooms \(itinerary?.room ?? observedOfCase?.room ?? "unknown") and \(observed?.room ?? "unknown")"
        switch scope {
        case .place: return same
        case .room: return "\(same), \(rooms)"
        case .floor: return "\(same), \(rooms)" + (has("SAME_FLOOR") ? ", on one floor" : "")
        }
    }

    private func gates(_ settings: PlaceRule) -> [RuleStory.Check] {
        guard settings.feeds.contains(.checkpoint) else { return [] }
        guard let gates = settings.gates else {
            return [check("pair_gates", "false: a passage is a moment", "compared as it was seen")]
        }
        let isOfGates = exposure.feed == .checkpoint || exposure.caseOrigin == .observed(.checkpoint)
        let missing =
            switch gates.missingEnd {
            case .instant: "instant: a passage without its partner is a moment"
            case .cap(let seconds): "cap: a passage without its partner is a stay of \(seconds / 60) min at most"
            }
        let put = [
            has("INFERRED_START") ? "INFERRED_START: a way in was put in" : nil,
            has("INFERRED_END") ? "INFERRED_END: a way out was put in" : nil,
        ].compactMap(\.self)
        return [
            check(
                "pair_gates", "true: a way in and the next way out are a stay",
                isOfGates ? "a stay behind gates" : "no gates on either side"),
            check(
                "longest_stay_hours", "\(number(Double(gates.longestStaySeconds) / 3600)) h from way in to way out",
                isOfGates ? "together \(number(exposure.minutes)) min of it" : "does not apply"),
            check(
                gates.missingEnd == .instant ? "missing_end" : "missing_end, missing_end_minutes", missing,
                put.isEmpty ? "none was put in" : put.joined(separator: "; ")),
        ]
    }
}
