/// The policies that come with TraceGrid, as the texts that `init` copies into `policies/`.
///
/// They stand in Swift so that the program works wherever it is copied. Editing one changes results: give a changed
/// policy a new name.
public enum PolicyShelf {
    /// Names of the shipped policies that can be chosen, in alphabetical order.
    public static var names: [String] { files.map(\.name).filter { $0 != "common" } }

    /// All files, with those that only others extend, in alphabetical order of their names without `.yaml`.
    public static let files: [(name: String, text: String)] = [
        ("cdc-2020-10", cdcPolicy),
        ("cn-nhc-v5", chinaFifth),
        ("cn-nhc-v8", chinaEighth),
        ("cn-nhc-v9", chinaNinth),
        ("common", commonPolicy),
        ("hamagen-2020-05", hamagenPolicy),
        ("who-2022", whoPolicy),
    ]

    /// The shipped file of a name, or nil: what ``PolicyChain`` asks for.
    public static func source(_ name: String) -> PolicySource? {
        files.first { $0.name == name }.map { PolicySource(file: "\(name).yaml", bytes: Array($0.text.utf8)) }
    }

    /// A shipped policy with what it extends; throws ``PolicyError/unknownPolicy(name:known:)``.
    public static func chain(of name: String) throws(PolicyError) -> PolicyChain {
        guard names.contains(name), let source = source(name) else {
            throw .unknownPolicy(name: name, known: names)
        }
        return try PolicyChain(source, parent: PolicyShelf.source)
    }
}
<<<<<<< HEAD

/// Stands at the top of each shipped file.
let shapeComment = #"""
    # A TraceGrid policy. Every key below must be there, and no other: nothing is decided by a hidden default.
    # Runs name the policy and the SHA-256 of this file, so give a changed policy a new name.
    #
    # window: a case can have infected somebody from before_days before the first anchor it has until it was isolated.
    #   day_is: calendar (from local midnight) or 24h (from the hour).
    # open_end_hours: how long a stay without a recorded end is taken to last.
    # rules: each looks_for one thing.
    #   proximity  feeds, slack_s (seconds on both sides), reach_m (metres added to both radii), accuracy
    #              (carry: only told; widen or narrow the reach by it; cap: not beyond max_accuracy_m)
    #   place      feeds, kinds (all, or a list), scope (place or room), slack_s (for passages, which last no time)
    #   ride       modes, scope (vehicle, coach, rows with rows_each_side), unknown_seat_tier (or none)
    #   proximity and place also have: min_minutes, which must be reached within cumulative_hours (0: in one episode),
    #   max_gap_minutes (a longer silence ends an episode), residual_minutes (after the case left: environment only).
    #   tier: close, secondary, general, companion_spacetime or environment.
    #   source: where the rule was published; "own rule" where no authority gives one.
    # undeclared: presence in a risk region in the last look_back_days that no declaration covers, give or take
    #   tolerance_days.
    # categories: in order; prefix is a region code prefix, "*" anywhere outside the home codes.
    # score: base[tier] + hours together x per_hour (at most hours_cap hours) + near_points at 0 m falling to none at
    #   near_meters + per_exposure for each further exposure (at most exposure_cap points); at most 100.
    # tasks: which tiers give one, hours until due, and what to do.

    """#

/// Everything after the rules that the shipped policies share; no authority publishes these numbers.
let commonTail = #"""

    undeclared:
      look_back_days: 14
      tolerance_days: 1
      count_passing_through: false

    categories:
      - {code: WUHAN, prefix: "4201"}
      - {code: HUBEI, prefix: "42"}
      - {code: OUTSIDE, prefix: "*"}

    score:
      base: {close: 60, secondary: 45, general: 30, companion_spacetime: 30, environment: 10}
      per_hour: 5
      hours_cap: 4
      near_points: 10
      near_meters: 100
      per_exposure: 2
      exposure_cap: 10
      companion_points: 30

    tasks:
      tiers: [close, secondary, general, companion_spacetime]
      due_hours: {close: 2, secondary: 12, general: 24, companion_spacetime: 24, undeclared: 12}
      actions:
        close: visit_and_isolate
        secondary: visit_and_isolate
        general: notify_and_monitor
        companion_spacetime: notify_and_test
        undeclared: visit_and_register

    """#
=======
>>>>>>> policies
