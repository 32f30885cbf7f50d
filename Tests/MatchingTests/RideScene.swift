import Matching
@testable import Policy
import Vocabulary

/// Two people on one run under a shipped policy: what its rules say of them.
struct RideScene {
    static let day: Int32 = 18_637
    static let start = ZoneRules.china.startOfDay(day) + 9 * 3600

    var policy = "cn-nhc-v9"
    var vehicles: [VehicleFact] = []
    var stops: [ServiceStop] = []
    var aliases: [(mode: RideMode, service: String)] = []
    /// Changes the policy.
    var change: (inout Policy) -> Void = { _ in }

    static func ride(
        _ mode: RideMode, _ service: String, _ coach: String? = nil, _ seat: String? = nil, from: String? = nil,
        to: String? = nil, day: Int32? = day
    ) -> Ride {
        Ride(mode: mode, service: service, serviceDate: day, carriage: coach, seat: seat, fromPlace: from, toPlace: to)
    }

    /// Exposures by rule.
    func exposures(
        _ own: Ride, _ other: Ride, span: TimeSpan = TimeSpan(start, start + 7200), otherSpan: TimeSpan? = nil
    ) throws -> [String: Exposure] {
        var policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: policy))
        change(&policy)
        var row = Observation(feed: .travel, span: otherSpan ?? span)
        row.idNumber = Pseudonym(kind: .idNumber, high: 1, low: 0)
        row.traits.mode = other.mode
        (row.service, row.serviceDate, row.carriage, row.seat) =
            (other.service, other.serviceDate, other.carriage, other.seat)
        (row.fromPlace, row.toPlace) = (other.fromPlace, other.toPlace)
        var block = ObservationBlock(feed: .travel)
        block.append(row)
        let index = CaseIndex(
            parts: [ItineraryPart(caseID: "C", kind: .ride, span: span, ride: own)], caseSubjects: [:],
            rules: policy.rules, places: [:], timetable: Timetable(stops: stops, aliases: aliases), openEndHours: [:],
            zone: .china, vehicles: vehicles, rideSettings: policy.rides)
        var hits = HitSet()
        index.match(block, into: &hits)
        return Dictionary(uniqueKeysWithValues: index.exposures(of: [hits]).map { ($0.rule, $0) })
    }

    /// `rule FLAG FLAG` of every exposure that is close, else of the highest tier; empty where they never met.
    func verdict(
        _ own: Ride, _ other: Ride, span: TimeSpan = TimeSpan(start, start + 7200), otherSpan: TimeSpan? = nil
    ) throws -> [String] {
        let all = try exposures(own, other, span: span, otherSpan: otherSpan).values
        let tier = all.map(\.tier).min()
        return all.filter { $0.tier == tier }
            .map { exposure in
                ["\(exposure.rule) \(exposure.tier.rawValue)"].joined() + exposure.flags.map { " " + $0 }.joined()
            }
            .sorted()
    }
}
