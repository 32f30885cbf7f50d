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
    #   A carrier section that writes method stands for itself too.
    #   All else, lists too, is replaced whole. policy, title, effective_from and source are never inherited.
    #   SHA-256: over the bytes of all files of the chain, parents first; `cat common.yaml cn-nhc-v5.yaml | sha256sum`.
    # window: a case can have infected somebody from before_days before the first anchor it has until it was isolated.
    #   day_is: calendar (from local midnight) or 24h (from the hour).
    # open_end_hours: how long a stay without a recorded end is taken to last.
    # carrier: what is done to phone positions before they are matched, and before a case's own extend its itinerary.
    #   method: none (they are matched as delivered), dwell (fixes become dwells, radio noise is taken away) or cluster
    #   (a running centroid). in_vehicle: keep, flag or drop (with vehicle_kmh).
    # rules: each looks_for one thing.
    #   proximity  feeds, slack_s (seconds on both sides), reach_m (metres added to both radii), accuracy
    #              (carry: only told; widen or narrow the reach by it; cap: not beyond max_accuracy_m)
    #   place      feeds, kinds (all, or a list), scope (place or room), slack_s (for passages, which last no time)
    #   ride       modes, scope (vehicle, coach, rows with rows_each_side), unknown_seat_tier (or none)
    #   cell       two phones in one cell of a fixed grid of grid_m metres for min_minutes (minutes_are one_stay or
    #              summed), conditions (and, or) a stay of one party (either, both) in that cell of stay_hours within
    #              stay_days (stay_days_before match or as_of). neighbour_ring: false (whom only the eight cells around
    #              would join is counted), true (they are the same cell), flag (reported at neighbour_tier)
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
    policy: common
    title: What the shipped policies share
    effective_from: 2020-02-21
    source: own rule

    extend_itineraries: true
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

    # No authority says how phone positions are cleaned; this is the one complete published rule set.
    carrier:
      method: dwell
      # Of a longer silence at one place only this counts as stay, flagged INFERRED: an idle phone reports about hourly.
      gap_minutes: 60
      # Neighbouring dwells nearer than this are one, at the longer one's position.
      merge_meters: 100
      # Away and back again in this time, by way of up to three other cells, is a flip between towers.
      oscillation_seconds: 120
      # A jump this far in this time is drift.
      drift_km: 5
      drift_seconds: 120
      # A dwell this short, alone between longer ones, belongs to the longer neighbour.
      flicker_seconds: 5
      # Rounds go on until one removes less than this share of the dwells.
      repeat_until_share: 0.01
      # Shorter: moving; from here on a possible stay; from stay_minutes on a stay.
      possible_stay_minutes: 10
      stay_minutes: 40
      # A moving dwell that was reached and left faster than people run is in a vehicle (own rule).
      in_vehicle: drop
      vehicle_kmh: 20
      source: chenhu/sky-root (SignalProcessor, StayPointProcessor); mtoou table (hourly reports); own rule for vehicles

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
