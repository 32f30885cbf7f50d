/// United States, 21 October 2020: 6 feet, 15 minutes cumulative in 24 hours (DOMAIN 3.2).
let cdcPolicy =
    #"""
    policy: cdc-2020-10
    title: US CDC close contact definition of 21 October 2020
    effective_from: 2020-10-21
    source: perkinscoie (CDC, 21 October 2020)

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      day_is: calendar

    extend_itineraries: true
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

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
    """# + noSecondary + commonTail

/// World Health Organization, text of 2021-22: 1 m, 15 minutes (DOMAIN 3.2).
let whoPolicy =
    #"""
    policy: who-2022
    title: WHO contact definition, text of 2021-22
    effective_from: 2022-02-01
    source: hozir.org copy; Irish Times (HSE)

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      day_is: calendar

    extend_itineraries: true
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

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
    """# + noSecondary + commonTail

/// Hamagen, May 2020: 50 m and more than 15 minutes (DOMAIN 2.3, 3.2).
let hamagenPolicy =
    #"""
    policy: hamagen-2020-05
    title: Hamagen, Israel Ministry of Health, parameters of May 2020
    effective_from: 2020-05-01
    source: Hamagen repository, git log of src/config

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 14
      day_is: 24h

    extend_itineraries: false
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

    rules:
      # 50 m beyond the radius of the record; "more than 15 minutes" is read as 15 or more; aircraft were excluded.
      - id: near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 50
        accuracy: carry
        min_minutes: 15
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: Hamagen repository, git log of src/config
    """# + noSecondary + commonTail
