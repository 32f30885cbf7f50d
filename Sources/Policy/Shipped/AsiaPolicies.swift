/// Korea (DOMAIN 2.7, 3.2).
let koreaPolicy = #"""
    # Korea: from 2 days before onset, without symptoms before the sample; who is close is judged case by case, by
    # symptoms, masks, place and duration, so everybody who shared a place is listed for that.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: kr-2020
    title: Korea, contact definition of 2020
    effective_from: 2020-04-03
    source: ncov.mohw.go.kr contSeq=1411
    extends: common

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 2
      after_days: none
      day_is: calendar

    rules:
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
        tier: general
        source: ncov.mohw.go.kr contSeq=1411 (assessed case by case)
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
        tier: general
        source: ncov.mohw.go.kr contSeq=1411 (assessed case by case)

    """#

/// Korea, the Itaewon drag-net (DOMAIN 2.7, 3.2).
let koreaItaewon = #"""
    # Korea, Itaewon, May 2020: phones that were attached to stations near five venues for more than 30 minutes. Dates
    # and hours (00 to 05 h, 24 April to 6 May) are those of the itinerary delivered: one stay at the station for each
    # night.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: kr-itaewon-2020
    title: Korea, Itaewon drag-net of May 2020
    effective_from: 2020-05-12
    source: donga.com 2020-05-13
    extends: kr-2020

    window:
      anchors: [as_of]
      before_days: 30

    rules:
      # A phone's place is its station. An idle phone reports about hourly: the gap of 60 minutes is an own rule.
      - id: cell
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 0
        reach_for: all_parts
        accuracy: carry
        min_minutes: 30
        minutes_must_be: exceeded
        cumulative_hours: 0
        max_gap_minutes: 60
        residual_minutes: 0
        instant_s: 0
        tier: companion_spacetime
        source: donga.com 2020-05-13

    """#

/// Taiwan, the cruise ship (DOMAIN 2.9, 3.2).
let taiwanCruise = #"""
    # Taiwan, Diamond Princess, February 2020: local phones in the same vicinity as the ship's foreign phones within the
    # same 15 minutes, on one day.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: tw-cruise-2020
    title: Taiwan, cruise ship Diamond Princess, February 2020
    effective_from: 2020-02-06
    source: telegraph 2020-05-09; jmir e19540
    extends: common

    window:
      anchors: [as_of]
      before_days: 14
      after_days: none
      day_is: calendar

    rules:
      # 900 s either way are the 15 minutes. No source says how far the vicinity reaches: 500 m, a station's area in
      # town, is an own rule for a part of the itinerary without a radius.
      - id: vicinity
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 900
        reach_m: 500
        reach_for: parts_without_radius
        accuracy: carry
        min_minutes: 0
        minutes_must_be: reached
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: companion_spacetime
        source: telegraph 2020-05-09; jmir e19540

    """#
