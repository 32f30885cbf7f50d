import Vocabulary

extension ContactStory {
    /// Case, exposures and tier.
    func parts(_ zone: ZoneRules) -> [ExplanationPart] {
        [casePart(zone), exposuresPart(zone), tierPart]
    }

    private func casePart(_ zone: ZoneRules) -> ExplanationPart {
        .group(
            "case", ExplainWord.theCase.phrase(),
            [
                .fact("case_id", .string(window.caseID), ""),
                .fact("anchor", .optional(window.anchor), anchorWords(zone)),
                .fact("anchor_at", .optional(window.anchorAt.map(zone.rfc3339)), ""),
                .fact("anchors", .array(anchors.map { .string($0) }), ""),
                .fact("before_days", .integer(Int64(window.beforeDays)), ""),
                .fact("day_is", .string(window.dayIs), ""),
                .fact("window_start", .optional(window.window.map { zone.rfc3339($0.start) }), windowWords(zone)),
                .fact("window_end", .optional(window.window.map { zone.rfc3339($0.end) }), ""),
                .fact("ends_with", .string(window.endsWith), ""),
                .fact(
                    "parts_reported", .integer(Int64(window.reported)),
                    ExplainWord.parts.phrase(["\(window.reported)", "\(window.observed)"])),
                .fact("parts_observed", .integer(Int64(window.observed)), ""),
                caseRow.part("row", ExplainWord.caseRow.phrase()),
            ])
    }

    private func anchorWords(_ zone: ZoneRules) -> Phrase {
        guard let anchor = window.anchor, let moment = window.anchorAt else { return "" }
        return ExplainWord.anchor.phrase(
            Phrase(window.caseID), Term.anchor.phrase(anchor), Phrase(zone.wallText(moment)),
            Phrase { Term.anchor.names(anchors.joined(separator: ", "), $0) })
    }

    private func windowWords(_ zone: ZoneRules) -> Phrase {
        guard let span = window.window else { return "" }
        let days =
            window.dayIs == "24h"
            ? ExplainWord.daysOf24 : .calendarDays
        let end =
            switch window.endsWith {
            case "isolated": ExplainWord.endIsolated
            case "after_days": ExplainWord.endPolicy
            default: ExplainWord.endOpen
            }
        return ExplainWord.window.phrase(
            days.phrase(["\(window.beforeDays)"]), Phrase(zone.wallText(span.start)), Phrase(zone.wallText(span.end)),
            end.phrase(), Phrase("\(window.beforeDays)"), Phrase(window.dayIs))
    }

    private func exposuresPart(_ zone: ZoneRules) -> ExplanationPart {
        var shown: Set<String> = []
        var told: [String: (number: Int, rule: RuleStory)] = [:]
        return .list(
            "exposures",
            exposures.enumerated().map { number, story in
                let isCaseShown = !shown.insert(story.caseRow.key).inserted
                let isSubjectShown = !shown.insert(story.subjectRow.key).inserted
                let before = told[story.rule.id]
                if before == nil { told[story.rule.id] = (number + 1, story.rule) }
                return (
                    ExplainWord.exposure.phrase(
                        Phrase("\(number + 1)"), Phrase("\(exposures.count)"),
                        Term.setting.phrase(story.exposure.setting), spanWords(story.exposure.span, zone),
                        Term.tier.phrase(story.exposure.tier.rawValue)),
                    story.parts(
                        zone, isCaseShown: isCaseShown, isSubjectShown: isSubjectShown, before: before,
                        flags: contact.flags)
                )
            })
    }

    private var tierPart: ExplanationPart {
        let giving = Set(contact.exposures.filter { $0.tier == contact.tier }.map(\.rule)).sorted()
        let all = Set(contact.exposures.map(\.rule)).sorted()
        return .group(
            "contact", ExplainWord.tier.phrase(),
            [
                .fact("contact_id", .string(contact.contactID), ""), .fact("case_id", .string(contact.caseID), ""),
                .fact("person", .string(contact.person.text), ""),
                .fact(
                    "tier", .string(contact.tier.rawValue),
                    ExplainWord.given.phrase(
                        Term.tier.phrase(contact.tier.rawValue), Phrase(giving.joined(separator: ", ")))),
                .fact("tier_rules", .array(giving.map { .string($0) }), ""),
                .fact(
                    "rules", .array(all.map { .string($0) }), ExplainWord.allRules.phrase([all.joined(separator: ", ")])
                ),
                .fact(
                    "minutes", .decimal(contact.exposures.togetherMinutes, places: 1),
                    ExplainWord.minutes.phrase([decimalText(contact.exposures.togetherMinutes, places: 1)])),
            ])
    }
}

extension ExposureStory {
    /// `before` is the exposure at which the same rule was told, and its story there; `flags` have been told.
    fileprivate func parts(
        _ zone: ZoneRules, isCaseShown: Bool, isSubjectShown: Bool, before: (number: Int, rule: RuleStory)?,
        flags: [String]
    ) -> [ExplanationPart] {
        let rows: [ExplanationPart] = [
            caseRow.part(
                "case_row", ExplainWord.caseRowWords.phrase(caseWords.phrase(), originWords), isShown: isCaseShown),
            subjectRow.part(
                "subject_row",
                ExplainWord.inFeed.phrase(subjectWords.phrase(), Term.feed.phrase(exposure.feed.rawValue)),
                isShown: isSubjectShown),
            rule.part(
                "rule_held", ExplainWord.gives.phrase(Term.tier.phrase(exposure.tier.rawValue)), before: before),
        ]
        let between = link.map { [$0.part("secondary_held", ExplainWord.leads.phrase())] } ?? []
        return facts(zone) + nearness + linkFacts(zone) + rows + between + [flagsPart(exposure.flags, told: flags)]
    }

    private func facts(_ zone: ZoneRules) -> [ExplanationPart] {
        let where_ = [exposure.place, placeName].filter { !$0.isEmpty }.joined(separator: " ")
        return [
            .fact("rule", .string(exposure.rule), ""), .fact("setting", .string(exposure.setting), ""),
            .fact("tier", .string(exposure.tier.rawValue), ""),
            .fact(
                "place", .string(exposure.place),
                where_.isEmpty ? ExplainWord.wherePosition.phrase() : ExplainWord.wherePlace.phrase([where_])),
            .fact("place_name", .string(placeName), ""),
            .fact("start", .string(zone.rfc3339(exposure.span.start)), togetherWords),
            .fact("end", .string(zone.rfc3339(exposure.span.end)), ""),
            .fact("minutes", .decimal(exposure.minutes, places: 1), ""),
            .fact("environmental_minutes", .decimal(exposure.environmentalMinutes, places: 1), ""),
            .fact(
                "min_distance_m", exposure.minDistanceMeters.map { .decimal($0, places: 1) } ?? .null, distanceWords),
            .fact("accuracy_m", exposure.accuracyMeters.map { .decimal($0, places: 1) } ?? .null, ""),
            .fact("within_reach", decimal(exposure.certainty?.withinReach, 2), certaintyWords),
            .fact("minutes_low", decimal(exposure.certainty?.minutesLow, 1), ""),
            .fact("minutes_high", decimal(exposure.certainty?.minutesHigh, 1), ""),
            .fact("observations", .integer(Int64(exposure.observations)), ""),
            .fact("feed", .string(exposure.feed.rawValue), ""),
            .fact("subject", .string(exposure.subject.text), ""),
            .fact("case_origin", .string(exposure.caseOrigin.text), ""),
        ]
    }

    private var nearness: [ExplanationPart] {
        func whole(_ value: Int?) -> JSONText { value.map { .integer(Int64($0)) } ?? .null }
        func hours(_ value: Double?) -> JSONText { value.map { .decimal($0, places: 1) } ?? .null }
        return [
            .fact("coach", .optional(exposure.nearness?.coach), ""),
            .fact("rows_apart", whole(exposure.nearness?.rowsApart), ""),
            .fact("bays_apart", whole(exposure.nearness?.baysApart), ""),
            .fact("layout", .optional(exposure.nearness?.layout), ""),
            .fact("case_stay_hours", hours(exposure.cellStay?.ofCase), ""),
            .fact("stay_hours", hours(exposure.cellStay?.ofSubject), ""),
        ]
    }

    private func linkFacts(_ zone: ZoneRules) -> [ExplanationPart] {
        [
            .fact("via", .optional(exposure.via?.text), viaWords),
            .fact("via_from", .optional(exposure.viaSpan.map { zone.rfc3339($0.start) }), ""),
            .fact("via_until", .optional(exposure.viaSpan.map { zone.rfc3339($0.end) }), ""),
        ]
    }

    private var togetherWords: Phrase {
        ExplainWord.together.phrase(
            Phrase(decimalText(exposure.minutes, places: 1)),
            exposure.environmentalMinutes > 0
                ? ExplainWord.environmental.phrase([decimalText(exposure.environmentalMinutes, places: 1)]) : "",
            (exposure.observations == 1 ? ExplainWord.rowsOne : .rows).phrase(["\(exposure.observations)"]),
            Term.feed.phrase(exposure.feed.rawValue), Phrase(exposure.subject.text))
    }

    private var viaWords: Phrase {
        exposure.via.map { ExplainWord.via.phrase([$0.text]) } ?? ""
    }

    private var caseWords: ExplainWord { exposure.via == nil ? .theCaseIs : .contactBetween }
    private var subjectWords: ExplainWord { exposure.via == nil ? .theContact : .contactsContact }

    private var distanceWords: Phrase {
        guard let meters = exposure.minDistanceMeters else { return "" }
        return ExplainWord.nearest.phrase(
            Phrase(decimalText(meters, places: 1)),
            exposure.accuracyMeters.map { ExplainWord.accurate.phrase([decimalText($0, places: 1)]) } ?? "")
    }

    private func decimal(_ value: Double?, _ places: Int) -> JSONText {
        value.map { .decimal($0, places: places) } ?? .null
    }

    private var certaintyWords: Phrase {
        guard let certainty = exposure.certainty else { return "" }
        let reach = certainty.withinReach.map {
            ExplainWord.reach.phrase([decimalText($0, places: 2)])
        }
        var minutes: Phrase?
        if let low = certainty.minutesLow, let high = certainty.minutesHigh {
            minutes = ExplainWord.minutesRange.phrase([decimalText(low, places: 1), decimalText(high, places: 1)])
        }
        let words = [reach, minutes].compactMap(\.self)
        if words.isEmpty { return "" }
        return ExplainWord.howSure.phrase(
            Phrase { language in
                words.map { $0.text(language) }.joined(separator: language == .english ? "; " : "；")
            })
    }

    private var originWords: Phrase {
        switch exposure.caseOrigin {
        case .reported: ExplainWord.asReported.phrase()
        case .observed(let feed): ExplainWord.ownRow.phrase(Term.feed.phrase(feed.rawValue))
        }
    }
}

extension RuleStory {
    /// The rule under a key; to people, what it asks and finds as at an exposure before is not told again.
    fileprivate func part(
        _ key: String, _ verdict: Phrase, before: (number: Int, rule: RuleStory)? = nil
    ) -> ExplanationPart {
        let known = Set(before?.rule.checks ?? [])
        let isKnown = checks.allSatisfy(known.contains)
        let heading =
            before.map {
                (isKnown ? ExplainWord.asAt : .asAtBut).phrase(
                    Phrase(id), Phrase(looksFor), verdict, Phrase("\($0.number)"))
            } ?? ExplainWord.rule.phrase(Phrase(id), Phrase(looksFor), verdict)
        return .group(
            key, isKnown ? "" : heading,
            [
                // A heading needs words below it.
                .fact("id", .string(id), isKnown ? heading : ""), .fact("looks_for", .string(looksFor), ""),
                .list(
                    "checks",
                    checks.map { check in
                        let words = Phrase(
                            "- \(check.parameter): \(check.needed)"
                                + (check.found.isEmpty ? "" : " - \(check.found)"))
                        return (
                            "",
                            [
                                .fact(
                                    "parameter", .string(check.parameter), known.contains(check) ? "" : words),
                                .fact("needed", .string(check.needed), ""), .fact("found", .string(check.found), ""),
                            ]
                        )
                    }), .fact("source", .string(source), before == nil ? ExplainWord.source.phrase([source]) : ""),
            ])
    }
}

extension ItineraryPart.Origin {
    /// The word of the outputs.
    var text: String {
        switch self {
        case .reported: "reported"
        case .observed(let feed): "observed:" + feed.rawValue
        }
    }
}
