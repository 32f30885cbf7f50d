import Foundation
import Testing
import Vocabulary

@testable import Publishing

/// The command centre's page as text: words, escaping, ground, and nothing that could load.
@Suite struct OverviewTests {
    static let nasty = "</script><img src=x onerror=alert(1)>"

    private func overview(names: [String] = ["县", OverviewTests.nasty, "{0}{1}"]) -> Overview {
        var overview = Overview(
            runID: "r1", version: "1.0", policy: "cn-nhc-v9", isEncrypted: true, asOf: 1_580_227_199,
            areas: names.enumerated().map { place, name in
                Overview.Area(
                    id: "g\(place)", level: place == 0 ? "county" : "hamlet", name: name, parent: place == 0 ? nil : 0)
            })
        overview.measures = [Overview.Measure(topic: .tasks, total: 30, counts: [30, 12, nil])]
        overview.series = [
            Overview.Series(
                topic: .tasks, kinds: TaskReason.allCases.map(\.rawValue),
                days: [Overview.Day(day: 18_289, total: 30, parts: [30, nil, nil, nil, nil])], change: nil)
        ]
        overview.funnel = [Overview.Step(.read, 1_234_567), Overview.Step(.answered, nil)]
        return overview
    }

    private func page(_ overview: Overview, _ language: Language = .english) -> String {
        String(
            decoding: OverviewPage(overview, language: language, zone: .china).bytes { _ in "digest" }, as: UTF8.self)
    }

    @Test func `codes of the data have words`() {
        for tier in Tier.allCases { #expect(OverviewWord(rawValue: "tier.\(tier.rawValue)") != nil) }
        for reason in TaskReason.allCases { #expect(OverviewWord(rawValue: "reason.\(reason.rawValue)") != nil) }
        for topic in Overview.Topic.allCases { #expect(OverviewWord(rawValue: "topic.\(topic.rawValue)") != nil) }
        for step in Overview.Step.Kind.allCases { #expect(OverviewWord(rawValue: "step.\(step.rawValue)") != nil) }
        for feed in Feed.allCases where feed.isObservation {
            #expect(OverviewWord(rawValue: "feed.\(feed.rawValue)") != nil, "\(feed)")
        }
        for odd in Overview.FeedLine.Oddity.allCases { #expect(OverviewWord(rawValue: "odd.\(odd.rawValue)") != nil) }
        #expect(OverviewWord.name("code", "violet", .chinese) == "violet")
        #expect(OverviewWord.pointRejected.text(.english, "{1}", "7").contains("“{1}”, 7 %"))
    }

    @Test func `no name gets markup into the page, nor ends the data`() throws {
        for language in Language.allCases {
            let html = page(overview(), language)
            #expect(!html.contains("<img") && !html.contains("onerror=alert(1)>"))
            #expect(html.components(separatedBy: "</script").count == 5)
            let data = try #require(html.split(separator: "id=\"data\">").last?.split(separator: "</script>").first)
            let fields = try #require(
                try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
            let areas = try #require(fields["areas"] as? [String: Any])
            #expect(areas["name"] as? [String] == ["县", Self.nasty, "{0}{1}"])
        }
    }

    @Test func `the page names its scripts and its style by digest, loads nothing and holds the licences`() {
        let html = page(overview())
        #expect(html.contains("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-digest'"))
        #expect(html.components(separatedBy: "'sha256-digest'").count == 5)
        #expect(!html.contains("src=\"") && !html.contains("<link") && !html.contains(" style=\""))
        #expect(html.contains("Vladimir Agafonkin") && html.contains("Chart.js Contributors"))
        #expect(html.contains("WITHOUT WARRANTY OF ANY KIND") && html.contains("THIS SOFTWARE IS PROVIDED"))
    }

    @Test func `a hidden count is told as hidden, and panels that nobody fed are not there`() {
        let html = page(overview())
        #expect(html.contains("1,234,567") && html.contains("<span class=\"hid\">hidden</span>"))
        #expect(!html.contains("\"topic\":\"codes\"") && !html.contains("\"topic\":\"rates\""))
        var fed = overview()
        fed.measures.append(Overview.Measure(topic: .codes, kind: "red", total: 8, counts: [8, nil, nil]))
        #expect(page(fed, .chinese).contains("健康码: 红码") && page(fed).contains("Health codes, Red: 8."))
    }

    @Test func `what deserves attention comes by weight, and only from shown counts`() {
        var some = overview()
        some.feedDays = [1, 2]
        some.feeds = [
            Overview.FeedLine(feed: .hotel, rows: [900, 0], rejected: Share(1, of: 900), oddities: [.nothing])
        ]
        let points = OverviewPoints(some, .english).points
        #expect(points.first?.weight == .urgent && points.first?.text.hasPrefix("Nothing came from “Hotels”") == true)
        #expect(points.map(\.weight) == points.map(\.weight).sorted())
        #expect(points.contains { $0.area == 1 && $0.text.contains("40 %") })
        some.measures = [Overview.Measure(topic: .tasks, total: nil, counts: [nil, nil, nil])]
        #expect(!OverviewPoints(some, .english).points.contains { $0.area != nil })
    }

    @Test func `ground is carried in steps of a metre, and thinned where there is much of it`() throws {
        let ring = [(118.0, 28.0), (118.001, 28.0), (118.001, 28.001)].map { Position(longitude: $0, latitude: $1) }
        let small = OverviewShapes([
            Overview.Area(id: "a", level: "", name: "", parent: nil, polygons: [Polygon(rings: [ring])])
        ])
        #expect(small.shapes == [[[[11_800_000, 2_800_000, 100, 0, 0, 100]]]] && small.tolerance == 0)
        let circle = (0..<2_000).map { step in
            let angle = Double(step) / 1_000 * .pi
            return Position(longitude: 118 + cos(angle) * 0.01, latitude: 28 + sin(angle) * 0.01)
        }
        let many = OverviewShapes(
            (0..<100).map {
                Overview.Area(
                    id: "\($0)", level: "", name: "", parent: nil, polygons: [Polygon(rings: [circle])])
            })
        let points = many.shapes[0][0][0].count / 2
        #expect(many.tolerance > 0 && points < 600 && points > 20)
        // Every position of the circle stays within the tolerance, and a metre of rounding, of its radius.
        var (x, y) = (0, 0)
        for step in stride(from: 0, to: many.shapes[0][0][0].count, by: 2) {
            x += many.shapes[0][0][0][step]
            y += many.shapes[0][0][0][step + 1]
            let radius = (pow(Double(x) / 1e5 - 118, 2) + pow(Double(y) / 1e5 - 28, 2)).squareRoot()
            #expect(abs(radius - 0.01) < 2e-5)
        }
    }
}
