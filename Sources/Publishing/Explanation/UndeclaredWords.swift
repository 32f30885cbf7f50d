import Vocabulary

extension UndeclaredStory {
    /// Presence, evidence and declarations.
    func parts(_ zone: ZoneRules) -> [ExplanationPart] {
        [presencePart(zone), evidencePart(zone), declarationsPart(zone)]
    }

    private func presencePart(_ zone: ZoneRules) -> ExplanationPart {
        let returned =
            finding.returnedAt.map {
                "Seen back at home \(zone.wallText($0)) at \(finding.returnedPlace ?? "a position")."
            }
            ?? "Not seen back at home."
        return .group(
            "undeclared", "WHAT WAS SEEN",
            [
                .fact("undeclared_id", .string(id), ""), .fact("subject", .string(finding.subject.text), ""),
                .fact(
                    "region", .string(finding.region),
                    "In region \([finding.region, regionName].filter { !$0.isEmpty }.joined(separator: " ")) from "
                        + "\(zone.wallText(finding.firstSeen)) to \(zone.wallText(finding.lastSeen)). \(returned)"),
                .fact("region_name", .string(regionName), ""),
                .fact("first_seen", .string(zone.rfc3339(finding.firstSeen)), ""),
                .fact("last_seen", .string(zone.rfc3339(finding.lastSeen)), ""),
                .fact("returned_at", .optional(finding.returnedAt.map(zone.rfc3339)), ""),
                .fact("returned_place", .optional(finding.returnedPlace), ""),
                .fact(
                    "look_back_days", .integer(Int64(lookBackDays)),
                    "The policy looks \(lookBackDays) days back; declared dates may be \(tolerance) off; riding "
                        + "through without alighting \(countPassingThrough ? "counts" : "does not count")."),
                .fact("tolerance_days", .integer(Int64(toleranceDays)), ""),
                .fact("count_passing_through", .bool(countPassingThrough), ""),
                .fact(
                    "category", .string(finding.category),
                    "Category \(finding.category); all that hold: \(finding.categories.joined(separator: ", "))."),
                .fact("categories", .array(finding.categories.map { .string($0) }), ""),
            ])
    }

    private var tolerance: String { "\(toleranceDays) \(toleranceDays == 1 ? "day" : "days")" }

    private func evidencePart(_ zone: ZoneRules) -> ExplanationPart {
        .list(
            "evidence",
            finding.evidence.enumerated().map { number, sight in
                let place = [sight.place, placeNames[number]].filter { !$0.isEmpty }.joined(separator: " ")
                return (
                    "SIGHT \(number + 1) OF \(finding.evidence.count): \(sight.kind), \(spanWords(sight.span, zone))",
                    [
                        .fact("kind", .string(sight.kind), sight.words),
                        .fact("feed", .string(sight.feed.rawValue), ""),
                        .fact("place", .string(sight.place), place.isEmpty ? "" : "Where: \(place)."),
                        .fact("place_name", .string(placeNames[number]), ""),
                        .fact("start", .string(zone.rfc3339(sight.span.start)), ""),
                        .fact("end", .string(zone.rfc3339(sight.span.end)), ""),
                        evidenceRows[number].part("row", "Row in feed \(sight.feed.rawValue)"), flagsPart(sight.flags),
                    ]
                )
            })
    }

    private func declarationsPart(_ zone: ZoneRules) -> ExplanationPart {
        let items = finding.declarations.enumerated().map { number, considered in
            let declared = considered.declaration
            return (
                heading: "DECLARATION \(number + 1) OF \(finding.declarations.count), "
                    + zone.wallText(declared.declaredAt),
                parts: [
                    ExplanationPart.fact(
                        "declared_at", .string(zone.rfc3339(declared.declaredAt)), words(declared, zone)),
                    .fact("travelled", .bool(declared.travelled), ""), .fact("region", .optional(declared.region), ""),
                    .fact("from", .optional(declared.from.map(zone.rfc3339)), ""),
                    .fact("to", .optional(declared.to.map(zone.rfc3339)), ""),
                    .fact("verdict", .string(considered.verdict.rawValue), considered.verdict.words),
                    declarationRows[number].part("row", "Row"),
                ]
            )
        }
        return .group(
            "declared", "DECLARATIONS, AND WHY NONE COVERS IT",
            [
                .fact(
                    "status", .string(finding.status.rawValue),
                    items.isEmpty
                        ? "No declaration of this person is known: status \(finding.status.rawValue)."
                        : "Status \(finding.status.rawValue): the nearest to the truth of what was declared."),
                .list("declarations", items),
            ])
    }

    private func words(_ declared: Declaration, _ zone: ZoneRules) -> String {
        if !declared.travelled { return "It says: no travel\(declared.region.map { " to \($0)" } ?? "")." }
        let from = declared.from.map { "from \(zone.wallText($0))" } ?? "from a day not given"
        let to = declared.to.map { "to \(zone.wallText($0))" } ?? "to a day not given"
        return "It says: travelled to \(declared.region ?? "a region not given"), \(from) \(to)."
    }
}

extension RegionEvidence {
    /// What was seen, in words.
    fileprivate var words: String {
        switch kind {
        case "ride_from": "Boarded in the region."
        case "ride_to": "Alighted in the region."
        case "ride_through": "Rode through the region."
        case "stay": "Stayed at a place of the region."
        case "visit": "Visited a place of the region."
        case "passage": "Passed a checkpoint of the region."
        case "ping": "The phone was in the region."
        default: "Seen in the region."
        }
    }
}

extension ConsideredDeclaration.Verdict {
    /// Why the declaration does not cover what was seen.
    fileprivate var words: String {
        switch self {
        case .deniedBefore: "It was made before the first sight, so it says nothing about it."
        case .denied: "It denies the travel, and what was seen contradicts it."
        case .otherRegionDenied: "It denies travel to another region, so it says nothing about this one."
        case .otherRegion: "It names another region, or none."
        case .otherDates: "It names the region, but its dates do not meet what was seen."
        case .afterNotice: "It covers what was seen, but was made after the finding had been reported."
        }
    }
}
