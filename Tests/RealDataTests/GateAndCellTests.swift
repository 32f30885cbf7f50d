import Feeds
import Foundation
import Matching
import Store
import TestSupport
import Testing
import Vocabulary

/// Card taps at the gates of a metro, and sessions at the stations of a mobile network.
///
/// Expected counts were taken from the files with a separate script, independent of this project.
@Suite struct GateAndCellTests {
    private static let taps = "cn_shenzhen_card_taps/taps_sample10k.csv.gz"

    @Test func `Shenzhen's gate taps pair into stays as counted by hand`() throws {
        guard let path = PackageRoot.shared("data/" + Self.taps) else { return }
        let feed = try RealFeed(path: path, mapping: "cn_shenzhen_card_taps")
        #expect(feed.addsUp)
        #expect(feed.rows == 10_000)
        #expect(feed.reasons == ["ignored_by_mapping": 205])
        let passages = feed.observations.compactMap { row in
            row.subject.map { subject in
                GatePairing.Passage(
                    subject: subject, place: row.place ?? "", time: row.span.start, direction: row.traits.direction,
                    source: row.source)
            }
        }
        #expect(passages.count == feed.observations.count)
        let outcome = GatePairing(reach: .anywhere).pair(passages)
        #expect(outcome.stays.count == 368)
        #expect(outcome.unpairedEntries.count == 8992)
        #expect(outcome.unpairedExits.count == 67)
        #expect(outcome.repeated == 0 && outcome.others.isEmpty)
        let seconds: Int64 = outcome.stays.map(\.span.seconds).reduce(0, +)
        #expect(seconds == 203_231)
    }

    @Test func `columns in another order give the same passages`() throws {
        guard let path = PackageRoot.shared("data/" + Self.taps), let text = try SharedFile.text(Self.taps) else {
            return
        }
        let original = try RealFeed(path: path, mapping: "cn_shenzhen_card_taps")
        // No cell of this file is quoted.
        let turned = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
        }
        let scratch = try ScratchFolder()
        let file = try scratch.write("taps_turned.csv", text: turned.joined(separator: "\n") + "\n")
        let other = try RealFeed(path: file, mapping: "cn_shenzhen_card_taps")
        func plain(_ feed: RealFeed) -> [Observation] {
            feed.observations.map { passage in
                var passage = passage
                passage.source.digest = 0
                return passage
            }
        }
        #expect(plain(other) == plain(original))
    }

    @Test func `Shanghai's sessions without header read as pings, and repeated ones count as duplicates`() throws {
        guard let text = try SharedFile.text("cn_shanghai_telecom/2014-06-14.tsv.gz") else { return }
        // The labels u00000.. stand for phones: numbers of an unassigned range take their place.
        let scratch = try ScratchFolder()
        let file = try scratch.write("2014-06-14.tsv", text: text.replacing("\tu", with: "\t154000"))
        let feed = try RealFeed(path: file, mapping: "cn_shanghai_telecom")
        #expect(feed.addsUp)
        #expect(feed.rows == 40_960)
        #expect(feed.reasons == ["null_island": 3131])
        #expect(Set(feed.names.values).count == 3285)
        let writer = try SegmentWriter(folder: scratch.path("store"), feed: .carrier, batch: 1, zone: .china)
        for block in feed.blocks { try writer.add(block) }
        let outcome = try writer.finish()
        // 466 rows repeat another in all five columns; without the session's end, which a ping has not, 2,457 do.
        #expect(outcome.duplicates == 2457)
        let kept: Int = outcome.segments.map(\.rows).reduce(0, +)
        #expect(kept == 35_372)
        let days: Set<Int32> = Set(outcome.segments.map(\.day))
        #expect(days == [16_235])
        let first = try #require(feed.observations.first)
        #expect(ZoneRules.china.wallText(first.span.start) == "2014-06-14 03:23:00")
    }
}
