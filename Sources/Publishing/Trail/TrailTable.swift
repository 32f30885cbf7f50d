public import Vocabulary

/// Trails as tables, for machines too.
public enum TrailTable {
    /// Columns of the CSV in their order.
    public static let columns = [
        "from", "to", "kind", "place", "name", "detail", "lon", "lat", "radius_m", "to_lon", "to_lat", "meters",
        "regions", "flags", "feeds", "rows", "file", "line",
    ]

    /// One line per line.
    public static func csv(_ trail: [TrailLine], zone: ZoneRules) -> String {
        var csv = CSVWriter(header: columns)
        for line in trail {
            func degrees(_ position: Position?) -> [String] {
                position.map { [decimalText($0.longitude, places: 6), decimalText($0.latitude, places: 6)] } ?? [
                    "", "",
                ]
            }
            csv.append(
                [
                    zone.rfc3339(line.span.start), zone.rfc3339(line.span.end), line.kind.rawValue, line.place,
                    line.name, line.detail.text(.english),
                ] + degrees(line.position) + [line.position == nil ? "" : decimalText(line.radiusMeters, places: 0)]
                    + degrees(line.to) + [
                        line.meters.map { decimalText($0, places: 0) } ?? "", line.regions.joined(separator: ";"),
                        line.flags.joined(separator: ";"), joined(line.sources.map(\.feed)),
                        "\(line.sources.reduce(0) { $0 + $1.rows })", line.sources.first?.file ?? "",
                        line.sources.first.map { "\($0.line)" } ?? "",
                    ])
        }
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    /// For machines.
    static func json(_ trail: [TrailLine], zone: ZoneRules) -> JSONText {
        func text(_ words: [String]) -> JSONText { .array(words.map { .string($0) }) }
        func position(_ position: Position?) -> JSONText {
            position.map {
                .array([.decimal($0.longitude, places: 6), .decimal($0.latitude, places: 6)])
            } ?? .null
        }
        return .array(
            trail.map { line in
                .object([
                    ("from", .string(zone.rfc3339(line.span.start))), ("to", .string(zone.rfc3339(line.span.end))),
                    ("kind", .string(line.kind.rawValue)), ("place", .string(line.place)),
                    ("name", .string(line.name)), ("detail", .string(line.detail.text(.english))),
                    ("position", position(line.position)), ("radius_m", .decimal(line.radiusMeters, places: 1)),
                    ("to_position", position(line.to)),
                    ("meters", line.meters.map { .decimal($0, places: 0) } ?? .null), ("regions", text(line.regions)),
                    ("flags", text(line.flags)),
                    (
                        "sources",
                        .array(
                            line.sources.map {
                                .object([
                                    ("feed", .string($0.feed)), ("rows", .integer(Int64($0.rows))),
                                    ("from", .string(zone.rfc3339($0.span.start))),
                                    ("to", .string(zone.rfc3339($0.span.end))), ("file", .string($0.file)),
                                    ("line", .integer(Int64($0.line))),
                                ])
                            })
                    ),
                ])
            })
    }

    /// For people: when, how long, what, where, and what it is known from.
    static func lines(
        _ trail: [TrailLine], zone: ZoneRules, width: Int, brush: Brush, language: Language
    ) -> [String] {
        var table = TerminalTable(
            header: ["from", "to/trail", "for", "", "where", "known from"], sides: [.left, .left, .right],
            language: language)
        for line in trail {
            let cells = [
                FeedReach.clock(line.span.start, zone), end(of: line.span, zone),
                duration(line.span.seconds, language), Term.trail.name(line.kind.rawValue, language),
                words(line, language), sources(line, language),
            ]
            switch (line.kind, line.regions.isEmpty) {
            case (.gap, _): table.append(cells, ink: .quiet)
            case (_, false): table.append(cells, ink: .alarm)
            default: table.append(cells)
            }
        }
        return table.lines(width: width, brush: brush)
    }

    /// The end of a span: without its date where that is the start's.
    static func end(of span: TimeSpan, _ zone: ZoneRules) -> String {
        let text = FeedReach.clock(span.end, zone)
        return zone.localDay(at: span.start) == zone.localDay(at: span.end)
            ? String(repeating: " ", count: 6) + text.suffix(5) : text
    }

    private static func words(_ line: TrailLine, _ language: Language) -> String {
        var words = line.spot(language)
        switch (line.kind, line.meters) {
        case (.gap, let meters?) where meters < 250: words = TrailWord.thenNear.text(language)
        case (.gap, let meters?): words = TrailWord.thenAway.text(language, distance(meters))
        case (.gap, nil): words = TrailWord.nothingKnown.text(language)
        case (.move, let meters?): words = TrailWord.underWay.text(language, distance(meters))
        default: break
        }
        let marks = line.regions.map { TrailWord.riskRegion.text(language, $0) } + line.flags
        return marks.isEmpty ? words : "\(words) [\(marks.joined(separator: ", "))]"
    }

    private static func sources(_ line: TrailLine, _ language: Language) -> String {
        line.sources.map { source in
            let row = source.line == 0 ? "" : " \(source.file.suffix(from: source.file.startOfName)):\(source.line)"
            let feed = Term.feed.name(source.feed, language)
            return source.rows == 1 ? feed + row : "\(feed) x\(source.rows)\(row)"
        }.joined(separator: ", ")
    }

    /// Hours and minutes, days and hours above two days.
    static func duration(_ seconds: Int64, _ language: Language) -> String {
        if seconds == 0 { return "" }
        let minutes = (seconds + 30) / 60
        if minutes < 60 { return TrailWord.minutes.text(language, "\(minutes)") }
        return minutes < 48 * 60
            ? TrailWord.hours.text(language, "\(minutes / 60)", zeroPadded(Int(minutes % 60), 2))
            : TrailWord.daysHours.text(language, "\(minutes / 1440)", "\(minutes / 60 % 24)")
    }

    /// Metres, kilometres from 1,000 m on.
    static func distance(_ meters: Double) -> String {
        meters < 1000 ? "\(decimalText(meters, places: 0)) m" : "\(decimalText(meters / 1000, places: 1)) km"
    }
}

extension String {
    /// Where the name of an archived file begins, behind the twelve digits of its digest.
    fileprivate var startOfName: Index {
        guard let dash = firstIndex(of: "-"), distance(from: startIndex, to: dash) == 12 else { return startIndex }
        return index(after: dash)
    }
}
