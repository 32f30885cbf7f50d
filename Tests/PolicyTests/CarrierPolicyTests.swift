@testable import Policy
import Testing
import Vocabulary

/// The numbers of DOMAIN 4.5, 3.1 (Chengdu) and 2.3 (Hamagen), as shipped.
@Suite struct CarrierPolicyTests {
    private func shipped(_ name: String) throws -> Policy {
        try PolicyReader.policy(of: try PolicyShelf.chain(of: name))
    }

    /// Reads a policy that extends a shipped one.
    private func read(_ text: String, extends parent: String) throws -> Policy {
        let head = "policy: own\ntitle: t\neffective_from: 2022-01-01\nsource: own rule\nextends: \(parent)\n"
        return try PolicyReader.read(head + text, file: "own.yaml", parent: PolicyShelf.source)
    }

    @Test(arguments: ["cn-nhc-v5", "cn-nhc-v8", "cn-nhc-v9", "cdc-2020-10", "who-2022", "chengdu-stc"])
    func `positions are cleaned by the published rule set`(name: String) throws {
        let carrier = try shipped(name).carrier
        #expect(
            carrier.method
                == .dwell(
                    DwellRule(
                        mergeMeters: 100, oscillationSeconds: 120, driftMeters: 5000, driftSeconds: 120,
                        flickerSeconds: 5, repeatUntilShare: 0.01)))
        #expect(carrier.gapSeconds == 3600)
        #expect(carrier.possibleStaySeconds == 600 && carrier.staySeconds == 2400)
        #expect(carrier.inVehicle == .drop && carrier.vehicleKmh == 20)
    }

    @Test func `Hamagen clusters in 20 m, passes over 2 minutes, drops 2.8 m/s, and widens by the cluster`() throws {
        let policy = try shipped("hamagen-2020-05")
        #expect(policy.carrier.method == .cluster(ClusterRule(clusterMeters: 20, outlierSeconds: 120)))
        #expect(policy.carrier.inVehicle == .drop && policy.carrier.vehicleKmh == 2.8 * 3.6)
        let near = policy.rules.compactMap { rule -> ProximityRule? in
            if case .proximity(let near) = rule.kind { return near }
            return nil
        }
        #expect(near.map(\.accuracy) == [.widen])
        #expect(near.map(\.reachMeters) == [50])
    }

    @Test func `Chengdu's companions are found as the text says`() throws {
        let policy = try shipped("chengdu-stc")
        let rule = try #require(policy.rules.first { $0.id == "stc" })
        #expect(rule.tier == .companionSpacetime && rule.minMinutes == 10)
        #expect(
            rule.kind
                == .cell(
                    CellRule(
                        gridMeters: 800, ring: .apart, neighbourTier: .environment, minutes: .oneStay, stayHours: 30,
                        stayDays: 14, stayAnchor: .match, party: .either, conditions: .and)))
        #expect(policy.window.beforeDays == 4)
    }

    @Test func `raw matching stays a choice, and a section with a method stands for itself`() throws {
        let raw = try read("carrier: {method: none, gap_minutes: 30, source: own rule}\n", extends: "cn-nhc-v9")
        #expect(raw.carrier == .asDelivered(gapSeconds: 1800))
        #expect(!raw.carrier.cleans)
        let changed = try read("carrier: {merge_meters: 200}\n", extends: "cn-nhc-v9")
        #expect(changed.carrier.placeMeters == 200 && changed.carrier.gapSeconds == 3600)
    }

    @Test func `a cell rule gives no more than companion_spacetime, and a flagging ring has a tier`() throws {
        let strong = #expect(throws: PolicyError.self) {
            try read("rules:\n  - {id: stc, tier: close}\n", extends: "chengdu-stc")
        }
        #expect(strong?.description.contains("expected one of companion_spacetime, environment") ?? false)
        let bare = #expect(throws: PolicyError.self) {
            try read("rules:\n  - {id: stc, neighbour_ring: flag}\n", extends: "chengdu-stc")
        }
        #expect(bare?.description.contains("neighbour_tier: missing") ?? false)
        let whole = try read(
            "rules:\n  - {id: stc, neighbour_ring: flag, neighbour_tier: environment}\n", extends: "chengdu-stc")
        #expect(whole.rules.contains { if case .cell(let cell) = $0.kind { cell.ring == .flag } else { false } })
    }
}
