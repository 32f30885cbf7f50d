/// The carrier section of the Chinese policies, the CDC's and the WHO's: none of them says how phone positions are to
/// be cleaned, so all take the one complete published rule set (DOMAIN 4.5).
let carrierDwells = #"""

    # Phone positions become dwells before they are matched.
    carrier:
      method: dwell
      # Of a longer silence at one place only this counts as stay: an idle phone reports about hourly.
      gap_minutes: 60
      # Two neighbouring dwells nearer than this are one, at the longer one's position.
      merge_meters: 100
      # Away and back again in this time, by way of up to three other cells, is a flip between towers.
      oscillation_seconds: 120
      # A jump this far in this time is drift.
      drift_km: 5
      drift_seconds: 120
      # A dwell this short, alone between longer ones, belongs to the longer neighbour.
      flicker_seconds: 5
      # Rounds go on until one removes less than this share of the dwells.
      repeat_until_share: 0.01
      # Shorter: moving; from here on a possible stay; from stay_minutes on a stay.
      possible_stay_minutes: 10
      stay_minutes: 40
      # A moving dwell reached and left faster than people run is in a vehicle and matches nobody (own rule).
      in_vehicle: drop
      vehicle_kmh: 20
      source: chenhu/sky-root SignalProcessor.java, StayPointProcessor.java; mtoou table (hourly reports); own rule for vehicles

    """#

/// Hamagen's own clustering and motion filter (DOMAIN 2.3).
let carrierClusters = #"""

    carrier:
      method: cluster
      # Hamagen samples every 15 minutes at least and knows no longer silence; this is the idle phone's report period.
      gap_minutes: 60
      # A point joins within this distance of the running centroid; one shorter outlier is passed over.
      cluster_meters: 20
      outlier_seconds: 120
      possible_stay_minutes: 15
      stay_minutes: 15
      # 2.8 m/s.
      in_vehicle: drop
      vehicle_kmh: 10.08
      source: Hamagen repository, src/config/default_config.json, src/services/ClusteringService.ts

    """#
