import Glibc
import Vocabulary

/// The parts of the page that stand in it without any script.
struct OverviewSections {
    private let overview: Overview
    private let language: Language

    init(_ overview: Overview, _ language: Language) {
        self.overview = overview
        self.language = language
    }

    /// The page's heading: where, and what it is.
    var title: String {
        let highest = overview.areas.filter { $0.parent == nil && $0.id != Overview.unassigned }
        let name = highest.count == 1 ? highest[0].name : ""
        return (name.isEmpty ? "" : name + " · ") + OverviewWord.title.text(language)
    }

    /// Moment, run, policy and version.
    func about(_ zone: ZoneRules) -> String {
        let moment = OverviewWord.asOf.text(language, String(zone.wallText(overview.asOf).dropLast(3)))
        let run = OverviewWord.run.text(language, overview.runID, overview.policy, overview.version)
        return "<strong>\(MapPage.escaped(moment))</strong> <span>\(MapPage.escaped(run))</span>"
    }

    private func word(_ word: OverviewWord, _ values: String...) -> String {
        MapPage.escaped(word.phrase(values).text(language))
    }

    /// Digits in groups of three, or the word for a hidden count.
    private func number(_ count: Int?) -> String {
        guard let count else { return "<span class=\"hid\">\(word(.hidden))</span>" }
        return Self.grouped(count)
    }

    /// Digits in groups of three.
    static func grouped(_ count: Int) -> String {
        let digits = Array(String(count))
        return digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset) % 3 == 0 { text += "," }
            text.append(digit.element)
        }
    }

    private func section(_ id: String, _ heading: OverviewWord, _ body: String) -> String {
        "<section aria-labelledby=\"\(id)-h\" id=\"\(id)\"><h2 id=\"\(id)-h\">\(word(heading))</h2>\n\(body)\n</section>"
    }

    /// The headline numbers.
    var cards: String {
        var cards = [card(.cases, number(overview.cases), "")]
        for topic in [Overview.Topic.contacts, .undeclared, .tasks] {
            guard let series = overview.series(of: topic), let name = OverviewWord(rawValue: "topic.\(topic.rawValue)")
            else { continue }
            cards.append(card(name, number(series.days.last?.total), moved(series)))
        }
        for measure in overview.measures where measure.topic == .rates {
            cards.append(card(.topicRates, measure.total.map { "\($0) %" } ?? number(nil), ""))
        }
        if !overview.feeds.isEmpty {
            let odd = overview.feeds.count { !$0.oddities.isEmpty }
            cards.append(card(.oddFeeds, "\(odd)", word(.ofFeeds, "\(overview.feeds.count)"), odd > 0 ? " odd" : ""))
        }
        return "<ul class=\"cards\">\n\(cards.joined(separator: "\n"))\n</ul>"
    }

    private func card(_ name: OverviewWord, _ number: String, _ note: String, _ kind: String = "") -> String {
        "<li class=\"card\(kind)\"><span class=\"name\">\(word(name))</span><b>\(number)</b>"
            + (note.isEmpty ? "" : "<small>\(note)</small>") + "</li>"
    }

    private func moved(_ series: Overview.Series) -> String {
        guard series.days.count > 1, let now = series.days[series.days.count - 1].total,
            let before = series.days[series.days.count - 2].total
        else { return "" }
        if now == before { return word(.sinceSame) }
        return now > before
            ? word(.sinceMore, Self.grouped(now - before)) : word(.sinceLess, Self.grouped(before - now))
    }

    /// What deserves attention first.
    var attention: String {
        let points = OverviewPoints(overview, language).points
        if points.isEmpty { return section("attention", .attention, "<p>\(word(.nothingUrgent))</p>") }
        let items = points.map { point in
            let text = MapPage.escaped(point.text)
            let words = point.area.map { "<button type=\"button\" class=\"go\" data-area=\"\($0)\">\(text)</button>" }
            return "<li class=\"w\(point.weight.rawValue)\"><span class=\"tag\">\(word(point.weight.word))</span> "
                + "<span>\(words ?? text)</span></li>"
        }
        return section("attention", .attention, "<ol class=\"points\">\n\(items.joined(separator: "\n"))\n</ol>")
    }

    /// The map and the table, which the scripts fill.
    var grids: String {
        section(
            "grids", .grids,
            """
            <nav id="path" aria-label="\(word(.path))"></nav>
            <p class="tools"><label>\(word(.colour)) <select id="measure"></select></label>
            <label>\(word(.detail)) <select id="detail"><option value="below">\(word(.detailBelow))</option>\
            <option value="finest">\(word(.detailFinest))</option></select></label></p>
            <div class="ground"><figure><div id="map" role="application" aria-label="\(word(.mapLabel))"></div>
            <figcaption><span id="legend"></span> \(word(.mapHelp))</figcaption></figure>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="grids-h"><table id="areas"></table></div></div>
            <p id="said" class="said" role="status" aria-live="polite"></p>
            """)
    }

    /// A chart of each series over days and one of its parts, with the same numbers as tables.
    var trends: String {
        let charts = overview.series.enumerated().map { place, series in
            let title = word(OverviewWord(rawValue: "topic.\(series.topic.rawValue)") ?? .all)
            return """
                <figure class="chart"><figcaption>\(title)</figcaption>
                <div class="canvas"><canvas id="trend\(place)" role="img" aria-label="\(title)"></canvas></div>
                <div class="canvas low"><canvas id="parts\(place)" role="img" aria-label="\(title): \(word(.make))"></canvas></div>
                <details><summary>\(word(.table))</summary><div class="scroll" tabindex="0" role="region" \
                aria-label="\(title)">\(table(series))</div></details></figure>
                """
        }
        let isLone = overview.series.allSatisfy { $0.days.count < 2 }
        return section(
            "trends", .trends,
            "<p class=\"hint\">\(word(isLone ? .trendsOne : .gapNote))</p><div class=\"charts\">\n\(charts.joined(separator: "\n"))\n</div>"
        )
    }

    private func table(_ series: Overview.Series) -> String {
        let names =
            [word(.day), word(.all)] + series.kinds.indices.map { MapPage.escaped(series.partTitle($0, language)) }
        let head = names.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = series.days.reversed().map { day in
            "<tr><th scope=\"row\">\(CivilDate(dayNumber: day.day).text)</th>"
                + ([day.total] + day.parts).map { "<td>\(number($0))</td>" }.joined() + "</tr>"
        }
        return "<table><thead><tr>\(head)</tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table>"
    }

    /// What came, stayed and went.
    var changes: String {
        let known = overview.series.filter { $0.change != nil && $0.days.count > 1 }
        guard let first = known.first else {
            return section("changes", .changes, "<p>\(word(.firstRun))</p>")
        }
        let day = CivilDate(dayNumber: first.days[first.days.count - 2].day).text
        let head = ["", word(.before), word(.new), word(.gone), word(.kept), word(.now)]
            .map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = known.map { series in
            let counts = [
                series.days[series.days.count - 2].total, series.change?.new, series.change?.gone, series.change?.kept,
                series.days.last?.total,
            ]
            return
                "<tr><th scope=\"row\">\(MapPage.escaped(OverviewWord.name("topic", series.topic.rawValue, language)))</th>"
                + counts.map { "<td>\(number($0))</td>" }.joined() + "</tr>"
        }
        return section(
            "changes", .changes,
            "<p class=\"hint\">\(word(.since, day))</p><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                + "aria-labelledby=\"changes-h\"><table><thead><tr>\(head)</tr></thead><tbody>"
                + "\(rows.joined(separator: "\n"))</tbody></table></div>")
    }

    /// From rows to tasks done, each step as long as its logarithm.
    var funnel: String {
        let most = log10(Double(max(10, overview.funnel.compactMap(\.count).max() ?? 10)))
        let rows = overview.funnel.map { step in
            let width = step.count.map { $0 > 0 ? max(1, log10(Double($0)) / most * 100) : 0 } ?? 0
            let name = word(OverviewWord(rawValue: "step.\(step.kind.rawValue)") ?? .all)
            return
                "<tr><th scope=\"row\">\(name)</th><td>\(number(step.count))</td><td class=\"bar\"><svg viewBox=\"0 0 "
                + "100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"\(decimalText(width, places: 1))\" "
                + "height=\"10\"/></svg></td></tr>"
        }
        return section(
            "funnel", .funnel,
            "<table class=\"bars\"><tbody>\(rows.joined(separator: "\n"))</tbody></table><p class=\"hint\">\(word(.funnelNote))</p>"
        )
    }

    /// Rows of each feed, day by day.
    var feeds: String {
        if overview.feeds.isEmpty { return section("feeds", .feeds, "<p>\(word(.noFeeds))</p>") }
        let rowsName = word(.feedRows, "\(overview.feedDays.count)")
        let head = [word(.feed), rowsName, word(.feedLast), word(.feedRejected), word(.feedLook)]
            .map { "<th scope=\"col\">\($0)</th>" }.joined()
        let rows = overview.feeds.map { line in
            let look = line.oddities.map { word(OverviewWord(rawValue: "odd.\($0.rawValue)") ?? .all) }
            return
                "<tr><th scope=\"row\">\(MapPage.escaped(OverviewWord.name("feed", line.feed.rawValue, language)))</th>"
                + "<td>\(spark(line.rows))</td><td>\(Self.grouped(line.rows.last ?? 0))</td>"
                + "<td>\(decimalText((line.rejected.value ?? 0) * 100, places: 1)) %</td>"
                + (look.isEmpty
                    ? "<td class=\"ok\">\(word(.feedOK))</td>"
                    : "<td class=\"odd\">⚠ \(look.joined(separator: ", "))</td>") + "</tr>"
        }
        return section(
            "feeds", .feeds,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"feeds-h\"><table class=\"feeds\"><thead><tr>"
                + "\(head)</tr></thead><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>")
    }

    /// A bar for each day; each has its number as a title.
    private func spark(_ rows: [Int]) -> String {
        let most = Double(max(1, rows.max() ?? 1))
        let bars = zip(rows, overview.feedDays).enumerated().map { place, entry in
            let height = entry.0 == 0 ? 0 : max(1, Double(entry.0) / most * 24)
            return "<rect x=\"\(place * 12)\" y=\"\(decimalText(24 - height, places: 1))\" width=\"10\" "
                + "height=\"\(decimalText(height, places: 1))\"><title>\(CivilDate(dayNumber: entry.1).text): "
                + "\(Self.grouped(entry.0))</title></rect>"
        }
        let width = rows.count * 12
        return "<svg class=\"spark\" width=\"\(width)\" height=\"25\" viewBox=\"0 0 \(width) 25\" role=\"img\" "
            + "aria-label=\"\(rows.map { "\($0)" }.joined(separator: ", "))\">\(bars.joined())"
            + "<path d=\"M0 24.5H\(width)\"/></svg>"
    }
}
