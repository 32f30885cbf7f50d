/// What differs between the editions of China's prevention and control plan (DOMAIN 3.1).
struct ChinaEdition {
    /// Name of the policy, date, title and source of the edition.
    let id: String, effectiveFrom: String, title: String, source: String
    /// Days before the anchor.
    let beforeDays: Int
    /// Whether contacts of contacts are traced: since the seventh edition.
    let hasSecondary: Bool
}

/// Fifth edition, 21 February 2020: two days before onset, or before sampling without symptoms.
let fifthEdition = ChinaEdition(
    id: "cn-nhc-v5", effectiveFrom: "2020-02-21", title: "China NHC prevention and control plan, fifth edition",
    source: "health.china.com.cn 2020-02-24", beforeDays: 2, hasSecondary: false)

/// Eighth edition, May 2021: four days.
let eighthEdition = ChinaEdition(
    id: "cn-nhc-v8", effectiveFrom: "2021-05-14", title: "China NHC prevention and control plan, eighth edition",
    source: "ddtbk.com/news/576924, qebk.com", beforeDays: 4, hasSecondary: true)

/// Ninth edition, 28 June 2022: two days again.
let ninthEdition = ChinaEdition(
    id: "cn-nhc-v9", effectiveFrom: "2022-06-28", title: "China NHC prevention and control plan, ninth edition",
    source: "hunanyuer.com/news/218617, 2022-10-14", beforeDays: 2, hasSecondary: true)

/// The text of an edition; the transport table has not changed from February 2020 to April 2022.
func chinaPolicy(_ edition: ChinaEdition) -> String {
    #"""
    policy: \#(edition.id)
    title: \#(edition.title)
    effective_from: \#(edition.effectiveFrom)
    source: \#(edition.source)

    window:
      anchors: [onset, sampled, confirmed]
      before_days: \#(edition.beforeDays)
      day_is: calendar

    extend_itineraries: true
    open_end_hours: {hotel: 24, parking: 12, visit: 1}

    """# + chinaRideRules + chinaPlaceRules + chinaCompanionRule
        + (edition.hasSecondary ? chinaSecondary : noSecondary) + commonTail
}

/// Rides: the transport table.
private let chinaRideRules = #"""

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

    """#

/// Places and positions.
private let chinaPlaceRules = #"""

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
