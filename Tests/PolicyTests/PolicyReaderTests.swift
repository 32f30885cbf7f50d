import Policy
import Testing

@Suite struct PolicyReaderTests {
    /// One change to the shipped file, and the key and complaint it must lead to.
    struct Slip: Sendable, CustomTestStringConvertible {
        let find: String, put: String, key: String, says: String
        /// Whether the slip is in the file that the policy extends.
        var isCommon = false
        var testDescription: String { "\(key) \(put)" }
    }

    static let slips = [
        Slip(
            find: "reach_m: 50\n", put: "reach_m: 60000\n", key: "rules[21].reach_m",
            says: #"expected a number of metres from 0 to 50000, found "60000""#),
        Slip(
            find: "reach_m: 50\n", put: "reach_m: 0x10\n", key: "rules[21].reach_m",
            says: #"expected a number of metres from 0 to 50000, found "0x10""#),
        Slip(
            find: "reach_m: 50\n", put: "reach_m: .inf\n", key: "rules[21].reach_m",
            says: #"expected a number of metres from 0 to 50000, found ".inf""#),
        Slip(
            find: "reach_m: 50\n", put: "reach_m: [50]\n", key: "rules[21].reach_m",
            says: "expected a number of metres from 0 to 50000, found a list"),
        Slip(
            find: "reach_m: 50\n", put: "reach: 50\n", key: "rules[21].reach",
            says: "unknown key; did you mean reach_m?"),
        Slip(
            find: "before_days: 2", put: "before_days: 2.5", key: "window.before_days",
            says: #"expected a whole number of days from 0 to 30, found "2.5""#),
        Slip(
            find: "before_days: 2", put: "before_day: 2", key: "window.before_day",
            says: "unknown key; did you mean before_days?"),
        Slip(
            find: "after_days: none\n", put: "after_days: {onset: 13}\n", key: "window.after_days.sampled",
            says: "missing; a policy has no hidden defaults, so write it down"),
        Slip(
            find: "minutes_must_be: reached\n", put: "minutes_must_be: '>'\n", key: "rules[14].minutes_must_be",
            says: #"expected one of reached, exceeded, found ">""#),
        Slip(
            find: "reach_for: all_parts\n", put: "reach_for: all\n", key: "rules[21].reach_for",
            says: #"expected one of all_parts, parts_without_radius, found "all""#),
        Slip(
            find: "instant_s: 0\n", put: "instant_s: 0.5\n", key: "rules[14].instant_s",
            says: #"expected a whole number of seconds from 0 to 3600, found "0.5""#),
        Slip(
            find: "    test_days: none\n", put: "    test_days: [2, 1]\n", key: "follow_up.close.test_days[1]",
            says: #"expected days in rising order, found "1""#),
        Slip(
            find: "    test_days: none\n", put: "    test_days: [15]\n", key: "follow_up.close.test_days[0]",
            says: #"expected a whole number of days from 1 to 14, found "15""#),
        Slip(
            find: "    release: none\n", put: "    release: {negative_tests: 2}\n",
            key: "follow_up.close.release.hours_apart",
            says: "missing; a policy has no hidden defaults, so write it down"),
        Slip(
            find: "day_is: calendar\n", put: "day_is: local\n", key: "window.day_is",
            says: #"expected one of calendar, 24h, found "local""#),
        Slip(
            find: "anchors: [onset, sampled, confirmed]", put: "anchors: [onset, sampled, onset]",
            key: "window.anchors[2]", says: #"expected each of the anchors only once, found "onset""#),
        Slip(
            find: "anchors: [onset, sampled, confirmed]", put: "anchors: []", key: "window.anchors",
            says: "expected a list of anchors, found a list"),
        Slip(
            find: "extend_itineraries: true", put: "extend_itineraries: yes", key: "extend_itineraries",
            says: #"expected true or false, found "yes""#, isCommon: true),
        Slip(
            find: "effective_from: 2020-02-21", put: "effective_from: 2020-02-31", key: "effective_from",
            says: #"expected a date such as 2022-06-28, found "2020-02-31""#),
        Slip(
            find: "policy: cn-nhc-v5", put: "policy: ../cn", key: "policy",
            says: #"expected a name of lower-case letters, digits and hyphens, found "../cn""#),
        Slip(
            find: "- id: hotel.house\n", put: "- id: hotel.room\n", key: "rules[16].id",
            says: "rule hotel.room stands already on line"),
        Slip(
            find: "rows_each_side: 3\n", put: "rows_each_side: \n", key: "rules[0].rows_each_side",
            says: "expected a whole number of rows from 0 to 99, found nothing"),
        Slip(
            find: "hepa: [yes, unknown]", put: "hepa: [maybe]", key: "rules[0].hepa[0]",
            says: #"expected one of yes, no, unknown, found "maybe""#),
        Slip(
            find: "unknown_seat_tier: general\n    crew: vehicle\n", put: "unknown_seat_tier: general\n",
            key: "rules[0].crew",
            says: "missing; a policy has no hidden defaults, so write it down"),
        Slip(
            find: "coupled_sets: apart", put: "coupled_sets: split", key: "rides.coupled_sets",
            says: #"expected one of apart, together, found "split""#, isCommon: true),
        Slip(
            find: "same_departure_minutes: {coach: 10,", put: "same_departure_minutes: {bus: 10, coach: 10,",
            key: "rides.same_departure_minutes.bus", says: "unknown key", isCommon: true),
        Slip(
            find: "same_departure_minutes: {coach: 10,", put: "same_departure_minutes: {coach: soon,",
            key: "rides.same_departure_minutes.coach",
            says: #"expected a whole number of minutes from 0 to 1440, found "soon""#, isCommon: true),
        Slip(
            find: "sealed_prefixes: {rail: [G,", put: "sealed_prefixes: {rail: [g,",
            key: "rides.sealed_prefixes.rail[0]",
            says: #"expected a beginning such as G, in upper case, or "*", found "g""#, isCommon: true),
        Slip(
            find: "modes: [flight]", put: "modes: [plane]", key: "rules[0].modes[0]",
            says: #"expected one of rail, flight, coach, ship, metro, found "plane""#),
        Slip(
            find: "looks_for: ride", put: "looks_for: rides", key: "rules[0].looks_for",
            says: #"expected one of proximity, place, ride, companion, cell, found "rides""#),
        Slip(
            find: "cumulative_hours: 24", put: "cumulative_hours: 0.1", key: "rules[20].cumulative_hours",
            says: #"expected 0, or a period that is long enough to hold min_minutes, found "0.1""#),
        Slip(
            find: "accuracy: carry", put: "accuracy: cap", key: "rules[21].max_accuracy_m",
            says: "missing; a policy has no hidden defaults, so write it down"),
        Slip(
            find: "feeds: [carrier]", put: "feeds: [travel]", key: "rules[21].feeds[0]",
            says: #"expected one of carrier, checkpoint, visit, hotel, parking, found "travel""#),
        Slip(
            find: "feeds: [hotel]", put: "feeds: [visit]", key: "rules[14].scope",
            says: #"expected place (only the hotel feed has rooms), found "room""#),
        Slip(
            find: "scope: floor\n", put: "scope: storey\n", key: "rules[15].scope",
            says: #"expected one of place, floor, room, found "storey""#),
        Slip(
            find: "touching: not\n", put: "touching: no\n", key: "rules[14].touching",
            says: #"expected one of counts, not, found "no""#),
        Slip(
            find: "pair_gates: false\n", put: "\n", key: "rules[19].pair_gates",
            says: "missing; a policy has no hidden defaults, so write it down"),
        Slip(
            find: "missing_end_minutes: 60", put: "missing_end_minutes: 1441", key: "rules[20].missing_end_minutes",
            says: #"expected no more minutes than longest_stay_hours has, found "1441""#),
        Slip(
            find: "kinds: [gate, school, market, mall, workplace]", put: "kinds: all", key: "rules[20].kinds",
            says: #"expected a list: a road checkpoint encloses nothing that one could stay in, found "all""#),
        Slip(
            find: "- {code: HUBEI", put: "- {code: WUHAN", key: "categories[1].code",
            says: #"expected a code that no other category has, found "WUHAN""#, isCommon: true),
        Slip(
            find: "base: {close: 60", put: "base: {close: 160", key: "score.base.close",
            says: #"expected a number of points from 0 to 100, found "160""#, isCommon: true),
        Slip(
            find: ", undeclared: 12,", put: ",", key: "tasks.due_hours.undeclared",
            says: "missing; a policy has no hidden defaults, so write it down", isCommon: true),
        Slip(
            find: "    close: visit_and_isolate\n", put: "", key: "tasks.actions.close",
            says: "missing; a policy has no hidden defaults, so write it down", isCommon: true),
        Slip(
            find: "open_end_hours: {hotel: 24, ", put: "open_end_hours: {", key: "open_end_hours.hotel",
            says: "missing; a policy has no hidden defaults, so write it down", isCommon: true),
        Slip(
            find: "  drift_seconds: 120\n", put: "", key: "carrier.drift_seconds",
            says: "missing; a policy has no hidden defaults, so write it down", isCommon: true),
        Slip(
            find: "method: dwell\n", put: "method: dwells\n", key: "carrier.method",
            says: #"expected one of none, dwell, cluster, found "dwells""#, isCommon: true),
        Slip(
            find: "vehicle_kmh: 20\n", put: "vehicle_kmh: fast\n", key: "carrier.vehicle_kmh",
            says: #"expected a number of km/h from 0 to 2000, found "fast""#, isCommon: true),
        Slip(
            find: "stay_minutes: 40\n", put: "stay_minutes: 4\n", key: "carrier.stay_minutes",
            says: #"expected at least possible_stay_minutes, found "4""#, isCommon: true),
        Slip(
            find: "categories:\n", put: "categorys:\n", key: "categorys", says: "unknown key; did you mean categories?",
            isCommon: true),
    ]

    @Test(arguments: slips)
    func `a complaint names the file, the line, the key and the mend`(slip: Slip) throws {
        let name = slip.isCommon ? "common" : "cn-nhc-v5"
        let whole = try text(of: name)
        let place = try #require(whole.firstRange(of: slip.find), "the shipped file has no \(slip.find)")
        let changed = whole.replacingCharacters(in: place, with: slip.put)
        let error = try #require(throws: PolicyError.self) {
            // The file with the slip is the parent or the child; the complaint must name it in either place.
            try PolicyReader.read(slip.isCommon ? try text(of: "cn-nhc-v5") : changed, file: "cn-nhc-v5.yaml") {
                slip.isCommon ? PolicySource(file: "\($0).yaml", bytes: Array(changed.utf8)) : PolicyShelf.source($0)
            }
        }
        let message = error.description
        #expect(message.contains(": \(slip.key): \(slip.says)"), "\(message)")
        #expect(!message.contains("\n"))

        // The line named must be the one with the slip, or, for what is missing, at or above it.
        let parts = message.split(separator: ":")
        #expect(parts[0] == "\(name).yaml")
        let line = try #require(Int(parts[1]))
        let slipLine = whole[..<place.lowerBound].count(where: \.isNewline) + 1
        if case .missing = error {
            #expect(line <= slipLine && line > 0)
        } else {
            #expect(line - slipLine == 0 || slip.find == "feeds: [hotel]" && line - slipLine == 2, "line \(line)")
        }
    }

    private func text(of name: String) throws -> String {
        String(decoding: try #require(PolicyShelf.source(name)).bytes, as: UTF8.self)
    }

    @Test func `what is no YAML is refused with its line`() throws {
        let cases = [
            ("policy: [a\ntitle: b\n", 2), ("a: 1\nb: 2\na: 3\n", 1), ("", 1), ("a: b: c\n", 1), ("\tx: 1\n", 1),
        ]
        for (text, line) in cases {
            let error = try #require(throws: PolicyError.self) {
                try PolicyReader.read(text, file: "x.yaml", parent: PolicyShelf.source)
            }
            guard case .syntax(_, let found, _) = error else {
                Issue.record("not a syntax error: \(error)")
                continue
            }
            #expect(found == line, "\(error)")
            #expect(!error.description.contains("\n"))
        }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: PolicyError.self) {
            try PolicyChain(PolicySource(file: "x.yaml", bytes: [0x61, 0xFF, 0xFE]), parent: PolicyShelf.source)
        }
    }

    @Test func `a list or a word in place of the file is refused`() throws {
        for text in ["- a\n", "word\n"] {
            let error = try #require(throws: PolicyError.self) {
                try PolicyReader.read(text, file: "x.yaml", parent: PolicyShelf.source)
            }
            #expect(error.description.hasPrefix("x.yaml:1: the file: expected a mapping with the keys policy, title"))
        }
    }

    @Test func `cutting the file at any line never crashes and never passes`() throws {
        // As one file: a child that is cut off is a smaller child, which may well be right.
        let lines = try PolicyShelf.chain(of: "cn-nhc-v9").resolvedText
            .split(separator: "\n", omittingEmptySubsequences: false)
        let last = try #require(lines.lastIndex { $0.contains("visit_and_register") })
        for count in 0...last {
            let text = lines.prefix(count).joined(separator: "\n") + "\n"
            #expect(throws: PolicyError.self, "first \(count) lines") {
                try PolicyReader.read(text, file: "x.yaml", parent: PolicyShelf.source)
            }
        }
    }
}

extension String {
    /// The text with one range put anew.
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
}
