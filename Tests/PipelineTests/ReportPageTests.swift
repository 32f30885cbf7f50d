import Foundation
import Publishing
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// The command centre's page of the sample: made by each night, made again by a command, read by nobody's name.
@Suite struct ReportPageTests {
    private let county: County
    private let nights: [Night]

    private static let made = Result<(county: County, nights: [Night]), any Error> {
        let county = try County.sample()
        return (county, [try county.night("2020-01-27"), try county.night("2020-01-28")])
    }

    init() throws {
        let made = try Self.made.get()
        county = try County(copyOf: made.county)
        nights = made.nights.map { [county] in $0.copied(from: made.county.folder, to: county.folder) }
    }

    private func report(_ words: [String], as user: String? = nil) throws -> Tool.Ending {
        try Tool.run(
            ["report", "--workspace", county.folder] + words, environment: user.map { ["SUDO_USER": $0] } ?? [:])
    }

    private func data(_ html: String) throws -> [String: Any] {
        let data = try #require(html.split(separator: "id=\"data\">").last?.split(separator: "</script>").first)
        return try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
    }

    @Test func `the command gives the night's own bytes, of any night and in either language, to a leader too`() throws
    {
        for (night, asOf) in zip(nights, ["2020-01-27", "2020-01-28"]) {
            let again = try report(["--as-of", asOf])
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.output == (try night.text("report.html")), "\(asOf)")
        }
        let path = county.scratch.path("zh.html")
        #expect(try report(["--lang", "zh", "--out", path]).status == 0)
        let chinese = try county.scratch.text("zh.html")
        #expect(chinese.contains("<html lang=\"zh-Hans\">") && chinese.contains("优先关注"))
        #expect(try report(["--as-of", "2020-01-26"]).status == 2)
        #expect(try report(["--lang", "fr"]).status == 2)
        let settings = try county.scratch.text("county/tracegrid.yaml")
        try county.scratch.write("county/tracegrid.yaml", text: settings + "\nroles: {li: leader}\n")
        #expect(try report([], as: "li").status == 0)
        try county.scratch.write(
            "county/tracegrid.yaml", text: settings + "\nroles: {li: {role: grid_officer, grid: 990801}}\n")
        #expect(try report([], as: "li").status == 5)
    }

    @Test func `the settings choose the language, and a wrong one is refused by name`() throws {
        let settings = try county.scratch.text("county/tracegrid.yaml")
        try county.scratch.write(
            "county/tracegrid.yaml", text: settings.replacing("language: en\n", with: "language: zh\n"))
        #expect(try county.screen("2020-01-28").text("report.html").contains("<html lang=\"zh-Hans\">"))
        try county.scratch.write(
            "county/tracegrid.yaml", text: settings.replacing("language: en\n", with: "language: de\n"))
        let refused = try report([])
        #expect(
            refused.status == 3 && refused.errors.contains("language: expected zh or en"), "\(refused.errors)")
    }

    @Test func `no person is in it, by no name, number, pseudonym or id`() throws {
        let html = try nights[1].text("report.html")
        var forbidden: Set<String> = []
        for file in ["contacts.csv", "undeclared.csv", "changes.csv"] {
            for row in try nights[1].table(file) {
                for column in ["contact_id", "person", "subject", "id", "case_id"] {
                    if let cell = row[column], cell.utf8.count > 2 { forbidden.insert(cell) }
                }
            }
        }
        for path in try nights[1].outputs().keys where path.hasSuffix("/tasks.csv") {
            for row in try nights[1].table(path) {
                for column in ["task_id", "name", "phone", "address"] { forbidden.formUnion([row[column] ?? ""]) }
            }
        }
        forbidden.remove("")
        #expect(forbidden.count > 300)
        #expect(forbidden.filter { html.contains($0) }.sorted() == [])
    }

    /// How much stands in each grid itself, by topic and in the order of the kinds.
    private func ownCounts(_ night: Night) throws -> [String: [[String: Int]]] {
        let lists = [("categories", "category"), ("codes", "code"), ("alerts", "kind")]
        return try lists.reduce(into: [:]) { counts, list in
            var kinds: [String: [String: Int]] = [:]
            for row in try night.table(list.0 + ".csv") {
                guard let kind = row[list.1], !kind.isEmpty, row["change"] != "withdrawn" else { continue }
                for grid in (row["grid_id"] ?? "").split(separator: ";") {
                    kinds[kind, default: [:]][String(grid), default: 0] += 1
                }
            }
            counts[list.0] = kinds.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    @Test func `nothing that is hidden can be worked out of the page's own numbers, down the whole tree`() throws {
        var shown = 0
        for night in nights {
            let fields = try data(try night.text("report.html"))
            let areas = try #require(fields["areas"] as? [String: Any])
            let parents = try #require(areas["parent"] as? [Int])
            let ids = try #require(areas["id"] as? [String])
            let measures = try #require(fields["measures"] as? [[String: Any]])
            let series = try #require(fields["series"] as? [[String: Any]])
            var readers = HiddenNumbers()
            func add(_ value: Any?) -> Int { readers.add(value as? Int, value as? Int ?? -1) }
            var totals: [String: Int] = [:]
            for entry in series {
                let all = try #require(entry["total"] as? [Any]).map { add($0) }
                let parts = try #require(entry["parts"] as? [[String: Any]])
                let values = try parts.map { try #require($0["values"] as? [Any]) }
                for day in all.indices { readers.sum(all[day], values.map { add($0[day]) }) }
                totals[try #require(entry["topic"] as? String)] = all.last
            }
            var own = try ownCounts(night)
            for measure in measures where measure["topic"] as? String != "rates" {
                let topic = try #require(measure["topic"] as? String)
                let beside = topic == "tasks" || own[topic]?.isEmpty != false ? [:] : own[topic]?.removeFirst() ?? [:]
                let values = try #require(measure["counts"] as? [Any]).map { $0 as? Int }
                let places = values.map { add($0) }
                #expect(places.count == parents.count)
                let total = try #require(topic == "tasks" ? totals["tasks"] : add(measure["total"]))
                readers.sum(total, parents.indices.filter { parents[$0] < 0 }.map { places[$0] })
                for place in parents.indices {
                    var below = parents.indices.filter { parents[$0] == place }.map { places[$0] }
                    // 0 is shown only of what no grid is asked about.
                    #expect(values[place] != 0 || ids[place] == "unassigned")
                    if below.isEmpty { continue }
                    // What a grid has beside those below it is shown nowhere, and is no secret.
                    if let number = beside[ids[place]] { below.append(readers.add(nil, number, isSecret: false)) }
                    readers.sum(places[place], below)
                }
            }
            #expect(readers.areTrueWhereShown)
            #expect(readers.shown.allSatisfy { $0 >= 5 || $0 == 0 } && readers.hidden.count > 20)
            #expect(readers.determined().isEmpty)
            shown += readers.shown.count
        }
        #expect(shown > 20)
    }

    @Test func `lists of other parts are counted by grid and kind, whatever pieces they come in`() throws {
        var parts = OverviewParts()
        let header = Array("id,grid_id,colour,change\n".utf8)
        parts.count(
            [
                header + Array("1,g1,red,new\n\"2,\",\"g1;g2\",red,changed\n".utf8),
                Array("3,,green,new\n4,g2,red,unchanged\n5,g2,,new\n6,g1,red,withdrawn\n".utf8),
            ], .codes, "colour")
        #expect(parts.parts.map(\.kind) == ["green", "red"])
        #expect(parts.parts[0].own == ["unassigned": 1] && parts.parts[1].own == ["g1": 2, "g2": 2])
    }

    @Test
    func `a browser shows it: no complaint, drill-down by mouse and keyboard, phone, dark, paper, Chinese letters`()
        throws
    {
        let folder = PackageRoot.path(".build/pages")
        let english = nights[1].folder + "/report.html"
        let chinese = county.scratch.path("zh.html")
        #expect(try report(["--lang", "zh", "--out", chinese]).status == 0)
        let browser = try Browser()
        func text(_ expression: String) throws -> String { try browser.evaluate(expression) as? String ?? "" }
        func number(_ expression: String) throws -> Int {
            (try browser.evaluate(expression) as? NSNumber)?.intValue ?? -1
        }

        try browser.open(english, width: 1280)
        #expect(try text("document.querySelector('h1').textContent") == "安澜县 · Situation report")
        #expect(try number("document.querySelectorAll('#areas tbody tr').length") == 5)
        #expect(try number("document.querySelectorAll('#map canvas').length") == 1)
        #expect(try number("document.querySelectorAll('#trends canvas').length") == 6)
        // What the map paints is no blank sheet.
        let colours = """
            (function(){var c=document.querySelector('#map canvas'),d=c.getContext('2d').getImageData(0,0,c.width,c.height).data,
            s={};for(var i=0;i<d.length;i+=4)s[d[i]+','+d[i+1]+','+d[i+2]]=1;return Object.keys(s).length})()
            """
        #expect(try number(colours) > 3)
        try browser.picture(to: folder + "/desk.png", width: 1280)
        #expect(try text("document.querySelector('#path').textContent") == "All grids›安澜县")
        try browser.evaluate("document.querySelector('#areas tbody button').click()")
        #expect(try text("document.querySelector('#path').textContent") == "All grids›安澜县›青溪镇")
        // By the keyboard: the first link of the table is reached and pressed.
        try browser.evaluate("document.querySelector('#areas tbody button').focus()")
        for kind in ["keyDown", "keyUp"] {
            try browser.ask(
                "Input.dispatchKeyEvent",
                ["type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"])
        }
        #expect(try text("document.querySelector('#path').textContent") == "All grids›安澜县›青溪镇›白梅村")
        #expect(try text("document.getElementById('said').textContent").hasPrefix("白梅村"))
        try browser.picture(to: folder + "/village.png", width: 1280)
        try browser.evaluate("document.querySelector('#path button').click()")
        #expect(try text("document.querySelector('#path b').textContent") == "All grids")

        try browser.open(chinese, width: 390, height: 844, dark: true)
        #expect(try number("document.documentElement.scrollWidth") == 390)
        #expect(try text("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 27)")
        // Letters that the machine has no font for all look the same.
        let letters = """
            (function(){return ['安','澜','县'].map(function(t){var c=document.createElement('canvas'),x=c.getContext('2d');c.width=c.height=40;
            x.font='30px '+getComputedStyle(document.body).fontFamily;x.fillText(t,2,32);return c.toDataURL()}).filter(function(d,i,a){return a.indexOf(d)===i}).length})()
            """
        #expect(try number(letters) == 3, "no Chinese font: run scripts/setup fonts-noto-cjk")
        try browser.picture(to: folder + "/phone-dark.png", width: 390)
        try browser.open(chinese, width: 1000)
        try browser.paper(to: folder + "/paper.pdf")

        // The map of a case: a click on a circle marks its line, the dashes of what is not known are as long as a reader
        // sees at any scale, and names that would lie on each other are not drawn.
        let map = county.scratch.path("map.html")
        let traced = try Tool.run(
            ["trace", "S01", "--workspace", county.folder, "--as-of", "2020-01-28", "--map", map, "--quiet"])
        #expect(traced.status == 0, "\(traced.errors)")
        try browser.open(map, width: 1280, dark: true)
        #expect(try number("document.querySelectorAll('.areaname[visibility=hidden]').length") > 5)
        #expect(try number("Math.round(document.querySelector('[data-d]').getAttribute('stroke-dasharray'))") > 100)
        let middle = "document.querySelector('circle.stay').getBoundingClientRect()"
        // Its right rim: others lie on its middle.
        let place = [
            "x": try number("\(middle).x+\(middle).width-3"), "y": try number("\(middle).y+\(middle).height/2"),
        ]
        for kind in ["mousePressed", "mouseReleased"] {
            try browser.ask(
                "Input.dispatchMouseEvent",
                ["type": kind, "x": place["x"] ?? 0, "y": place["y"] ?? 0, "button": "left", "clickCount": 1])
        }
        #expect(try number("document.querySelectorAll('li.on').length") == 1)
        try browser.picture(to: folder + "/case-dark.png", width: 1280)
        #expect(browser.complaints == [])
        print("pages: pictures in \(folder)")
    }
}
