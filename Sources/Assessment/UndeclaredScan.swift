public import Policy
public import Vocabulary

/// Looks through observations for presence in risk regions (CONTRACT 5).
///
/// Two passes over the same blocks, each on as many threads as there are, each with its own sights, merged later:
/// ``observe(_:into:)`` finds who was where; ``watch(for:directory:)`` says whose return matters;
/// ``observeReturns(_:of:into:)`` finds the first sight at home. ``findings(_:returns:directory:declarations:...)``
/// judges.
///
/// A place lies in a region where its region code begins with the region's code, or its position lies in a polygon
/// of such a code; a place whose code is coarser than the region's is not inside. A position lies in the polygons, and
/// in the places with a region code, a position and a radius. In every second the longest code
/// in force wins; ``RiskRegion/outside`` holds where none does and what is known lies out of the home codes.
public struct UndeclaredScan: Sendable {
    /// The stops of a service on a date in order; none where nothing is known of it.
    public typealias StopList = @Sendable (_ mode: RideMode, _ service: String, _ serviceDate: Int32?) -> [ServiceStop]

    let index: RegionIndex
    let rule: UndeclaredRule
    let asOf: Int64
    private let registered: Set<Pseudonym>
    private let stops: StopList
    private let sites: [String: RegionIndex.Site]
    private let ground: SpaceTimeTree

    /// A scan of one run.
    ///
    /// - Parameters:
    ///   - regions: the regions table; several periods of one code are allowed.
    ///   - regionPolygons: ground by region code, of risk regions, their parts, and home.
    ///   - places: known places by id.
    ///   - homeRegions: region code prefixes that are home; without any, nothing is `outside`.
    ///   - asOf: UTC second of the run; later observations do not count.
    ///   - stops: stops of services, for rides that pass through a region where the policy counts them.
    ///   - registered: identifiers that somebody owns; they decide whom a row with ID number and phone is about.
    public init(
        regions: [RiskRegion], regionPolygons: [String: [Polygon]], places: [String: Place], homeRegions: [String],
        rule: UndeclaredRule, asOf: Int64, registered: Set<Pseudonym> = [],
        stops: @escaping StopList = { _, _, _ in [] }
    ) {
        let lookBack = TimeSpan(asOf - Int64(max(0, rule.lookBackDays)) * 86_400, asOf)
        let index = RegionIndex(
            regions: regions, polygons: regionPolygons, places: places, homeRegions: homeRegions, lookBack: lookBack)
        self.index = index
        self.rule = rule
        self.asOf = asOf
        self.registered = registered
        self.stops = stops
        sites = places.mapValues { index.site(of: $0) }.filter { !$0.value.matches.isEmpty || $0.value.isHome }
        ground = SpaceTimeTree(index.rectangles)
    }

    /// Whether no region is in force, so that nothing can be found.
    public var isIdle: Bool { index.reach == nil }

    /// Which blocks of a segment of a feed with such strings can hold somebody in a risk region.
    public func sieve(feed: Feed, strings: [String]) -> RegionSieve {
        let isRide = feed == .travel
        return RegionSieve(
            reach: index.reach, ground: isRide || !index.hasGround ? SpaceTimeTree([]) : ground,
            codes: [false] + strings.map { !(sites[$0]?.matches.isEmpty ?? true) },
            takesAll: isRide && rule.countPassingThrough)
    }

    /// Notes who of a block was in a risk region.
    public func observe(_ block: ObservationBlock, into sights: inout RegionSights) {
        guard let reach = index.reach else { return }
        let codes = codeSites(block)
        let isHit = codes.map { !($0?.matches.isEmpty ?? true) }
        let isRide = block.feed == .travel
        let mayHit = isHit.contains(true)
        let usesGround = !isRide && !block.lon.isEmpty && index.hasGround
        if !mayHit && !usesGround && !(isRide && rule.countPassingThrough) { return }
        for row in 0..<block.count where block.start[row] <= reach.end && block.end[row] >= reach.start {
            if isRide {
                observeRide(block, row, codes, &sights)
                if rule.countPassingThrough { observePassing(block[row], block, row, &sights) }
            } else if usesGround || (!block.place.isEmpty && block.place[row] != 0 && isHit[Int(block.place[row]) - 1])
            {
                observePresence(block, row, codes, &sights)
            }
        }
    }

    /// What is known about each string of a block, if it is a place that matters.
    func codeSites(_ block: ObservationBlock) -> [RegionIndex.Site?] { block.strings.map { sites[$0] } }

    private func observeRide(
        _ block: ObservationBlock, _ row: Int, _ codes: [RegionIndex.Site?], _ sights: inout RegionSights
    ) {
        let ends = [
            ("ride_from", block.fromPlace, block.start[row]), ("ride_to", block.toPlace, block.end[row]),
        ]
        for (kind, column, moment) in ends {
            guard !column.isEmpty, column[row] != 0, let site = codes[Int(column[row]) - 1] else { continue }
            let place = block.strings[Int(column[row]) - 1]
            let sold = !block.traits.isEmpty && Traits(bits: block.traits[row]).has(.soldOnly)
            let flags = sold ? ["UNVERIFIED_BOARDING"] : []
            index.divide(TimeSpan(at: moment), among: site.matches) { region, part in
                note(block, row, region, part, site.known, &sights) { source in
                    RegionEvidence(
                        span: part, feed: block.feed, kind: kind, place: place, flags: flags, source: source)
                }
            }
        }
    }

    /// Notes the stops in a region between boarding and alighting; their times count from the ride's departure, which
    /// holds for dated and undated stops alike.
    private func observePassing(
        _ observation: Observation, _ block: ObservationBlock, _ row: Int, _ sights: inout RegionSights
    ) {
        guard let ride = observation.ride else { return }
        let run = stops(ride.mode, ride.service, ride.serviceDate)
        guard let from = run.firstIndex(where: { $0.placeID == ride.fromPlace }),
            let to = run[(from + 1)...].firstIndex(where: { $0.placeID == ride.toPlace })
        else { return }
        let flags = ride.soldOnly ? ["UNVERIFIED_BOARDING"] : []
        for stop in run[(from + 1)..<to] {
            guard let site = sites[stop.placeID], !site.matches.isEmpty else { continue }
            var span = observation.span
            if let left = run[from].depart ?? run[from].arrive, let moment = stop.arrive ?? stop.depart {
                span = TimeSpan(at: min(max(span.start, span.start + moment - left), max(span.start, span.end)))
            }
            index.divide(span, among: site.matches) { region, part in
                note(block, row, region, part, site.known, &sights) { source in
                    RegionEvidence(
                        span: part, feed: block.feed, kind: "ride_through", place: stop.placeID, flags: flags,
                        source: source)
                }
            }
        }
    }

    private func observePresence(
        _ block: ObservationBlock, _ row: Int, _ codes: [RegionIndex.Site?], _ sights: inout RegionSights
    ) {
        let placeCode = block.place.isEmpty ? 0 : Int(block.place[row])
        let placeSite = placeCode == 0 ? nil : codes[placeCode - 1]
        var site = placeSite
        let position = position(block, row)
        if let position, index.hasGround {
            let ground = index.site(at: position)
            if !ground.known.isEmpty {
                site = placeSite == nil ? ground : index.site(known: ground.known + (placeSite?.known ?? []))
            }
        }
        guard let site, !site.matches.isEmpty else { return }
        let place = placeCode == 0 ? "" : block.strings[placeCode - 1]
        index.divide(TimeSpan(block.start[row], block.end[row]), among: site.matches) { region, part in
            note(block, row, region, part, site.known, &sights) { source in
                var flags: [String] = []
                if let position, !(placeSite?.matches.contains(region) ?? false),
                    index.crossesBorder(position, radiusMeters: radius(block, row), region: region)
                {
                    flags.append("ACCURACY_CROSSES_BORDER")
                }
                return RegionEvidence(
                    span: part, feed: block.feed, kind: Self.kind(of: block.feed), place: place, flags: flags,
                    source: source)
            }
        }
    }

    /// The person's identifier and the plate of a row are two subjects: a plate is not its driver.
    private func note(
        _ block: ObservationBlock, _ row: Int, _ region: Int, _ part: TimeSpan, _ known: [String],
        _ sights: inout RegionSights, _ evidence: (RowSource) -> RegionEvidence
    ) {
        let (person, plate) = subjectCodes(block, row)
        for code in [person, plate] where code != 0 {
            let key = RegionSights.Key(subject: block.subjects[Int(code) - 1], region: region)
            sights.sights[key, default: Sight(span: part)].add(part, known: known) {
                evidence(
                    RowSource(
                        file: block.file.isEmpty ? 0 : block.file[row], line: block.line.isEmpty ? 0 : block.line[row],
                        digest: block.digest.isEmpty ? 0 : block.digest[row]))
            }
        }
    }

    /// Codes of the row's person and of its plate; 0 for none.
    func subjectCodes(_ block: ObservationBlock, _ row: Int) -> (UInt32, UInt32) {
        (block.personCode(of: row, registered: registered), block.plate.isEmpty ? 0 : block.plate[row])
    }

    func position(_ block: ObservationBlock, _ row: Int) -> Position? {
        guard !block.lon.isEmpty, !block.lat.isEmpty, block.lon[row] != noValue, block.lat[row] != noValue else {
            return nil
        }
        return Position(lonE7: block.lon[row], latE7: block.lat[row])
    }

    private func radius(_ block: ObservationBlock, _ row: Int) -> Double {
        guard !block.accuracy.isEmpty, block.accuracy[row] != noValue else { return 0 }
        return Double(block.accuracy[row]) / 100
    }

    private static func kind(of feed: Feed) -> String {
        switch feed {
        case .carrier: "ping"
        case .checkpoint: "passage"
        case .visit: "visit"
        default: "stay"
        }
    }
}
