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
    #   anchors: onset, sampled, confirmed, as_of (the moment as of which a run asks).
    #   after_days: none, or for each anchor the days after which the window ends though nobody isolated the case.
    #   day_is: calendar (from local midnight, to the end of the date) or 24h (from the hour, to the hour).
    # open_end_hours: how long a stay without a recorded end is taken to last.
    # carrier: what is done to phone positions before they are matched, and before a case's own extend its itinerary.
    #   method: none (they are matched as delivered), dwell (fixes become dwells, radio noise is taken away) or cluster
    #   (a running centroid). in_vehicle: keep, flag or drop (with vehicle_kmh).
    # rules: each looks_for one thing.
    #   proximity  feeds, slack_s (seconds on both sides), reach_m (metres added to both radii), reach_for (all_parts of
    #              the case's itinerary, or parts_without_radius: a part's own radius stands in its place), accuracy
    #              (carry: only told; widen or narrow the reach by it; cap: not beyond max_accuracy_m)
    #   place      feeds, kinds (all, or a list), scope (place; room or floor of a hotel, floor with unknown_floor_tier or
    #              none), slack_s (for passages, which last no time). With checkpoint among the feeds, pair_gates: true
    #              makes stays of passages in and out at places of the kinds, of up to longest_stay_hours; a passage
    #              without its partner is an instant or a stay of missing_end_minutes at most (missing_end: instant, cap)
    #   companion  people who belong together, whatever lay between them: same_order (tickets of one order on one run;
    #              more than order_people make it a placeholder), same_room, same_plate (instants widened by
    #              plate_seconds), adjacent_seats (on so many runs; 0: off; across_aisle: true or false), convoy_places
    #              (so many places of convoy_feeds passed, at each not more than convoy_seconds apart, all inside
    #              convoy_hours; 0: off; convoy_vehicles: a car registered to the case stands for it, flagged)
    #   ride       modes, scope (vehicle, coach, rows with rows_each_side, bay with bays_each_side, compartment, cabin),
    #              unknown_seat_tier (coach or seat unknown; or none), unknown_layout_tier (bay or compartment: the
    #              coach is the same, but its layout does not tell the bay), crew (area: those of the same coach;
    #              vehicle: as contacts all aboard; none). Filters, each a list; one that is not written does not
    #              filter: sealed and hepa (yes, no, unknown), classes (of the case's coach: hard_seat, soft_seat,
    #              second_class, first_class, business_class, economy_class, hard_sleeper, soft_sleeper, sleeper of
    #              either kind, seat of any class, unknown).
    #   cell       two phones in one cell of a fixed grid of grid_m metres for min_minutes (minutes_are one_stay or
    #              summed), conditions (and, or) a stay of one party (either, both) in that cell of stay_hours within
    #              stay_days (stay_days_before match or as_of). neighbour_ring: false (whom only the eight cells around
    #              would join is counted), true (they are the same cell), flag (reported at neighbour_tier)
    #   proximity and place also have: min_minutes, which must be reached within cumulative_hours (0: in one episode),
    #   minutes_must_be (reached: the minutes themselves are enough; exceeded: they are not), max_gap_minutes (a longer
    #   silence ends an episode), residual_minutes (after the case left: environment only), instant_s (seconds that a
    #   moment of either side stands for from then on; 0: it stays a moment).
    #   touching: what stays are worth of which one ends in the second in which the other begins: counts, or not.
    #   tier: close, secondary, general, companion_spacetime or environment.
    #   source: where the rule was published; "own rule" where no authority gives one.
    # secondary: contacts of contacts of_tiers, by rules (ids), met after the contact's own first exposure of the tiers
    #   from_first_exposure_of and before it was isolated by checkins or feedback (isolation_day_counts: to the last
    #   second of that day); they get tier, or the rule's where that is weaker. enabled: false has none.
    # rides: what holds where the layouts feed says nothing. sealed_prefixes, hepa_prefixes: beginnings of service
    #   numbers, by mode, "*" for any; other numbers are unknown. flight_suffix: MU5101D is MU5101 (same) or another
    #   flight (other). delay_minutes: how far a ride may be from the stop list and still be that run.
    #   same_departure_minutes: by mode, departures of a line from one place farther apart than this are two vehicles;
    #   none, or no entry: the service number and its date tell the vehicle. coupled_sets: whether people of two coupled
    #   sets of one train were aboard together (together) or not (apart). soft_sleeper_numbers: what the
    #   number of a soft sleeper's berth counts, berths (four to a compartment) or compartments. seats_abreast: seats in a
    #   row, by mode, where seats have bare numbers.
    # caps: the weightiest tier that a phone's tower (cell_only) or a date without a time of day (date_only) can give.
    # undeclared: presence in a risk region in the last look_back_days that no declaration covers, give or take
    #   tolerance_days.
    # categories: in order; prefix is a region code prefix, "*" anywhere outside the home codes.
    # score: orders a list inside a tier; explain shows each term.
    #   min(100, base[tier] + per_hour x min(hours together, hours_cap) + near_points x max(0, 1 - metres / near_meters)
    #            + seat_points x max(0, 1 - rows apart / seat_rows)
    #            + min(per_exposure x further exposures, exposure_cap)
    #            + companion_points for companions)
    #   Rows apart are the least of any shared ride; a bay, bench or compartment counts as two rows.
    #   No tier may have fewer base points than a lighter one.
    # tasks: which tiers give one, hours until due, and what to do.
    #   fever, clue and alert may be named too; who is feverish without being a close contact gets a task only where
    #   fever has an action.
    # alerts: what is unusual enough to tell (docs/alerts.md). Each kind has enabled, task (whether it gives one) and
    #   action. holidays and workdays: lists of dates, or none. focus: all, or words of people.focus.
    # clues: the classes of clues from the public: code, other names that the feed may bear, action.
    # registers: may people of a block return (docs/registers.md); residence: none, or the nights by which the registry is
    #   held against movement.
    # follow_up: for each tier none, or from the last contact on: days in quarantine, home_days afterwards at home,
    #   test_days (or none), release (none, or negative_tests so many hours_apart within_days), source. Tasks
    #   act on days and tests; release is read and printed.
    policy: common
    title: What the shipped policies share
    effective_from: 2020-02-21
    source: own rule

    extend_itineraries: true
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

    # None, unless the authority defines them.
    secondary:
      enabled: false
      source: own rule
    # Trains of these letters are air-conditioned with windows that stay shut; bare numbers (1148) are not known.
    # Airliners filter their air by HEPA; deliver a layouts row for one that does not.
    rides:
      sealed_prefixes: {rail: [G, D, C, S, Z, T, K, Y]}
      hepa_prefixes: {flight: ["*"]}
      flight_suffix: same
      delay_minutes: 180
      # The number of a coach line is that of every departure; the minutes are for clocks and for boarding.
      same_departure_minutes: {coach: 10, ship: 10, metro: 10}
      coupled_sets: apart
      soft_sleeper_numbers: berths
      seats_abreast: {coach: 4}
      source: own rule; no notice says which trains are sealed or how seats are numbered
    # Weak evidence never weighs more than this, whatever rule it meets: a phone known only by its tower, and a row with a
    # date and no time of day, which stands for the whole day.
    caps:
      cell_only: companion_spacetime
      date_only: general
      source: own rule; phones within 200 m to 2 km of each other gave 12,000 wrongful quarantines (israeldefense.co.il)
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
      seat_points: 5
      seat_rows: 4
      per_exposure: 2
      exposure_cap: 10
      companion_points: 30

    tasks:
      tiers: [close, secondary, general, companion_spacetime]
      due_hours: {close: 2, secondary: 12, general: 24, companion_spacetime: 24, undeclared: 12, fever: 6, clue: 24, alert: 24}
      actions:
        close: visit_and_isolate
        secondary: visit_and_isolate
        general: notify_and_monitor
        companion_spacetime: notify_and_test
        undeclared: visit_and_register
        fever: visit_and_test

    # No authority publishes numbers for these: the alerts are Hengxian's (2020), the numbers TraceGrid's.
    alerts:
      look_back_days: 28
      listed_hours: 72
      holidays: none
      workdays: none
      levels_up: 2
      max_accuracy_m: 500
      rate_up:
        enabled: true
        task: true
        action: look_at_gate
        min_days: 6
        min_count: 20
        times_median: 2
        robust_z: 3.5
        hours_in_row: 2
        rare_below: 10
        rare_count: 6
        rare_probability: 0.0001
        repeat_seconds: 60
      gate_silent: {enabled: true, task: true, action: check_device, expected: 30, min_days: 6}
      phone_silent: {enabled: true, task: true, action: call_or_visit, hours: 24, min_positions: 24}
      # Not a suspicion: somebody may need help.
      not_out:
        enabled: true
        task: true
        action: welfare_visit
        hours: 72
        short_hours: 24
        short_focus: [lone_elderly]
        min_days_out: 4
        chance: 0.001
      focus_out: {enabled: true, task: true, action: call_or_visit, focus: all, request_kinds: [exit_request, 外出申请]}
      isolated_seen:
        enabled: true
        task: true
        action: visit_and_isolate
        isolation_days: 14
        grace_hours: 12
        first_day_counts: false
        allowed_visits: [clinic, fever_clinic, hospital]
      # Undeclared travellers have their task already.
      declared_elsewhere: {enabled: true, task: false, action: visit_and_register}

    # Sanmenxia's ten classes (2020).
    clues:
      repeat_hours: 24
      repeat_m: 300
      listed_days: 14
      other_action: look_into
      kinds:
        - {code: no_temperature_point, names: [未设置发热测量点], action: check_on_site}
        - {code: fever, names: [发热人员], action: visit_and_test}
        - {code: gathering, names: [聚众集会], action: check_on_site}
        - {code: wuhan_returned, names: [武汉返回人员], action: visit_and_register}
        - {code: hubei_vehicle, names: [湖北返回车辆], action: visit_and_register}
        - {code: rumour, names: [造谣传谣], action: hand_over}
        - {code: price_gouging, names: [哄抬物价], action: hand_over}
        - {code: fake_supplies, names: [兜售假冒防疫物资], action: hand_over}
        - {code: used_masks, names: [二手口罩收集], action: hand_over}
        - {code: wild_game, names: [贩卖野味], action: hand_over}

    # None isolated, no fever, code green, no open task: no authority publishes numbers, these are TraceGrid's.
    registers:
      report_by_hour: 10
      fever_days: 3
      look_back_days: 14
      task_reasons: [contact, undeclared, fever]
      residence: {nights: 7, least_nights: 5, max_accuracy_m: 500}

    follow_up:
      close: none
      secondary: none
      general: none
      companion_spacetime: none
      environment: none

    """#
