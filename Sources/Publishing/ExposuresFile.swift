public import Vocabulary

/// `exposures.jsonl`: one exposure per line, contact by contact in the order given.
public enum ExposuresFile {
    /// The file's bytes.
    ///
    /// - Parameter fileNames: name of each input file by its number in the ledger; unknown ones are written as the
    ///   number.
    public static func bytes(
        _ contacts: [Contact], policy: PolicyStamp, zone: ZoneRules, fileNames: [UInt32: String]
    ) -> [UInt8] {
        let stamp = zip(PolicyStamp.columns, policy.cells).map { ($0, JSONText.string($1)) }
        var bytes: [UInt8] = []
        for contact in contacts {
            for exposure in contact.exposures {
                let fields = fields(of: exposure, contact, zone, fileNames)
                bytes.append(contentsOf: JSONText.object(fields + stamp).line.utf8)
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        return bytes
    }

    private static func fields(
        of exposure: Exposure, _ contact: Contact, _ zone: ZoneRules, _ fileNames: [UInt32: String]
    ) -> [(String, JSONText)] {
        let origin =
            switch exposure.caseOrigin {
            case .reported: "reported"
            case .observed(let feed): "observed:" + feed.rawValue
            }
        // Only cell rules ask how long each had stayed.
        let stay: [(String, JSONText)] =
            exposure.cellStay.map {
                [
                    ("case_stay_hours", .decimal($0.ofCase, places: 1)),
                    ("stay_hours", .decimal($0.ofSubject, places: 1)),
                ]
            } ?? []
        let between: [(String, JSONText)] =
            exposure.viaSpan.map {
                [("via_from", .string(zone.rfc3339($0.start))), ("via_until", .string(zone.rfc3339($0.end)))]
            } ?? []
        return [
            ("contact_id", .string(contact.contactID)), ("case_id", .string(exposure.caseID)),
            ("person", .string(contact.person.text)), ("subject", .string(exposure.subject.text)),
            ("rule", .string(exposure.rule)), ("setting", .string(exposure.setting)),
            ("tier", .string(exposure.tier.rawValue)), ("place", .string(exposure.place)),
            ("start", .string(zone.rfc3339(exposure.span.start))),
            ("end", .string(zone.rfc3339(exposure.span.end))),
            ("minutes", .decimal(exposure.minutes, places: 1)),
            ("environmental_minutes", .decimal(exposure.environmentalMinutes, places: 1)),
            (
                "together",
                .array(
                    exposure.together.map {
                        .array([.string(zone.rfc3339($0.start)), .string(zone.rfc3339($0.end))])
                    })
            ),
            ("min_distance_m", exposure.minDistanceMeters.map { .decimal($0, places: 1) } ?? .null),
            ("accuracy_m", exposure.accuracyMeters.map { .decimal($0, places: 1) } ?? .null),
        ] + certainty(of: exposure) + [
            ("coach", exposure.nearness?.coach.map { .string($0) } ?? .null),
            ("rows_apart", exposure.nearness?.rowsApart.map { .integer(Int64($0)) } ?? .null),
            ("bays_apart", exposure.nearness?.baysApart.map { .integer(Int64($0)) } ?? .null),
            ("layout", .optional(exposure.nearness?.layout)),
            ("observations", .integer(Int64(exposure.observations))), ("feed", .string(exposure.feed.rawValue)),
            ("case_origin", .string(origin)), ("via", .optional(exposure.via?.text)),
            ("flags", .array(exposure.flags.map { .string($0) })),
            ("source", source(exposure.subjectSource, fileNames)),
            ("case_source", source(exposure.caseSource, fileNames)),
        ] + stay + between
    }

    /// Null for exposures without a phone's position.
    private static func certainty(of exposure: Exposure) -> [(String, JSONText)] {
        func decimal(_ value: Double?, _ places: Int) -> JSONText {
            value.map { .decimal($0, places: places) } ?? .null
        }
        return [
            ("within_reach", decimal(exposure.certainty?.withinReach, 2)),
            ("minutes_low", decimal(exposure.certainty?.minutesLow, 1)),
            ("minutes_high", decimal(exposure.certainty?.minutesHigh, 1)),
        ]
    }

    static func source(_ source: RowSource, _ fileNames: [UInt32: String]) -> JSONText {
        .object([
            ("file", .string(fileNames[source.file] ?? String(source.file))), ("line", .integer(Int64(source.line))),
            ("digest", .string(digestText(source.digest))),
        ])
    }
}
