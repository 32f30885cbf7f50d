import Publishing
import Testing
import Vocabulary

@testable import Pipeline
@testable import Policy

/// How explanations word what a rule asks for and what was found, for the rules that `SampleData` does not tell of.
@Suite struct RuleStoryTests {
    private func policy(_ name: String) throws -> Policy {
        try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
    }

    private func exposure(
        _ rule: String, feed: Feed, origin: ItineraryPart.Origin = .reported, place: String = "", minutes: Double = 30,
        flags: [String] = [], observations: Int = 1
    ) -> Exposure {
        let start: Int64 = 1_580_000_400
        return Exposure(
            caseID: "C", subject: Pseudonym(kind: .idNumber, high: 7, low: 0), rule: rule, setting: "x", tier: .general,
            place: place, span: TimeSpan(start, start + Int64(minutes * 60)), minutes: minutes, environmentalMinutes: 0,
            minDistanceMeters: nil, accuracyMeters: nil, observations: observations, flags: flags, feed: feed,
            subjectSource: .unknown, caseSource: .unknown, caseOrigin: origin)
    }

    private func checks(_ exposure: Exposure, under name: String) throws -> RuleChecks {
        let policy = try policy(name)
        let rule = try #require(policy.rules.first { $0.id == exposure.rule })
        return RuleChecks(
            rule: rule, exposure: exposure, siblings: [exposure], caseRow: nil, subjectRow: nil, carrier: policy.carrier
        )
    }

    /// Each parameter as people read it.
    private func told(_ story: RuleStory) -> [String] {
        story.checks.map { "\($0.parameter): \($0.needed)" + ($0.found.isEmpty ? "" : " - \($0.found)") }
    }

    // MARK: Contacts of contacts

    private func link(_ span: TimeSpan?, tier: Tier = .secondary, dayCounts: Bool = true) throws -> RuleStory? {
        var exposure = exposure("venue.shared", feed: .visit)
        exposure.via = Pseudonym(kind: .person, high: 5, low: 0)
        exposure.viaSpan = span
        exposure.tier = tier
        var rule = try #require(try policy("cn-nhc-v8").secondary)
        rule.isolationDayCounts = dayCounts
        return try checks(exposure, under: "cn-nhc-v8").link(rule, asOf: 1_580_227_200, zone: .china)
    }

    @Test func `a contact between is told with its tiers, its time and its rules`() throws {
        let between = Pseudonym(kind: .person, high: 5, low: 0).text
        let story = try #require(try link(TimeSpan(1_580_000_400, 1_580_140_799)))
        #expect(story.id == "secondary" && story.looksFor == "contacts of contacts" && story.source.contains("576924"))
        #expect(
            told(story) == [
                "of_tiers: contacts of contacts of tier close - through \(between)",
                "from_first_exposure_of: from that contact's own first exposure of tier close - "
                    + "from 2020-01-26 09:00:00",
                "until_isolated_by, isolation_day_counts: until that contact was isolated, by checkins, feedback; the day "
                    + "of the check-in counts - until 2020-01-27 23:59:59",
                "rules: hotel.room, venue.shared - met by venue.shared",
                "tier: secondary, or the rule's where that is weaker - secondary",
            ])
    }

    @Test func `a contact who was not isolated, a run that kept no time, and a case that was met itself`() throws {
        let open = told(
            try #require(try link(TimeSpan(1_580_000_400, 1_580_227_200), tier: .general, dayCounts: false)))
        #expect(open[2].hasSuffix("the day of the check-in does not count - not isolated by the as-of moment"))
        #expect(open[4].hasSuffix(" - general"))
        let old = told(try #require(try link(nil)))
        #expect(old[1].hasSuffix(" - not kept by the run") && old[2].hasSuffix(" - not kept by the run"))
        let direct = try checks(exposure("venue.shared", feed: .visit), under: "cn-nhc-v8")
        #expect(direct.link(try #require(try policy("cn-nhc-v8").secondary), asOf: 0, zone: .china) == nil)
    }

    // MARK: Gates

    @Test func `a stay behind gates is told with its pairing, and what was put in`() throws {
        let whole = told(try checks(exposure("gate.stay", feed: .checkpoint, place: "G1"), under: "cn-nhc-v8").story)
        #expect(whole.contains("scope: place - same place G1"))
        #expect(whole.contains("pair_gates: true: a way in and the next way out are a stay - a stay behind gates"))
        #expect(whole.contains("longest_stay_hours: 24 h from way in to way out - together 30 min of it"))
        #expect(
            whole.contains(
                "missing_end, missing_end_minutes: cap: a passage without its partner is a stay of 60 min at most - none "
                    + "was put in"))
        let flags = ["INFERRED_END", "INFERRED_START"]
        let open = told(
            try checks(exposure("gate.stay", feed: .checkpoint, place: "G1", flags: flags), under: "cn-nhc-v8").story)
        #expect(
            open.contains {
                $0.hasSuffix("INFERRED_START: a way in was put in; INFERRED_END: a way out was put in")
            })
        let passage = told(try checks(exposure("gate.passage", feed: .checkpoint), under: "cn-nhc-v8").story)
        #expect(passage.contains("pair_gates: false: a passage is a moment - compared as it was seen"))
        #expect(!passage.contains { $0.hasPrefix("missing_end") || $0.hasPrefix("longest_stay") })
    }

    @Test func `a gate that no partner is put in for says so`() throws {
        var checks = try checks(exposure("gate.stay", feed: .checkpoint), under: "cn-nhc-v8")
        guard case .place(var settings) = checks.rule.kind else {
            Issue.record("gate.stay is no rule of places")
            return
        }
        settings.gates?.missingEnd = .instant
        var rule = checks.rule
        rule.kind = .place(settings)
        checks = RuleChecks(
            rule: rule, exposure: checks.exposure, siblings: checks.siblings, caseRow: nil, subjectRow: nil,
            carrier: checks.carrier)
        #expect(
            told(checks.story).contains(
                "missing_end: instant: a passage without its partner is a moment - none was put in"))
    }

    // MARK: Clusters

    /// The checks of the cleaning alone.
    private func cleaning(_ exposure: Exposure) throws -> [String] {
        told(try checks(exposure, under: "hamagen-2020-05").story).filter { $0.hasPrefix("carrier.") }
    }

    @Test func `a cluster is told with its metres, its outlier, silences and vehicles`() throws {
        let id = try #require(try policy("hamagen-2020-05").rules.first { $0.readsPhones }?.id)
        let several = try cleaning(exposure(id, feed: .carrier, observations: 3))
        #expect(
            several == [
                "carrier.method: cluster: fixes of one phone gather round a running centroid - 3 fixes of the contact's "
                    + "phone behind it",
                "carrier.cluster_meters: a fix joins within 20 m - the position may be that of another of these fixes",
                "carrier.outlier_seconds: one outlier under 120 s is passed over - what was heard elsewhere in this time "
                    + "may have been taken away",
                "carrier.gap_minutes: of a longer silence at one place 60 min count as stay, flagged INFERRED - no such "
                    + "silence counts here",
                "carrier.in_vehicle: drop: a dwell under 15 min, reached and left at over 10.1 km/h, matches nothing - "
                    + "neither was that fast",
                "carrier.possible_stay_minutes, carrier.stay_minutes: under 15 min moving, from 15 min a stay - together "
                    + "30 min",
            ])
        let single = try cleaning(exposure(id, feed: .carrier, minutes: 0, flags: ["INFERRED"]))
        #expect(single[0].hasSuffix("1 fix of the contact's phone behind it"))
        #expect(single[1].hasSuffix(" - a single fix, at its own position"))
        #expect(single[2].hasSuffix(" - a moment: nothing was taken out of it"))
        #expect(single[3].hasSuffix(" - INFERRED: such a silence is part of it"))
        let ofCase = try cleaning(exposure(id, feed: .visit, origin: .observed(.carrier)))
        #expect(ofCase[0].hasSuffix(" - the case's own phone tells where it was"))
        #expect(ofCase[1].hasSuffix(" - the case's may be that of a neighbouring fix"))
        #expect(try cleaning(exposure(id, feed: .visit)) == [])
    }

    // MARK: Cells

    @Test func `a cell is told with its grid, the minutes, both stays and the ring`() throws {
        var met = exposure("stc", feed: .carrier, place: "800m:14818:31415")
        met.cellStay = CellStayHours(ofCase: 31.25, ofSubject: 2)
        let story = try checks(met, under: "chengdu-stc").story
        #expect(story.looksFor == "cell")
        #expect(
            Array(told(story).prefix(6)) == [
                "feeds: carrier - seen in carrier",
                "grid_m: one cell of a grid of 800 m - 800m:14818:31415",
                "min_minutes, minutes_are: 10 min together, in one stay - together 30 min",
                "conditions: and: the long stay too - see the hours below",
                "stay_hours, stay_days, stay_days_before, party: 30 h in the cell by either in the 14 days before the time "
                    + "together ended - the case 31.2 h, the contact 2 h",
                "neighbour_ring: false: the eight cells around are other cells - in one cell",
            ])
    }

    @Test func `other switches of a cell rule are told as they stand`() throws {
        let met = exposure("stc", feed: .carrier, place: "800m:1:1", flags: ["NEIGHBOUR_CELL"])
        let shipped = try checks(met, under: "chengdu-stc")
        guard case .cell(var settings) = shipped.rule.kind else {
            Issue.record("stc is no rule of cells")
            return
        }
        settings.ring = .flag
        settings.neighbourTier = .environment
        settings.minutes = .summed
        settings.stayAnchor = .asOf
        settings.party = .both
        settings.conditions = .or
        var rule = shipped.rule
        rule.kind = .cell(settings)
        let lines = told(
            RuleChecks(
                rule: rule, exposure: met, siblings: [met], caseRow: nil, subjectRow: nil, carrier: shipped.carrier
            ).story)
        #expect(lines[2] == "min_minutes, minutes_are: 10 min together, all stays summed - together 30 min")
        #expect(lines[3] == "conditions: or: any time together with a long stay will do")
        #expect(lines[4].contains("30 h in the cell by both in the 14 days before the as-of moment - not measured"))
        #expect(
            lines[5]
                == "neighbour_ring, neighbour_tier: flag: whom only the eight cells around join gets environment - "
                + "NEIGHBOUR_CELL: in a neighbouring cell")
        settings.ring = .same
        rule.kind = .cell(settings)
        let same = RuleChecks(
            rule: rule, exposure: met, siblings: [met], caseRow: nil, subjectRow: nil, carrier: shipped.carrier)
        #expect(told(same.story)[5].hasPrefix("neighbour_ring: true: the eight cells around are the same cell"))
    }

    // MARK: Bays

    @Test(arguments: [
        ("hard_seat_118", "1 bay apart, as a coach hard_seat_118 is numbered"),
        ("hard_sleeper", "1 bay apart, as a coach hard_sleeper is numbered"), (nil, "1 bay apart"),
    ]) func `bays are told with the layout that numbers them`(layout: String?, says: String) throws {
        var ride = exposure("rail.open", feed: .travel, place: "K350")
        ride.nearness = SeatNearness(coach: "11", baysApart: 1, layout: layout)
        let lines = told(try checks(ride, under: "cn-nhc-v8").story)
        #expect(lines.contains("bays_each_side: 1 bay on each side - \(says)"), "\(lines)")
        #expect(
            lines.contains { $0.hasPrefix("scope: bay") && $0.hasSuffix("; both in coach 11; \(says)") }, "\(lines)")
    }
}
