import Vocabulary

extension ContactStory {
    /// Case, exposures and tier.
    func parts(_ zone: ZoneRules) -> [ExplanationPart] {
        [casePart(zone), exposuresPart(zone), tierPart]
    }

    private func casePart(_ zone: ZoneRules) -> ExplanationPart {
        .group(
            "case", "THE CASE AND WHEN IT COULD INFECT SOMEBODY",
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
                    "Its itinerary in the window: \(window.reported) reported parts, \(window.observed) from the "
                        + "case's own rows."),
                .fact("parts_observed", .integer(Int64(window.observed)), ""),
                caseRow.part("row", "Row of the case"),
            ])
    }

    private func anchorWords(_ zone: ZoneRules) -> String {
        guard let anchor = window.anchor, let moment = window.anchorAt else { return "" }
        return "Case \(window.caseID): \(anchor) \(zone.wallText(moment)) counts, the first known of "
            + "\(anchors.joined(separator: ", "))."
    }

    private func windowWords(_ zone: ZoneRules) -> String {
        guard let span = window.window else { return "" }
        let days =
            window.dayIs == "24h"
            ? "\(window.beforeDays) times 24 hours before it"
            : "local midnight \(window.beforeDays) calendar days before it"
        let end =
            switch window.endsWith {
            case "isolated": "the case was isolated"
            case "after_days": "the policy's last day after it"
            default: "the as-of moment, the case is not isolated"
            }
        return "Window: from \(days), \(zone.wallText(span.start)), to \(zone.wallText(span.end)) (\(end)); switches "
            + "before_days \(window.beforeDays), day_is \(window.dayIs)."
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
                    "EXPOSURE \(number + 1) OF \(exposures.count): \(story.exposure.setting), "
                        + "\(spanWords(story.exposure.span, zone)), \(story.exposure.tier.rawValue)",
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
            "contact", "TIER",
            [
                .fact("contact_id", .string(contact.contactID), ""), .fact("case_id", .string(contact.caseID), ""),
                .fact("person", .string(contact.person.text), ""),
                .fact(
                    "tier", .string(contact.tier.rawValue),
                    "\(contact.tier.rawValue), given by \(giving.joined(separator: ", ")): the highest tier of any "
                        + "rule that held."),
                .fact("tier_rules", .array(giving.map { .string($0) }), ""),
                .fact(
                    "rules", .array(all.map { .string($0) }), "All rules that held: \(all.joined(separator: ", "))."),
                .fact(
                    "minutes", .decimal(contact.exposures.togetherMinutes, places: 1),
                    "Together \(decimalText(contact.exposures.togetherMinutes, places: 1)) minutes in all, no second "
                        + "twice."),
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
            caseRow.part("case_row", "\(caseWords), \(originWords)", isShown: isCaseShown),
            subjectRow.part(
                "subject_row", "\(subjectWords), in feed \(exposure.feed.rawValue)", isShown: isSubjectShown),
            rule.part("rule_held", "gives \(exposure.tier.rawValue)", before: before),
        ]
        let between = link.map { [$0.part("secondary_held", "leads to the case")] } ?? []
        return facts(zone) + nearness + linkFacts(zone) + rows + between + [flagsPart(exposure.flags, told: flags)]
    }

    private func facts(_ zone: ZoneRules) -> [ExplanationPart] {
        let where_ = [exposure.place, placeName].filter { !$0.isEmpty }.joined(separator: " ")
        return [
            .fact("rule", .string(exposure.rule), ""), .fact("setting", .string(exposure.setting), ""),
            .fact("tier", .string(exposure.tier.rawValue), ""),
            .fact("place", .string(exposure.place), where_.isEmpty ? "Where: a position." : "Where: \(where_)."),
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

    private var togetherWords: String {
        var words = "Together \(decimalText(exposure.minutes, places: 1)) minutes"
        if exposure.environmentalMinutes > 0 {
            words += ", and \(decimalText(exposure.environmentalMinutes, places: 1)) minutes after the case had left"
        }
        return words + ", by \(exposure.observations) \(exposure.observations == 1 ? "row" : "rows") of feed "
            + "\(exposure.feed.rawValue) about \(exposure.subject.text); the first is shown."
    }

    private var viaWords: String {
        exposure.via.map { "Not the case itself was met but \($0.text), who is a contact of the case." } ?? ""
    }

    private var caseWords: String { exposure.via == nil ? "The case" : "The contact between" }
    private var subjectWords: String { exposure.via == nil ? "The contact" : "The contact's contact" }

    private var distanceWords: String {
        guard let meters = exposure.minDistanceMeters else { return "" }
        return "At the nearest \(decimalText(meters, places: 1)) m apart"
            + (exposure.accuracyMeters.map { ", position accurate to \(decimalText($0, places: 1)) m." } ?? ".")
    }

    private func decimal(_ value: Double?, _ places: Int) -> JSONText {
        value.map { .decimal($0, places: places) } ?? .null
    }

    private var certaintyWords: String {
        guard let certainty = exposure.certainty else { return "" }
        let reach = certainty.withinReach.map {
            "by the stated accuracies truly within reach with probability \(decimalText($0, places: 2))"
        }
        var minutes: String?
        if let low = certainty.minutesLow, let high = certainty.minutesHigh {
            minutes =
                "by how often the phone told where it was, \(decimalText(low, places: 1)) to "
                + "\(decimalText(high, places: 1)) minutes with probability 0.90"
        }
        let words = [reach, minutes].compactMap(\.self).joined(separator: "; ")
        return words.isEmpty ? "" : "How sure: \(words)."
    }

    private var originWords: String {
        switch exposure.caseOrigin {
        case .reported: "as reported"
        case .observed(let feed): "by its own row in feed \(feed.rawValue)"
        }
    }
}

extension RuleStory {
    /// The rule under a key; to people, what it asks and finds as at an exposure before is not told again.
    fileprivate func part(
        _ key: String, _ verdict: String, before: (number: Int, rule: RuleStory)? = nil
    ) -> ExplanationPart {
        let known = Set(before?.rule.checks ?? [])
        let isKnown = checks.allSatisfy(known.contains)
        let heading =
            "Rule \(id) (\(looksFor)) \(verdict)"
            + (before.map { ", as at exposure \($0.number)" + (isKnown ? "." : " but for:") } ?? ":")
        return .group(
            key, isKnown ? "" : heading,
            [
                // A heading needs words below it.
                .fact("id", .string(id), isKnown ? heading : ""), .fact("looks_for", .string(looksFor), ""),
                .list(
                    "checks",
                    checks.map { check in
                        let words =
                            "- \(check.parameter): \(check.needed)"
                            + (check.found.isEmpty ? "" : " - \(check.found)")
                        return (
                            "",
                            [
                                .fact(
                                    "parameter", .string(check.parameter), known.contains(check) ? "" : words),
                                .fact("needed", .string(check.needed), ""), .fact("found", .string(check.found), ""),
                            ]
                        )
                    }), .fact("source", .string(source), before == nil ? "- source: \(source)" : ""),
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
