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

    carrier:
      method: cluster
      # Hamagen samples at least every 15 minutes and does not ask about longer silences: the idle phone's hour.
      gap_minutes: 60
      # A point joins within this distance of the running centroid; one shorter outlier is passed over.
      cluster_meters: 20
      outlier_seconds: 120
      # "More than 15 minutes" is the only length it knows.
      possible_stay_minutes: 15
      stay_minutes: 15
      # 2.8 m/s.
      in_vehicle: drop
      vehicle_kmh: 10.08
      source: Hamagen repository, default_config.json and ClusteringService.ts

    rules:
      # 50 m beyond the radius of the record, and the radius of the cluster, which is its accuracy; "more than 15 minutes" is read as 15 or more; aircraft were excluded.
      - id: near
        looks_for: proximity
        setting: phone
        feeds: [carrier]
        slack_s: 0
        reach_m: 50
        accuracy: widen
        min_minutes: 15
        cumulative_hours: 0
        max_gap_minutes: 30
        residual_minutes: 0
        tier: close
        source: Hamagen repository, git log of src/config

    """#
