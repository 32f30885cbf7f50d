import Ledger
import Policy
import Vocabulary

/// What was known at a moment of the past.
///
/// A row counts from the ingest of its file on; or, for history that was loaded later, so many seconds after it began.
/// Cases count from their confirmation on, regions from their first day, declarations from the moment they were made.
/// Of the registry, places and timetables the ledger keeps the latest delivery only: these are today's.
struct KnownThen {
    /// When each file was taken in.
    private let takenIn: [UInt32: Int64]
    /// Seconds by feed; nil: by the time of ingest.
    private let delays: [Feed: Int64]?
    private let everything: RunInputs
    /// What had expired then takes no part.
    private let retention: RetentionRules

    /// The past of everything that is known now.
    init(_ everything: RunInputs, delays: [Feed: Int64]?, retention: RetentionRules) {
        self.retention = retention
        self.everything = everything
        self.delays = delays
        takenIn = Dictionary(everything.files.map { ($0.number, $0.ingestedAt) }) { first, _ in first }
    }

    /// The inputs of a list made at a moment.
    func inputs(
        at asOf: AsOf, _ ledger: LedgerSnapshot, policy: Policy, zone: ZoneRules
    ) throws -> RunInputs {
        let moment = asOf.moment
        var inputs = everything
        inputs.watch = nil
        func isTakenIn(_ file: UInt32) -> Bool { delays != nil || (takenIn[file] ?? .min) <= moment }
        inputs.segments = inputs.segments.filter { isTakenIn($0.batch) }
        inputs.files = inputs.files.filter { isTakenIn($0.number) }
        inputs.declarations = inputs.declarations.filter {
            isTakenIn($0.source.file) && $0.declaredAt + (delays?[.declarations] ?? 0) <= moment
        }
        inputs.itineraries = inputs.itineraries.filter { isTakenIn($0.source.file) }
        inputs.regions = inputs.regions.filter { $0.span.start <= moment }
        inputs.cases = inputs.cases.filter { $0.confirmed <= moment }.map { indexCase in
            var then = indexCase
            if let isolated = indexCase.isolated, isolated > moment { then.isolated = nil }
            return then
        }
        let confirmed = Set(inputs.cases.map(\.caseID))
        inputs.itineraries = inputs.itineraries.filter { confirmed.contains($0.caseID) }
        let checked = moment - (delays?[.checkins] ?? 0)
        let (limits, disputed) = (RetentionLimits(retention, zone: zone, asOf: moment), everything.disputes.ofRegistry)
        let today = zone.localDay(at: checked)
        let firstDay = max(min(limits.firstDay(.checkins), today), today - Int32(policy.undeclared.lookBackDays))
        inputs.feverish = try RunInputs.feverish(ledger, days: firstDay...today, without: disputed)
        inputs.isolations = try Isolations(
            ledger, rule: policy.secondary, limits: limits, zone: zone, asOf: checked, without: disputed)
        inputs.selection = RowSelection(
            asOf: moment, from: limits.moment(.observations), disputed: everything.selection.disputed,
            delays: delays ?? [:])
        return inputs
    }

    /// What has to be said about it, for lists up to a moment.
    func notes(until moment: Int64) -> [String] {
        var notes: [String] = []
        if let delays {
            let feeds = Feed.allCases.filter { $0.isObservation || $0 == .declarations || $0 == .checkins }
            notes.append(
                "Rows are taken as known so long after they began, whenever their file was taken in: "
                    + feeds.map { "\($0.rawValue) \((delays[$0] ?? 0) / 3600) h" }.joined(separator: ", ")
                    + "; itineraries from the confirmation of their case on.")
        } else {
            notes.append(
                "Rows count from the moment at which their file was taken in; those of segments that a night has put "
                    + "together, from the last of their files on.")
            let late = everything.files.filter { $0.ingestedAt > moment }
            if !late.isEmpty {
                notes.append(
                    "\(late.count) of \(everything.files.count) files were taken in after the last list and count for "
                        + "none: where history was loaded later, say --delay HOURS (or FEED=HOURS) to take rows as known "
                        + "so long after they began.")
            }
        }
        notes.append(
            "Cannot be known: when entries of the registry, grids, places, timetables and a case's onset were first "
                + "delivered, and which file brought a check-in: they stand in every list as they are today, a check-in "
                + "from its day on.")
        return notes
    }
}
