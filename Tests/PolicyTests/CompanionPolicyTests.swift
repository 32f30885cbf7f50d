import Testing
import Vocabulary

@testable import Policy

/// Companions and secondary contacts as the shipped policies write them, and as a policy may change them.
@Suite struct CompanionPolicyTests {
    private func shipped(_ name: String) throws -> Policy {
        try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
    }

    /// A policy that extends a shipped one.
    private func child(of parent: String, _ text: String) throws(PolicyError) -> Policy {
        let head = "policy: mine\ntitle: mine\neffective_from: 2022-11-11\nsource: own rule\nextends: \(parent)\n\n"
        return try PolicyReader.read(head + text, file: "mine.yaml", parent: PolicyShelf.source)
    }

    @Test func `China's companion rule has its numbers`() throws {
        let rule = try #require(try shipped("cn-nhc-v5").rules.first { $0.id == "companion" })
        #expect(rule.tier == .close && rule.setting == "companions")
        #expect(
            rule.kind
                == .companion(
                    CompanionRule(
                        sameOrder: true, orderPeople: 100, sameRoom: true, samePlate: true, plateSeconds: 300,
                        adjacentSeats: 2, acrossAisle: true, convoyPlaces: 3, convoySeconds: 120, convoyHours: 24,
                        convoyFeeds: [.checkpoint, .parking], convoyVehicles: true)))
        #expect(rule.source.contains("pubmed37221058"))
    }

    @Test func `secondary contacts are those of the eighth edition, and the fifth has none`() throws {
        #expect(try shipped("cn-nhc-v5").secondary == nil)
        for name in ["cdc-2020-10", "who-2022", "hamagen-2020-05"] { #expect(try shipped(name).secondary == nil) }
        let rule = try #require(try shipped("cn-nhc-v8").secondary)
        #expect(rule.ofTiers == [.close] && rule.fromTiers == [.close] && rule.tier == .secondary)
        #expect(rule.isolatedBy == [.checkins, .feedback] && rule.isolationDayCounts)
        #expect(rule.rules == ["hotel.room", "venue.shared"])
    }

    @Test func `a policy that extends another switches both off and leaves the numbers where they are`() throws {
        let rules = """
            rules:
              - {id: companion, same_order: false, same_plate: false, adjacent_seats: 0, convoy_places: 0}
            secondary:
              enabled: false
              source: iotonline.org.cn (20 measures abolish secondary contacts)

            """
        let policy = try child(of: "cn-nhc-v9", rules)
        #expect(policy.secondary == nil)
        let rule = try #require(policy.rules.first { $0.id == "companion" })
        guard case .companion(let settings) = rule.kind else {
            Issue.record("not a companion rule")
            return
        }
        #expect(settings.sameRoom && !settings.sameOrder && !settings.samePlate)
        #expect(settings.adjacentSeats == 0 && settings.convoyPlaces == 0)
    }

    /// A text that must be refused, and what the complaint says.
    struct Slip: Sendable, CustomTestStringConvertible {
        let text: String, says: String
        var testDescription: String { says }
    }

    static let slips = [
        Slip(
            text: "rules:\n  - {id: mates, looks_for: companion, setting: x, tier: close, source: x, same_order: true, "
                + "same_room: false, same_plate: false, adjacent_seats: 0, convoy_places: 0}\n",
            says: "order_people: missing"),
        Slip(
            text: "rules:\n  - {id: mates, looks_for: companion, setting: x, tier: close, source: x, "
                + "same_order: false, same_room: false, same_plate: false, adjacent_seats: 0, convoy_places: 0}\n",
            says: "same_order: expected true, or another evidence switched on"),
        Slip(
            text: "rules:\n  - {id: companion, convoy_feeds: [carrier]}\n",
            says: "expected one of checkpoint, parking, visit, hotel"),
        Slip(text: "rules:\n  - {id: companion, convoy_place: 2}\n", says: "did you mean convoy_places?"),
        Slip(text: "secondary:\n  tier: close\n", says: "expected one of secondary, general"),
        Slip(text: "secondary:\n  rules: [no.such]\n", says: "secondary.rules[0]: expected one of air.rows"),
        Slip(
            text: "secondary:\n  rules: [hotel.room, carrier.near]\n",
            says:
                "mine.yaml:8: secondary.rules[1]: expected a rule that reads no phone positions (a contact's phones are "
                + "not cleaned), found \"carrier.near\""),
        Slip(
            text: "rules:\n  - {id: spot, looks_for: cell, setting: x, feeds: [carrier], grid_m: 800, "
                + "neighbour_ring: false, min_minutes: 10, minutes_are: one_stay, stay_hours: 30, stay_days: 14, "
                + "stay_days_before: match, party: either, conditions: and, tier: companion_spacetime, source: x}\n"
                + "secondary:\n  rules: [spot]\n",
            says: "mine.yaml:10: secondary.rules[0]: expected a rule that reads no phone positions"),
        Slip(text: "secondary:\n  untill: x\n", says: "secondary.untill: unknown key"),
    ]

    @Test(arguments: slips) func `what does not fit is refused by its key`(slip: Slip) throws {
        let error = try #require(throws: PolicyError.self) { try child(of: "cn-nhc-v8", slip.text) }
        #expect(error.description.contains(slip.says), "\(error.description)")
    }

    @Test func `secondary contacts that are switched on need every key`() throws {
        let error = try #require(throws: PolicyError.self) {
            try child(of: "cn-nhc-v5", "secondary:\n  enabled: true\n")
        }
        #expect(error.description.contains("secondary.of_tiers: missing"), "\(error.description)")
    }
}
