import Foundation
import Matching
import TestSupport
import Testing
import Vocabulary

@testable import Policy

extension Exposure {
    /// What the plain comparison of all pairs knows of it.
    var withoutCertainty: Exposure {
        var plain = self
        plain.certainty = nil
        return plain
    }
}

/// The formulas of docs/uncertainty.md against drawn worlds in which the truth is known.
@Suite struct CertaintyTests {
    private let noon: Int64 = 1_580_529_600
    private let site = Position(lonE7: 1_183_000_000, latE7: 289_000_000)

    /// Normal on two axes, by Box and Muller.
    private func error(_ sigma: Double, _ random: inout SeededGenerator) -> (east: Double, north: Double) {
        let length = sigma * (-2 * log(Double.random(in: 1e-12...1, using: &random))).squareRoot()
        let angle = Double.random(in: 0...(2 * .pi), using: &random)
        return (length * cos(angle), length * sin(angle))
    }

    private func position(_ at: (east: Double, north: Double)) -> Position {
        let unit = earthRadiusMeters * .pi / 180 / 1e7
        let east = unit * Position.parallelLength(latitude: site.latitude)
        return Position(
            lonE7: site.lonE7 + Int32((at.east / east).rounded()),
            latE7: site.latE7 + Int32((at.north / unit).rounded()))
    }

    private func phone(_ number: Int) -> Pseudonym { Pseudonym(kind: .phone, high: UInt64(number), low: 0) }

    private var near: Rule {
        Rule(
            id: "near", setting: "phone", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 36_000, residualSeconds: 0,
            kind: .proximity(
                ProximityRule(
                    feeds: [.carrier], slackSeconds: 0, reachMeters: 50, accuracy: .carry, maxAccuracyMeters: 0)))
    }

    /// A case at the site for twelve hours, within 50 m.
    private func exposures(_ rows: [Observation], places: [String: Place] = [:]) -> [Exposure] {
        let stay = ItineraryPart(
            caseID: "C", kind: .stay, span: TimeSpan(noon, noon + 43_200), position: site, radiusMeters: 50)
        let index = CaseIndex(
            parts: [stay], caseSubjects: [:], rules: [near], places: places, timetable: Timetable(stops: []),
            openEndHours: [:], zone: .china)
        var hits = HitSet()
        for first in stride(from: 0, to: rows.count, by: 400) {
            var block = ObservationBlock(feed: .carrier)
            for row in rows[first..<min(rows.count, first + 400)] { block.append(row) }
            index.match(block, into: &hits)
        }
        return index.exposures(of: [hits])
    }

    @Test func `the radius of 68 in 100 is what the constant makes of it`() {
        #expect(abs(DistanceCertainty.sigma(ofAccuracy: 1) * (-2 * log(0.32)).squareRoot() - 1) < 1e-8)
    }

    @Test(arguments: [0.0, 0.3, 1, 2, 5, 19, 21, 60], [0.5, 1, 3, 20, 61])
    func `the probability is the share of drawn errors`(measured: Double, limit: Double) {
        var random = SeededGenerator(seed: UInt64(measured * 100 + limit * 7))
        let draws = 40_000
        let within = (0..<draws).count { _ in
            let error = error(1, &random)
            return ((measured + error.east) * (measured + error.east) + error.north * error.north).squareRoot() <= limit
        }
        let found = DistanceCertainty.probability(within: limit, measured: measured, sigma: 1)
        // Four standard deviations of the draw.
        #expect(abs(found - Double(within) / Double(draws)) < 0.0101)
    }

    @Test func `it falls with the distance and goes over into the border of exact positions`() {
        for limit in [1.0, 10, 100, 1000] {
            let along = stride(from: 0.0, through: 2 * limit, by: limit / 50).map {
                DistanceCertainty.probability(within: limit, measured: $0, sigma: limit / 10)
            }
            #expect(zip(along, along.dropFirst()).allSatisfy { $0 >= $1 - 1e-4 })
        }
        #expect(DistanceCertainty.probability(within: 50, measured: 50, sigma: 0) == 1)
        #expect(DistanceCertainty.probability(within: 50, measured: 50.1, sigma: 0) == 0)
        #expect(DistanceCertainty.probability(within: 50, measured: 30, sigma: 0.1) == 1)
    }

    /// People anywhere in a square around the case, each told by one ping whose error its accuracy states.
    @Test func `of exposures that are called so probable so many are true`() throws {
        var random = SeededGenerator(seed: 68)
        var rows: [Observation] = []
        var isTrue: [Bool] = []
        for number in 0..<60_000 {
            let truth = (
                east: Double.random(in: -600...600, using: &random),
                north: Double.random(in: -600...600, using: &random)
            )
            let accuracy = Double.random(in: 10...250, using: &random).rounded()
            let error = error(DistanceCertainty.sigma(ofAccuracy: accuracy), &random)
            var row = Observation(feed: .carrier, span: TimeSpan(at: noon + Int64(number % 40_000)))
            row.phone = phone(number)
            row.position = position((truth.east + error.east, truth.north + error.north))
            row.accuracyCentimeters = Int32(accuracy * 100)
            rows.append(row)
            isTrue.append((truth.east * truth.east + truth.north * truth.north).squareRoot() <= 100)
        }
        var bins = [(sum: Double, hits: Int, count: Int)](repeating: (0, 0, 0), count: 10)
        let found = exposures(rows)
        #expect(found.count > 1000)
        for exposure in found {
            let told = try #require(exposure.certainty?.withinReach)
            let bin = min(9, Int(told * 10))
            bins[bin].sum += told
            bins[bin].hits += isTrue[Int(exposure.subject.high)] ? 1 : 0
            bins[bin].count += 1
        }
        #expect(bins.count { $0.count > 100 } >= 6)
        for bin in bins where bin.count > 100 {
            let (told, share) = (bin.sum / Double(bin.count), Double(bin.hits) / Double(bin.count))
            let deviation = (told * (1 - told) / Double(bin.count)).squareRoot()
            #expect(abs(told - share) < 4 * deviation + 0.01, "told \(told), true \(share) of \(bin.count)")
        }
    }

    @Test func `a phone at a tower is anywhere in its disc`() throws {
        var random = SeededGenerator(seed: 5)
        for away in [0.0, 100, 200, 400, 450, 550] {
            let tower = Place(
                placeID: "T", kind: "cell", name: "", position: position((away, 0)), radiusMeters: 500)
            var row = Observation(feed: .carrier, span: TimeSpan(at: noon + 60))
            row.phone = phone(1)
            row.place = "T"
            let exposure = try #require(exposures([row], places: ["T": tower]).first)
            let draws = 20_000
            let within = (0..<draws).count { _ in
                let length = 500 * Double.random(in: 0...1, using: &random).squareRoot()
                let angle = Double.random(in: 0...(2 * .pi), using: &random)
                let (east, north) = (away + length * cos(angle), length * sin(angle))
                return (east * east + north * north).squareRoot() <= 100
            }
            let told = try #require(exposure.certainty?.withinReach)
            #expect(abs(told - Double(within) / Double(draws)) < 0.015, "\(away) m: \(told)")
        }
    }

    /// Stays of all lengths that a phone tells of at moments drawn at random, or like a clock.
    @Test(arguments: [false, true]) func `nine in ten intervals hold the true minutes`(likeAClock: Bool) throws {
        var random = SeededGenerator(seed: 90)
        var rows: [Observation] = []
        var truths: [Double] = []
        for number in 0..<6000 {
            let length = Double.random(in: 1200...14_400, using: &random)
            let start = Double.random(in: 0...20_000, using: &random)
            let step = Double.random(in: 120...1200, using: &random)
            truths.append(length / 60)
            var moment = start + (likeAClock ? Double.random(in: 0...step, using: &random) : 0)
            while true {
                if !likeAClock { moment -= step * log(Double.random(in: 1e-12...1, using: &random)) }
                guard moment <= start + length else { break }
                var row = Observation(feed: .carrier, span: TimeSpan(at: noon + Int64(moment)))
                row.phone = phone(number)
                row.position = site
                row.accuracyCentimeters = 1000
                rows.append(row)
                if likeAClock { moment += step }
            }
        }
        var (held, told) = (0, 0)
        for exposure in exposures(rows) {
            guard let low = exposure.certainty?.minutesLow, let high = exposure.certainty?.minutesHigh else { continue }
            #expect(low >= exposure.minutes && high >= low)
            told += 1
            held += (low...high).contains(truths[Int(exposure.subject.high)]) ? 1 : 0
        }
        #expect(told > 5000)
        let share = Double(held) / Double(told)
        // Moments at random are what the formula is made for; a clock's stray less.
        #expect(likeAClock ? share > 0.9 : abs(share - 0.9) < 0.015, "\(share)")
    }

    @Test func `no more is told than is known`() throws {
        var row = Observation(feed: .carrier, span: TimeSpan(at: noon + 60))
        row.phone = phone(1)
        row.position = site
        let bare = try #require(exposures([row]).first?.certainty)
        #expect(bare == ExposureCertainty(withinReach: nil, minutesLow: nil, minutesHigh: nil))
        row.accuracyCentimeters = 0
        #expect(exposures([row]).first?.certainty?.withinReach == 1)
        #expect(SampledMinutes.factors(moments: 1, .both) == nil)
        let two = try #require(SampledMinutes.factors(moments: 2, .both))
        #expect(abs(1 / two.high - (1 - 0.95.squareRoot())) < 1e-9)
    }
}
