/// Chengdu's space-time companions, November 2021 (DOMAIN 3.1).
let chengduPolicy = #"""
    # Chengdu, November 2021: the eighth edition, and who was with a case in an 800 m cell.
    # What the keys mean, and how files extend one another, stands at the top of common.yaml.
    policy: chengdu-stc
    title: Chengdu space-time companions (shi kong ban sui zhe), November 2021
    effective_from: 2021-11-03
    source: hubeilong.com quoting CCTV; fengzewei.com
    extends: cn-nhc-v8

    rules:
      # "Own phone and case phone in the same 800 m x 800 m cell for more than 10 minutes, and either number's accumulated
      # stay there over 30 h in the last 14 days." What the text leaves open stands here as it was read:
      # the cells around are other cells (whom they would add is counted); the 10 minutes are one stay; the 14 days end
      # with it; one party's stay is enough; "and", not "or" as in one copy. 10 minutes and 30 hours themselves count.
      - id: stc
        looks_for: cell
        setting: cell
        feeds: [carrier]
        grid_m: 800
        neighbour_ring: false
        min_minutes: 10
        minutes_are: one_stay
        stay_hours: 30
        stay_days: 14
        stay_days_before: match
        party: either
        conditions: and
        tier: companion_spacetime
        source: hubeilong.com quoting CCTV; fengzewei.com; mzbkw.com (the copy with "or")

    # Green again after two negative tests at least 24 hours apart within 3 days; else 14 days and a test.
    follow_up:
      companion_spacetime:
        days: 14
        home_days: 0
        test_days: none
        release: {negative_tests: 2, hours_apart: 24, within_days: 3}
        source: hubeilong.com quoting CCTV; fengzewei.com

    """#
