import Vocabulary

/// The risk regions in force inside the look-back, most specific first, and what is known about places and ground.
struct RegionIndex: Sendable {
    /// Distinct region codes: longest first, `outside` last.
    let codes: [String]
    /// Their periods inside the look-back, merged and in order.
    let periods: [[TimeSpan]]
    /// Weightiest level of each.
    let levels: [String]
    /// From the first to the last second in which anything counts; nil where nothing does.
    let reach: TimeSpan?
    private let outside: Int?
    private let homeRegions: [String]
    private let ground: RegionGround
    private var discs = RegionDiscs(places: [])
    /// What is known where only one area lies, by the area's index: the usual case, worked out once.
    private var groundSites: [Site] = []

    /// What is known about one place or position.
    struct Site: Sendable {
        /// Region codes it is known to lie in.
        var known: [String] = []
        /// Indexes into ``RegionIndex/codes``, most specific first.
        var matches: [Int] = []
        /// Whether a known code lies inside a home region code.
        var isHome = false
    }

    init(
        regions: [RiskRegion], polygons: [String: [Polygon]], places: [String: Place] = [:], homeRegions: [String],
        lookBack: TimeSpan
    ) {
        var byCode: [String: [RiskRegion]] = [:]
        for region in regions {
            guard let span = region.span.intersection(lookBack), !region.code.isEmpty else { continue }
            var clipped = region
            clipped.span = span
            byCode[region.code, default: []].append(clipped)
        }
        codes = byCode.keys.sorted { left, right in
            if (left == RiskRegion.outside) != (right == RiskRegion.outside) { return right == RiskRegion.outside }
            if left.count != right.count { return left.count > right.count }
            return left < right
        }
        periods = codes.map { mergedSpans((byCode[$0] ?? []).map(\.span)) }
        levels = codes.map { code in
            let names = Set((byCode[code] ?? []).map(\.level))
            return ["high", "medium", "low"].first { names.contains($0) } ?? names.min() ?? ""
        }
        let all = periods.joined()
        if let first = all.map(\.start).min(), let last = all.map(\.end).max() {
            reach = TimeSpan(first, last)
        } else {
            reach = nil
        }
        outside = homeRegions.isEmpty ? nil : codes.firstIndex(of: RiskRegion.outside)
        self.homeRegions = homeRegions
        ground = RegionGround(polygons: polygons)
        groundSites = ground.codes.map { site(known: [$0]) }
        // Only places whose own code is in force: few, and a ping near any other says nothing.
        var inForce: [String: Bool] = [:]
        discs = RegionDiscs(
            places: places.values.filter { place in
                guard let code = place.region, place.position != nil, place.radiusMeters > 0 else { return false }
                if let known = inForce[code] { return known }
                let isInForce = !site(known: [code]).matches.isEmpty
                inForce[code] = isInForce
                return isInForce
            })
    }

    /// What the known region codes of somewhere say.
    func site(known: [String]) -> Site {
        var site = Site(known: known)
        site.isHome = known.contains(where: isHome)
        site.matches = codes.indices.filter { index in
            index != outside && known.contains { $0.hasPrefix(codes[index]) }
        }
        // A code that is coarser than a home code may or may not be out of it: not known to be outside.
        let isAway = known.contains { code in !homeRegions.contains { $0.hasPrefix(code) || code.hasPrefix($0) } }
        if let outside, isAway, !site.isHome { site.matches.append(outside) }
        return site
    }

    /// What is known about a place.
    func site(of place: Place) -> Site {
        var known = place.position.map { ground.codes(at: $0) } ?? []
        if let region = place.region, !region.isEmpty, !known.contains(region) { known.append(region) }
        return site(known: known)
    }

    /// What the polygons, and the places around it, say about a position.
    func site(at position: Position) -> Site {
        let around = discs.isEmpty ? [] : discs.codes(at: position)
        if !around.isEmpty { return site(known: Set(ground.codes(at: position)).union(around).sorted()) }
        let area = ground.onlyArea(at: position)
        if area >= 0 { return groundSites[area] }
        return area == -1 ? Site() : site(known: ground.codes(at: position))
    }

    /// Rectangles that hold every position in a risk region: a position in several areas lies in a region only where
    /// one of the areas by itself does.
    var rectangles: [SpaceTimeBox] {
        zip(ground.rectangles, groundSites).filter { !$0.1.matches.isEmpty }.map(\.0) + discs.rectangles
    }

    /// Whether polygons or places can say anything about positions.
    var hasGround: Bool { !ground.isEmpty || !discs.isEmpty }

    /// Whether a circle around a position lies wholly inside none of the region's polygons and places.
    func crossesBorder(_ position: Position, radiusMeters: Double, region: Int) -> Bool {
        let accepts = { (code: String) in
            region == outside ? !isHome(code) : code.hasPrefix(codes[region])
        }
        return ground.crosses(position, radiusMeters: radiusMeters, accepts)
            && !discs.contains(position, radiusMeters: radiusMeters, accepts)
    }

    /// Whether a code lies inside a home region code.
    func isHome(_ code: String) -> Bool { homeRegions.contains { code.hasPrefix($0) } }

    /// Gives every second of a span to the most specific region in force in that second.
    func divide(_ span: TimeSpan, among matches: [Int], _ body: (_ region: Int, _ part: TimeSpan) -> Void) {
        if span.start == span.end {
            let found = matches.first { periods[$0].contains { $0.overlaps(span) } }
            if let found { body(found, span) }
            return
        }
        var remaining = [span]
        for region in matches where !remaining.isEmpty {
            for period in periods[region] {
                var left: [TimeSpan] = []
                for piece in remaining {
                    guard let common = piece.intersection(period) else {
                        left.append(piece)
                        continue
                    }
                    body(region, common)
                    if piece.start < common.start { left.append(TimeSpan(piece.start, common.start - 1)) }
                    if piece.end > common.end { left.append(TimeSpan(common.end + 1, piece.end)) }
                }
                remaining = left
            }
        }
    }
}

/// Spans in order, overlapping and touching ones made one.
func mergedSpans(_ spans: [TimeSpan]) -> [TimeSpan] {
    var result: [TimeSpan] = []
    for span in spans.sorted() {
        if let last = result.last, span.start <= last.end || span.start - 1 == last.end {
            result[result.count - 1].end = max(last.end, span.end)
        } else {
            result.append(span)
        }
    }
    return result
}
