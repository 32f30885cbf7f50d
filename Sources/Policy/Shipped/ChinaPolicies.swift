/// Fifth edition; the transport table has not changed from February 2020 to April 2022 (DOMAIN 3.1).
let chinaFifth = #"""
    # China, fifth edition, 21 February 2020: two days before onset, or before sampling without symptoms.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cn-nhc-v5
    title: China NHC prevention and control plan, fifth edition
    effective_from: 2020-02-21
    source: health.china.com.cn 2020-02-24
    extends: common

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      day_is: calendar

    rules:
      # Same row and three rows in front and behind; others on the flight are general contacts.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: rows
        rows_each_side: 3
        unknown_seat_tier: general
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: air.vehicle
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731

      # Sealed, air-conditioned trains: the whole coach.
      - id: rail.coach
        looks_for: ride
        setting: train
        modes: [rail]
        scope: coach
        unknown_seat_tier: general
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: rail.vehicle
        looks_for: ride
        setting: train
        modes: [rail]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731

      # Sealed, air-conditioned coaches: everybody on board.
      - id: coach.vehicle
        looks_for: ride
        setting: coach
        modes: [coach]
        scope: vehicle
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      # Cabins are close contacts in the source; tickets seldom name them, so the ship as a whole is general.
      - id: ship.vehicle
        looks_for: ride
        setting: ship
        modes: [ship]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; ddtbk.com/news/576924

      - id: hotel.room
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: room
        slack_s: 0
        min_minutes: 0
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: hunanyuer.com/news/218617, 2022-10-14 (household, same room)
      - id: hotel.house
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: place
        slack_s: 0
        min_minutes: 0
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure)
      - id: venue.shared
        looks_for: place
        setting: venue
        feeds: [visit]
        kinds: all
        scope: place
        slack_s: 0
        min_minutes: 0
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: hunanyuer.com/news/218617, 2022-10-14 (meals, entertainment, work and treatment in closed rooms)
      - id: parking.shared
        looks_for: place
        setting: parking
        feeds: [parking]
        kinds: all
        scope: place
        slack_s: 0
        min_minutes: 0
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure)
      - id: gate.passage
        looks_for: place
        setting: gate
        feeds: [checkpoint]
        kinds: all
        scope: place
        slack_s: 60
        min_minutes: 0
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure); own rule for the 60 seconds

      # A phone near the case. Phone positions alone never give more than companion_spacetime.
      - id: carrier.near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 300
        reach_m: 50
        accuracy: carry
        min_minutes: 10
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        tier: companion_spacetime
        source: own rule; no national definition exists (husay.cn), 10 minutes as in hubeilong.com quoting CCTV
      - id: site.near
        looks_for: proximity
        setting: site
        feeds: [checkpoint, visit, hotel, parking]
        slack_s: 0
        reach_m: 0
        accuracy: carry
        min_minutes: 0
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure)

    """#

/// Eighth edition.
let chinaEighth = #"""
    # China, eighth edition, May 2021: four days.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cn-nhc-v8
    title: China NHC prevention and control plan, eighth edition
    effective_from: 2021-05-14
    source: ddtbk.com/news/576924, qebk.com
    extends: cn-nhc-v5

    window:
      before_days: 4

    """#

/// Ninth edition.
let chinaNinth = #"""
    # China, ninth edition, 28 June 2022: two days again.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cn-nhc-v9
    title: China NHC prevention and control plan, ninth edition
    effective_from: 2022-06-28
    source: hunanyuer.com/news/218617, 2022-10-14
    extends: cn-nhc-v8

    window:
      before_days: 2

    """#
