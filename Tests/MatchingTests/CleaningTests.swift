import Matching
@testable import Policy
import Testing
import Vocabulary

/// What cleaning makes of drawn tracks, under the shipped numbers; and what meets whom then.
@Suite struct CleaningTests {
    private let noon: Int64 = 1_580_529_600
    private let home = Position(longitude: 118.87, latitude: 28.97)

    private func shipped(_ name: String = "cn-nhc-v9") throws -> Policy {
        try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
    }

    /// A position so many metres north of home.
    private func north(_ meters: Double) -> Position {
        var moved = home
        moved.latE7 += Int32((meters / (earthRadiusMeters * .pi / 180) * 1e7).rounded())
        return moved
    }

    /// The track of fixes given as seconds after noon and metres north of home.
    private func track(_ fixes: [(Int64, Double)], _ rule: CarrierRule? = nil) throws -> Track {
        TrackCleaning(rule: try rule ?? shipped().carrier).track(
            of: fixes.enumerated().map { number, fix in
                CarrierFix(
                    time: noon + fix.0, position: north(fix.1),
                    source: RowSource(file: 1, line: UInt32(number + 1), digest: 0))
            })
    }

    /// Dwells as `from-to@metres`, with a mark for what was inferred or is in a vehicle.
    private func drawn(_ track: Track) -> [String] {
        track.dwells.map { dwell in
            let meters = home.distance(to: dwell.position).rounded()
            return "\(dwell.span.start - noon)-\(dwell.span.end - noon)@\(Int(meters))"
                + (dwell.isInferred ? "?" : "") + (dwell.isInVehicle ? "!" : "")
        }
    }

    private func drawn(_ fixes: [(Int64, Double)]) throws -> [String] { drawn(try track(fixes)) }

    @Test func `fixes nearer than 100 m are one dwell at the longer place`() throws {
        #expect(try drawn([(0, 0), (300, 99), (900, 0)]) == ["0-900@99"])
        #expect(try drawn([(0, 0), (600, 99), (900, 0)]) == ["0-900@0"])
        #expect(try drawn([(0, 0), (300, 101), (600, 101)]) == ["0-0@0", "300-600@101"])
    }

    @Test func `flips between two towers are one stay, and a real way out and back is not`() throws {
        #expect(try drawn([(0, 0), (600, 900), (719, 0), (1200, 0), (1260, 900), (1300, 0)]) == ["0-1300@0"])
        #expect(try track([(0, 0), (600, 900), (719, 0), (1200, 0)]).counts.oscillation == 2)
        #expect(try drawn([(0, 0), (600, 900), (720, 0), (1200, 0)]) == ["0-0@0", "600-600@900", "720-1200@0"])
        // By way of two and three other cells.
        #expect(try drawn([(0, 0), (600, 900), (650, 1900), (720, 0), (900, 0)]) == ["0-900@0"])
        #expect(try drawn([(0, 0), (600, 900), (640, 1900), (680, 2900), (720, 0), (900, 0)]) == ["0-900@0"])
        #expect(try drawn([(0, 0), (600, 900), (640, 1900), (680, 2900), (721, 0), (900, 0)]).count == 5)
    }

    @Test func `a short look at one tower between two long ones belongs to the longer side`() throws {
        // 60 s at A, 10 minutes at B, 60 s at A again, then far: all of it is B.
        let one = try track([(0, 0), (60, 900), (600, 900), (660, 0), (720, 9000), (4000, 9000)])
        #expect(drawn(one) == ["60-600@900", "720-4000@9000"])
    }

    @Test func `a teleport is drift, and so are two places in one second`() throws {
        let there = try track([(0, 0), (600, 800), (1200, 800), (1260, 7000), (1300, 800), (3000, 800)])
        #expect(drawn(there) == ["0-0@0", "600-3000@800"])
        let drift = try track([(0, 0), (600, 800), (1200, 800), (1260, 7000), (1300, 1900), (3000, 1900)])
        #expect(drawn(drift) == ["0-0@0", "600-1200@800", "1300-3000@1900"])
        #expect(drift.counts.drift == 1)
        let twice = try track([(0, 0), (600, 0), (600, 60_000), (601, 0), (1200, 0)])
        #expect(drawn(twice) == ["0-1200@0"])
    }

    @Test func `a flicker alone belongs to the longer neighbour, a row of them is movement`() throws {
        let alone = try track([(0, 0), (600, 0), (605, 700), (610, 1400), (1200, 1400)])
        #expect(drawn(alone) == ["0-600@0", "610-1200@1400"])
        #expect(alone.counts.flicker == 1)
        let row = try track([(0, 0), (600, 0), (603, 700), (606, 1400), (609, 2100), (1200, 2100)])
        #expect(row.dwells.count == 4)
        #expect(row.counts.flicker == 0)
    }

    @Test func `a fix 3 h later in the same cell is no stay of 3 h`() throws {
        let later = try track([(0, 0), (1800, 0), (12_600, 0)])
        #expect(drawn(later) == ["0-1800@0", "1800-5400@0?", "12600-12600@0"])
        #expect(later.counts.gapsCapped == 1)
        #expect(try drawn([(0, 0), (3600, 0)]) == ["0-3600@0"])
        #expect(try drawn([(0, 0), (3601, 0)]) == ["0-0@0", "0-3600@0?", "3601-3601@0"])
        #expect(try drawn([(0, 0), (12_600, 500)]) == ["0-0@0", "12600-12600@500"])
    }

    @Test func `who passes fast is in a vehicle, also while it waits at a light, and noise is no speed`() throws {
        #expect(
            try drawn([(0, 0), (300, 3000), (360, 3000), (600, 6000), (4000, 6000)]) == [
                "0-0@0", "300-360@3000!", "600-4000@6000",
            ])
        // 20 km/h are 5.5 m/s: 1600 m in 300 s are slower.
        #expect(try drawn([(0, 0), (300, 1600), (600, 3200), (4000, 3200)]).contains { $0.hasSuffix("!") } == false)
        let noisy = [(0, 0.0), (30, 400), (60, 0), (90, 400), (120, 0)].map { time, meters in
            CarrierFix(time: noon + time, position: north(meters), accuracyCentimeters: 30_000)
        }
        var rule = try shipped().carrier
        rule.method = .dwell(
            DwellRule(
                mergeMeters: 100, oscillationSeconds: 0, driftMeters: 5000, driftSeconds: 120, flickerSeconds: 5,
                repeatUntilShare: 0))
        #expect(TrackCleaning(rule: rule).track(of: noisy).counts.inVehicle == 0)
    }

    @Test func `every fix ends in one count`() throws {
        let track = try track([
            (0, 0), (0, 0), (5, 50), (600, 900), (660, 0), (661, 7000), (700, 0), (705, 500), (710, 1000), (5000, 0),
        ])
        let counts = track.counts
        #expect(counts.fixes == 10)
        #expect(
            counts.fixes == counts.repeated + counts.merged + counts.oscillation + counts.drift + counts.flicker
                + counts.places)
        #expect(counts.repeated == 1)
        let measured = track.dwells.filter { !$0.isInferred }
        #expect(counts.stays + counts.possibleStays + counts.moving == measured.count)
    }

    @Test func `Hamagen's clusters take a point within 20 m of the running centroid and pass over one outlier`() throws
    {
        let rule = try shipped("hamagen-2020-05").carrier
        let one = try track([(0, 0), (300, 18), (600, 27), (900, 5), (960, 200), (1020, 10)], rule)
        #expect(one.dwells.count == 1)
        #expect(one.dwells[0].span == TimeSpan(noon, noon + 1020))
        #expect(one.dwells[0].accuracyCentimeters ?? 0 > 1200)
        let two = try track([(0, 0), (300, 5), (900, 200), (1020, 10)], rule)
        #expect(two.dwells.count == 3, "an outlier of two minutes is none")
    }

    // MARK: Who meets whom

    private func phone(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .phone, high: number, low: 0) }

    private func pings(_ number: UInt64, _ fixes: [(Int64, Double)]) -> [Observation] {
        fixes.enumerated().map { line, fix in
            var ping = Observation(feed: .carrier, span: TimeSpan(at: noon + fix.0))
            ping.phone = phone(number)
            ping.position = north(fix.1)
            ping.source = RowSource(file: UInt32(number), line: UInt32(line + 1), digest: 0)
            return ping
        }
    }

    /// The exposures of phone 2 to a case that is known by its phone 1 alone.
    private func meet(_ case_: [(Int64, Double)], _ other: [(Int64, Double)]) throws -> [Exposure] {
        let policy = try shipped()
        let tracks = OwnTracks(rule: policy.carrier, period: TimeSpan(0, noon * 2), places: [:])
        let window = InfectiousWindow(span: TimeSpan(noon - 86_400, noon + 86_400))
        let (own, caseTracks) = tracks.cleaned(pings(1, case_))
        let (parts, _) = ItineraryExtension(places: [:], openEndHours: [:]).extend(
            caseID: "C", window: window, reported: [], observations: own)
        let index = CaseIndex(
            parts: parts, caseSubjects: ["C": [phone(1)]], rules: policy.rules, places: [:],
            timetable: Timetable(stops: []), openEndHours: [:], zone: .china)
        let matching = CarrierMatching(
            index: index, rule: policy.carrier, windows: ["C": window], tracks: ["C": caseTracks], asOf: noon + 86_400)
        var block = ObservationBlock(feed: .carrier)
        for ping in pings(2, other) { block.append(ping) }
        var found: Set<Pseudonym> = []
        matching.candidates.observe(block, into: &found)
        let outcome = matching.outcome(of: [block], phones: found, period: TimeSpan(0, noon * 2))
        return index.exposures(of: [outcome.hits])
    }

    @Test func `two phones sampled every 5 minutes, 2 minutes apart, meet`() throws {
        // The walk of Safe Paths #516: both stop at the same three places for 20 minutes each.
        func walk(_ offset: Int64) -> [(Int64, Double)] {
            (0..<12).map { (Int64($0) * 300 + offset, Double($0 / 4) * 600) }
        }
        let met = try meet(walk(0), walk(120))
        #expect(met.map(\.minutes).reduce(0, +) >= 30)
        #expect(met.allSatisfy { $0.flags == ["CARRIER_ONLY"] && $0.tier == .companionSpacetime })
        #expect(met.reduce(0) { $0 + $1.observations } == 12)
    }

    @Test func `minutes that only the gap policy gives are flagged`() throws {
        let met = try meet([(0, 0), (1800, 0), (14_400, 0)], [(3000, 0), (4800, 0)])
        #expect(met.map(\.flags) == [["CARRIER_ONLY", "INFERRED"]])
        #expect(try meet([(0, 0), (1800, 0), (5400, 0)], [(3000, 0), (4800, 0)]).map(\.flags) == [["CARRIER_ONLY"]])
        #expect(try meet([(0, 0), (1800, 0), (14_400, 0)], [(6000, 0), (10_000, 0)]).isEmpty)
    }

    @Test func `who drives past meets nobody`() throws {
        let house: [(Int64, Double)] = [(0, 0), (1200, 0), (2400, 0)]
        #expect(try meet(house, [(600, -5000), (900, 0), (1560, 0), (1900, 6000), (4000, 6000)]).count == 1)
        #expect(try meet(house, [(600, -5000), (900, 0), (1200, 6000), (4000, 6000)]).isEmpty)
    }
}
