public import Vocabulary

extension TraceReport {
    /// Columns of the CSV in their order.
    public static let columns = [
        "case_id", "contact_id", "person", "tier", "score", "companion", "place", "first_exposure", "last_exposure",
        "minutes", "min_distance_m", "rules", "evidence_feeds", "flags", "grid_id", "name", "phone", "as_of", "policy",
        "policy_sha256",
    ]

    /// One line per contact.
    public func csv(zone: ZoneRules) -> String {
        var csv = CSVWriter(header: Self.columns)
        for traced in contacts {
            let contact = traced.contact
            csv.append([
                caseID, contact.contactID, contact.person.text, contact.tier.rawValue,
                decimalText(contact.score, places: 1), traced.bonds.joined(separator: ";"), traced.place,
                traced.span.map { zone.rfc3339($0.start) } ?? "", traced.span.map { zone.rfc3339($0.end) } ?? "",
                decimalText(contact.exposures.togetherMinutes, places: 1),
                contact.exposures.compactMap(\.minDistanceMeters).min().map { decimalText($0, places: 1) } ?? "",
                joined(contact.exposures.map(\.rule)), joined(contact.exposures.map(\.feed.rawValue)),
                contact.flags.joined(separator: ";"), traced.grids.map(\.gridID).joined(separator: ";"),
                traced.identity?.name ?? "", traced.identity?.phone ?? "", zone.rfc3339(asOf), policy.id, policy.sha256,
            ])
        }
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    /// All of it for machines.
    public func json(zone: ZoneRules) -> String {
        func time(_ moment: Int64?) -> JSONText { moment.map { .string(zone.rfc3339($0)) } ?? .null }
        return JSONText.object([
            ("case_id", .string(caseID)), ("dry", .bool(isDry)), ("as_of", time(asOf)), ("since", time(since)),
            ("policy", .string(policy.id)), ("policy_sha256", .string(policy.sha256)),
            ("feeds", FeedReach.json(feeds, zone: zone)),
            (
                "window",
                .object([
                    ("start", time(window.window?.start)), ("end", time(window.window?.end)),
                    ("anchor", .optional(window.anchor)), ("anchor_at", time(window.anchorAt)),
                    ("ends_with", .string(window.endsWith)), ("parts_reported", .integer(Int64(window.reported))),
                    ("parts_observed", .integer(Int64(window.observed))),
                ])
            ),
            ("itinerary", TrailTable.json(trail, zone: zone)), ("disagreements", .integer(Int64(disagreements))),
            ("contacts", .array(contacts.map { json($0, zone) })), ("left_out", .integer(Int64(leftOut))),
            ("warnings", .array(warnings.map { .string($0) })), ("encrypted", .bool(isEncrypted)),
            (
                "store",
                .object([
                    ("blocks", .integer(Int64(blocks))), ("blocks_read", .integer(Int64(blocksRead))),
                    ("rows_read", .integer(Int64(rowsRead))),
                ])
            ),
        ]).pretty
    }

    private func json(_ traced: TracedContact, _ zone: ZoneRules) -> JSONText {
        let contact = traced.contact
        let identity: [(String, JSONText)] =
            traced.identity.map {
                [("name", .string($0.name)), ("phone", .string($0.phone)), ("address", .string($0.address))]
            } ?? []
        return .object(
            [
                ("contact_id", .string(contact.contactID)), ("person", .string(contact.person.text)),
                ("tier", .string(contact.tier.rawValue)), ("score", .decimal(contact.score, places: 1)),
                ("companion", .array(traced.bonds.map { .string($0) })), ("place", .string(traced.place)),
                ("minutes", .decimal(contact.exposures.togetherMinutes, places: 1)),
                ("flags", .array(contact.flags.map { .string($0) })),
                (
                    "grids",
                    .array(traced.grids.map { .object([("grid_id", .string($0.gridID)), ("name", .string($0.name))]) })
                ),
            ] + identity + [
                (
                    "exposures",
                    .array(
                        contact.exposures.map { exposure in
                            .object([
                                ("rule", .string(exposure.rule)), ("tier", .string(exposure.tier.rawValue)),
                                ("feed", .string(exposure.feed.rawValue)), ("place", .string(exposure.place)),
                                ("start", .string(zone.rfc3339(exposure.span.start))),
                                ("end", .string(zone.rfc3339(exposure.span.end))),
                                ("minutes", .decimal(exposure.minutes, places: 1)),
                                (
                                    "min_distance_m",
                                    exposure.minDistanceMeters.map { .decimal($0, places: 1) } ?? .null
                                ),
                                ("via", .optional(exposure.via?.text)),
                                ("flags", .array(exposure.flags.map { .string($0) })),
                            ])
                        })
                )
            ])
    }
}
