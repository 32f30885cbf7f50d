/// ECDC, 2020 (DOMAIN 3.2).
let ecdcPolicy = #"""
    # European Centre for Disease Prevention and Control, 2020: within 2 m for more than 15 minutes, or 15 minutes in a
    # closed room, is high exposure; the same for less time is low exposure.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: ecdc-2020
    title: ECDC contact definition of 2020
    effective_from: 2020-02-25
    source: empendium.com/ua/table/027_3812
    extends: common-near

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      after_days: none
      day_is: 24h

    rules:
      # Two seats in any direction: rows are compared, seats in a row are not.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: rows
        rows_each_side: 2
        unknown_seat_tier: general
        crew: none
        tier: close
        source: background knowledge (2 seats in any direction)
      - id: hotel.room
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        tier: close
        source: empendium.com/ua/table/027_3812
      - id: venue.shared
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        tier: close
        source: empendium.com/ua/table/027_3812
      - id: carrier.near
        reach_m: 2
        min_minutes: 15
        minutes_must_be: exceeded
        cumulative_hours: 0
        source: empendium.com/ua/table/027_3812
      - id: site.near
        reach_m: 2
        min_minutes: 15
        minutes_must_be: exceeded
        cumulative_hours: 0
        source: empendium.com/ua/table/027_3812
      # Low exposure: the same for a shorter time.
      - id: hotel.room.short
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: room
        slack_s: 0
        touching: not
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general
        source: empendium.com/ua/table/027_3812 (low exposure)
      - id: venue.short
        looks_for: place
        setting: venue
        feeds: [visit]
        kinds: all
        scope: place
        slack_s: 0
        touching: not
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general
        source: empendium.com/ua/table/027_3812 (low exposure)

    """#

/// SORMAS, the labels of its contact form (DOMAIN 2.5, 3.2).
let sormasPolicy = #"""
    # SORMAS, the labels of its contact form: 1 m, 15 minutes, 2 m, two rows. The form knows no days; those are an own
    # rule.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: sormas-labels
    title: SORMAS, proximity labels of the contact form
    effective_from: 2020-02-21
    source: enum.properties of SORMAS, lines 277 to 290
    extends: common-near

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      after_days: none
      day_is: calendar

    rules:
      # Up to two rows in front or behind.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: rows
        rows_each_side: 2
        unknown_seat_tier: general
        crew: none
        tier: close
        source: enum.properties of SORMAS, lines 277 to 290 (airplane, up to two rows in front or behind)
      - id: hotel.room
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        tier: close
        source: enum.properties of SORMAS, lines 277 to 290 (same room or house)
      - id: venue.shared
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        tier: close
        source: enum.properties of SORMAS, lines 277 to 290 (face to face, 15 minutes or more)
      - id: carrier.near
        reach_m: 1
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        source: enum.properties of SORMAS, lines 277 to 290 (1 m or less)
      - id: site.near
        reach_m: 2
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 0
        source: enum.properties of SORMAS, lines 277 to 290 (less than 2 m, 15 minutes or more)

    """#
