import TestSupport
import Testing
import Vocabulary

@testable import Assessment
@testable import Policy

/// The order inside a tier: its formula, and that stronger evidence never lowers it.
@Suite struct ScoreTests {
    /// A rule as the reader lets it pass: no weight below 0, no tier with fewer points than a lighter one.
    private func rule(_ random: inout SeededGenerator) -> ScoreRule {
        var rule = ScoreRule(
            base: [:], perHour: Double.random(in: 0...20, using: &random),
            hoursCap: Double.random(in: 0...12, using: &random), nearPoints: Double.random(in: 0...40, using: &random),
            nearMeters: Double.random(in: 0.1...300, using: &random),
            perExposure: Double.random(in: 0...10, using: &random),
            exposureCap: Double.random(in: 0...30, using: &random),
            seatPoints: Double.random(in: 0...40, using: &random), seatRows: Double.random(in: 0.1...9, using: &random))
        let points = Tier.allCases.map { _ in Double.random(in: 0...80, using: &random) }.sorted(by: >)
        for (tier, points) in zip(Tier.allCases, points) { rule.base[tier.rawValue] = points }
        return rule
    }

    private func evidence(_ random: inout SeededGenerator) -> [Exposure] {
        (0..<Int.random(in: 1...6, using: &random)).map { line in
            var exposure = exposure(
                "c", name(.idNumber, 11), rule: ["a", "b", "z"].randomElement(using: &random) ?? "a",
                at: Int64.random(in: 0...3, using: &random) * 10_000,
                minutes: Double(Int.random(in: 0...400, using: &random)),
                meters: Bool.random(using: &random) ? Double.random(in: 0...320, using: &random) : nil,
                line: UInt32(line))
            if Bool.random(using: &random) { exposure.nearness = nearness(&random, atMost: 9) }
            return exposure
        }
    }

    private func nearness(_ random: inout SeededGenerator, atMost rows: Int) -> SeatNearness {
        func apart() -> Int? { Bool.random(using: &random) ? Int.random(in: 0...rows, using: &random) : nil }
        return SeatNearness(coach: "3", rowsApart: apart(), baysApart: apart())
    }

    @Test(arguments: 0..<50)
    func `more minutes, nearer, nearer seats, one more exposure or a stronger tier never lower a score`(
        seed: UInt64
    ) {
        for round in 0..<200 {
            var random = SeededGenerator(seed: seed * 1000 + UInt64(round))
            let rule = rule(&random)
            let exposures = evidence(&random)
            let tier = Tier.allCases.randomElement(using: &random) ?? .general
            let before = rule.score(of: exposures, tier: tier)
            #expect((0...100).contains(before), "seed \(seed), round \(round)")
            let one = Int.random(in: 0..<exposures.count, using: &random)
            var longer = exposures
            longer[one].together[0].end += Int64.random(in: 1...9000, using: &random)
            longer[one].span.end = max(longer[one].span.end, longer[one].together[0].end)
            #expect(
                rule.score(of: exposures.replacing(one, by: longer[one]), tier: tier) >= before,
                "minutes, \(seed) \(round)")
            var nearer = exposures[one]
            nearer.minDistanceMeters =
                nearer.minDistanceMeters.map { $0 * Double.random(in: 0...1, using: &random) } ?? 10
            #expect(
                rule.score(of: exposures.replacing(one, by: nearer), tier: tier) >= before, "near, \(seed) \(round)")
            var seated = exposures[one]
            let seats = seated.nearness ?? SeatNearness(coach: "3")
            // Nearer by rows, by bays or by both, or known where it was not.
            func moved(_ apart: Int?) -> Int? {
                Bool.random(using: &random) ? Int.random(in: 0...(apart ?? 9), using: &random) : apart
            }
            seated.nearness = SeatNearness(
                coach: "3", rowsApart: moved(seats.rowsApart), baysApart: moved(seats.baysApart))
            #expect(
                rule.score(of: exposures.replacing(one, by: seated), tier: tier) >= before, "seats, \(seed) \(round)")
            let more = exposures + evidence(&random).prefix(1)
            #expect(rule.score(of: more, tier: tier) >= before, "one more, \(seed) \(round)")
            for stronger in Tier.allCases where stronger < tier {
                #expect(rule.score(of: exposures, tier: stronger) >= before, "tier, \(seed) \(round)")
            }
        }
    }

    @Test(arguments: 0..<50) func `the terms add up to the score, in any order of exposures`(seed: UInt64) {
        for round in 0..<20 {
            var random = SeededGenerator(seed: seed * 1000 + UInt64(round))
            let rule = rule(&random)
            let exposures = evidence(&random)
            let terms = rule.breakdown(of: exposures, tier: .close)
            #expect(terms.map(\.term) == ["base", "together", "nearest", "seats", "further", "companion"])
            #expect(terms.allSatisfy { $0.points >= 0 && !$0.why.isEmpty })
            #expect(rule.score(of: exposures, tier: .close) == min(100, terms.reduce(0) { $0 + $1.points }))
            #expect(rule.breakdown(of: exposures.shuffled(using: &random), tier: .close) == terms)
        }
    }

    @Test func `the score follows its formula`() {
        let two = [
            exposure("c", name(.idNumber, 11), minutes: 60, meters: 50),
            exposure("c", name(.idNumber, 11), at: 9_000, minutes: 60),
        ]
        #expect(defaultScore.breakdown(of: two, tier: .general).map(\.points) == [30, 10, 5, 0, 2, 0])
        #expect(defaultScore.score(of: two, tier: .general) == 30 + 2 * 5 + 5 + 2)
        // Two feeds of one rule that saw the same hour.
        var other = two[0]
        other.feed = .visit
        #expect(defaultScore.score(of: [two[0], other], tier: .general) == 30 + 5 + 5)
        let twoRulesOneHour = [two[0], exposure("c", name(.idNumber, 11), rule: "hotel.house")]
        #expect(defaultScore.score(of: twoRulesOneHour, tier: .general) == 30 + 5 + 5)
    }

    @Test func `every limit of the formula holds`() {
        let long = exposure("c", name(.idNumber, 11), minutes: 10_000)
        #expect(defaultScore.breakdown(of: [long], tier: .close)[1].points == 5 * 4)
        let far = exposure("c", name(.idNumber, 11), minutes: 0, meters: 100)
        #expect(defaultScore.breakdown(of: [far], tier: .close)[2].points == 0)
        let many = (0..<30).map { exposure("c", name(.idNumber, 11), at: Int64($0) * 9000, minutes: 0) }
        #expect(defaultScore.breakdown(of: many, tier: .close)[4].points == 10)
        var generous = defaultScore
        generous.base["close"] = 99
        #expect(generous.score(of: many, tier: .close) == 100)
    }

    @Test func `seats in one row or bay give all points, and fewer row by row to none; a bay is two rows`() {
        func points(_ rows: Int?, _ bays: Int?) -> Double {
            var ride = exposure("c", name(.idNumber, 11), rule: "rail.vehicle")
            ride.nearness = SeatNearness(coach: "11", rowsApart: rows, baysApart: bays)
            return defaultScore.breakdown(of: [ride], tier: .close)[3].points
        }
        #expect([0, 1, 2, 3, 4, 5].map { points($0, nil) } == [5, 3.75, 2.5, 1.25, 0, 0])
        #expect([0, 1, 2, 3].map { points(nil, $0) } == [5, 2.5, 0, 0])
        #expect(points(nil, nil) == 0)
        // Face to face on two benches of one bay.
        #expect(points(1, 0) == 5)
        #expect(points(1, 1) == 3.75)
    }

    @Test func `the nearest seats of all runs count, and runs do not add up`() {
        let runs = [3, 1, 2].map { rows in
            var ride = exposure("c", name(.idNumber, 11), rule: "rail.\(rows)")
            ride.nearness = SeatNearness(coach: "11", rowsApart: rows)
            return ride
        }
        #expect(defaultScore.breakdown(of: runs, tier: .close)[3].points == 3.75)
    }

    @Test func `a distance counts to the decimetre in which it is published`() {
        let scores = [12.34, 12.3, 12.26].map {
            defaultScore.score(of: [exposure("c", name(.idNumber, 11), meters: $0)], tier: .close)
        }
        #expect(Set(scores).count == 1)
    }
}

extension [Exposure] {
    fileprivate func replacing(_ index: Int, by exposure: Exposure) -> [Exposure] {
        var copy = self
        copy[index] = exposure
        return copy
    }
}
