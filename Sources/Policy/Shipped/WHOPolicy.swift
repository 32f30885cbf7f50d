/// World Health Organization, text of 2021-22 (DOMAIN 3.2).
let whoPolicy = #"""
    # World Health Organization, text of 2021-22: 1 m, 15 minutes.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: who-2022
    title: WHO contact definition, text of 2021-22
    effective_from: 2022-02-01
    source: hozir.org copy; Irish Times (HSE)
    extends: common

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
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
        tier: close
        source: hozir.org copy; Irish Times (HSE) (about 2 rows in practice)
      # Sharing a room, or a venue, for 15 minutes stands for 15 minutes face to face within 1 m.
      - id: hotel.room
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: room
        slack_s: 0
        min_minutes: 15
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: hozir.org copy; Irish Times (HSE)
      - id: venue.shared
        looks_for: place
        setting: venue
        feeds: [visit]
        kinds: all
        scope: place
        slack_s: 0
        min_minutes: 15
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: hozir.org copy; Irish Times (HSE)
      # Phone positions cannot prove 1 m, so they give no more than companion_spacetime.
      - id: carrier.near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 1
        accuracy: carry
        min_minutes: 15
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: companion_spacetime
        source: hozir.org copy; Irish Times (HSE)
      - id: site.near
        looks_for: proximity
        setting: site
        feeds: [checkpoint, visit, hotel, parking]
        slack_s: 0
        reach_m: 1
        accuracy: carry
        min_minutes: 15
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: general
        source: hozir.org copy; Irish Times (HSE)

    """#
