import Feeds
import Policy
import Publishing
import Vocabulary

extension RuleChecks {
    /// How two seats on one run meet a rule of rides.
    func ride(_ settings: RideRule) -> [RuleStory.Check] {
        let service = subjectRide.map { "\($0.mode.name) \($0.service)" } ?? exposure.place
        return [check("modes", list(settings.modes.map(\.name)), service)]
            + vehicle(settings) + scope(settings) + [check("segment", "both on board at one time", segments)]
            + unknown(settings)
    }

    /// Filters that let the vehicle and the case's coach in; those that let all in are not told.
    private func vehicle(_ settings: RideRule) -> [RuleStory.Check] {
        func filter(_ key: String, _ what: String, _ allowed: [RideRule.Certainty]) -> RuleStory.Check? {
            let words = RideRule.Certainty.allCases.filter(allowed.contains).map(\.rawValue)
            guard words.count < RideRule.Certainty.allCases.count else { return nil }
            let known = words.filter { $0 != "unknown" }
            let found =
                has("VEHICLE_UNKNOWN")
                ? "VEHICLE_UNKNOWN: of this vehicle nobody knows whether it is sealed, or filters its air"
                : "\(known.joined(separator: " or ")), by the layouts feed or the service number"
            return check(key, "\(what): \(list(words))", found)
        }
        let classes = settings.classes.map { $0?.rawValue ?? "unknown" }
        return [
            filter("sealed", "a sealed vehicle", settings.sealed), filter("hepa", "HEPA filters", settings.hepa),
            classes.isEmpty
                ? nil
                : check(
                    "classes", "the case's coach is \(list(classes))",
                    "one of these, by the tickets, the layouts feed or the form of the seats"),
        ].compactMap(\.self)
    }

    private func scope(_ settings: RideRule) -> [RuleStory.Check] {
        func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
        let seats = "\(caseName) in \(seat(caseRide)), \(subjectName) in \(seat(subjectRide))"
        let needed =
            switch settings.scope {
            case .vehicle: "vehicle: anywhere on it"
            case .coach: "coach: one coach in common"
            case .rows: "rows: one coach, and near rows"
            case .bay: "bay: one coach, and near bays"
            case .compartment: "compartment: one compartment of one coach"
            case .cabin: "cabin: of a ship by coach and compartment, else by class"
            }
        let near = exposure.nearness
        let rows = near?.rowsApart.map { "\(plural($0, "row")) apart" }
        let by = near?.layout.map { ", as a coach \($0) is numbered" } ?? ""
        let bays = near?.baysApart.map { "\(plural($0, "bay")) apart\(by)" }
        let measured = [
            near?.coach.map { "both in coach \($0)" }, rows, bays, has("STANDING") ? "one of them stood" : nil,
        ]
        let scope = check("scope", needed, ([seats] + measured.compactMap(\.self)).joined(separator: "; "))
        switch settings.scope {
        case .rows:
            return [
                scope,
                check(
                    "rows_each_side", "\(plural(settings.rowsEachSide, "row")) before and behind",
                    rows ?? "the rows between them are not told"),
            ]
        case .bay:
            return [
                scope,
                check(
                    "bays_each_side", "\(plural(settings.baysEachSide, "bay")) on each side",
                    bays ?? "the bays between them are not told"),
            ]
        case .vehicle, .coach, .compartment, .cabin: return [scope]
        }
    }

    /// What the rule gives where something is not known, and the crew.
    private func unknown(_ settings: RideRule) -> [RuleStory.Check] {
        if settings.scope == .vehicle { return [] }
        let missing = ["COACH_UNKNOWN", "SEAT_UNKNOWN"].filter(has)
        var checks = [
            check(
                "unknown_seat_tier", settings.unknownSeatTier?.rawValue ?? "none",
                missing.isEmpty ? "does not apply" : "applies: \(list(missing))")
        ]
        if settings.scope == .bay || settings.scope == .compartment {
            checks.append(
                check(
                    "unknown_layout_tier", settings.unknownLayoutTier?.rawValue ?? "none",
                    has("BAY_UNKNOWN") ? "applies: BAY_UNKNOWN" : "does not apply"))
        }
        let crew =
            switch settings.crew {
            case .area: "area: crew of the same coach"
            case .vehicle: "vehicle: as contacts all of the crew"
            case .none: "none: crew is not counted"
            }
        return checks + [check("crew", crew, has("CREW") ? "CREW: one of the two was crew" : "neither was crew")]
    }

    private var segments: String {
        if has("SEGMENT_UNKNOWN") { return "SEGMENT_UNKNOWN: neither stops nor times tell" }
        func ends(_ ride: Ride?) -> String { "\(ride?.fromPlace ?? "unknown") to \(ride?.toPlace ?? "unknown")" }
        return "\(caseName) from \(ends(caseRide)), \(subjectName) from \(ends(subjectRide)), together "
            + "\(number(exposure.minutes)) min"
    }

    private func seat(_ ride: Ride?) -> String {
        guard let ride else { return "an unread row" }
        return "coach \(ride.carriage ?? "unknown") seat \(ride.seat ?? "unknown")"
    }
}
