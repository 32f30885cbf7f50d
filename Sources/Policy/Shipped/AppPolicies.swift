/// Hamagen, May 2020 (DOMAIN 2.3, 3.2).
let hamagenPolicy = #"""
    # Israel, Hamagen, May 2020: the radius of the published record or 50 m, and the radius of the user's own cluster;
    # more than 15 minutes; the last 14 days. Journeys by train, bus, car or aircraft were left out of its history.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: hamagen-2020-05
    title: Hamagen, Israel Ministry of Health, parameters of May 2020
    effective_from: 2020-05-01
    source: Hamagen repository, src/config/default_config.json
    extends: common

    window:
      anchors: [as_of]
      before_days: 14
      after_days: none
      day_is: 24h

    extend_itineraries: false

    rules:
      # The radius of the user's cluster is its accuracy. 30 minutes of gap are an own rule: two of its sampling intervals.
      - id: near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 50
        reach_for: parts_without_radius
        accuracy: widen
        min_minutes: 15
        minutes_must_be: exceeded
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: close
        source: Hamagen repository, src/config/default_config.json

    """#

/// Safe Paths (DOMAIN 2.4, 3.2).
let safePathsPolicy = #"""
    # PathCheck Safe Paths: within 20 m; each fix stands for 5 minutes, and 66 % of a frame of 30 minutes (19.8 minutes)
    # must match; the last 14 days.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: safe-paths-2020
    title: PathCheck Safe Paths, exposure rule of 2020
    effective_from: 2020-08-01
    source: safeplaces-dct-app repository, app/helpers/Intersect.js, app/constants/history.ts
    extends: common

    window:
      anchors: [as_of]
      before_days: 14
      after_days: none
      day_is: 24h

    # Fixes are matched as they were taken.
    carrier:
      method: none
      gap_minutes: 60
      source: safeplaces-dct-app repository (no cleaning); 60 minutes are not used

    extend_itineraries: false

    rules:
      # A fix stands for 300 s, so fixes 5 minutes apart join.
      - id: near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 20
        reach_for: all_parts
        accuracy: carry
        min_minutes: 19.8
        minutes_must_be: reached
        cumulative_hours: 0.5
        max_gap_minutes: 0
        residual_minutes: 0
        instant_s: 300
        tier: close
        source: safeplaces-dct-app repository, app/helpers/Intersect.js, app/constants/history.ts

    """#

/// Safe Paths, its first rule.
let safePathsEarly = #"""
    # PathCheck Safe Paths, its first months: within 20 m and 4 hours.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: safe-paths-early
    title: PathCheck Safe Paths, first exposure rule
    effective_from: 2020-03-01
    source: safeplaces-dct-app repository, issues 516 and 684
    extends: safe-paths-2020

    rules:
      - id: near
        slack_s: 14400
        min_minutes: 0
        source: safeplaces-dct-app repository, issues 516 and 684

    """#

/// Corona-Warn-App (DOMAIN 2.9, 3.2).
let cwaPolicy = #"""
    # Germany, Corona-Warn-App: 73 dB or less, about 8 m; 10 minutes in a day; the last 14 days. Attenuation is not
    # measured by any feed, so 8 m stand for it.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: cwa-2020
    title: Corona-Warn-App, exposure rule of 2020
    effective_from: 2020-06-16
    source: cwa-documentation, issue 307
    extends: common

    window:
      anchors: [as_of]
      before_days: 14
      after_days: none
      day_is: calendar

    rules:
      # Qualifying minutes add up; the app's own mean over the whole meeting let long near ones go (issue 307).
      - id: near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 8
        reach_for: all_parts
        accuracy: carry
        min_minutes: 10
        minutes_must_be: reached
        cumulative_hours: 24
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: companion_spacetime
        source: cwa-documentation, issue 307

    """#
