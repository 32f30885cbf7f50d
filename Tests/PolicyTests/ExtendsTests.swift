import Policy
import Testing
import Vocabulary

/// `extends:` at the top of a policy file.
@Suite struct ExtendsTests {
    /// A folder of small files: name to what stands below the four keys that each file needs.
    private func folder(_ files: [String: String]) -> (String) -> PolicySource? {
        { name in
            files[name].map { body in
                let head = "policy: \(name)\ntitle: T\neffective_from: 2020-01-01\nsource: own rule\n"
                return PolicySource(file: "\(name).yaml", bytes: Array((head + body).utf8))
            } ?? PolicyShelf.source(name)
        }
    }

    private func read(_ name: String, _ files: [String: String]) throws -> Policy {
        let folder = folder(files)
        return try PolicyReader.policy(of: try PolicyChain(try #require(folder(name)), parent: folder))
    }

    private func complaint(_ name: String, _ files: [String: String]) throws -> String {
        try #require(throws: PolicyError.self) { try read(name, files) }.description
    }

    @Test func `an empty child is its parent under its own name`() throws {
        var child = try read("mine", ["mine": "extends: cn-nhc-v5\n"])
        #expect(child.id == "mine" && child.title == "T" && child.effectiveFrom == "2020-01-01")
        let parent = try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v5"))
        (child.id, child.title, child.source, child.effectiveFrom) = (
            parent.id, parent.title, parent.source, parent.effectiveFrom
        )
        #expect(child == parent)
    }

    @Test func `mappings merge key by key and lists are replaced whole`() throws {
        let body = """
            extends: cn-nhc-v5
            window:
              before_days: 5
              anchors: [confirmed]
            score:
              base: {close: 61}
            categories:
              - {code: ABROAD, prefix: "*"}
            """
        let policy = try read("mine", ["mine": body])
        #expect(policy.window.beforeDays == 5 && policy.window.anchors == [.confirmed])
        #expect(policy.window.dayKind == .calendar)
        #expect(policy.score.base["close"] == 61 && policy.score.base["general"] == 30)
        #expect(policy.categories.map(\.code) == ["ABROAD"])
    }

    @Test func `rules merge by id in the place of the parent, are added at the end, and can be dropped`() throws {
        let body = """
            extends: cn-nhc-v5
            rules:
              - {id: hotel.house, drop: true}
              - {id: new, looks_for: ride, setting: train, modes: [rail], scope: vehicle, tier: general, source: s}
              - {id: air.rows, rows_each_side: 4}
              - {id: rail.sealed, looks_for: ride, setting: train, modes: [rail], scope: vehicle, tier: close, source: s}
            """
        let policy = try read("mine", ["mine": body])
        let parent = try PolicyReader.policy(of: try PolicyShelf.chain(of: "cn-nhc-v5"))
        #expect(policy.rules.map(\.id) == parent.rules.map(\.id).filter { $0 != "hotel.house" } + ["new"])
        guard case .ride(let rows) = policy.rules[0].kind, case .ride(let coach) = policy.rules[3].kind else {
            Issue.record("rules changed their kind")
            return
        }
        #expect(rows.rowsEachSide == 4 && policy.rules[0].source == parent.rules[0].source)
        #expect(coach.scope == .vehicle && coach.unknownSeatTier == nil && policy.rules[3].source == "s")
    }

    @Test func `a wrong value is complained about in the file that wrote it`() throws {
        let bad = ["grand": "extends: cn-nhc-v5\nwindow: {before_days: x}\n", "mine": "extends: grand\n"]
        #expect(try complaint("mine", bad).hasPrefix("grand.yaml:6: window.before_days: expected a whole number"))
        let mended = bad.merging(["mine": "extends: grand\nwindow: {before_days: 3}\n"]) { $1 }
        #expect(try read("mine", mended).window.beforeDays == 3)
        let rule = ["mine": "extends: cn-nhc-v5\nrules:\n  - id: air.rows\n    rows: 4\n"]
        #expect(try complaint("mine", rule).hasPrefix("mine.yaml:8: rules[0].rows: unknown key"))
    }

    @Test func `a rule that is dropped while it is named is a fault of the file that drops it`() throws {
        let drop = "extends: cn-nhc-v8\nrules:\n  - {id: hotel.room, drop: true}\n"
        let says = "mine.yaml:7: rules[0].drop: rule hotel.room is still named by secondary.rules[0] on line "
        let message = try complaint("mine", ["mine": drop])
        #expect(message.hasPrefix(says) && message.contains(" of cn-nhc-v8.yaml; write that list anew"), "\(message)")
        // The grandchild neither drops nor names it; then it writes the list anew, or needs none.
        let middle = ["middle": drop, "mine": "extends: middle\n"]
        #expect(try complaint("mine", middle).hasPrefix("middle.yaml:7: rules[0].drop: rule hotel.room is still named"))
        for mend in ["secondary:\n  rules: [venue.shared]\n", "secondary:\n  enabled: false\n"] {
            #expect(try !read("mine", ["mine": drop + mend]).rules.contains { $0.id == "hotel.room" })
            let mended = try read("mine", ["middle": drop, "mine": "extends: middle\n" + mend])
            #expect(!mended.rules.contains { $0.id == "hotel.room" })
        }
        // Who names it in the very file is at fault there.
        let own = try complaint("mine", ["mine": drop + "secondary:\n  rules: [hotel.room]\n"])
        #expect(own.hasPrefix("mine.yaml:9: secondary.rules[0]: expected one of"), "\(own)")
    }

    @Test func `a key that a new list asks for is missing where the list was written`() throws {
        let tiers = "tasks:\n  tiers: [close, secondary, general, companion_spacetime, environment]\n"
        let lacks = try complaint("mine", ["mine": "extends: cn-nhc-v5\n" + tiers])
        #expect(lacks.hasPrefix("mine.yaml:7: tasks.due_hours.environment: missing"), "\(lacks)")
        let half = tiers + "  due_hours: {environment: 48}\n"
        let action = try complaint("mine", ["mine": "extends: cn-nhc-v5\n" + half])
        #expect(action.hasPrefix("mine.yaml:7: tasks.actions.environment: missing"), "\(action)")
        // A grandchild that only changes an hour is not at fault.
        let files = ["middle": "extends: cn-nhc-v5\n" + tiers, "mine": "extends: middle\nwindow: {before_days: 3}\n"]
        #expect(try complaint("mine", files).hasPrefix("middle.yaml:7: tasks.due_hours.environment: missing"))
        let whole = half + "  actions: {environment: notify}\n"
        #expect(try read("mine", ["mine": "extends: cn-nhc-v5\n" + whole]).tasks.tiers.contains(.environment))
    }

    @Test(arguments: [
        ("extends: nobody\n", "mine.yaml:5: extends: there is no policy nobody beside this file"),
        ("extends: mine\n", "mine.yaml:5: extends: mine extends this file, which makes a circle"),
        ("extends: other\n", "other.yaml:5: extends: mine extends this file, which makes a circle"),
        ("extends: ../mine\n", "mine.yaml:5: extends: expected the name of a policy beside this file"),
        ("extends: [a]\n", "mine.yaml:5: extends: expected the name of a policy beside this file"),
        ("extends: d0\n", "d6.yaml:5: extends: more than 8 files extend one another"),
        (
            "extends: cn-nhc-v5\nrules:\n  - {id: a, drop: true}\n",
            "mine.yaml:7: rules[0].id: expected the id of a rule that the extended policy has"
        ),
        (
            "extends: cn-nhc-v5\nrules:\n  - {id: air.rows, drop: false}\n",
            "mine.yaml:7: rules[0].drop: expected only id and drop: true"
        ),
        (
            "extends: cn-nhc-v5\nrules:\n  - {id: air.rows, tier: close, drop: true}\n",
            "mine.yaml:7: rules[0].drop: expected only id and drop: true"
        ),
        ("extends: cn-nhc-v5\nrules:\n  - {tier: close}\n", "mine.yaml:7: rules[0].id: missing"),
        ("extends: cn-nhc-v5\nrules: none\n", "mine.yaml:6: rules: expected a list of rules"),
        ("extends: common\n", "mine.yaml:1: window: missing"),
        (
            "extends: cn-nhc-v5\nrules:\n  - {id: air.rows, tier: general}\n  - {id: air.rows, tier: close}\n",
            "mine.yaml:8: rules[1].id: rule air.rows stands already on line 7"
        ),
    ])
    func `what cannot be merged is refused with file, line and key`(body: String, says: String) throws {
        var files = ["mine": body, "other": "extends: mine\n"]
        for depth in 0...9 { files["d\(depth)"] = "extends: d\(depth + 1)\n" }
        let message = try complaint("mine", files)
        #expect(message.hasPrefix(says), "\(message)")
    }

    @Test(arguments: ["policy", "title", "effective_from", "source"])
    func `a child must say itself what it is`(key: String) throws {
        let all = ["policy: mine", "title: T", "effective_from: 2020-01-01", "source: own rule", "extends: cn-nhc-v5"]
        let text = all.filter { !$0.hasPrefix(key) }.joined(separator: "\n")
        let error = try #require(throws: PolicyError.self) {
            try PolicyReader.read(text, file: "mine.yaml", parent: PolicyShelf.source)
        }
        #expect(error.description.hasPrefix("mine.yaml:1: \(key): missing"))
    }

    @Test func `the bytes of a chain are those of its files, parents first`() throws {
        let chain = try PolicyShelf.chain(of: "cn-nhc-v9")
        #expect(
            chain.files.map(\.file) == ["common.yaml", "cn-nhc-v5.yaml", "cn-nhc-v8.yaml", "cn-nhc-v9.yaml"])
        #expect(chain.bytes == chain.files.flatMap(\.bytes))
    }

    @Test func `aliases of aliases do not fill the memory`() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for depth in 1...6 {
            let names = Array(repeating: "*a\(depth - 1)", count: 10).joined(separator: ", ")
            text += "a\(depth): &a\(depth) [\(names)]\n"
        }
        #expect(try complaint("mine", ["mine": text]).contains("aliases (*name); write the values out"))
    }
}
