/// United States, 21 October 2020 (DOMAIN 3.2).
let cdcPolicy = #"""
    # United States, 21 October 2020: within 6 feet for 15 minutes, added up over 24 hours.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cdc-2020-10
    title: US CDC close contact definition of 21 October 2020
    effective_from: 2020-10-21
    source: perkinscoie (CDC, 21 October 2020)
    extends: common-near

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      after_days: none
      day_is: calendar

    rules:
      # Within two rows: low exposure, in the words of February 2020. Seats in a row are not compared.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: rows
        rows_each_side: 2
        unknown_seat_tier: none
        crew: none
        tier: general
        source: lonelyplanet (CDC, February 2020, within 2 rows is low exposure)
      - id: hotel.room
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 24
        tier: close
        source: perkinscoie (CDC, 21 October 2020)
      - id: venue.shared
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 24
        tier: close
        source: perkinscoie (CDC, 21 October 2020)
      # 6 feet are 1.8288 m.
      - id: carrier.near
        reach_m: 1.8288
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 24
        source: perkinscoie (CDC, 21 October 2020)
      - id: site.near
        reach_m: 1.8288
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 24
        source: perkinscoie (CDC, 21 October 2020)

    """#
