public import Policy
public import Vocabulary

/// A time at one place, made of fixes; one of a single fix is a moment.
public struct Dwell: Hashable, Sendable {
    /// From the first fix at the place to the last.
    public var span: TimeSpan
    /// Where, and the tower if only that is known.
    public var position: Position, cell: String?, radiusMeters: Double
    /// The least of the fixes' accuracies, where all have one; of a cluster its radius.
    public var accuracyCentimeters: Int32?
    /// Fixes at the place.
    public var fixes: Int32
    /// Rows of the first and the last fix.
    public var source: RowSource, lastSource: RowSource
    /// Nothing was heard: the phone had been silent for long, and came back at the same place.
    public var isInferred = false
    /// Faster than people are on foot.
    public var isInVehicle = false

    /// Metres by which the phone may have been elsewhere.
    var uncertainty: Double { radiusMeters + Double(accuracyCentimeters ?? 0) / 100 }
}

/// Where a phone was, cleaned.
public struct Track: Hashable, Sendable {
    /// In order of time; inferred ones follow the dwell they go on from.
    public var dwells: [Dwell] = []
    /// What each step did.
    public var counts = CleaningCounts()

    /// The dwells as observations of a phone, ready to be matched; in vehicles only where the rule keeps them.
    public func observations(of phone: Pseudonym, rule: CarrierRule) -> [Observation] {
        dwells.compactMap { dwell in
            if dwell.isInVehicle, rule.inVehicle == .drop { return nil }
            var row = Observation(feed: .carrier, span: dwell.span)
            row.phone = phone
            if let cell = dwell.cell { row.place = cell } else { row.position = dwell.position }
            row.accuracyCentimeters = dwell.accuracyCentimeters
            row.fixes = dwell.fixes
            row.source = dwell.source
            if dwell.isInferred { row.traits.insert(.inferred) }
            if dwell.isInVehicle { row.traits.insert(.inVehicle) }
            return row
        }
    }
}

/// How many fixes went into cleaning, and what each step did with them.
///
///     fixes = repeated + merged + oscillation + drift + flicker + places
public struct CleaningCounts: Hashable, Sendable {
    /// Fixes given, and how many of them said what another had said.
    public var fixes = 0, repeated = 0
    /// Dwells that each step joined to another.
    public var merged = 0, oscillation = 0, drift = 0, flicker = 0
    /// Places left after these steps.
    public var places = 0
    /// Silences at one place that were longer than the policy's gap.
    public var gapsCapped = 0
    /// Dwells, by length, and those of them in a vehicle.
    public var stays = 0, possibleStays = 0, moving = 0, inVehicle = 0

    /// Adds other counts.
    public static func += (left: inout Self, right: Self) {
        left.fixes += right.fixes
        left.repeated += right.repeated
        left.merged += right.merged
        left.oscillation += right.oscillation
        left.drift += right.drift
        left.flicker += right.flicker
        left.places += right.places
        left.gapsCapped += right.gapsCapped
        left.stays += right.stays
        left.possibleStays += right.possibleStays
        left.moving += right.moving
        left.inVehicle += right.inVehicle
    }

    /// Names and numbers for the manifest.
    public var named: [(name: String, value: Int)] {
        [
            ("carrier_pings_in", fixes), ("carrier_repeated", repeated), ("carrier_merged", merged),
            ("carrier_oscillation", oscillation), ("carrier_drift", drift), ("carrier_flicker", flicker),
            ("carrier_places", places), ("carrier_gaps_capped", gapsCapped), ("carrier_stays", stays),
            ("carrier_possible_stays", possibleStays), ("carrier_moving", moving),
            ("carrier_in_vehicle", inVehicle),
        ]
    }
}
