import Assessment
import FollowUp
import Ledger
import Policy
import Vocabulary

/// What the ledger knows that only rosters of blocks and the comparison of the registry with movement ask for.
struct RegisterInputs: Sendable {
    let rules: RegisterRules
    /// Check-ins of the look-back, by person; of those alone who belong to a block.
    private(set) var reports: [Pseudonym: [RosterReport]] = [:]
    /// Last day with a check-in in the look-back, by person or by a name that stands for nobody or for several.
    private(set) var lastCheckin: [Pseudonym: Int32] = [:]

    /// Reads a ledger; nil where the policy has no registers.
    ///
    /// A check-in is its ID number's owner's, or without one its phone's only owner's, as for health codes.
    init?(
        _ ledger: LedgerSnapshot, policy: Policy, settings: Settings, asOf: AsOf, directory: PersonDirectory,
        disputes: Disputes
    ) throws {
        guard let rules = policy.registers else { return nil }
        self.rules = rules
        let zone = settings.zone
        let limits = RetentionLimits(settings.retention, zone: zone, asOf: asOf.moment)
        let days = RosterCheck.days(rules, zone: zone, asOf: asOf.moment)
        let firstDay = min(days.upperBound, max(days.lowerBound, limits.firstDay(.checkins)))
        var reports: [Pseudonym: [RosterReport]] = [:]
        var lastCheckin: [Pseudonym: Int32] = [:]
        try ledger.eachCheckin(days: firstDay...days.upperBound, without: disputes.ofRegistry) { checkin in
            guard let name = checkin.idNumber ?? checkin.phone else { return }
            let owners = directory.owners(of: name)
            let owner = owners.count == 1 ? owners[0] : nil
            let person = owner?.pseudonym ?? name
            lastCheckin[person] = max(lastCheckin[person] ?? .min, checkin.day)
            if owner?.unitGrids.isEmpty ?? true { return }
            reports[person, default: []].append(
                RosterReport(
                    day: checkin.day, temperatureHundredths: checkin.temperatureHundredths,
                    isolated: checkin.isolated))
        }
        self.reports = reports
        self.lastCheckin = lastCheckin
    }
}
