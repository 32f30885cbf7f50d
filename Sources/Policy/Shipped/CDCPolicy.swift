/// United States, 21 October 2020 (DOMAIN 3.2).
let cdcPolicy = #"""
    # United States, 21 October 2020: 6 feet, 15 minutes cumulative in 24 hours.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cdc-2020-10
    title: US CDC close contact definition of 21 October 2020
    effective_from: 2020-10-21
    source: perkinscoie (CDC, 21 October 2020)
    extends: common

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      day_is: calendar

    rules:
      # Within two rows: low exposure, in the words of February 2020.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: rows
        rows_each_side: 2
        unknown_seat_tier: none
        tier: general
        source: lonelyplanet (CDC, February 2020, within 2 rows is low exposure)
      # Sharing a room, or a venue, for 15 minutes in 24 hours stands for 15 minutes within 6 feet.
      - id: hotel.room
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: room
        slack_s: 0
        min_minutes: 15
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: perkinscoie (CDC, 21 October 2020)
      - id: venue.shared
        looks_for: place
        setting: venue
        feeds: [visit]
        kinds: all
        scope: place
        slack_s: 0
        min_minutes: 15
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: perkinscoie (CDC, 21 October 2020)
      # 6 feet are 1.83 m. Phone positions cannot prove them, so they give no more than companion_spacetime.
      - id: carrier.near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 1.83
        accuracy: carry
        min_minutes: 15
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        tier: companion_spacetime
        source: perkinscoie (CDC, 21 October 2020)
      - id: site.near
        looks_for: proximity
        setting: site
        feeds: [checkpoint, visit, hotel, parking]
        slack_s: 0
        reach_m: 1.83
        accuracy: carry
        min_minutes: 15
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        tier: general
        source: perkinscoie (CDC, 21 October 2020)

    """#
