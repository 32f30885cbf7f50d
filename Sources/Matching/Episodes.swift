import Policy
public import Vocabulary

/// What a run of hits came to.
public struct ExposureReport: Hashable, Sendable {
    /// The exposures, by case, subject, rule in the policy's order, time, place and feed.
    public var exposures: [Exposure]
    /// Episodes left out because their rule's minutes were not reached.
    public var episodesBelowMinimum: Int
    /// Hits of the episodes, repeated observations included.
    public var hits: Int
    /// Hits of companion rules that were too few, and orders with too many people to be one.
    public var companionHitsBelowCount = 0, crowdedOrders = 0
    /// How passages were paired into stays.
    public var gates = GateCounts()
}

extension CaseIndex {
    /// The exposures that the hits of any number of sets come to, in a fixed order; see ``report(of:)``.
    public func exposures(of sets: [HitSet]) -> [Exposure] { report(of: sets).exposures }

    /// The report of all cases; see ``HitSheaf/report(cases:)``.
    public func report(of sets: [HitSet]) -> ExposureReport {
        let sheaf = HitSheaf(sets, index: self)
        var report = sheaf.emptyReport
        report.add(sheaf.report(cases: 0..<sheaf.caseCount))
        return report
    }
}

extension ExposureReport {
    /// Adds the report of the cases that come next.
    public mutating func add(_ next: ExposureReport) {
        exposures += next.exposures
        episodesBelowMinimum += next.episodesBelowMinimum
        hits += next.hits
        companionHitsBelowCount += next.companionHitsBelowCount
    }
}

extension HitSheaf {
    /// What is true of all cases together, before any of them is looked at.
    public var emptyReport: ExposureReport {
        var report = ExposureReport(exposures: [], episodesBelowMinimum: 0, hits: 0)
        report.crowdedOrders = companions.crowdedOrders
        report.gates = gates
        return report
    }

    /// Joins the hits of some cases to episodes and keeps those whose rule's minutes are reached (CONTRACT 4.6).
    ///
    /// An episode holds the hits of one case, subject, rule, feed and place or service between which no gap is longer
    /// than the rule's. Its minutes run from the first second to the last, less the environmental ones. A rule's
    /// minimum is compared with the minutes of all its episodes with this subject and case, no minute counted twice,
    /// that fall into any one period; time after the case left counts towards tier `environment` only.
    public func report(cases: Range<Int>) -> ExposureReport {
        var report = ExposureReport(exposures: [], episodesBelowMinimum: 0, hits: count(cases: cases))
        for rank in cases {
            let caseID = index.caseIDs[rank]
            bundles(ofCase: rank) { bundle in
                let rule = index.rules[Int(bundle[0].rule)]
                let hits = companions.enough(bundle, caseID: caseID)
                report.companionHitsBelowCount += bundle.count - hits.count
                var episodes = episodes(of: hits, rule)
                let found = episodes.count
                episodes = Accumulation.keep(episodes, rule: rule)
                report.episodesBelowMinimum += found - episodes.count
                if episodes.count == 1 {
                    report.exposures.append(exposure(of: episodes[0], caseID, rule))
                } else {
                    report.exposures += episodes.map { exposure(of: $0, caseID, rule) }.sorted(by: Self.precedes)
                }
            }
        }
        return report
    }

    /// The episodes of hits of one case, subject and rule.
    private func episodes(of hits: [Hit], _ rule: Rule) -> [Episode] {
        let samePlace = samePlace
        let ordered =
            hits.count < 2
            ? hits
            : hits.sorted { left, right in
                if left.feed != right.feed { return left.feed.number < right.feed.number }
                let places = (samePlace[Int(left.place)], samePlace[Int(right.place)])
                return places.0 != places.1 ? places.0 < places.1 : Hit.precedes(left, right)
            }
        var episodes: [Episode] = []
        var first = 0
        var end = Int64.min
        for next in ordered.indices {
            let hit = ordered[next]
            if next > first {
                let isElsewhere =
                    hit.feed != ordered[first].feed
                    || samePlace[Int(hit.place)] != samePlace[Int(ordered[first].place)]
                if isElsewhere || hit.span.start - end > rule.maxGapSeconds {
                    episodes.append(episode(of: ordered[first..<next], rule))
                    first = next
                }
            }
            end = next == first ? hit.span.end : max(end, hit.span.end)
        }
        if first < ordered.count { episodes.append(episode(of: ordered[first...], rule)) }
        return episodes
    }

    /// One episode of hits in order.
    private func episode(of hits: ArraySlice<Hit>, _ rule: Rule) -> Episode {
        let start = hits[hits.startIndex].span.start
        let span = TimeSpan(start, hits.reduce(start) { max($0, $1.span.end) })
        guard hits.contains(where: { !$0.isEnvironmental }) else {
            return Episode(hits: hits, span: span, together: [])
        }
        guard rule.residualSeconds > 0, !rule.isRide else { return Episode(hits: hits, span: span, together: [span]) }
        let slack =
            switch rule.kind {
            case .proximity(let settings): settings.slackSeconds
            case .place(let settings): settings.slackSeconds
            case .ride, .companion, .cell: Int64(0)
            }
        var present: [TimeSpan] = []
        var afterwards: [TimeSpan] = []
        for number in Set(hits.map(\.part)) {
            let presence = Presence(
                part: index.parts[Int(number)], slack: slack, residual: rule.residualSeconds,
                instant: rule.instantSeconds)
            present.append(presence.together)
            if let environmental = presence.environmental { afterwards.append(environmental) }
        }
        let environmental = SpanAlgebra.subtract(present, from: afterwards)
        let together = SpanAlgebra.subtract(environmental, from: [span])
        // A moment together stays one, even inside the time that another part of the case left behind.
        let moments = hits.filter { !$0.isEnvironmental }.map { TimeSpan(at: $0.span.start) }
        return Episode(hits: hits, span: span, together: together.isEmpty ? TimeSpan.union(moments) : together)
    }

    private func exposure(of episode: Episode, _ caseID: String, _ rule: Rule) -> Exposure {
        let first = episode.hits[episode.hits.startIndex]
        let part = index.parts[Int(first.part)]
        var nearest = first
        var flags: EvidenceFlags = []
        var nearness: SeatNearness?
        for hit in episode.hits {
            if hit.distanceMeters < nearest.distanceMeters { nearest = hit }
            flags.formUnion(hit.flags)
            if let seats = tables.nearnesses[hit.nearness] { nearness = nearness.map { min($0, seats) } ?? seats }
        }
        let isMeasured = nearest.distanceMeters < .infinity
        let isAccuracyKnown = isMeasured && nearest.accuracyCentimeters != noValue
        let observations = Self.observations(behind: episode.hits)
        var exposure = Exposure(
            caseID: caseID, subject: first.subject, rule: rule.id, setting: rule.setting, tier: episode.tier,
            place: tables.places[first.place]?.text ?? "", span: episode.span,
            minutes: Double(episode.togetherSeconds) / 60,
            environmentalMinutes: Double(episode.span.seconds - episode.togetherSeconds) / 60,
            minDistanceMeters: isMeasured ? nearest.distanceMeters : nil,
            accuracyMeters: isAccuracyKnown ? Double(nearest.accuracyCentimeters) / 100 : nil,
            observations: observations, flags: flags.sortedWords,
            feed: first.feed, subjectSource: first.source, caseSource: part.source, caseOrigin: part.origin,
            together: episode.together.filter { $0.seconds > 0 }, nearness: nearness)
        exposure.certainty = certainty(of: episode, rule, observations: observations)
        return exposure
    }

    /// Observations behind hits in order, each once; a cleaned one stands for all its fixes.
    private static func observations(behind hits: ArraySlice<Hit>) -> Int {
        var count = 0
        if hits.count <= 16 {
            // A handful is compared sooner than it is hashed.
            for place in hits.indices {
                let isKnown = hits[..<place].contains {
                    ObservationIdentity($0) == ObservationIdentity(hits[place])
                }
                if !isKnown { count += Int(hits[place].fixes) }
            }
        } else {
            var known: Set<ObservationIdentity> = []
            for hit in hits where known.insert(ObservationIdentity(hit)).inserted { count += Int(hit.fixes) }
        }
        return max(1, count)
    }

    private static func precedes(_ left: Exposure, _ right: Exposure) -> Bool {
        if left.span != right.span { return left.span < right.span }
        return (left.place, left.feed.number) < (right.place, right.feed.number)
    }
}

/// Hits without a gap.
struct Episode {
    /// In order.
    var hits: ArraySlice<Hit>
    /// From the first second to the last.
    var span: TimeSpan
    /// Times at which the case was there; none where it had always left.
    var together: [TimeSpan]
    /// Set to `environment` where only the environmental time reaches the rule's minimum.
    var isEnvironmentOnly = false

    init(hits: ArraySlice<Hit>, span: TimeSpan, together: [TimeSpan]) {
        self.hits = hits
        self.span = span
        self.together = together
    }

    var togetherSeconds: Int64 { together.reduce(0) { $0 + $1.seconds } }

    /// The weightiest tier of the hits.
    var tier: Tier { isEnvironmentOnly ? .environment : hits.reduce(.environment) { min($0, $1.tier) } }
}

/// What makes two observations of one subject the same one.
private struct ObservationIdentity: Hashable {
    var feed: Feed
    var observed: TimeSpan
    var position: Position
    var accuracy: Int32
    var content: UInt32

    init(_ hit: Hit) {
        feed = hit.feed
        observed = hit.observed
        position = hit.position
        accuracy = hit.accuracyCentimeters
        content = hit.content
    }
}

extension Hit {
    /// By shared time, row, observed time, part; total over what decides an exposure.
    static func precedes(_ left: Hit, _ right: Hit) -> Bool {
        if left.span != right.span { return left.span < right.span }
        if left.source != right.source { return left.source < right.source }
        if left.observed != right.observed { return left.observed < right.observed }
        if left.part != right.part { return left.part < right.part }
        return left.accuracyCentimeters < right.accuracyCentimeters
    }
}

extension Rule {
    var isCompanion: Bool {
        if case .companion = kind { return true }
        return false
    }
}
