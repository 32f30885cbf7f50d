import Foundation
import Ledger
import Store
import TestSupport
import Testing
import Vocabulary

@testable import Matching
@testable import Pipeline
@testable import Policy

/// How much of a store a screening has to touch, in counts, which are the same on every machine.
@Suite struct BlockSkippingTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    @Test func `what is read follows what is hit, and nothing is missed`() throws {
        let town = Town(kilometres: 6)
        let store = try town.store(scratch, "s")
        let index = town.index(cases: 6)
        let found = try store.screen(index)
        let whole = try store.screenWhole(index)
        #expect(index.exposures(of: found.sets) == index.exposures(of: [whole]))
        let near = found.sets.reduce(0) { $0 + $1.rowsNear }
        #expect(near == whole.rowsNear && near > 1000)
        #expect(found.counts.observations == town.rows)
        #expect(found.counts.blocksRead < found.counts.blocks / 2)
        let perHit = Double(found.counts.rowsRead) / Double(near)
        #expect(perHit <= 6, "\(perHit) rows read for a row that hits")
    }

    @Test func `a larger area around the same cases or the same person costs nothing`() throws {
        let kilometres = [4, 8, 12]
        let towns = try kilometres.map { try Town(kilometres: $0).store(scratch, "k\($0)") }
        let index = Town(kilometres: 4).index(cases: 5)
        let counts = try towns.map { try $0.screen(index).counts }
        let rows = counts.map(\.observations)
        #expect(rows == kilometres.map { Town(kilometres: $0).rows })
        let perDecoded = growthExponent(over: rows, of: counts.map(\.rowsRead))
        #expect(perDecoded <= 0.1 && counts[0].rowsRead > 1000, "\(counts.map(\.rowsRead)) rows decoded")
        let perTouched = growthExponent(over: rows, of: counts.map(\.blocksRead))
        #expect(perTouched <= 0.1, "\(counts.map(\.blocksRead)) blocks touched")
        let persons = try towns[0].subjects().prefix(40)
        let blocks = try towns.map { town in try persons.reduce(0) { $0 + (try town.blocks(of: $1)) } }
        #expect(blocks[0] >= 2 * persons.count)
        #expect(growthExponent(over: rows, of: blocks) <= 0.1, "\(blocks) blocks of \(persons.count) persons")
    }

    @Test func `more cases share blocks`() throws {
        let town = Town(kilometres: 12)
        let city = try town.store(scratch, "c")
        let cases = [10, 30, 100]
        let counts = try cases.map { try city.screen(town.index(cases: $0)).counts }
        let touched = counts.map(\.blocksRead)
        #expect(growthExponent(over: cases, of: touched) <= 0.85, "\(touched) blocks touched")
        #expect(growthExponent(over: cases, of: counts.map(\.rowsRead)) <= 0.85)
        // Three stays of half an hour each, with the slack around them.
        #expect(touched[0] <= 10 * 3 * 8, "\(touched[0]) blocks for 30 stays")
    }

    @Test func `phones that are cleaned few at a time give what all together give`() throws {
        let town = Town(kilometres: 3)
        let store = try town.store(scratch, "s")
        let county = try County.sample()
        let rule = try Workspace.openForReading(at: county.folder).policy.carrier
        let all = TimeSpan(0, 2_000_000_000)
        let scan = StoreScan(
            segments: store.records, folder: store.folder, period: all, selection: RowSelection(asOf: all.end))
        let index = town.index(cases: 4)
        let matching = CarrierMatching(index: index, rule: rule, windows: [:], tracks: [:], asOf: all.end)
        var pass = CarrierPass(matching: matching, period: all)
        let phones = Set(try store.subjects())
        let whole = try pass.run(scan, candidates: phones)
        (pass.pingsPerGroup, pass.fewestPhones) = (200, 1)
        let parts = try pass.run(scan, candidates: phones)
        #expect(whole.phones == phones.count && whole.hits.count > 100)
        #expect(parts.phones == whole.phones && parts.counts == whole.counts)
        #expect(index.exposures(of: [parts.hits]) == index.exposures(of: [whole.hits]))
        #expect(try pass.run(scan, candidates: []).phones == 0)
    }

    @Test func `a further day costs nothing where no case was`() throws {
        let town = Town(kilometres: 6)
        let store = try town.store(scratch, "s")
        let first = try store.screen(town.index(cases: 10)).counts
        let later = try Town(kilometres: 6, day: 1).store(scratch, "s", beside: store)
        let both = try later.screen(town.index(cases: 10)).counts
        #expect(both.blocks == 2 * first.blocks && both.blocksRead == first.blocksRead)
    }
}

/// Four hours of pings in a square: half around a spot in the middle of each square kilometre, half anywhere.
private struct Town {
    var kilometres: Int
    var day: Int64 = 0
    private static let perKilometre = 8000
    private static let corner = Position(longitude: 118.8, latitude: 28.9)
    private static let north = 89_932.0, east = 102_700.0
    private static let morning: Int64 = 1_580_515_200

    var rows: Int { kilometres * kilometres * Self.perKilometre }

    private static func spot(_ x: Int, _ y: Int, _ dx: Double, _ dy: Double) -> Position {
        Position(
            lonE7: corner.lonE7 + Int32((Double(x) + dx) * east), latE7: corner.latE7 + Int32((Double(y) + dy) * north))
    }

    /// Writes the pings; the square kilometres of a smaller town are part of a larger one.
    func store(_ scratch: ScratchFolder, _ name: String, beside other: TownStore? = nil) throws -> TownStore {
        let writer = try SegmentWriter(
            folder: scratch.path(name), feed: .carrier, batch: 1 + (other?.records.count ?? 0), zone: .china)
        for x in 0..<kilometres {
            for y in 0..<kilometres {
                var random = SeededGenerator(seed: UInt64(x * 1000 + y))
                var block = ObservationBlock(feed: .carrier)
                block.subjects = (0..<500).map { Pseudonym(kind: .phone, high: random.next(), low: $0) }
                for row in 0..<Self.perKilometre {
                    let spread = row % 2 == 0 ? 0.12 : 1.0
                    let offset = row % 2 == 0 ? 0.44 : 0
                    let place = Self.spot(
                        x, y, offset + spread * Double.random(in: 0..<1, using: &random),
                        offset + spread * Double.random(in: 0..<1, using: &random))
                    block.start.append(
                        Self.morning + day * 86_400 + Int64.random(in: 0..<4 * 3600, using: &random))
                    block.lon.append(place.lonE7)
                    block.lat.append(place.latE7)
                    block.phone.append(UInt32.random(in: 1...500, using: &random))
                    block.file.append(1)
                    block.line.append(UInt32(row))
                    block.digest.append(random.next())
                }
                block.end = block.start
                block.count = Self.perKilometre
                try writer.add(block)
            }
        }
        let records = try writer.finish().segments.map { info in
            SegmentRecord(
                name: info.fileName, feed: info.feed, day: info.day, batch: UInt32(info.batch), part: info.part,
                rows: info.rows, bytes: info.bytes, span: TimeSpan(info.firstStart, info.lastEnd))
        }
        return TownStore(folder: scratch.path(name), records: (other?.records ?? []) + records)
    }

    /// Cases that each stay for half an hour at three spots.
    func index(cases: Int) -> CaseIndex {
        var random = SeededGenerator(seed: 7)
        let parts = (0..<cases).flatMap { number in
            (0..<3).map { stay in
                let start = Self.morning + Int64(stay) * 3600 + Int64.random(in: 0..<1800, using: &random)
                var part = ItineraryPart(caseID: "C\(number)", kind: .stay, span: TimeSpan(start, start + 1800))
                part.position = Self.spot(
                    Int.random(in: 0..<kilometres, using: &random), Int.random(in: 0..<kilometres, using: &random), 0.5,
                    0.5)
                part.radiusMeters = 50
                return part
            }
        }
        let near = ProximityRule(
            feeds: [.carrier], slackSeconds: 300, reachMeters: 50, accuracy: .carry, maxAccuracyMeters: 0)
        let rule = Rule(
            id: "near", setting: "phone", tier: .close, source: "", minMinutes: 0, cumulativeHours: 0,
            maxGapSeconds: 3600, residualSeconds: 0, kind: .proximity(near))
        return CaseIndex(
            parts: parts, caseSubjects: [:], rules: [rule], places: [:], timetable: Timetable(stops: []),
            openEndHours: [:], zone: .china)
    }
}

/// A store that was written.
private struct TownStore {
    var folder: String
    var records: [SegmentRecord]

    /// The hits by way of boxes and columns.
    func screen(_ index: CaseIndex) throws -> (sets: [HitSet], counts: ScanCounts) {
        let all = TimeSpan(0, 2_000_000_000)
        let found = try StoreScan(
            segments: records, folder: folder, period: all, selection: RowSelection(asOf: all.end)
        )
        .findings(stage: "test", reporter: SilentReporter()) { try ContactLook($0, index: index) }
        return (found.findings, found.counts)
    }

    /// Everybody who sent a ping.
    func subjects() throws -> [Pseudonym] {
        try records.flatMap { try SegmentReader(path: folder + "/" + $0.name).subjects }
    }

    /// Blocks that hold a row of somebody.
    func blocks(of subject: Pseudonym) throws -> Int {
        try records.reduce(0) { $0 + (try SegmentReader(path: folder + "/" + $1.name).blocks(of: subject).count) }
    }

    /// The hits of every row of every block.
    func screenWhole(_ index: CaseIndex) throws -> HitSet {
        var hits = HitSet()
        for record in records {
            let segment = try SegmentReader(path: folder + "/" + record.name)
            for number in 0..<segment.blockCount {
                let block = try segment.block(number)
                for matcher in index.proximity {
                    var found = HitColumns()
                    matcher.near(block, [], index: index, into: &found)
                    matcher.add(found, of: block, [], index: index, into: &hits)
                }
            }
        }
        return hits
    }
}
