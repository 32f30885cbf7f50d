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

    /// Joins hits to episodes and keeps those whose rule's minutes are reached (CONTRACT 4.6).
    ///
    /// An episode holds the hits of one case, subject, rule, feed and place or service between which no gap is longer
    /// than the rule's. Its minutes run from the first second to the last, less the environmental ones. A rule's
    /// minimum is compared with the minutes of all its episodes with this subject and case, no minute counted twice,
    /// that fall into any one period; time after the case left counts towards tier `environment` only.
    public func report(of sets: [HitSet]) -> ExposureReport {
        var groups: [SubjectKey: [Hit]] = [:]
        var count = 0
        let (gateHits, gateCounts) = gateHits(of: sets)
        for hits in sets.map(\.hits) + [gateHits] {
            for hit in hits {
                let caseID = parts[Int(hit.part)].caseID
                groups[SubjectKey(caseID: caseID, subject: hit.subject, rule: hit.rule), default: []].append(hit)
            }
            count += hits.count
        }
        var report = ExposureReport(exposures: [], episodesBelowMinimum: 0, hits: count)
        let companions = CompanionCount(sets, parts: parts, rules: rules)
        report.crowdedOrders = companions.crowdedOrders
        report.gates = gateCounts
        for key in groups.keys.sorted() {
            let group = groups[key] ?? []
            let hits = companions.enough(group, caseID: key.caseID)
            report.companionHitsBelowCount += group.count - hits.count
            var episodes = episodes(of: hits)
            let found = episodes.count
            episodes = Accumulation.keep(episodes, rule: rules[Int(key.rule)])
            report.episodesBelowMinimum += found - episodes.count
            report.exposures += episodes.map { exposure(of: $0, key) }.sorted(by: CaseIndex.precedes)
        }
        return report
    }

    private struct SubjectKey: Hashable, Comparable {
        var caseID: String
        var subject: Pseudonym
        var rule: Int32
        static func < (left: Self, right: Self) -> Bool {
            if left.caseID != right.caseID { return left.caseID < right.caseID }
            if left.subject != right.subject { return left.subject < right.subject }
            return left.rule < right.rule
        }
    }

    private struct SettingKey: Hashable {
        var feed: Feed
        var place: String
    }

    /// The episodes of hits of one case, subject and rule, in no particular order.
    private func episodes(of hits: [Hit]) -> [Episode] {
        var settings: [SettingKey: [Hit]] = [:]
        for hit in hits { settings[SettingKey(feed: hit.feed, place: hit.place), default: []].append(hit) }
        var episodes: [Episode] = []
        for hits in settings.values {
            let ordered = hits.sorted { Hit.precedes($0, $1) }
            var current: [Hit] = []
            var end = Int64.min
            for hit in ordered {
                let maxGap = rules[Int(hit.rule)].maxGapSeconds
                if !current.isEmpty, hit.span.start - end > maxGap {
                    episodes.append(episode(of: current))
                    current.removeAll()
                }
                end = current.isEmpty ? hit.span.end : max(end, hit.span.end)
                current.append(hit)
            }
            episodes.append(episode(of: current))
        }
        return episodes
    }

    /// One episode of hits in order.
    private func episode(of hits: [Hit]) -> Episode {
        let last = hits.reduce(hits[0].span.end) { max($0, $1.span.end) }
        let span = TimeSpan(hits[0].span.start, last)
        guard hits.contains(where: { !$0.isEnvironmental }) else {
            return Episode(hits: hits, span: span, together: [])
        }
        let rule = rules[Int(hits[0].rule)]
        let slack =
            switch rule.kind {
            case .proximity(let settings): settings.slackSeconds
            case .place(let settings): settings.slackSeconds
            case .ride, .companion, .cell: Int64(0)
            }
        var present: [TimeSpan] = []
        var afterwards: [TimeSpan] = []
        if rule.residualSeconds > 0, !rule.isRide {
            for number in Set(hits.map(\.part)) {
                let presence = Presence(
                    part: parts[Int(number)], slack: slack, residual: rule.residualSeconds,
                    instant: rule.instantSeconds)
                present.append(presence.together)
                if let environmental = presence.environmental { afterwards.append(environmental) }
            }
        }
        let environmental = SpanAlgebra.subtract(present, from: afterwards)
        let together = SpanAlgebra.subtract(environmental, from: [span])
        // A moment together stays one, even inside the time that another part of the case left behind.
        let moments = hits.filter { !$0.isEnvironmental }.map { TimeSpan(at: $0.span.start) }
        return Episode(hits: hits, span: span, together: together.isEmpty ? TimeSpan.union(moments) : together)
    }

    private func exposure(of episode: Episode, _ key: SubjectKey) -> Exposure {
        let first = episode.hits[0]
        let part = parts[Int(first.part)]
        let rule = rules[Int(key.rule)]
        let nearest = episode.hits.reduce(nil as Hit?) { best, hit in
            guard let distance = hit.distanceMeters else { return best }
            return distance < best?.distanceMeters ?? .infinity ? hit : best
        }
        let flags = episode.hits.reduce(into: EvidenceFlags()) { $0.formUnion($1.flags) }
        return Exposure(
            caseID: key.caseID, subject: key.subject, rule: rule.id, setting: rule.setting, tier: episode.tier,
            place: first.place, span: episode.span, minutes: Double(episode.togetherSeconds) / 60,
            environmentalMinutes: Double(episode.span.seconds - episode.togetherSeconds) / 60,
            minDistanceMeters: nearest?.distanceMeters,
            accuracyMeters: nearest?.accuracyCentimeters.map { Double($0) / 100 },
            observations: CaseIndex.observations(behind: episode.hits), flags: flags.sortedWords,
            feed: first.feed, subjectSource: first.source, caseSource: part.source, caseOrigin: part.origin,
            together: episode.together.filter { $0.seconds > 0 },
            nearness: episode.hits.compactMap(\.nearness).min())
    }

    /// Observations behind hits, each once; a cleaned one stands for all its fixes.
    private static func observations(behind hits: [Hit]) -> Int {
        let fixes = Dictionary(hits.map { (ObservationIdentity($0), Int($0.fixes)) }) { first, _ in first }
        return max(1, fixes.values.reduce(0, +))
    }

    private static func precedes(_ left: Exposure, _ right: Exposure) -> Bool {
        if left.span != right.span { return left.span < right.span }
        return (left.place, left.feed.number) < (right.place, right.feed.number)
    }
}

/// Hits without a gap.
struct Episode {
    /// In order.
    var hits: [Hit]
    /// From the first second to the last.
    var span: TimeSpan
    /// Times at which the case was there; none where it had always left.
    var together: [TimeSpan]
    /// Set to `environment` where only the environmental time reaches the rule's minimum.
    var isEnvironmentOnly = false

    init(hits: [Hit], span: TimeSpan, together: [TimeSpan]) {
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
    var position: Position?
    var accuracy: Int32?
    var content: String

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
        let accuracies = (left.accuracyCentimeters ?? noValue, right.accuracyCentimeters ?? noValue)
        return accuracies.0 < accuracies.1
    }
}

extension Rule {
    var isCompanion: Bool {
        if case .companion = kind { return true }
        return false
    }
}
