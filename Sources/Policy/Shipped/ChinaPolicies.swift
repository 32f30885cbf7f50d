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
      after_days: none
      day_is: calendar

    rules:
      # Aircraft: same row and three rows in front and behind, and the cabin crew; which rows they serve stands in no
      # ticket, so all of them. Others on the flight are general contacts.
      - id: air.rows
        looks_for: ride
        setting: aircraft
        modes: [flight]
        hepa: [yes, unknown]
        scope: rows
        rows_each_side: 3
        unknown_seat_tier: general
        crew: vehicle
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      # Without HEPA filters everybody in the cabin; in whatever cabin where tickets do not name it.
      - id: air.nohepa
        looks_for: ride
        setting: aircraft
        modes: [flight]
        hepa: [no]
        scope: cabin
        unknown_seat_tier: close
        crew: vehicle
        tier: close
        source: 78jk.net/6731
      - id: air.vehicle
        looks_for: ride
        setting: aircraft
        modes: [flight]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731

      # Sealed, air-conditioned trains: the whole coach, of soft sleepers the compartment; and the crew of the train.
      # A train of which nobody knows counts as sealed, which finds more people.
      - id: rail.sealed
        looks_for: ride
        setting: train
        modes: [rail]
        sealed: [yes, unknown]
        classes: [hard_seat, soft_seat, second_class, first_class, business_class, seat, hard_sleeper, sleeper, economy_class, unknown]
        scope: coach
        unknown_seat_tier: general
        crew: vehicle
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: rail.sealed.soft
        looks_for: ride
        setting: train
        modes: [rail]
        sealed: [yes, unknown]
        classes: [soft_sleeper]
        scope: compartment
        unknown_seat_tier: general
        unknown_layout_tier: close
        crew: vehicle
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      # Ordinary trains: the bay and the next on each side, of soft sleepers the compartment; the crew of the coach.
      # Where the coach's layout is not known: the whole coach.
      - id: rail.open
        looks_for: ride
        setting: train
        modes: [rail]
        sealed: [no]
        classes: [hard_seat, soft_seat, second_class, first_class, business_class, seat, hard_sleeper, sleeper, economy_class, unknown]
        scope: bay
        bays_each_side: 1
        unknown_seat_tier: general
        unknown_layout_tier: close
        crew: area
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: rail.open.soft
        looks_for: ride
        setting: train
        modes: [rail]
        sealed: [no]
        classes: [soft_sleeper]
        scope: compartment
        unknown_seat_tier: general
        unknown_layout_tier: close
        crew: area
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: rail.vehicle
        looks_for: ride
        setting: train
        modes: [rail]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731

      # Sealed, air-conditioned coaches: everybody on board, also where nobody knows whether it is sealed. Ventilated
      # ones: three rows in front and behind, driver and crew; others on board are general contacts.
      - id: coach.sealed
        looks_for: ride
        setting: coach
        modes: [coach]
        sealed: [yes, unknown]
        scope: vehicle
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: coach.open
        looks_for: ride
        setting: coach
        modes: [coach]
        sealed: [no]
        scope: rows
        rows_each_side: 3
        unknown_seat_tier: general
        crew: vehicle
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: coach.vehicle
        looks_for: ride
        setting: coach
        modes: [coach]
        sealed: [no]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731

      # Ships: the same cabin and the crew that serves it. Tickets seldom name it; then general.
      - id: ship.cabin
        looks_for: ride
        setting: ship
        modes: [ship]
        scope: cabin
        unknown_seat_tier: general
        crew: area
        tier: close
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; 78jk.net/6731
      - id: ship.vehicle
        looks_for: ride
        setting: ship
        modes: [ship]
        scope: vehicle
        tier: general
        source: hainan.sina.com.cn 2020-02-06; yzzsnet.com/news/40789; ddtbk.com/news/576924

      # A metro: the transport table has no line for it. Who was on one line at one time, in the metro too, is a general
      # contact; no card names the train, nor where in it somebody stood.
      - id: metro.vehicle
        looks_for: ride
        setting: metro
        modes: [metro]
        scope: vehicle
        tier: general
        source: ddtbk.com/news/576924 (same transport; joint exposure in the metro)

      - id: hotel.room
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
        tier: close
        source: hunanyuer.com/news/218617, 2022-10-14 (household, same room)
      # The same floor says more than the same house: corridor, lift, air. A room whose number tells no floor is on none.
      - id: hotel.floor
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: floor
        unknown_floor_tier: none
        slack_s: 0
        touching: not
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general
        source: own rule; ddtbk.com/news/576924 (joint exposure) names no floors
      - id: hotel.house
        looks_for: place
        setting: hotel
        feeds: [hotel]
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
        source: ddtbk.com/news/576924 (joint exposure)
      # Cafes, restaurants, card rooms, clinics, classes, workplaces: whatever a visit names.
      - id: venue.shared
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
        tier: close
        source: hunanyuer.com/news/218617, 2022-10-14 (meals, entertainment, work and treatment in closed rooms)
      - id: parking.shared
        looks_for: place
        setting: parking
        feeds: [parking]
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
        source: ddtbk.com/news/576924 (joint exposure)
      - id: gate.passage
        looks_for: place
        setting: gate
        feeds: [checkpoint]
        kinds: all
        scope: place
        slack_s: 60
        pair_gates: false
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure); own rule for the 60 seconds
      # Behind the gates of one estate, school or market at one time, from passages in and out. A road checkpoint
      # encloses nothing: its passages stay instants.
      - id: gate.stay
        looks_for: place
        setting: enclosure
        feeds: [checkpoint]
        kinds: [gate, school, market, mall, workplace]
        scope: place
        slack_s: 0
        touching: not
        pair_gates: true
        longest_stay_hours: 24
        missing_end: cap
        missing_end_minutes: 60
        min_minutes: 15
        minutes_must_be: reached
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure in malls and markets, same study and living); own rule for the numbers

      # A phone near the case. Phone positions alone never give more than companion_spacetime.
      - id: carrier.near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 300
        reach_m: 50
        reach_for: all_parts
        accuracy: carry
        min_minutes: 10
        minutes_must_be: reached
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: companion_spacetime
        source: own rule; no national definition exists (husay.cn), 10 minutes as in hubeilong.com quoting CCTV
      - id: site.near
        looks_for: proximity
        setting: site
        feeds: [checkpoint, visit, hotel, parking]
        slack_s: 0
        reach_m: 0
        reach_for: all_parts
        accuracy: carry
        touching: not
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general
        source: ddtbk.com/news/576924 (joint exposure)

      # Travelling companions: they matter more than any seat. Nobody publishes their numbers.
      - id: companion
        looks_for: companion
        setting: companions
        # Tickets of one order on one run, wherever the seats; an order of more people is taken for a placeholder.
        same_order: true
        order_people: 100
        same_room: true
        # Checkpoints write down the people of one car one after another.
        same_plate: true
        plate_seconds: 300
        # Side by side on two different runs.
        adjacent_seats: 2
        across_aisle: true
        # Three places, two minutes apart at most at each, within one day; a car registered to the case stands for it.
        convoy_places: 3
        convoy_seconds: 120
        convoy_hours: 24
        convoy_feeds: [checkpoint, parking]
        convoy_vehicles: true
        tier: close
        source: curehunter.com/public/pubmed37221058.do (370 flights, 57 of 72 infected were companions); own numbers
    # Fourteen days of observation; where they are spent, and when to test, no copy of this edition says.
    follow_up:
      close:
        days: 14
        home_days: 0
        test_days: none
        release: none
        source: background knowledge; no copy of this edition was read for it

    # Health codes by the text of Sanmenxia, February 2020: two noes (isolation, fever), one check-in a day, one
    # application. A day without check-in: green turns yellow; a check-in: yellow turns green; two days of yellow without:
    # red; red turns green after three days of check-ins.
    # The text leaves open what its switches decide, and says nothing of risk: those numbers are our own, the days from
    # the observation of that time. Two channels, check-ins and risk; the worse colour is shown. docs/codes.md tells each key.
    codes:
      history_days: 90
      transitions:
        - {from: green, when: missed, days: 1, to: yellow}
        - {from: yellow, when: checked_in, days: 1, to: green}
        - {from: yellow, when: missed, days: 2, to: red}
        - {from: red, when: checked_in, days: 3, to: green}
      missed_days: further
      checked_in_days: consecutive
      checkins_of_a_day: once
      fever_checkin_counts: true
      grace_days: 0
      application: clear
      fever_c: 37.3
      risk:
        case: {colour: red, days: 28, then: none}
        contact_close: {colour: red, days: 14, then: none}
        contact_secondary: {colour: yellow, days: 7, then: none}
        fever: {colour: red, days: 3, then: {colour: yellow, days: 4}}
        isolation: {colour: red, days: 14, then: none}
        undeclared: {colour: yellow, days: 14, then: none}
        contact_general: {colour: yellow, days: 7, then: none}
        contact_companion_spacetime: {colour: yellow, days: 7, then: none}
        contact_environment: none
      # Nobody is turned red by hand.
      overrides:
        to: [green, yellow]
        reasons: [wrong_reading, negative_test, wrong_person, device_failure, medical_need, released_by_doctor]
        max_days: 14
      source: seed 000 (Sanmenxia, February 2020) for transitions; own rule for the rest

    """#

/// Eighth edition.
let chinaEighth = #"""
    # China, eighth edition, May 2021: four days. The seventh (September 2020) added contacts of contacts, and what the
    # smallest unit is: in a school the class, in a building the stairwell unit, in a factory the workshop, at work the
    # office, in the country the household.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cn-nhc-v8
    title: China NHC prevention and control plan, eighth edition
    effective_from: 2021-05-14
    source: ddtbk.com/news/576924, qebk.com
    extends: cn-nhc-v5

    window:
      before_days: 4

    # What the notices on the ninth edition name as replaced.
    follow_up:
      close:
        days: 14
        home_days: 7
        test_days: none
        release: none
        source: kankanews; 163.com (14 + 7 days, named as what the ninth edition replaces)
      secondary:
        days: 7
        home_days: 0
        test_days: none
        release: none
        source: kankanews; 163.com (7 days centralised, named as what the ninth edition replaces)
    secondary:
      enabled: true
      of_tiers: [close]
      from_first_exposure_of: [close]
      until_isolated_by: [checkins, feedback]
      isolation_day_counts: true
      # Living, working, eating and being entertained together; tickets are not in the definition.
      rules: [hotel.room, venue.shared]
      tier: secondary
      source: ddtbk.com/news/576924, qebk.com (from the first contact with the case until isolation)

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

    follow_up:
      close:
        days: 7
        home_days: 3
        test_days: [1, 2, 3, 5, 7, 10]
        source: kankanews; 163.com (7 days centralised and 3 at home, tests on days 1, 2, 3, 5, 7 and the third at home)
      secondary:
        days: 0
        home_days: 7
        test_days: [1, 4, 7]
        source: kankanews; 163.com (7 days at home)

    """#

/// The twenty measures.
let chinaTwentyMeasures = #"""
    # China, the twenty measures of 11 November 2022: five days and three; contacts of contacts are no longer sought.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cn-20-measures
    title: China, twenty measures of 11 November 2022
    effective_from: 2022-11-11
    source: iotonline.org.cn; ccschy.com
    extends: cn-nhc-v9

    follow_up:
      close:
        days: 5
        home_days: 3
        test_days: none
        source: iotonline.org.cn; ccschy.com (5 + 3)
      secondary: none

    secondary:
      enabled: false
      source: iotonline.org.cn; ccschy.com (contacts of contacts are no longer sought)

    """#
