import Vocabulary

/// What the page's scripts work with, as JSON inside the page: the words, and the counts that are shown.
struct OverviewData {
    private let overview: Overview
    private let language: Language

    init(_ overview: Overview, _ language: Language) {
        self.overview = overview
        self.language = language
    }

    /// The JSON, in which no text can end the element it stands in.
    var text: String {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        var safe: [UInt8] = []
        safe.reserveCapacity(bytes.count)
        // In JSON these stand in texts only. Byte by byte, for no mark can join with a byte.
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): safe.put("\\u003c")
            case UInt8(ascii: ">"): safe.put("\\u003e")
            case UInt8(ascii: "&"): safe.put("\\u0026")
            default: safe.append(byte)
            }
        }
        return String(decoding: safe, as: UTF8.self)
    }

    private var json: JSONText {
        .object([
            ("words", .object(OverviewWord.allCases.map { ($0.rawValue, .string($0.text(language))) })),
            ("unassigned", .string(Overview.unassigned)),
            ("areas", areas), ("measures", .array(overview.measures.map(measure))),
            ("series", .array(overview.series.map(series))),
        ])
    }

    private var areas: JSONText {
        let shapes = OverviewShapes(overview.areas)
        return .object([
            ("id", .array(overview.areas.map { .string(TerminalTable.printable($0.id)) })),
            ("name", .array(overview.areas.map { .string(TerminalTable.printable($0.name)) })),
            ("level", .array(overview.areas.map { .string(levelName($0)) })),
            ("parent", .array(overview.areas.map { .integer(Int64($0.parent ?? -1)) })),
            (
                "shape",
                .array(
                    shapes.shapes.map { area in
                        .array(
                            area.map { polygon in
                                .array(polygon.map { ring in .array(ring.map { .integer(Int64($0)) }) })
                            })
                    })
            ),
        ])
    }

    private func levelName(_ area: Overview.Area) -> String {
        TerminalTable.printable(OverviewWord.name("level", area.level, language))
    }

    private func count(_ value: Int?) -> JSONText { value.map { .integer(Int64($0)) } ?? .null }

    private func measure(_ measure: Overview.Measure) -> JSONText {
        .object([
            ("topic", .string(measure.topic.rawValue)), ("title", .string(measure.title(language))),
            ("total", count(measure.total)), ("counts", .array(measure.counts.map(count))),
        ])
    }

    private func series(_ series: Overview.Series) -> JSONText {
        .object([
            ("topic", .string(series.topic.rawValue)),
            ("title", .string(OverviewWord.name("topic", series.topic.rawValue, language))),
            ("days", .array(series.days.map { .string(CivilDate(dayNumber: $0.day).text) })),
            ("total", .array(series.days.map { count($0.total) })),
            (
                "parts",
                .array(
                    series.kinds.indices.map { place in
                        .object([
                            ("title", .string(series.partTitle(place, language))),
                            ("values", .array(series.days.map { count($0.parts[place]) })),
                        ])
                    })
            ),
        ])
    }
}

extension Overview {
    /// The id that stands for no grid.
    public static let unassigned = "unassigned"
}

extension Overview.Measure {
    /// What is counted, in words.
    func title(_ language: Language) -> String {
        let about = OverviewWord.name("topic", topic.rawValue, language)
        if kind.isEmpty { return about }
        let group =
            switch topic {
            case .codes: "code"
            case .categories: "category"
            case .alerts: "alert"
            default: topic.rawValue
            }
        return about + ": " + TerminalTable.printable(OverviewWord.name(group, kind, language))
    }
}

extension Overview.Series {
    /// A part in words.
    func partTitle(_ place: Int, _ language: Language) -> String {
        let group =
            switch topic {
            case .contacts: "tier"
            case .undeclared: "status"
            default: "reason"
            }
        return OverviewWord.name(group, kinds[place], language)
    }
}
