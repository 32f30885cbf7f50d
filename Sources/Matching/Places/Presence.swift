import Policy
import Vocabulary

/// When a case was at a part of its itinerary, and how long the place counts after it left.
struct Presence: Sendable {
    /// When the case was there; a part without length is widened by the rule's slack.
    let together: TimeSpan
    /// Last second that still counts.
    let lastSecond: Int64
    /// Whether the part lasts.
    private let lasts: Bool

    /// The presence of a part under a rule; `instant` are the seconds that a part without length stands for.
    init(part: ItineraryPart, slack: Int64, residual: Int64, instant: Int64 = 0) {
        let span = part.span.lasting(instant)
        together = span.seconds == 0 ? span.padded(by: slack) : span
        lastSecond = together.end + residual
        lasts = span.seconds > 0
    }

    /// The share of an observation that already matches: cut to the presence and the residual time; an observation
    /// outside (by less than the slack) becomes the nearest end.
    func share(of observed: TimeSpan) -> (span: TimeSpan, isEnvironmental: Bool) {
        let share = observed.clamped(to: TimeSpan(together.start, lastSecond))
        return (share, share.start > together.end)
    }

    /// The same under a rule's word on stays that only touch; nil where they have not met by it.
    ///
    /// Stays that share no time with the case's own can still share the residual time after it.
    func share(of observed: TimeSpan, touching: Touching) -> (span: TimeSpan, isEnvironmental: Bool)? {
        let share = share(of: observed)
        guard touching == .not, lasts, observed.seconds > 0, !share.isEnvironmental,
            min(share.span.end, together.end) == share.span.start
        else { return share }
        return share.span.end > together.end ? (share.span, true) : nil
    }

    /// The time after the case left that still counts; nil where the rule knows none.
    var environmental: TimeSpan? { lastSecond > together.end ? TimeSpan(together.end, lastSecond) : nil }
}

extension TimeSpan {
    /// The span itself, or what an instant stands for from its moment on.
    func lasting(_ instant: Int64) -> TimeSpan { start == end ? TimeSpan(start, end + instant) : self }
}
