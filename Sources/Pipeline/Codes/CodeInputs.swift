import Assessment
import Ledger
import Policy
import Vocabulary

/// What health codes are made of, as far as the ledger knows it.
struct CodeInputs: Sendable {
    let rule: CodeRule
    /// Check-ins of the history, under the persons that made them.
    let sheet: CheckinSheet
    /// Whom a grid worker found isolated, and on which day.
    let isolations: [CodeEvidence]
    /// Overrides, decided or not, by number.
    let overrides: [CodeOverride]
    /// The as-of moment, its day, and the last one that is over.
    let asOf: Int64
    let today: Int32, lastClosed: Int32
    /// Phones that several people own, by which alone somebody checked in.
    let sharedPhones: Int

    /// Reads a ledger; nil where the policy has no codes.
    ///
    /// The history is as long as the policy wants it, and as check-ins are kept. A check-in is its ID number's owner's,
    /// or without one its phone's only owner's; the phone of several people gives none of them a code, for it does not
    /// tell which.
    init?(
        _ ledger: LedgerSnapshot, policy: Policy, settings: Settings, asOf: AsOf, directory: PersonDirectory,
        disputes: Disputes
    ) throws {
        guard let rule = policy.codes else { return nil }
        self.rule = rule
        self.asOf = asOf.moment
        let zone = settings.zone
        let limits = RetentionLimits(settings.retention, zone: zone, asOf: asOf.moment)
        today = limits.today
        // A day is over when the next one has begun.
        lastClosed = zone.localDay(at: asOf.moment + 1) > today ? today : today - 1
        let days = max(limits.firstDay(.checkins), today - Int32(rule.historyDays))...today
        var sheet = CheckinSheet(days: days, expecting: directory.count)
        var shared: Set<Pseudonym> = []
        try ledger.eachCheckin(days: days, without: disputes.ofRegistry) { checkin in
            guard let name = checkin.idNumber ?? checkin.phone else { return }
            let owners = directory.owners(of: name)
            if owners.count > 1 { shared.insert(name) }
            sheet.add(
                owners.count == 1 ? owners[0].pseudonym : name, day: checkin.day,
                fever: checkin.temperatureHundredths >= rule.feverHundredths, isolated: checkin.isolated)
        }
        self.sheet = sheet
        sharedPhones = shared.count
        isolations = try ledger.isolatedByFeedback(
            in: min(zone.startOfDay(days.lowerBound), asOf.moment)...asOf.moment, without: disputes.ofRegistry
        ).map { person, at in
            let day = zone.localDay(at: at)
            return CodeEvidence(person: person, cause: .isolation, first: day, last: day)
        }
        overrides = try ledger.codeOverrides()
    }

    /// Lines that tell one state of the overrides from another, for the run's digest.
    var overrideLines: [String] {
        overrides.map { entry in
            "override \(entry.number) \(entry.person.text) \(entry.colour.rawValue) \(entry.reason) "
                + "\(entry.ruled.rawValue) \(entry.firstDay) \(entry.lastDay) \(entry.state.rawValue) "
                + "\(entry.proposed.name) \(entry.approved?.name ?? "") \(entry.ended?.name ?? "")\n"
        }
    }
}
