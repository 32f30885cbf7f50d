import Vocabulary

extension UndeclaredStory {
    /// Presence, evidence and declarations.
    func parts(_ zone: ZoneRules) -> [ExplanationPart] {
        [presencePart(zone), evidencePart(zone), declarationsPart(zone)]
    }

    private func presencePart(_ zone: ZoneRules) -> ExplanationPart {
        let returned =
            finding.returnedAt.map {
                ExplainWord.returned.phrase(
                    Phrase(zone.wallText($0)),
                    finding.returnedPlace.map { Phrase($0) } ?? ExplainWord.somewhere.phrase())
            } ?? ExplainWord.notReturned.phrase()
        return .group(
            "undeclared", ExplainWord.seen.phrase(),
            [
                .fact("undeclared_id", .string(id), ""), .fact("subject", .string(finding.subject.text), ""),
                .fact(
                    "region", .string(finding.region),
                    ExplainWord.inRegion.phrase(
                        Phrase([finding.region, regionName].filter { !$0.isEmpty }.joined(separator: " ")),
                        Phrase(zone.wallText(finding.firstSeen)), Phrase(zone.wallText(finding.lastSeen)), returned)),
                .fact("region_name", .string(regionName), ""),
                .fact("first_seen", .string(zone.rfc3339(finding.firstSeen)), ""),
                .fact("last_seen", .string(zone.rfc3339(finding.lastSeen)), ""),
                .fact("returned_at", .optional(finding.returnedAt.map(zone.rfc3339)), ""),
                .fact("returned_place", .optional(finding.returnedPlace), ""),
                .fact(
                    "look_back_days", .integer(Int64(lookBackDays)),
                    ExplainWord.lookBack.phrase(
                        Phrase("\(lookBackDays)"), tolerance,
                        (countPassingThrough ? ExplainWord.counts : .doesNotCount).phrase())),
                .fact("tolerance_days", .integer(Int64(toleranceDays)), ""),
                .fact("count_passing_through", .bool(countPassingThrough), ""),
                .fact(
                    "category", .string(finding.category),
                    ExplainWord.category.phrase(
                        Term.category.phrase(finding.category),
                        Phrase { Term.category.names(finding.categories.joined(separator: ", "), $0) })),
                .fact("categories", .array(finding.categories.map { .string($0) }), ""),
            ])
    }

    private var tolerance: Phrase { (toleranceDays == 1 ? TrailWord.oneDay : .days).phrase(["\(toleranceDays)"]) }

    private func evidencePart(_ zone: ZoneRules) -> ExplanationPart {
        .list(
            "evidence",
            finding.evidence.enumerated().map { number, sight in
                let place = [sight.place, placeNames[number]].filter { !$0.isEmpty }.joined(separator: " ")
                return (
                    ExplainWord.sight.phrase(
                        Phrase("\(number + 1)"), Phrase("\(finding.evidence.count)"), Term.sight.phrase(sight.kind),
                        spanWords(sight.span, zone)),
                    [
                        .fact("kind", .string(sight.kind), sight.words.phrase()),
                        .fact("feed", .string(sight.feed.rawValue), ""),
                        .fact(
                            "place", .string(sight.place), place.isEmpty ? "" : ExplainWord.wherePlace.phrase([place])),
                        .fact("place_name", .string(placeNames[number]), ""),
                        .fact("start", .string(zone.rfc3339(sight.span.start)), ""),
                        .fact("end", .string(zone.rfc3339(sight.span.end)), ""),
                        evidenceRows[number].part(
                            "row", ExplainWord.rowInFeed.phrase(Term.feed.phrase(sight.feed.rawValue))),
                        flagsPart(sight.flags),
                    ]
                )
            })
    }

    private func declarationsPart(_ zone: ZoneRules) -> ExplanationPart {
        let items = finding.declarations.enumerated().map { number, considered in
            let declared = considered.declaration
            return (
                heading: ExplainWord.declaration.phrase([
                    "\(number + 1)", "\(finding.declarations.count)", zone.wallText(declared.declaredAt),
                ]),
                parts: [
                    ExplanationPart.fact(
                        "declared_at", .string(zone.rfc3339(declared.declaredAt)), words(declared, zone)),
                    .fact("travelled", .bool(declared.travelled), ""), .fact("region", .optional(declared.region), ""),
                    .fact("from", .optional(declared.from.map(zone.rfc3339)), ""),
                    .fact("to", .optional(declared.to.map(zone.rfc3339)), ""),
                    .fact("verdict", .string(considered.verdict.rawValue), considered.verdict.words.phrase()),
                    declarationRows[number].part("row", ExplainWord.row.phrase()),
                ]
            )
        }
        return .group(
            "declared", ExplainWord.declared.phrase(),
            [
                .fact(
                    "status", .string(finding.status.rawValue),
                    items.isEmpty
                        ? ExplainWord.noDeclaration.phrase(Term.status.phrase(finding.status.rawValue))
                        : ExplainWord.status.phrase(Term.status.phrase(finding.status.rawValue))),
                .list("declarations", items),
            ])
    }

    private func words(_ declared: Declaration, _ zone: ZoneRules) -> Phrase {
        if !declared.travelled {
            return declared.region.map { ExplainWord.noTravelTo.phrase([$0]) } ?? ExplainWord.noTravel.phrase()
        }
        func day(_ moment: Int64?) -> Phrase {
            moment.map { Phrase(zone.wallText($0)) } ?? ExplainWord.dayNotGiven.phrase()
        }
        return ExplainWord.travelled.phrase(
            declared.region.map { Phrase($0) } ?? ExplainWord.regionNotGiven.phrase(), day(declared.from),
            day(declared.to))
    }
}

extension RegionEvidence {
    /// What was seen, in words.
    fileprivate var words: ExplainWord {
        switch kind {
        case "ride_from": .boarded
        case "ride_to": .alighted
        case "ride_through": .rodeThrough
        case "stay": .stayed
        case "visit": .visited
        case "passage": .passed
        case "ping": .phoneWas
        default: .seenThere
        }
    }
}

extension ConsideredDeclaration.Verdict {
    /// Why the declaration does not cover what was seen.
    fileprivate var words: ExplainWord {
        switch self {
        case .deniedBefore: .deniedBefore
        case .denied: .denied
        case .otherRegionDenied: .otherRegionDenied
        case .otherRegion: .otherRegion
        case .otherDates: .otherDates
        case .afterNotice: .afterNotice
        }
    }
}
