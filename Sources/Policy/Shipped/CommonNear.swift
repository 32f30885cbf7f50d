/// What the definitions by distance and time share.
let commonNear = #"""
    # The shape of a definition by distance and time. By itself it is not whole and cannot be chosen: the authority's
    # minutes, metres and tiers are missing.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: common-near
    title: The shape of definitions by distance and time
    effective_from: 2020-02-21
    source: own rule
    extends: common

    rules:
      # Registers know rooms and venues, not metres: sharing one for the time stands for being so near for the time.
      - id: hotel.room
        looks_for: place
        setting: hotel
        feeds: [hotel]
        kinds: all
        scope: room
        slack_s: 0
        touching: not
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
      - id: venue.shared
        looks_for: place
        setting: venue
        feeds: [visit]
        kinds: all
        scope: place
        slack_s: 0
        touching: not
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
      # Phone positions cannot prove a few metres, so they give no more than companion_spacetime.
      - id: carrier.near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_for: all_parts
        accuracy: carry
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: companion_spacetime
      - id: site.near
        looks_for: proximity
        setting: site
        feeds: [checkpoint, visit, hotel, parking]
        slack_s: 0
        reach_for: all_parts
        accuracy: carry
        touching: not
        max_gap_minutes: 30
        residual_minutes: 0
        instant_s: 0
        tier: general

    """#
