/// What is done to phone positions before they are matched (CONTRACT 4.7, DOMAIN 4.5).
public struct CarrierRule: Hashable, Sendable {
    /// How fixes become dwells.
    public enum Method: Hashable, Sendable {
        /// Not at all: positions are matched as delivered.
        case none
        /// Same-cell merge, oscillation, drift and flicker removal.
        case dwell(DwellRule)
        /// A running centroid.
        case cluster(ClusterRule)
    }
    /// What happens to positions of somebody in a vehicle.
    public enum VehicleUse: String, Sendable {
        /// They match like others.
        case keep
        /// They match, flagged `IN_VEHICLE`.
        case flag
        /// They match nothing.
        case drop
    }
    /// How fixes become dwells.
    public var method: Method
    /// Of a longer silence at one place only these seconds count as stay, flagged `INFERRED`.
    public var gapSeconds: Int64
    /// A shorter dwell is "moving", one of this length a possible stay.
    public var possibleStaySeconds: Int64 = 0
    /// A dwell of this length is a stay.
    public var staySeconds: Int64 = 0
    /// Speed above which a moving dwell is in a vehicle, kilometres an hour.
    public var vehicleKmh: Double = 0
    /// What happens then.
    public var inVehicle = VehicleUse.keep

    /// Positions as they were delivered; a stay in a cell goes on over silences of up to `gapSeconds`.
    public static func asDelivered(gapSeconds: Int64 = 3600) -> CarrierRule {
        CarrierRule(method: .none, gapSeconds: gapSeconds)
    }

    /// Whether dwells are matched in place of the pings.
    public var cleans: Bool { method != .none }

    /// Metres up to which two fixes are at one place.
    public var placeMeters: Double {
        switch method {
        case .none: 0
        case .dwell(let rule): rule.mergeMeters
        case .cluster(let rule): rule.clusterMeters
        }
    }

    /// Metres from a dwell within which the fixes lie that give it its time.
    public var ownMeters: Double {
        if case .cluster(let rule) = method { return 2 * rule.clusterMeters }
        return placeMeters
    }
}

/// Removal of what radio does to positions: the published rules of DOMAIN 4.5 (chenhu/sky-root, `SignalProcessor`).
public struct DwellRule: Hashable, Sendable {
    /// Neighbouring dwells nearer than this are one; positions within it are one place.
    public var mergeMeters: Double
    /// Longest excursion that is a flip between towers.
    public var oscillationSeconds: Int64
    /// A jump longer than this, in less than ``driftSeconds``, is drift.
    public var driftMeters: Double
    /// See ``driftMeters``.
    public var driftSeconds: Int64
    /// A dwell this short, alone between longer ones, belongs to the longer neighbour.
    public var flickerSeconds: Int64
    /// The steps are repeated until a round removes less than this share of the dwells.
    public var repeatUntilShare: Double
}

/// Hamagen's clustering (DOMAIN 2.3): a point joins the cluster whose running centroid is near.
public struct ClusterRule: Hashable, Sendable {
    /// Metres from the centroid within which a point joins.
    public var clusterMeters: Double
    /// One outlier shorter than this, between two points of the cluster, is passed over.
    public var outlierSeconds: Int64
}

/// Reads the `carrier:` section of a policy.
enum CarrierReader {
    private enum Form { case none, dwell, cluster }

    private static let dwellKeys = [
        "merge_meters", "oscillation_seconds", "drift_km", "drift_seconds", "flicker_seconds", "repeat_until_share",
    ]
    private static let clusterKeys = ["cluster_meters", "outlier_seconds"]
    private static let motionKeys = ["possible_stay_minutes", "stay_minutes", "in_vehicle"]

    static func rule(_ node: PolicyNode) throws(PolicyError) -> CarrierRule {
        // The method decides which keys there are, so that key is read first.
        let base = ["method", "gap_minutes", "source"]
        let loose = try node.section(
            base, optional: dwellKeys + clusterKeys + motionKeys + ["vehicle_kmh"])
        let method = try loose["method"].word(of: [("none", Form.none), ("dwell", .dwell), ("cluster", .cluster)])
        var keys = base
        switch method {
        case .none: break
        case .dwell: keys += dwellKeys + motionKeys
        case .cluster: keys += clusterKeys + motionKeys
        }
        let use = try loose.values["in_vehicle"]?.text()
        let hasSpeed = method != .none && use != "keep"
        if hasSpeed { keys.append("vehicle_kmh") }
        let section = try node.section(keys)
        _ = try section["source"].text()
        var rule = CarrierRule(
            method: .none, gapSeconds: Int64(try section["gap_minutes"].wholeNumber("minutes", 0...1440)) * 60)
        if method == .none { return rule }
        rule.method = method == .dwell ? .dwell(try dwell(section)) : .cluster(try cluster(section))
        rule.possibleStaySeconds = Int64(try section["possible_stay_minutes"].wholeNumber("minutes", 0...1440)) * 60
        rule.staySeconds = Int64(try section["stay_minutes"].wholeNumber("minutes", 0...1440)) * 60
        guard rule.staySeconds >= rule.possibleStaySeconds else {
            throw section["stay_minutes"].expected("at least possible_stay_minutes")
        }
        rule.inVehicle = try section["in_vehicle"].word(of: [("keep", .keep), ("flag", .flag), ("drop", .drop)])
        if hasSpeed { rule.vehicleKmh = try section["vehicle_kmh"].number("km/h", 0...2000) }
        return rule
    }

    private static func dwell(_ section: PolicySection) throws(PolicyError) -> DwellRule {
        DwellRule(
            mergeMeters: try section["merge_meters"].number("metres", 0...5000),
            oscillationSeconds: Int64(try section["oscillation_seconds"].wholeNumber("seconds", 0...3600)),
            driftMeters: try section["drift_km"].number("km", 0...1000) * 1000,
            driftSeconds: Int64(try section["drift_seconds"].wholeNumber("seconds", 0...3600)),
            flickerSeconds: Int64(try section["flicker_seconds"].wholeNumber("seconds", 0...600)),
            repeatUntilShare: try section["repeat_until_share"].number("", 0...1))
    }

    private static func cluster(_ section: PolicySection) throws(PolicyError) -> ClusterRule {
        ClusterRule(
            clusterMeters: try section["cluster_meters"].number("metres", 0...5000),
            outlierSeconds: Int64(try section["outlier_seconds"].wholeNumber("seconds", 0...3600)))
    }
}
