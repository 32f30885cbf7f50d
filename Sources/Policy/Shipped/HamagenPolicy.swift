/// Hamagen, May 2020 (DOMAIN 2.3, 3.2).
let hamagenPolicy = #"""
    # Israel, May 2020: 50 m and more than 15 minutes.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: hamagen-2020-05
    title: Hamagen, Israel Ministry of Health, parameters of May 2020
    effective_from: 2020-05-01
    source: Hamagen repository, git log of src/config
    extends: common

    window:
      anchors: [onset, sampled, confirmed]
      before_days: 14
      day_is: 24h

    extend_itineraries: false

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

    """#
