/// Companions, last of the contact rules of China's editions.
let chinaCompanionRule = #"""

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

    """#

/// Secondary contacts as the eighth edition defines them.
let chinaSecondary = #"""

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

/// A policy without secondary contacts.
let noSecondary = #"""

    secondary:
      enabled: false
      source: the published rules define none

    """#
