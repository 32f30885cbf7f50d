public import Policy
public import Vocabulary

/// The period in which a case can have infected somebody (CONTRACT 4.1).
public struct InfectiousWindow: Hashable, Sendable {
    /// First and last second, UTC, closed.
    public var span: TimeSpan

    /// A window that is already known.
    public init(span: TimeSpan) { self.span = span }

    /// The window of a case by a policy's rule; nil where no anchor is known or the window ends before it starts.
    ///
    /// It starts `beforeDays` before the first present anchor in the rule's order (calendar: local midnight of the
    /// date so many days earlier; 24h: so many times 86 400 seconds) and ends when the case was isolated, else at
    /// the as-of moment, and at the latest the anchor's `afterDays` later (calendar: with the last second of that
    /// date).
    public init?(of indexCase: IndexCase, rule: WindowRule, zone: ZoneRules, asOf: Int64) {
        guard let (anchor, moment) = rule.anchor(of: indexCase, asOf: asOf) else { return nil }
        let start: Int64
        var end = indexCase.isolated ?? asOf
        switch rule.dayKind {
        case .calendar:
            start = zone.startOfDay(zone.localDay(at: moment) - Int32(rule.beforeDays))
            if let days = rule.afterDays[anchor] {
                end = min(end, zone.startOfDay(zone.localDay(at: moment) + Int32(days) + 1) - 1)
            }
        case .hours:
            start = moment - Int64(rule.beforeDays) * 86_400
            if let days = rule.afterDays[anchor] { end = min(end, moment + Int64(days) * 86_400) }
        }
        guard start <= end else { return nil }
        span = TimeSpan(start, end)
    }

    /// The parts that lie in the window: stays and points cut to it, rides that overlap it with the window as the time
    /// that counts (``ItineraryPart/countedSpan``), for boarding and alighting decide who shared a ride.
    public func clip(_ parts: [ItineraryPart]) -> [ItineraryPart] {
        parts.compactMap { part in
            guard let shared = part.span.intersection(span) else { return nil }
            var kept = part
            guard part.kind == .ride else {
                kept.span = shared
                return kept
            }
            guard let counted = (part.countedSpan ?? span).intersection(span) else { return nil }
            kept.countedSpan = counted
            return kept
        }
    }
}

extension WindowRule {
    /// The anchor that counts for a case, the first present one in the rule's order, and its moment.
    public func anchor(of indexCase: IndexCase, asOf: Int64) -> (anchor: Anchor, at: Int64)? {
        anchors.lazy.compactMap { anchor -> (Anchor, Int64)? in
            let moment: Int64? =
                switch anchor {
                case .onset: indexCase.onset
                case .sampled: indexCase.sampled
                case .confirmed: indexCase.confirmed
                case .asOf: asOf
                }
            return moment.map { (anchor, $0) }
        }.first
    }
}
