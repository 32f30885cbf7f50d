/// World Health Organization, text of 2021-22 (DOMAIN 3.2).
let whoPolicy = #"""
    # World Health Organization, text of 2021-22: within 1 m for 15 minutes, from 2 days before onset to 10 days after
    # it and 3 more without symptoms (13 at least); without symptoms to 10 days after the sample.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: who-2022
    title: WHO contact definition, text of 2021-22
    effective_from: 2022-02-01
    source: hozir.org copy; Irish Times (HSE)
    extends: common-near

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      after_days: {onset: 13, sampled: 10, confirmed: 10}
      day_is: calendar

    rules:
      # About two rows in practice.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: rows
        rows_each_side: 2
        unknown_seat_tier: general
        crew: none
        tier: close
        source: hozir.org copy; Irish Times (HSE) (about 2 rows in practice)
      - id: hotel.room
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        tier: close
        source: hozir.org copy; Irish Times (HSE)
      - id: venue.shared
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        tier: close
        source: hozir.org copy; Irish Times (HSE)
      - id: carrier.near
        reach_m: 1
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        source: hozir.org copy; Irish Times (HSE)
      - id: site.near
        reach_m: 1
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        source: hozir.org copy; Irish Times (HSE)

    follow_up:
      close:
        days: 14
        home_days: 0
        test_days: none
        release: none
        source: hozir.org copy; Irish Times (HSE) (quarantine 14 days from the last contact)

    """#
