import Matching
@testable import Policy
import Testing
import Vocabulary

/// Drawn scenes: a row per place, a column per minute, a letter per person; `*` is the case alone, capitals are with
/// it.
@Suite struct SceneTests {
    private let noon: Int64 = 1_580_529_600

    private func subject(_ letter: Character) -> Pseudonym {
        Pseudonym(kind: .phone, high: UInt64(letter.asciiValue ?? 0), low: 0)
    }

    private func rule(minutes: Double = 0, gap: Int64 = 0, residual: Int64 = 0, hours: Double = 0) -> Rule {
        Rule(
            id: "venue", setting: "venue", tier: .close, source: "", minMinutes: minutes, cumulativeHours: hours,
            maxGapSeconds: gap, residualSeconds: residual,
            kind: .place(PlaceRule(feeds: [.visit], kinds: [], scope: .place, slackSeconds: 0)))
    }

    /// Reads `place  ..**aa` lines: each run of letters of one person is a visit that lasts to the run's last minute.
    private func play(_ drawing: String, _ rule: Rule) -> [String] {
        var parts: [ItineraryPart] = []
        var block = ObservationBlock(feed: .visit)
        for (number, line) in drawing.split(separator: "\n").enumerated() {
            let words = line.split(separator: " ").map(String.init)
            let minutes = Array(words[1])
            for letter in Set(minutes).subtracting(["."]).sorted() {
                var start: Int?
                for minute in 0...minutes.count {
                    let here = minute < minutes.count && minutes[minute] == letter
                    if here, start == nil { start = minute }
                    guard !here, let from = start else { continue }
                    let span = TimeSpan(noon + Int64(from) * 60, noon + Int64(minute - 1) * 60)
                    if letter == "*" {
                        parts.append(ItineraryPart(caseID: "C", kind: .stay, span: span, place: words[0]))
                    } else {
                        var row = Observation(feed: .visit, span: span)
                        row.phone = subject(letter)
                        row.place = words[0]
                        row.source.line = UInt32(number + 1)
                        block.append(row)
                    }
                    start = nil
                }
            }
        }
        let index = CaseIndex(
            parts: parts, caseSubjects: [:], rules: [rule], places: [:], timetable: Timetable(stops: []),
            openEndHours: [:], zone: .china)
        var hits = HitSet()
        index.match(block, into: &hits)
        return index.exposures(of: [hits]).map { exposure in
            let letter = Character(Unicode.Scalar(UInt8(exposure.subject.high)))
            return "\(letter) \(exposure.place) \(exposure.tier.rawValue) \(exposure.minutes) "
                + "\(exposure.environmentalMinutes)"
        }
    }

    @Test func `people at one place at one time meet, and nobody else does`() {
        let met = play(
            """
            cafe *****.......
            cafe ...aaaa.....
            cafe ......bbb...
            cafe ....c.......
            gym  ddddd.......
            """, rule())
        #expect(met == ["a cafe close 1.0 0.0", "c cafe close 0.0 0.0"])
    }

    @Test func `minutes after the case left are environmental and never close`() {
        let met = play(
            """
            cafe *****.......
            cafe ...aaaa.....
            cafe ......bbb...
            cafe ..........cc
            """, rule(residual: 240))
        #expect(met == ["a cafe close 1.0 2.0", "b cafe environment 0.0 2.0"])
    }

    @Test func `short meetings add up inside the period and not beyond it`() {
        let drawing = """
            cafe ****************************
            cafe aaaa...aaaa.................
            cafe bbbb....................bbbb
            """
        #expect(play(drawing, rule(minutes: 6, hours: 0.2)) == ["a cafe close 3.0 0.0", "a cafe close 3.0 0.0"])
        #expect(play(drawing, rule(minutes: 6)).isEmpty)
        #expect(play(drawing, rule(gap: 240)).first == "a cafe close 10.0 0.0")
    }

    @Test func `more than some minutes is not the minutes themselves`() {
        let drawing = """
            cafe ****************
            cafe aaaa............
            cafe bbbbb...........
            """
        var strict = rule(minutes: 3)
        #expect(play(drawing, strict).count == 2)
        strict.minutesMustBe = .exceeded
        #expect(play(drawing, strict) == ["b cafe close 4.0 0.0"])
        strict.cumulativeHours = 1
        #expect(play(drawing, strict) == ["b cafe close 4.0 0.0"])
    }

    @Test func `stays that only touch are no meeting where more than no time is asked for`() {
        let drawing = """
            cafe ****....
            cafe ...aaaa.
            cafe ..bb....
            """
        var strict = rule()
        #expect(play(drawing, strict).count == 2)
        strict.minutesMustBe = .exceeded
        #expect(play(drawing, strict) == ["b cafe close 1.0 0.0"])
    }

    @Test func `a moment stands for the rule's seconds on either side`() {
        let drawing = """
            cafe *.*.*.....
            cafe a.a.a.....
            cafe .b........
            cafe .....c....
            """
        var lasting = rule()
        lasting.instantSeconds = 120
        // The case's three moments of two minutes are one stay of six.
        #expect(
            play(drawing, lasting) == [
                "a cafe close 6.0 0.0", "b cafe close 2.0 0.0", "c cafe close 1.0 0.0",
            ])
        lasting.instantSeconds = 60
        #expect(
            play(drawing, lasting) == [
                "a cafe close 1.0 0.0", "a cafe close 1.0 0.0", "a cafe close 1.0 0.0", "b cafe close 0.0 0.0",
                "b cafe close 0.0 0.0", "c cafe close 0.0 0.0",
            ])
    }
}
