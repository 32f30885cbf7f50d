import Matching
@testable import Policy
import Testing
import Vocabulary

/// Chengdu's rule by its shipped text, and its ambiguities turned one at a time.
@Suite struct CellTests {
    private let noon: Int64 = 1_577_793_600  // 31 December 2019, 20:00 in China
    private let grid = CellGrid(meters: 800)

    /// A spot in the middle of a cell near Quzhou, and the latitude of the cell's northern line.
    private var middle: Position { Position(lonE7: 1_188_700_000, latE7: lineE7 - 36_000) }
    private var lineE7: Int32 {
        let rows = (Double(289_700_000 + 900_000_000) / 1e7 * .pi / 180 * earthRadiusMeters / 800).rounded()
        return Int32((rows * 800 / earthRadiusMeters * 180 / .pi * 1e7).rounded(.up)) - 900_000_000
    }
    private func north(_ meters: Double, of position: Position) -> Position {
        var moved = position
        moved.latE7 += Int32((meters / (earthRadiusMeters * .pi / 180) * 1e7).rounded())
        return moved
    }

    private func policy(_ change: (inout CellRule) -> Void = { _ in }) throws -> Policy {
        var policy = try PolicyReader.policy(of: try PolicyShelf.chain(of: "chengdu-stc"))
        let place = try #require(policy.rules.firstIndex { $0.id == "stc" })
        guard case .cell(var rule) = policy.rules[place].kind else { return policy }
        change(&rule)
        policy.rules[place].kind = .cell(rule)
        policy.rules = [policy.rules[place]]
        return policy
    }

    private func phone(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .phone, high: number, low: 0) }

    /// Pings of a phone at a position every 30 minutes of a span of seconds after noon, both ends included.
    private func stay(_ number: UInt64, _ position: Position, _ from: Int64, _ to: Int64) -> [Observation] {
        var times = Array(stride(from: from, through: to, by: 1800))
        if times.last != to { times.append(to) }
        return times.map { time in
            var ping = Observation(feed: .carrier, span: TimeSpan(at: noon + time))
            ping.phone = phone(number)
            ping.position = position
            ping.source = RowSource(file: UInt32(number), line: UInt32(truncatingIfNeeded: time), digest: 0)
            return ping
        }
    }

    /// What phone 2 is to a case that is known by its phone 1.
    private func meet(
        _ case_: [Observation], _ other: [Observation], _ policy: Policy
    ) -> (exposures: [Exposure], misses: Int) {
        let period = TimeSpan(0, noon * 2)
        let tracks = OwnTracks(rule: policy.carrier, period: period, places: [:])
        let window = InfectiousWindow(span: TimeSpan(noon - 4 * 86_400, noon + 86_400))
        let (own, caseTracks) = tracks.cleaned(case_)
        let (parts, _) = ItineraryExtension(places: [:], openEndHours: [:]).extend(
            caseID: "C", window: window, reported: [], observations: own)
        let index = CaseIndex(
            parts: parts, caseSubjects: ["C": [phone(1)]], rules: policy.rules, places: [:],
            timetable: Timetable(stops: []), openEndHours: [:], zone: .china)
        let matching = CarrierMatching(
            index: index, rule: policy.carrier, windows: ["C": window], tracks: ["C": caseTracks], asOf: noon + 86_400)
        var block = ObservationBlock(feed: .carrier)
        for ping in other { block.append(ping) }
        var found: Set<Pseudonym> = []
        matching.candidates.observe(block, into: &found)
        let outcome = matching.outcome(of: [block], phones: found, period: period)
        return (outcome.exposures, outcome.cellEdgeMisses)
    }

    /// 30 hours of one's own in the cell, days before; the silence after it adds an hour.
    private func longStay(_ number: UInt64) -> [Observation] {
        stay(number, middle, -5 * 86_400, -5 * 86_400 + 108_000)
    }

    @Test func `10 minutes in one cell and 30 hours of either's stay in 14 days make a companion`() throws {
        let far = north(300, of: middle)
        let visit = stay(2, far, 0, 600)
        let met = meet(stay(1, middle, -600, 1200), longStay(2) + visit, try policy())
        #expect(met.exposures.count == 1)
        let found = try #require(met.exposures.first)
        #expect(found.tier == .companionSpacetime)
        #expect(found.rule == "stc" && found.minutes == 10)
        #expect(found.place == grid.name(of: grid.cell(of: middle)))
        #expect(found.flags == ["CARRIER_ONLY"])
        #expect(abs((found.cellStay?.ofSubject ?? 0) - 31.0 - 1.0 / 6) < 1e-9)
        #expect(found.cellStay?.ofCase == 1.0 / 3)
        // The case's own long stay does as well; none does not.
        #expect(meet(longStay(1) + stay(1, middle, -600, 1200), visit, try policy()).exposures.count == 1)
        #expect(meet(stay(1, middle, -600, 1200), visit, try policy()).exposures.isEmpty)
        #expect(meet(longStay(1) + stay(1, middle, 0, 1200), visit, try policy { $0.party = .both }).exposures.isEmpty)
    }

    @Test func `a second less than 10 minutes, and touching, are no company`() throws {
        let case_ = longStay(1) + stay(1, middle, 0, 1200)
        #expect(meet(case_, stay(2, middle, 601, 1800), try policy()).exposures.isEmpty)
        #expect(meet(case_, stay(2, middle, 600, 1800), try policy()).exposures.count == 1)
        #expect(meet(case_, stay(2, middle, 1200, 2400), try policy { $0.conditions = .or }).exposures.isEmpty)
        #expect(meet(case_, stay(2, middle, 601, 1800), try policy { $0.conditions = .or }).exposures.count == 1)
    }

    @Test func `minutes are one stay or are summed`() throws {
        let case_ = longStay(1) + stay(1, middle, 0, 7200)
        let away = Position(lonE7: middle.lonE7 + 500_000, latE7: middle.latE7)
        let twice = stay(2, middle, 0, 300) + stay(2, away, 900, 3600) + stay(2, middle, 4200, 4500)
        #expect(meet(case_, twice, try policy()).exposures.isEmpty)
        #expect(meet(case_, twice, try policy { $0.minutes = .summed }).exposures.map(\.minutes) == [5, 5])
    }

    @Test func `10 m apart across the line: a miss by the letter, a hit with the ring, both reported`() throws {
        let south = Position(lonE7: middle.lonE7, latE7: lineE7 - 449)
        let other = north(10, of: south)
        #expect(grid.cell(of: south) != grid.cell(of: other))
        let case_ = stay(1, south, -5 * 86_400, -5 * 86_400 + 108_000) + stay(1, south, 0, 1200)
        let letter = meet(case_, stay(2, other, 0, 1200), try policy())
        #expect(letter.exposures.isEmpty && letter.misses == 1)
        let ring = meet(case_, stay(2, other, 0, 1200), try policy { $0.ring = .same })
        #expect(ring.exposures.map(\.tier) == [.companionSpacetime])
        #expect(ring.exposures.first?.flags == ["CARRIER_ONLY", "NEIGHBOUR_CELL"])
        let flagged = meet(case_, stay(2, other, 0, 1200), try policy { $0.ring = .flag })
        #expect(flagged.exposures.map(\.tier) == [.environment] && flagged.misses == 1)
        // Across the diagonal of one cell they may be 1,100 m apart.
        let corner = Position(lonE7: middle.lonE7, latE7: lineE7 - 449)
        let opposite = north(-780, of: corner)
        let wide = meet(
            longStay(1) + stay(1, corner, 0, 1200), stay(2, opposite, 0, 1200), try policy())
        #expect(wide.exposures.count == 1)
    }

    @Test func `the 14 days end with the stay together or with the as-of moment, over New Year`() throws {
        // 33.6 hours that began 13.9 days before the stay together, and 14.3 before the as-of moment.
        let old = stay(2, middle, -1_149_120, -1_028_160)
        let visit = stay(2, middle, 50_000, 52_000)
        let case_ = stay(1, middle, 49_000, 53_000)
        #expect(meet(case_, old + visit, try policy()).exposures.count == 1)
        #expect(meet(case_, old + visit, try policy { $0.stayAnchor = .asOf }).exposures.isEmpty)
        let zone = ZoneRules.china
        #expect(zone.wallText(noon + 50_000).hasPrefix("2020-01-01"))
    }

    @Test func `a fix 3 h later in the cell adds an hour to the stay, and says so`() throws {
        let case_ = stay(1, middle, 0, 0) + stay(1, middle, 10_800, 10_800)
        let met = meet(case_, longStay(2) + stay(2, middle, 1200, 9000), try policy())
        #expect(met.exposures.map(\.minutes) == [40])
        #expect(met.exposures.first?.flags == ["CARRIER_ONLY", "INFERRED"])
        #expect(met.exposures.first?.cellStay?.ofCase == 1)
    }

    @Test(arguments: [0.0, 28.97, -33.4, 60, 85, 89.99, -90, 90])
    func `cells are 800 m high, not narrower, and neighbours of one another`(latitude: Double) {
        for longitude in [118.87, 180, -180, 179.9999, 0] {
            let cell = grid.cell(of: Position(longitude: longitude, latitude: latitude))
            let ring = grid.ring(of: cell)
            #expect(ring.contains(cell))
            for near in ring { #expect(grid.ring(of: near).contains(cell)) }
            if abs(latitude) < 80 { #expect((9...11).contains(ring.count)) }
        }
        #expect(
            grid.cell(of: Position(longitude: 180, latitude: latitude))
                == grid.cell(of: Position(longitude: -180, latitude: latitude)))
    }
}
