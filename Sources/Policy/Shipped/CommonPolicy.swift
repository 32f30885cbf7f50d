/// What the shipped policies share, and what the keys mean.
let commonPolicy = #"""
    # What every office has to decide and no authority publishes. The other policies extend this file; by itself it has
    # no rules and cannot be chosen.
    #
    # A TraceGrid policy. With what it extends, every key must be there, and no other: nothing is decided by a hidden
    # default. Runs name the policy and its SHA-256, so give a changed policy a new name.
    #
    # extends: another policy of this folder. Mappings merge key by key. Rules merge by id: keys of a known id override,
    #   a rule that writes looks_for stands for itself, an unknown id is added, {id: x, drop: true} takes a rule away.
    #   All else, lists too, is replaced whole. policy, title, effective_from and source are never inherited.
    #   SHA-256: over the bytes of all files of the chain, parents first; `cat common.yaml cn-nhc-v5.yaml | sha256sum`.
    # window: a case can have infected somebody from before_days before the first anchor it has until it was isolated.
    #   day_is: calendar (from local midnight) or 24h (from the hour).
    # open_end_hours: how long a stay without a recorded end is taken to last.
    # rules: each looks_for one thing.
    #   proximity  feeds, slack_s (seconds on both sides), reach_m (metres added to both radii), accuracy
    #              (carry: only told; widen or narrow the reach by it; cap: not beyond max_accuracy_m)
    #   place      feeds, kinds (all, or a list), scope (place; room or floor of a hotel, floor with unknown_floor_tier or
    #              none), slack_s (for passages, which last no time). With checkpoint among the feeds, pair_gates: true
    #              makes stays of passages in and out at places of the kinds, of up to longest_stay_hours; a passage
    #              without its partner is an instant or a stay of missing_end_minutes at most (missing_end: instant, cap)
    #   ride       modes, scope (vehicle, coach, rows with rows_each_side), unknown_seat_tier (or none)
    #   proximity and place also have: min_minutes, which must be reached within cumulative_hours (0: in one episode),
    #   max_gap_minutes (a longer silence ends an episode), residual_minutes (after the case left: environment only).
    #   touching: what stays are worth of which one ends in the second in which the other begins: counts, or not.
    #   tier: close, secondary, general, companion_spacetime or environment.
    #   source: where the rule was published; "own rule" where no authority gives one.
    # undeclared: presence in a risk region in the last look_back_days that no declaration covers, give or take
    #   tolerance_days.
    # categories: in order; prefix is a region code prefix, "*" anywhere outside the home codes.
    # score: base[tier] + hours together x per_hour (at most hours_cap hours) + near_points at 0 m falling to none at
    #   near_meters + per_exposure for each further exposure (at most exposure_cap points); at most 100.
    # tasks: which tiers give one, hours until due, and what to do.
    policy: common
    title: What the shipped policies share
    effective_from: 2020-02-21
    source: own rule

    extend_itineraries: true
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

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
