import Testing
import Vocabulary

@testable import Publishing

/// Trails, colours and maps.
@Suite struct TrailTests {
    private func line(_ kind: TrailLine.Kind, _ from: Int64, _ to: Int64, at position: Position? = nil) -> TrailLine {
        var line = TrailLine(kind: kind, span: TimeSpan(from, to))
        line.position = position
        line.sources = [
            TrailLine.Source(
                feed: "carrier", rows: 3, span: TimeSpan(from, to), file: "0123456789ab-pings.csv", line: 7)
        ]
        return line
    }

    @Test(arguments: [
        (0, ""), (59, "1 min"), (3540, "59 min"), (3600, "1 h 00"), (86_400, "24 h 00"), (200_000, "2 d 7 h"),
    ])
    func `durations are told in the unit that fits`(seconds: Int, words: String) {
        #expect(TrailTable.duration(Int64(seconds), .english) == words)
    }

    @Test func `colours change no column, and are nowhere without a brush`() {
        var table = TerminalTable(header: ["a", "b"])
        table.append(["close", "张三"], inks: [0: .alarm])
        table.append(["general", "x"], ink: .quiet)
        let painted = table.text(width: 12, brush: Brush(isOn: true))
        #expect(painted.contains("\u{1B}[1;31mclose\u{1B}[0m"))
        #expect(painted.replacing(/\x1B\[[0-9;]*m/, with: "") == table.text(width: 12))
        #expect(!table.text(width: 12).contains("\u{1B}"))
    }

    @Test func `a cell cannot paint by itself`() {
        var table = TerminalTable(header: ["a"])
        table.append(["\u{1B}[31mred"], inks: [0: .alarm])
        #expect(table.text(brush: Brush(isOn: true)).contains("?[31mred"))
    }

    @Test func `a line names its file without the digest, its place, and its region`() {
        var stay = line(.stay, 0, 7200, at: Position(longitude: 118.3, latitude: 28.9))
        (stay.place, stay.name, stay.detail, stay.regions) = ("H7", "Station hotel", "room 305", ["9942"])
        let text = TrailTable.lines([stay], zone: .china, width: 160, brush: .none, language: .english).joined(
            separator: "\n")
        #expect(text.contains("H7 Station hotel, room 305 [risk region 9942]"))
        #expect(text.contains("carrier x3 pings.csv:7"))
        #expect(text.contains("2 h 00"))
        let csv = TrailTable.csv([stay], zone: .china)
        #expect(csv.contains("stay,H7,Station hotel,room 305,118.300000,28.900000,0"))
    }

    @Test func `no name gets markup into a page, not even behind a mark that joins with it`() {
        let name = "\u{600}<img src=x onerror=alert(1) x>\u{600}\"\u{600}'"
        var stay = line(.stay, 0, 7200, at: Position(longitude: 118.3, latitude: 28.9))
        stay.name = name
        let html = MapPage(title: name, lines: [name], trail: [stay], meetings: [], areas: []).html(zone: .china)
        // As a browser reads it: scalar by scalar.
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: html.unicodeScalars.filter { $0 != "\u{600}" })
        #expect(!String(plain).contains("<img") && String(plain).contains("&lt;img src=x onerror=alert(1) x&gt;"))
    }

    @Test func `a map has a circle for each stay, a way for each move, a list of all, and a round scale`() {
        let (here, there) = (Position(longitude: 118.3, latitude: 28.9), Position(longitude: 118.4, latitude: 28.95))
        var move = line(.move, 7200, 9000, at: here)
        move.to = there
        let page = MapPage(
            title: "A < B", lines: ["x & y"],
            trail: [
                line(.stay, 0, 7200, at: here), move, line(.gap, 9000, 90_000), line(.stay, 90_000, 99_000, at: there),
            ],
            meetings: [MapPage.Meeting(position: here, count: 2, words: "2 meetings")],
            areas: [
                MapPage.Area(
                    id: "g1", name: "Upper lane",
                    polygons: [Polygon(rings: [[here, there, Position(longitude: 118.3, latitude: 28.95)]])])
            ])
        let html = page.html(zone: .china)
        #expect(html.ranges(of: "class=\"stay\"").count == 2)
        #expect(html.ranges(of: "class=\"meet\"").count == 1)
        #expect(html.ranges(of: "<li data-n=").count == 4)
        #expect(html.contains("class=\"leg\"") && html.contains(">Upper lane</text>"))
        #expect(html.contains("A &lt; B") && html.contains("x &amp; y") && !html.contains("A < B"))
        #expect(html.contains(">2 km</text>"))
        let closes = ["svg", "figure", "main", "ol", "body", "html", "script", "style"]
        for name in closes { #expect(html.contains("</\(name)>"), "\(name)") }
    }
}
