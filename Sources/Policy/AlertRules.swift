public import Vocabulary

/// What is unusual enough to tell a grid; a section that is not there, or not enabled, tells nothing.
public struct AlertRules: Hashable, Sendable {
    /// Days of passages that are looked at, and hours before the as-of moment in which an alert must have happened.
    public var lookBackDays: Int, listedHours: Int
    /// Day numbers of rest days on weekdays, and of working days on weekends.
    public var holidays: Set<Int32>, workdays: Set<Int32>
    /// A gate is at somebody's home where it lies below the grid so many levels above the home grid.
    public var levelsUp: Int
    /// Positions less accurate than this place nobody.
    public var maxAccuracyMeters: Double
    /// Kinds that are told, in the order of ``Vocabulary/Alert/Kind``.
    public var kinds: Set<Alert.Kind>
    /// Kinds that give a task.
    public var taskKinds: Set<Alert.Kind>
    /// What a grid does, by kind.
    public var actions: [Alert.Kind: String]
    /// Numbers of the kinds.
    public var rateUp: RateUpRule, gateSilent: GateSilentRule, phoneSilent: PhoneSilentRule, notOut: NotOutRule
    /// Numbers of the kinds about single persons.
    public var focusOut: FocusOutRule, isolatedSeen: IsolatedSeenRule

    /// Whether a day is one of rest: a holiday, or a weekend day that is no working day.
    public func isRestDay(_ day: Int32) -> Bool {
        if holidays.contains(day) { return true }
        // 1970-01-01 was a Thursday.
        let weekday = (Int(day) % 7 + 11) % 7
        return (weekday == 0 || weekday == 6) && !workdays.contains(day)
    }
}

/// When a gate or grid has more passages than usual.
///
/// An hour's count `x` is held against the counts of the same hour on earlier days of its kind (working or rest days;
/// all days where there are fewer than `minDays`), without hours in which the gate was silent: median `m`, and MAD. It is
/// high where `x >= max(minCount, timesMedian m)` and
/// `(x - m) / max(1.4826 MAD, sqrt m, 1) > robustZ` (Iglewicz and Hoaglin 1993 for 1.4826 and 3.5); where `m` is under
/// `rareBelow`, where a Poisson count of the mean reaches `x` with a probability under `rareProbability`, and
/// `x >= rareCount`. So many high hours in a row are an alert.
public struct RateUpRule: Hashable, Sendable {
    /// Earlier days, and what makes an hour's count a high one.
    public var minDays: Int, minCount: Int, timesMedian: Double, robustZ: Double, hoursInRow: Int
    /// What makes a rare count a high one.
    public var rareBelow: Double, rareCount: Int, rareProbability: Double
    /// The same passage again within these seconds counts once.
    public var repeatSeconds: Int64
}

/// When a gate is silent: nothing for hours in which it uses to count so many.
public struct GateSilentRule: Hashable, Sendable {
    /// Passages that the silent hours use to have together, and days with passages without which nothing is usual.
    public var expected: Double, minDays: Int
}

/// When a phone is silent: no position for so many hours before the newest of its feed, after so many before.
public struct PhoneSilentRule: Hashable, Sendable {
    /// Hours, and positions before.
    public var hours: Double, minPositions: Int
}

/// When somebody has not been out for long.
public struct NotOutRule: Hashable, Sendable {
    /// Hours, and the hours for those of ``shortFocus``.
    public var hours: Double, shortHours: Double
    /// Words of `people.focus` for whom the short time holds.
    public var shortFocus: Set<String>
    /// Days on which the person must have gone out before; and how probable it may be at most that somebody who goes out
    /// on as many days as this person did has none in so long.
    public var minDaysOut: Int, chance: Double
}

/// Whose going out is told.
public struct FocusOutRule: Hashable, Sendable {
    /// Words of `people.focus`; nil: any.
    public var focus: Set<String>?
    /// Kinds of clues in which somebody asks to go out.
    public var requestKinds: Set<String>
}

/// When somebody is isolated, and where they may be seen.
public struct IsolatedSeenRule: Hashable, Sendable {
    /// Days that an isolation lasts which nothing ends, and hours of its beginning that do not count.
    public var isolationDays: Int, graceHours: Double
    /// Whether the first day of check-ins as isolated counts.
    public var firstDayCounts: Bool
    /// Kinds of visits that are no fault.
    public var allowedVisits: Set<String>

    /// What holds where a policy has no alerts: two weeks from the moment that was told.
    public static let plain = IsolatedSeenRule(
        isolationDays: 14, graceHours: 0, firstDayCounts: true, allowedVisits: [])
}
