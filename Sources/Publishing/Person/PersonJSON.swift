public import Vocabulary

extension PersonReport {
    /// All of it for machines.
    public func json(zone: ZoneRules) -> String {
        func time(_ moment: Int64?) -> JSONText { moment.map { .string(zone.rfc3339($0)) } ?? .null }
        let clear: [(String, JSONText)] =
            identity.map {
                [("name", .string($0.name)), ("phone", .string($0.phone)), ("address", .string($0.address))]
            } ?? []
        let fields: [(String, JSONText)] =
            [("subject", .string(subject.text)), ("kind", .string(subject.kind.name))] + clear + [
                ("as_of", time(asOf)), ("since", time(since)), ("feeds", FeedReach.json(feeds, zone: zone)),
                (
                    "grids",
                    .array(grids.map { .object([("grid_id", .string($0.gridID)), ("name", .string($0.name))]) })
                ),
                (
                    "names",
                    .array(
                        names.map {
                            .object([
                                ("name", .string($0.name.text)), ("kind", .string($0.name.kind.name)),
                                ("from", time($0.from)), ("to", time($0.until)), ("by", .string($0.by)),
                                ("rows", .integer(Int64($0.rows))),
                            ])
                        })
                ), ("owners", .array(owners.map { .string($0.text) })),
                (
                    "drivers",
                    .array(
                        drivers.map {
                            .object([
                                ("who", .string($0.who.text)), ("rows", .integer(Int64($0.rows))),
                                ("first", time($0.span.start)), ("last", time($0.span.end)),
                            ])
                        })
                ), ("suggestions", .integer(Int64(suggestions))), ("timeline", TrailTable.json(trail, zone: zone)),
                ("rows_of_others", .integer(Int64(othersRows))),
                (
                    "regions",
                    .array(
                        regions.map {
                            .object([
                                ("region", .string($0.code)), ("name", .string($0.name)), ("level", .string($0.level)),
                                ("first_seen", time($0.span.start)), ("last_seen", time($0.span.end)),
                                ("sights", .integer(Int64($0.sights))), ("status", .string($0.status)),
                                ("declared", .array($0.declared.map { .string($0.text(.english)) })),
                            ])
                        })
                ), ("cases_as_of", time(casesAsOf)),
                (
                    "cases",
                    .array(
                        cases.map {
                            .object([
                                ("case_id", .string($0.caseID)), ("tier", .string($0.tier)),
                                ("score", .decimal($0.score, places: 1)), ("contact_id", .string($0.contactID)),
                                ("run", .string($0.runID)),
                            ])
                        })
                ), ("companions_in_all", .integer(Int64(companionsInAll))),
                ("companions", .array(companions.map { Self.json($0, zone) })),
                ("encrypted", .bool(isEncrypted)),
            ]
        let together: [(String, JSONText)] =
            meetings.map { [("with", .string($0.other.text)), ("meetings", Self.json($0.history, zone))] } ?? []
        return JSONText.object(fields + together).pretty
    }

    private static func json(_ row: CompanionRow, _ zone: ZoneRules) -> JSONText {
        let clear: [(String, JSONText)] =
            row.identity.map { [("name", .string($0.name)), ("phone", .string($0.phone))] } ?? []
        let counts = [
            ("rides", row.rides), ("seats", row.seats), ("orders", row.orders), ("rooms", row.rooms),
            ("vehicles", row.vehicles), ("convoys", row.convoys), ("stays", row.stays), ("nights", row.nights),
            ("workdays", row.workdays), ("days", row.days), ("weight", row.weight),
        ]
        return .object(
            [("who", .string(row.who.text))] + clear
                + [("marks", .array(row.marks.map { .string($0.rawValue) }))]
                + counts.map { ($0.0, .integer(Int64($0.1))) } + [
                    ("minutes", .decimal(row.minutes, places: 1)),
                    (
                        "evidence",
                        .array(
                            row.evidence.map {
                                .object([
                                    ("kind", .string($0.kind)), ("place", .string($0.place)),
                                    ("start", .string(zone.rfc3339($0.span.start))),
                                    ("end", .string(zone.rfc3339($0.span.end))),
                                    ("minutes", .decimal($0.minutes, places: 1)),
                                    ("min_distance_m", $0.meters.map { .decimal($0, places: 1) } ?? .null),
                                    ("feed", .string($0.source.feed)), ("file", .string($0.source.file)),
                                    ("line", .integer(Int64($0.source.line))),
                                ])
                            })
                    ),
                ])
    }

    /// Columns of the CSV of companions in their order.
    public static let companionColumns = [
        "who", "name", "phone", "marks", "rides", "seats", "orders", "rooms", "vehicles", "convoys", "stays", "nights",
        "workdays", "days", "minutes", "first", "last", "weight",
    ]

    /// Columns of the CSV of meetings in their order.
    public static let meetingColumns = [
        "start", "end", "kind", "place", "minutes", "min_distance_m", "feed", "file", "line",
    ]

    /// The timeline; the meetings where two people were asked about; the companions where those were asked for.
    public func csv(zone: ZoneRules, companions wantsCompanions: Bool) -> String {
        if let meetings { return Self.csv(meetings.history.evidence, zone) }
        if !wantsCompanions { return TrailTable.csv(trail, zone: zone) }
        var csv = CSVWriter(header: Self.companionColumns)
        for row in companions {
            let counts = [
                row.rides, row.seats, row.orders, row.rooms, row.vehicles, row.convoys, row.stays, row.nights,
                row.workdays, row.days,
            ]
            csv.append(
                [
                    row.who.text, row.identity?.name ?? "", row.identity?.phone ?? "",
                    row.marks.map(\.rawValue).joined(separator: ";"),
                ] + counts.map { "\($0)" } + [
                    decimalText(row.minutes, places: 1), zone.rfc3339(row.span.start), zone.rfc3339(row.span.end),
                    "\(row.weight)",
                ])
        }
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    private static func csv(_ evidence: [CompanionRow.Evidence], _ zone: ZoneRules) -> String {
        var csv = CSVWriter(header: meetingColumns)
        for line in evidence {
            csv.append([
                zone.rfc3339(line.span.start), zone.rfc3339(line.span.end), line.kind, line.place,
                decimalText(line.minutes, places: 1), line.meters.map { decimalText($0, places: 1) } ?? "",
                line.source.feed, line.source.file, "\(line.source.line)",
            ])
        }
        return String(decoding: csv.bytes, as: UTF8.self)
    }
}
