public import Policy
public import Vocabulary

extension ScoreRule {
    /// The order of a contact inside its tier, 0-100: the terms of ``breakdown(of:tier:)`` added up, at most 100.
    ///
    /// More minutes, a smaller distance, nearer seats, one more exposure, or a stronger rule or tier never lower it.
    public func score(of exposures: [Exposure], tier: Tier) -> Double {
        // The same terms in the same order, without their words: every contact of a night is scored.
        let points = [
            base[tier.rawValue] ?? 0, together(minutes: exposures.togetherMinutes),
            nearest(Self.nearest(of: exposures)),
            seats(Self.rows(of: exposures)), further(Self.furtherCount(of: exposures)),
            exposures.contains(where: \.isCompanionship) ? companionPoints : 0,
        ]
        return min(100, points.reduce(0, +))
    }

    /// The terms of a score, in the order in which they are added.
    ///
    /// - `base`: points of the tier;
    /// - `together`: minutes together by any rule, no second twice; environmental minutes do not count;
    /// - `nearest`: the nearest distance of any exposure, to the decimetre in which it is published;
    /// - `seats`: the least rows between the seats of any shared ride, a bay counting as two rows;
    /// - `further`: the most exposures that one rule found by one feed of one identifier, after the first. (Two rules
    ///   or feeds that saw the same hour are one exposure to whoever counts; comparing their times instead would let a
    ///   longer stay lower the score.)
    /// - `companion`: any exposure bears one of the words of ``CompanionEvidence``.
    public func breakdown(of exposures: [Exposure], tier: Tier) -> [ScoreTerm] {
        [
            ScoreTerm("base", base[tier.rawValue] ?? 0, why: "tier \(tier.rawValue)"),
            together(exposures), nearest(exposures), seats(exposures), further(exposures), companionship(exposures),
        ]
    }

    private func together(minutes: Double) -> Double { perHour * min(minutes / 60, hoursCap) }

    private func together(_ exposures: [Exposure]) -> ScoreTerm {
        let minutes = exposures.togetherMinutes
        return ScoreTerm(
            "together", together(minutes: minutes),
            why: "\(plain(minutes)) min together by any rule, \(plain(perHour)) points an hour, \(plain(hoursCap)) h "
                + "at most")
    }

    /// The nearest distance in the decimetres in which it is published.
    private static func nearest(of exposures: [Exposure]) -> Double? {
        exposures.lazy.compactMap(\.minDistanceMeters).min().map { max(0, ($0 * 10).rounded(.toNearestOrEven) / 10) }
    }

    private func nearest(_ meters: Double?) -> Double { meters.map { nearPoints * max(0, 1 - $0 / nearMeters) } ?? 0 }

    private func nearest(_ exposures: [Exposure]) -> ScoreTerm {
        guard let meters = Self.nearest(of: exposures) else {
            return ScoreTerm("nearest", 0, why: "no distance was measured")
        }
        return ScoreTerm(
            "nearest", nearest(meters),
            why: "\(plain(meters)) m at the nearest, \(plain(nearPoints)) points at 0 m and none from "
                + "\(plain(nearMeters)) m on")
    }

    private static func rows(of exposures: [Exposure]) -> Int? {
        exposures.lazy.compactMap { $0.nearness?.leastRows }.min()
    }

    private func seats(_ rows: Int?) -> Double { rows.map { seatPoints * max(0, 1 - Double($0) / seatRows) } ?? 0 }

    private func seats(_ exposures: [Exposure]) -> ScoreTerm {
        guard let rows = Self.rows(of: exposures) else {
            return ScoreTerm("seats", 0, why: "no seats near one another are known")
        }
        return ScoreTerm(
            "seats", seats(rows),
            why:
                "seats \(rows) rows apart at the nearest (a bay counts as two), \(plain(seatPoints)) points for one row "
                + "or bay and none from \(plain(seatRows)) rows on")
    }

    private struct Series: Hashable {
        var rule: String
        var feed: Feed
        var subject: Pseudonym
    }

    private static func furtherCount(of exposures: [Exposure]) -> Int {
        if exposures.count < 2 { return 0 }
        var counts: [Series: Int] = [:]
        for exposure in exposures {
            counts[Series(rule: exposure.rule, feed: exposure.feed, subject: exposure.subject), default: 0] += 1
        }
        return max(0, (counts.values.max() ?? 0) - 1)
    }

    private func further(_ count: Int) -> Double { min(exposureCap, perExposure * Double(count)) }

    private func further(_ exposures: [Exposure]) -> ScoreTerm {
        let count = Self.furtherCount(of: exposures)
        return ScoreTerm(
            "further", further(count),
            why: "\(count) further exposures by one rule, \(plain(perExposure)) points each, \(plain(exposureCap)) at "
                + "most")
    }

    private func companionship(_ exposures: [Exposure]) -> ScoreTerm {
        let holds = exposures.contains(where: \.isCompanionship)
        return ScoreTerm(
            "companion", holds ? companionPoints : 0,
            why: holds ? "evidence of travelling together" : "no evidence of travelling together")
    }
}

extension SeatNearness {
    /// Rows between the seats, a bay counting as two; the lesser where both are known, nil where neither is.
    fileprivate var leastRows: Int? { [rowsApart, baysApart.map { 2 * $0 }].compactMap(\.self).min() }
}

/// A number without needless decimals, to one place.
private func plain(_ value: Double) -> String {
    let rounded = (value * 10).rounded(.toNearestOrEven) / 10
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
}
