@testable import Policy
import Testing
import Vocabulary

@Suite struct PolicyShelfTests {
    func shipped(_ name: String) throws -> Policy {
        try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
    }

    @Test(arguments: PolicyShelf.names)
    func `every shipped policy reads and is named after itself`(name: String) throws {
        let policy = try shipped(name)
        #expect(policy.id == name)
        #expect(policy.sha256.isEmpty)
        #expect(
            !policy.window.anchors.isEmpty && policy.window.afterDays.keys.allSatisfy(policy.window.anchors.contains))
        for rule in policy.rules {
            #expect(!rule.source.isEmpty)
            #expect(rule.residualSeconds == 0)
            if case .proximity(let near) = rule.kind, near.feeds.contains(.carrier), !positionsAreExact(name) {
                #expect(rule.tier == .companionSpacetime, "phone positions alone stay capped")
            }
        }
        // Only words that offices write into feeds are Chinese.
        let lines = String(decoding: try PolicyShelf.chain(of: name).bytes, as: UTF8.self).split(separator: "\n")
        let others = lines.filter { !$0.contains("names: ") && !$0.contains("kinds: ") }
        #expect(others.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
    }

    /// Rules of apps that match the positions of satellites, not of cells.
    private func positionsAreExact(_ name: String) -> Bool {
        ["hamagen-2020-05", "safe-paths-2020", "safe-paths-early"].contains(name)
    }

    @Test func `the shelf is sorted and says what it has`() throws {
        #expect(
            PolicyShelf.names == [
                "cdc-2020-10", "chengdu-stc", "cn-20-measures", "cn-nhc-v5", "cn-nhc-v8", "cn-nhc-v9", "cwa-2020",
                "ecdc-2020", "hamagen-2020-05", "kr-2020", "kr-itaewon-2020", "safe-paths-2020", "safe-paths-early",
                "sormas-labels", "tw-cruise-2020", "who-2022",
            ])
        #expect(PolicyShelf.files.map(\.name) == (PolicyShelf.names + ["common", "common-near"]).sorted())
        let error = try #require(throws: PolicyError.self) { try PolicyShelf.chain(of: "no-such") }
        #expect(
            error.description
                == "there is no policy no-such; known: \(PolicyShelf.names.joined(separator: ", "))")
    }

    @Test func `the ninth edition has the transport table in order`() throws {
        let policy = try shipped("cn-nhc-v9")
        #expect(policy.effectiveFrom == "2022-06-28")
        #expect(policy.window.beforeDays == 2 && policy.window.dayKind == .calendar)
        let rides = [
            "air.rows close", "air.nohepa close", "air.vehicle general", "rail.sealed close", "rail.sealed.soft close",
            "rail.open close", "rail.open.soft close", "rail.vehicle general", "coach.sealed close", "coach.open close",
            "coach.vehicle general", "ship.cabin close", "ship.vehicle general", "metro.vehicle general",
        ]
        let others = [
            "hotel.room close", "hotel.floor general", "hotel.house general", "venue.shared close",
            "parking.shared general", "gate.passage general", "gate.stay general", "carrier.near companion_spacetime",
            "site.near general", "companion close",
        ]
        #expect(policy.rules.map { "\($0.id) \($0.tier.rawValue)" } == rides + others)
        #expect(
            policy.rules[14].kind
                == .place(PlaceRule(feeds: [.hotel], kinds: [], scope: .room, slackSeconds: 0, touching: .not)))
        #expect(
            policy.rules[19].kind == .place(PlaceRule(feeds: [.checkpoint], kinds: [], scope: .place, slackSeconds: 60))
        )
        #expect(
            policy.rules[21].kind
                == .proximity(
                    ProximityRule(
                        feeds: [.carrier], slackSeconds: 300, reachMeters: 50, accuracy: .carry, maxAccuracyMeters: 0)))
        #expect(policy.rules[21].minMinutes == 10 && policy.rules[21].cumulativeHours == 24)
        #expect(policy.rules[21].maxGapSeconds == 1800)
        #expect(
            policy.rules[22].kind
                == .proximity(
                    ProximityRule(
                        feeds: [.checkpoint, .visit, .hotel, .parking], slackSeconds: 0, reachMeters: 0,
                        accuracy: .carry, maxAccuracyMeters: 0, touching: .not)))
        #expect(
            policy.rules[20].kind
                == .place(
                    PlaceRule(
                        feeds: [.checkpoint], kinds: ["gate", "school", "market", "mall", "workplace"], scope: .place,
                        slackSeconds: 0, touching: .not,
                        gates: GateRule(longestStaySeconds: 86_400, missingEnd: .cap(seconds: 3600)))))
        #expect(policy.rules[20].minMinutes == 15)
    }

    @Test func `the ninth edition has the agreed terms, actions and scores`() throws {
        let policy = try shipped("cn-nhc-v9")
        #expect(policy.extendItineraries)
        #expect(policy.openEndHours == ["hotel": 24, "parking": 12, "visit": 1])
        #expect(policy.undeclared == UndeclaredRule(lookBackDays: 14, toleranceDays: 1, countPassingThrough: false))
        #expect(
            policy.categories == [
                CategoryRule(code: "WUHAN", prefix: "4201"), CategoryRule(code: "HUBEI", prefix: "42"),
                CategoryRule(code: "OUTSIDE", prefix: "*"),
            ])
        #expect(policy.tasks.tiers == [.close, .secondary, .general, .companionSpacetime])
        #expect(
            policy.tasks.dueHours == [
                "close": 2, "secondary": 12, "general": 24, "companion_spacetime": 24, "undeclared": 12,
                "fever": 6, "clue": 24, "alert": 24,
            ])
        #expect(
            policy.tasks.actions == [
                "close": "visit_and_isolate", "secondary": "visit_and_isolate", "general": "notify_and_monitor",
                "companion_spacetime": "notify_and_test", "undeclared": "visit_and_register",
                "fever": "visit_and_test",
            ])
        #expect(
            policy.score
                == ScoreRule(
                    base: ["close": 60, "secondary": 45, "general": 30, "companion_spacetime": 30, "environment": 10],
                    perHour: 5, hoursCap: 4, nearPoints: 10, nearMeters: 100, perExposure: 2, exposureCap: 10,
                    seatPoints: 5, seatRows: 4, companionPoints: 30))
    }

    @Test func `companions weigh more than the nearest seats and the nearest position together`() throws {
        for id in PolicyShelf.names {
            let score = try shipped(id).score
            #expect(score.companionPoints > score.seatPoints + score.nearPoints, "\(id)")
        }
    }

    @Test func `the editions differ in days before and in secondary contacts, and in nothing else that decides`() throws
    {
        let fifth = try shipped("cn-nhc-v5")
        let eighth = try shipped("cn-nhc-v8")
        let ninth = try shipped("cn-nhc-v9")
        #expect([fifth, eighth, ninth].map(\.window.beforeDays) == [2, 4, 2])
        #expect(fifth.rules == ninth.rules && eighth.rules == ninth.rules)
        #expect(fifth.secondary == nil && eighth.secondary == ninth.secondary && ninth.secondary != nil)
        #expect([fifth, eighth].map(\.effectiveFrom) == ["2020-02-21", "2021-05-14"])
    }
}
