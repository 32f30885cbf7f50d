public import Vocabulary

extension Explanation {
    /// The explanation in words and in keys, in the order in which it is told.
    public func parts(zone: ZoneRules) -> [ExplanationPart] {
        var parts: [ExplanationPart] = [
            .fact("asked", .string(asked), ""), opening, runPart(zone), whoPart,
        ]
        switch finding {
        case .contact(let story): parts += story.parts(zone)
        case .undeclared(let story): parts += story.parts(zone)
        }
        return parts + [scorePart, tasksPart(zone), changePart]
    }

    private var opening: ExplanationPart {
        switch finding {
        case .contact(let story):
            let contact = story.contact
            return .fact(
                "explains", .string("contact"),
                "Contact \(contact.contactID): \(contact.person.text) and case \(contact.caseID), tier "
                    + "\(contact.tier.rawValue), score \(decimalText(score, places: 1)) of 100.")
        case .undeclared(let story):
            let finding = story.finding
            return .fact(
                "explains", .string("undeclared"),
                "Undeclared \(story.id): \(finding.subject.text) in region \(finding.region)"
                    + "\(story.regionName.isEmpty ? "" : " \(story.regionName)"), status \(finding.status.rawValue), "
                    + "score \(decimalText(score, places: 1)) of 100.")
        }
    }

    private func runPart(_ zone: ZoneRules) -> ExplanationPart {
        .group(
            "run", "",
            [
                .fact("run_id", .string(run.runID), ""),
                .fact(
                    "as_of", .string(zone.rfc3339(run.asOf)),
                    "Run \(run.runID) as of \(zone.wallText(run.asOf)), by tracegrid \(run.toolVersion). "
                        + "Times are those of \(zone.name)."),
                .fact("tool_version", .string(run.toolVersion), ""), .fact("baseline", .optional(run.baseline), ""),
                .fact("policy", .string(run.policyID), ""), .fact("policy_title", .string(run.policyTitle), ""),
                .fact(
                    "policy_sha256", .string(run.policySHA256),
                    "Rules: \(run.policyID), \(run.policyTitle) (policy.yaml of the run, SHA-256 "
                        + "\(run.policySHA256.prefix(12)))."),
            ])
    }

    private var whoPart: ExplanationPart {
        let kind =
            switch who.pseudonym.kind {
            case .person: "a person of the registry"
            case .idNumber: "an ID number that the registry does not know"
            case .phone: "a phone number that the registry does not know"
            case .plate: "a vehicle, by its number plate"
            }
        let grids = who.grids.map { [$0.gridID, $0.name].filter { !$0.isEmpty }.joined(separator: " ") }
        return .group(
            "who", "WHO IS ASKED ABOUT",
            [
                .fact(
                    "pseudonym", .string(who.pseudonym.text),
                    "\(who.pseudonym.text), \(kind). The name stands in the task list of the grid only."),
                .fact("kind", .string(who.pseudonym.kind.name), ""),
                .fact(
                    "grids", .array(who.grids.map { .string($0.gridID) }),
                    grids.isEmpty ? "No grid follows it up." : "Followed up by: \(grids.joined(separator: "; "))."),
                flagsPart(who.flags),
            ])
    }

    private var scorePart: ExplanationPart {
        let sum = scoreTerms.reduce(0) { $0 + $1.points }
        return .group(
            "score", "SCORE, WHICH ORDERS THE LIST INSIDE THE TIER",
            [
                .list(
                    "terms",
                    scoreTerms.map { term in
                        (
                            "",
                            [
                                .fact(
                                    "term", .string(term.term),
                                    "\(decimalText(term.points, places: 2)) \(term.term): \(term.why)"),
                                .fact("points", .decimal(term.points, places: 6), ""),
                                .fact("why", .string(term.why), ""),
                            ]
                        )
                    }),
                .fact(
                    "total", .decimal(scoreTerms.total, places: 6),
                    "Together \(decimalText(sum, places: 2))"
                        + (sum > 100 ? ", held at 100." : ".")
                        + " The list says \(decimalText(score, places: 1))."),
                .fact("printed", .decimal(score, places: 1), ""),
            ])
    }

    private func tasksPart(_ zone: ZoneRules) -> ExplanationPart {
        if tasks.isEmpty {
            return .group(
                "follow_up", "TASKS",
                [.fact("tasks", .array([]), "None: the policy gives no task for this tier, or it is a case already.")])
        }
        return .group(
            "follow_up", "TASKS",
            [
                .list(
                    "tasks",
                    tasks.map { entry in
                        let task = entry.task
                        return (
                            "",
                            [
                                .fact(
                                    "task_id", .string(task.taskID),
                                    "\(task.taskID): grid \(task.gridID) (\(task.gridBasis)) has to "
                                        + "\(task.action) by \(zone.wallText(task.due)); \(entry.change)"
                                        + (task.isProvisional ? "; grid provisional" : "") + "."),
                                .fact("grid_id", .string(task.gridID), ""),
                                .fact("grid_basis", .string(task.gridBasis), ""),
                                .fact("provisional", .bool(task.isProvisional), ""),
                                .fact("reason", .string(task.reason.rawValue), ""),
                                .fact("action", .string(task.action), ""),
                                .fact("due", .string(zone.rfc3339(task.due)), ""),
                                .fact("change", .string(entry.change), ""),
                            ]
                        )
                    })
            ])
    }

    private var changePart: ExplanationPart {
        .group(
            "change", "SINCE THE LAST RUN",
            [
                .fact(
                    "change", .string(change),
                    run.baseline == nil
                        ? "There was no run before: \(change)."
                        : "Against run \(run.baseline ?? ""): \(change)\(why.isEmpty ? "" : ", because of \(why)")."),
                .fact("why", .string(why), ""),
            ])
    }
}

/// Flags with their sentences; to people, flags that are `told` before are only named.
func flagsPart(_ flags: [String], told: [String] = []) -> ExplanationPart {
    .list(
        "flags",
        flags.map { flag in
            let sentence = FlagWords.sentence(flag) ?? "no sentence is known for this flag"
            let words = "\(flag): \(told.contains(flag) ? "see above" : sentence)"
            return ("", [.fact("flag", .string(flag), words), .fact("says", .string(sentence), "")])
        })
}

/// From when to when in words; the date is said once where both ends share it.
func spanWords(_ span: TimeSpan, _ zone: ZoneRules) -> String {
    let start = zone.wallText(span.start)
    if span.seconds == 0 { return start }
    let end = zone.wallText(span.end)
    return "\(start) to \(start.prefix(10) == end.prefix(10) ? String(end.dropFirst(11)) : end)"
}

extension RowStory {
    /// The row under a key; to people, the fields of one row are shown once.
    func part(_ key: String, _ heading: String, isShown: Bool = false) -> ExplanationPart {
        let words =
            switch state {
            case .unchanged: "the archived row is there and its digest agrees: row unchanged"
            case .digestDiffers: "DIGEST DIFFERS: the archived row is not the one that was taken in"
            case .fileMissing: "the archive does not have the file any more: the row cannot be shown"
            case .fileUnreadable: "the archived file cannot be read: the row cannot be shown"
            case .lineMissing: "LINE MISSING: the archived file has no row that starts on this line"
            case .notCompared: "the archived row is there; no digest of it was kept to compare"
            }
        let shown = cells.filter { !$0.text.isEmpty }.map { "\($0.name) = \($0.text)" }.joined(separator: " | ")
        return .group(
            key, "",
            [
                .fact(
                    "file", .string(file),
                    isShown
                        ? "\(heading): \(file), line \(line), shown above."
                        : "\(heading): \(file), line \(line)\(digest.isEmpty ? "" : ", digest \(digest)"): \(words)."
                            + (dispute.map { " DISPUTED: \($0)." } ?? "")
                ),
                .fact("line", .integer(Int64(line)), ""),
                .fact("digest", digest.isEmpty ? .null : .string(digest), ""),
                .fact("state", .string(state.rawValue), ""),
                .fact("disputed", .optional(dispute), ""),
                .fact(
                    "cells", .array(cells.map { .object([("name", .string($0.name)), ("text", .string($0.text))]) }),
                    raw == nil && !isShown ? shown : ""),
                .fact("raw", .optional(raw), isShown ? "" : raw ?? ""),
            ])
    }
}
