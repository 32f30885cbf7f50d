import Glibc
import Vocabulary

/// A map's shapes as SVG, in metres east and south of its north-western corner.
struct MapDrawing {
    private let page: MapPage
    private let zone: ZoneRules
    private let frame: Frame
    /// Local days of the trail with their colours, in order.
    let days: [(day: Int32, text: String, colour: String)]

    /// Colours that are told apart by people who see no red or green too (Okabe and Ito), in the order of the days.
    private static let colours = [
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#a6761d", "#5e4fa2", "#1b7837", "#b2182b",
    ]

    init(_ page: MapPage, zone: ZoneRules) {
        self.page = page
        self.zone = zone
        let seen = page.trail.flatMap { [$0.position, $0.to] }.compactMap(\.self) + page.meetings.map(\.position)
        let ground = page.areas.flatMap { $0.polygons.flatMap { $0.rings.joined() } }
        frame = Frame(seen.isEmpty ? ground : seen)
        let numbers = Set(page.trail.filter { $0.kind != .gap }.map { zone.localDay(at: $0.span.start) }).sorted()
        days = numbers.enumerated().map { place, day in
            (day, CivilDate(dayNumber: day).text, Self.colours[place % Self.colours.count])
        }
    }

    /// The picture.
    var svg: String {
        let width = Self.number(frame.width)
        let height = Self.number(frame.height)
        return """
            <svg viewBox="0 0 \(width) \(height)" role="img" aria-label="\(MapPage.escaped(page.title))">
            \(page.areas.map(area).joined())\(legs)\(stays)\(meetings)\(scale)</svg>
            """
    }

    /// The trail as items of a list.
    var list: String {
        page.trail.enumerated().map { number, line in
            let kind = line.kind == .gap ? " class=\"gap\"" : line.regions.isEmpty ? "" : " class=\"risk\""
            return "<li data-n=\"\(number)\"\(kind)>\(MapPage.escaped(words(line)))</li>"
        }.joined(separator: "\n")
    }

    private func words(_ line: TrailLine) -> String {
        let time = "\(FeedReach.clock(line.span.start, zone)) to \(FeedReach.clock(line.span.end, zone))"
        let known = line.kind == .gap ? "nothing known" : "\(line.kind.rawValue) \(line.spot())"
        let feeds = line.sources.isEmpty ? "" : " (\(joined(line.sources.map(\.feed)).replacing(";", with: ", ")))"
        let risk = line.regions.map { " risk region \($0)" }.joined()
        return "\(time) \(known)\(feeds)\(risk)"
    }

    private func colour(_ line: TrailLine) -> String {
        let day = zone.localDay(at: line.span.start)
        return days.first { $0.day == day }?.colour ?? "#888"
    }

    private func area(_ area: MapPage.Area) -> String {
        let shapes = area.polygons.map { polygon in
            let path = polygon.rings.map { ring in
                "M" + ring.map { Self.pair(frame.point($0)) }.joined(separator: "L") + "Z"
            }.joined()
            return "<path d=\"\(path)\" fill-rule=\"evenodd\" class=\"area\(area.isRisk ? " risk" : "")\" "
                + "stroke-width=\"\(Self.number(frame.unit * 0.6))\" data-w=\"\(Self.number(frame.unit * 0.6))\"><title>"
                + "\(MapPage.escaped("\(area.id) \(area.name)"))</title></path>"
        }
        guard let ring = area.polygons.first?.rings.first, !ring.isEmpty else { return shapes.joined() }
        let points = ring.map(frame.point)
        let middle = (
            points.map(\.x).reduce(0, +) / Double(points.count), points.map(\.y).reduce(0, +) / Double(points.count)
        )
        let size = Self.number(frame.unit * 5)
        let width = (points.map(\.x).max() ?? 0) - (points.map(\.x).min() ?? 0)
        // The script shows a name while its ground is as wide: many names on one spot are none.
        return shapes.joined()
            + "<text data-s=\"\(Self.number(width))\" x=\"\(Self.number(middle.0))\" y=\"\(Self.number(middle.1))\" class=\"areaname\" "
            + "text-anchor=\"middle\" font-size=\"\(size)\" data-f=\"\(size)\">\(MapPage.escaped(area.name.isEmpty ? area.id : area.name))</text>\n"
    }

    /// Lines between where one line ends and the next begins.
    private var legs: String {
        var text = ""
        var last: TrailLine?
        for (number, line) in page.trail.enumerated() where line.kind != .vehicle {
            if line.kind == .gap { continue }
            if let from = last.flatMap({ $0.to ?? $0.position }), let to = line.position, from != to {
                let isKnown = last.map { line.span.start - $0.span.end <= 3600 } ?? false
                text += leg(from, to, line, number: nil, kind: isKnown ? "" : " gap")
            }
            if let from = line.position, let to = line.to {
                text += leg(from, to, line, number: number, kind: line.kind == .ride ? " ride" : "")
            }
            if line.position != nil { last = line }
        }
        return text
    }

    private func leg(_ from: Position, _ to: Position, _ line: TrailLine, number: Int?, kind: String) -> String {
        let width = Self.number(frame.unit * (kind == " ride" ? 2.2 : 1.2))
        let mark =
            number.map { " data-n=\"\($0)\"" } ?? (kind == " gap" ? " data-d=\"\(Self.number(frame.unit * 3))\"" : "")
        return "<path d=\"M\(Self.pair(frame.point(from)))L\(Self.pair(frame.point(to)))\" class=\"leg\(kind)\" "
            + "stroke=\"\(colour(line))\" stroke-width=\"\(width)\" data-w=\"\(width)\"\(mark)><title>"
            + "\(MapPage.escaped(words(line)))</title></path>\n"
    }

    private var stays: String {
        page.trail.enumerated().compactMap { number, line -> String? in
            guard let position = line.position, line.to == nil, line.kind != .gap else { return nil }
            let hours = Double(line.span.seconds) / 3600
            let point = frame.point(position)
            // Area by time: twice as long is twice the area.
            let radius = Self.number(frame.unit * (2.2 + 1.8 * min(24, hours).squareRoot()))
            return "<circle cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" r=\"\(radius)\" "
                + "data-r=\"\(radius)\" data-n=\"\(number)\" class=\"stay\" fill=\"\(colour(line))\" "
                + "stroke-width=\"\(Self.number(frame.unit * 0.4))\" data-w=\"\(Self.number(frame.unit * 0.4))\"><title>\(MapPage.escaped(words(line)))</title></circle>\n"
        }.joined()
    }

    private var meetings: String {
        page.meetings.map { meeting in
            let point = frame.point(meeting.position)
            let size = frame.unit * (1.6 + 0.5 * Double(min(20, meeting.count)).squareRoot())
            return "<circle cx=\"\(Self.number(point.x))\" cy=\"\(Self.number(point.y))\" r=\"\(Self.number(size))\" "
                + "data-r=\"\(Self.number(size))\" class=\"meet\"><title>\(MapPage.escaped(meeting.words))</title></circle>\n"
        }.joined()
    }

    /// A bar of a round number of metres, in the lower left corner.
    private var scale: String {
        let most = frame.width / 4
        let power = pow(10, floor(log10(max(1, most))))
        let meters = ([5, 2, 1].first { $0 * power <= most } ?? 1) * power
        let y = frame.height - frame.unit * 6
        let x = frame.unit * 6
        return "<path d=\"M\(Self.pair((x, y)))H\(Self.number(x + meters))\" class=\"scale\" "
            + "stroke-width=\"\(Self.number(frame.unit))\"/><text x=\"\(Self.number(x))\" y=\"\(Self.number(y - frame.unit * 2))\" "
            + "font-size=\"\(Self.number(frame.unit * 5))\" class=\"scaletext\">\(TrailTable.distance(meters).replacing(".0 km", with: " km"))</text>"
    }

    private static func pair(_ point: (x: Double, y: Double)) -> String { "\(number(point.x)) \(number(point.y))" }
    private static func number(_ value: Double) -> String { decimalText(value, places: 1) }

    /// A rectangle of ground, flat: good to a percent over a county.
    private struct Frame {
        let west: Double, north: Double, metersPerLongitude: Double
        let width: Double, height: Double
        static let metersPerDegree = 6_371_008.8 * Double.pi / 180

        init(_ positions: [Position]) {
            let longitudes = positions.map(\.longitude)
            let latitudes = positions.map(\.latitude)
            let (left, right) = (longitudes.min() ?? 0, longitudes.max() ?? 0)
            let (bottom, top) = (latitudes.min() ?? 0, latitudes.max() ?? 0)
            metersPerLongitude = Self.metersPerDegree * Position.parallelLength(latitude: (bottom + top) / 2)
            let spread = max((right - left) * metersPerLongitude, (top - bottom) * Self.metersPerDegree, 400)
            let margin = spread * 0.08
            // As wide as three to two, so that names have room.
            let tall = max((top - bottom) * Self.metersPerDegree, 200) + 2 * margin
            let wide = max((right - left) * metersPerLongitude + 2 * margin, tall * 1.5)
            width = wide
            height = tall
            west = (left + right) / 2 - wide / 2 / metersPerLongitude
            north = (bottom + top) / 2 + tall / 2 / Self.metersPerDegree
        }

        /// A three-hundredth of the width: what lines and letters are measured in.
        var unit: Double { width / 300 }

        func point(_ position: Position) -> (x: Double, y: Double) {
            ((position.longitude - west) * metersPerLongitude, (north - position.latitude) * Self.metersPerDegree)
        }
    }
}
