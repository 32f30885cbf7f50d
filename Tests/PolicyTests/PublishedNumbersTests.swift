@testable import Policy
import Testing

/// Every number that DOMAIN 3.1 and 3.2 name, as the merged shipped policy has it: a line fails if its number changes.
@Suite struct PublishedNumbersTests {
    /// A key of a section (`window`), of one below it (`follow_up.close`), or of a rule (`rule air.rows`).
    struct Number: Sendable, CustomTestStringConvertible {
        let policy: String, section: String, key: String, value: String
        var testDescription: String { "\(policy) \(section) \(key) \(value)" }
        init(_ policy: String, _ section: String, _ key: String, _ value: String) {
            (self.policy, self.section, self.key, self.value) = (policy, section, key, value)
        }
    }

    static let china = ["cn-nhc-v5", "cn-nhc-v8", "cn-nhc-v9", "cn-20-measures", "chengdu-stc"].flatMap { policy in
        [
            // 3.1: same row and three rows in front and behind, without HEPA the cabin, others on the flight general.
            Number(policy, "rule air.rows", "rows_each_side", "3"), Number(policy, "rule air.rows", "tier", "close"),
            Number(policy, "rule air.rows", "unknown_seat_tier", "general"),
            Number(policy, "rule air.nohepa", "scope", "cabin"), Number(policy, "rule air.nohepa", "tier", "close"),
            Number(policy, "rule air.vehicle", "tier", "general"),
            // Sealed train: the whole coach, soft sleeper the compartment.
            Number(policy, "rule rail.sealed", "scope", "coach"), Number(policy, "rule rail.sealed", "tier", "close"),
            Number(policy, "rule rail.sealed.soft", "scope", "compartment"),
            // Ordinary train: the bay and the adjacent one each side, soft sleeper the compartment; others general.
            Number(policy, "rule rail.open", "scope", "bay"), Number(policy, "rule rail.open", "bays_each_side", "1"),
            Number(policy, "rule rail.open", "tier", "close"),
            Number(policy, "rule rail.open.soft", "scope", "compartment"),
            Number(policy, "rule rail.vehicle", "tier", "general"),
            // Sealed coach: everybody; ventilated: three rows, others general.
            Number(policy, "rule coach.sealed", "scope", "vehicle"),
            Number(policy, "rule coach.sealed", "tier", "close"),
            Number(policy, "rule coach.open", "rows_each_side", "3"),
            Number(policy, "rule coach.open", "tier", "close"), Number(policy, "rule coach.vehicle", "tier", "general"),
            // Ship: the cabin; others general.
            Number(policy, "rule ship.cabin", "scope", "cabin"), Number(policy, "rule ship.cabin", "tier", "close"),
            Number(policy, "rule ship.vehicle", "tier", "general"),
            // Joint exposure in the metro.
            Number(policy, "rule metro.vehicle", "scope", "vehicle"),
            Number(policy, "rule metro.vehicle", "tier", "general"),
            // Onset, without symptoms the sample; the sources do not say what a day is, so the policy does.
            Number(policy, "window", "anchors", "[onset, sampled, confirmed]"),
            Number(policy, "window", "day_is", "calendar"), Number(policy, "window", "after_days", "none"),
            // No source gives a time after the case left.
            Number(policy, "rule venue.shared", "residual_minutes", "0"),
            Number(policy, "rule hotel.room", "residual_minutes", "0"),
        ]
    }

    /// The space-time companion of Chengdu, and contacts of contacts.
    static let chengduAndSecondary = [
        Number("chengdu-stc", "rule stc", "grid_m", "800"), Number("chengdu-stc", "rule stc", "min_minutes", "10"),
        Number("chengdu-stc", "rule stc", "stay_hours", "30"), Number("chengdu-stc", "rule stc", "stay_days", "14"),
        Number("chengdu-stc", "rule stc", "neighbour_ring", "false"),
        Number("chengdu-stc", "rule stc", "party", "either"), Number("chengdu-stc", "rule stc", "conditions", "and"),
        Number("chengdu-stc", "rule stc", "tier", "companion_spacetime"),
        Number("chengdu-stc", "follow_up.companion_spacetime.release", "negative_tests", "2"),
        Number("chengdu-stc", "follow_up.companion_spacetime.release", "hours_apart", "24"),
        Number("chengdu-stc", "follow_up.companion_spacetime.release", "within_days", "3"),
        Number("chengdu-stc", "follow_up.companion_spacetime", "days", "14"),
        Number("cn-nhc-v5", "secondary", "enabled", "false"), Number("cn-nhc-v8", "secondary", "enabled", "true"),
        Number("cn-nhc-v9", "secondary", "enabled", "true"),
        Number("cn-20-measures", "secondary", "enabled", "false"),
        Number("cn-nhc-v8", "secondary", "of_tiers", "[close]"),
        Number("cn-nhc-v8", "secondary", "from_first_exposure_of", "[close]"),
    ]

    static let editions = [
        Number("cn-nhc-v5", "window", "before_days", "2"), Number("cn-nhc-v8", "window", "before_days", "4"),
        Number("cn-nhc-v9", "window", "before_days", "2"), Number("cn-20-measures", "window", "before_days", "2"),
        Number("cn-nhc-v5", "", "effective_from", "2020-02-21"),
        Number("cn-nhc-v8", "", "effective_from", "2021-05-14"),
        Number("cn-nhc-v9", "", "effective_from", "2022-06-28"),
        Number("cn-20-measures", "", "effective_from", "2022-11-11"),
        Number("cn-nhc-v5", "follow_up.close", "days", "14"), Number("cn-nhc-v5", "follow_up", "secondary", "none"),
        Number("cn-nhc-v8", "follow_up.close", "days", "14"), Number("cn-nhc-v8", "follow_up.close", "home_days", "7"),
        Number("cn-nhc-v8", "follow_up.secondary", "days", "7"),
        Number("cn-nhc-v8", "follow_up.secondary", "home_days", "0"),
        Number("cn-nhc-v9", "follow_up.close", "days", "7"), Number("cn-nhc-v9", "follow_up.close", "home_days", "3"),
        Number("cn-nhc-v9", "follow_up.close", "test_days", "[1, 2, 3, 5, 7, 10]"),
        Number("cn-nhc-v9", "follow_up.secondary", "days", "0"),
        Number("cn-nhc-v9", "follow_up.secondary", "home_days", "7"),
        Number("cn-nhc-v9", "follow_up.secondary", "test_days", "[1, 4, 7]"),
        Number("cn-20-measures", "follow_up.close", "days", "5"),
        Number("cn-20-measures", "follow_up.close", "home_days", "3"),
        Number("cn-20-measures", "follow_up", "secondary", "none"),
    ]

    /// 3.2, by authority.
    static let world = [
        Number("who-2022", "rule carrier.near", "reach_m", "1"), Number("who-2022", "rule site.near", "reach_m", "1"),
        Number("who-2022", "window", "before_days", "2"), Number("who-2022", "window.after_days", "onset", "13"),
        Number("who-2022", "window.after_days", "sampled", "10"),
        Number("who-2022", "window.after_days", "confirmed", "10"),
        Number("who-2022", "rule air.rows", "rows_each_side", "2"), Number("who-2022", "follow_up.close", "days", "14"),
        // 6 feet of 0.3048 m.
        Number("cdc-2020-10", "rule carrier.near", "reach_m", "1.8288"),
        Number("cdc-2020-10", "rule site.near", "reach_m", "1.8288"),
        Number("cdc-2020-10", "window", "before_days", "2"), Number("cdc-2020-10", "window", "after_days", "none"),
        Number("cdc-2020-10", "", "effective_from", "2020-10-21"),
        Number("cdc-2020-10", "rule air.rows", "rows_each_side", "2"),
        Number("cdc-2020-10", "rule air.rows", "tier", "general"),
        Number("ecdc-2020", "rule carrier.near", "reach_m", "2"), Number("ecdc-2020", "rule site.near", "reach_m", "2"),
        Number("ecdc-2020", "rule air.rows", "rows_each_side", "2"),
        // 48 hours.
        Number("ecdc-2020", "window", "before_days", "2"), Number("ecdc-2020", "window", "day_is", "24h"),
        Number("ecdc-2020", "rule hotel.room.short", "tier", "general"),
        Number("ecdc-2020", "rule venue.short", "tier", "general"),
        Number("kr-2020", "window", "before_days", "2"),
        Number("kr-itaewon-2020", "rule cell", "min_minutes", "30"),
        Number("kr-itaewon-2020", "rule cell", "minutes_must_be", "exceeded"),
        // 15 minutes either way.
        Number("tw-cruise-2020", "rule vicinity", "slack_s", "900"),
        Number("hamagen-2020-05", "rule near", "reach_m", "50"),
        Number("hamagen-2020-05", "rule near", "reach_for", "parts_without_radius"),
        Number("hamagen-2020-05", "rule near", "accuracy", "widen"),
        Number("hamagen-2020-05", "rule near", "min_minutes", "15"),
        Number("hamagen-2020-05", "rule near", "minutes_must_be", "exceeded"),
        // Clusters of 20 m, outliers of 2 minutes, and 2.8 m/s.
        Number("hamagen-2020-05", "carrier", "method", "cluster"),
        Number("hamagen-2020-05", "carrier", "cluster_meters", "20"),
        Number("hamagen-2020-05", "carrier", "outlier_seconds", "120"),
        Number("hamagen-2020-05", "carrier", "vehicle_kmh", "10.08"),
        Number("hamagen-2020-05", "window", "before_days", "14"), Number("hamagen-2020-05", "window", "day_is", "24h"),
        Number("safe-paths-2020", "rule near", "reach_m", "20"),
        // 66 % of 30 minutes, in fixes of 5.
        Number("safe-paths-2020", "rule near", "min_minutes", "19.8"),
        Number("safe-paths-2020", "rule near", "cumulative_hours", "0.5"),
        Number("safe-paths-2020", "rule near", "instant_s", "300"),
        Number("safe-paths-2020", "window", "before_days", "14"),
        // 4 hours.
        Number("safe-paths-early", "rule near", "slack_s", "14400"),
        Number("safe-paths-early", "rule near", "reach_m", "20"),
        Number("cwa-2020", "rule near", "reach_m", "8"), Number("cwa-2020", "rule near", "min_minutes", "10"),
        Number("cwa-2020", "window", "before_days", "14"),
        Number("sormas-labels", "rule carrier.near", "reach_m", "1"),
        Number("sormas-labels", "rule site.near", "reach_m", "2"),
        Number("sormas-labels", "rule air.rows", "rows_each_side", "2"),
    ]

    /// The minutes of the authorities that define a contact by them.
    static let minutes = ["hotel.room", "venue.shared", "carrier.near", "site.near"].flatMap { rule in
        [
            Number("who-2022", "rule \(rule)", "min_minutes", "15"),
            Number("who-2022", "rule \(rule)", "minutes_must_be", "reached"),
            Number("cdc-2020-10", "rule \(rule)", "min_minutes", "15"),
            Number("cdc-2020-10", "rule \(rule)", "minutes_must_be", "reached"),
            Number("cdc-2020-10", "rule \(rule)", "cumulative_hours", "24"),
            Number("ecdc-2020", "rule \(rule)", "min_minutes", "15"),
            Number("ecdc-2020", "rule \(rule)", "minutes_must_be", rule.hasSuffix("near") ? "exceeded" : "reached"),
            Number("sormas-labels", "rule \(rule)", "min_minutes", rule == "hotel.room" ? "0" : "15"),
        ]
    }

    @Test(arguments: china + chengduAndSecondary + editions + world + minutes)
    func `a published number stands in the policy`(number: Number) throws {
        let chain = try PolicyShelf.chain(of: number.policy)
        _ = try PolicyReader.policy(of: chain)
        let value = try #require(place(number.section, in: chain.resolved)?.value(of: number.key))
        #expect(PolicyText.flow(value) == number.value)
    }

    private func place(_ section: String, in top: PolicyNode) -> PolicyNode? {
        guard section.hasPrefix("rule ") else {
            return section.split(separator: ".").reduce(top as PolicyNode?) { $0?.value(of: String($1)) }
        }
        guard case .list(let rules) = top.value(of: "rules")?.value else { return nil }
        return rules.first { rule in
            if case .scalar(let id) = rule.value(of: "id")?.value { id == section.dropFirst(5) } else { false }
        }
    }
}
