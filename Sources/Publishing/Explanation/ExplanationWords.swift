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
                ExplainWord.contactOf.phrase(
                    Phrase(contact.contactID), Phrase(contact.person.text), Phrase(contact.caseID),
                    Term.tier.phrase(contact.tier.rawValue), Phrase(decimalText(score, places: 1))))
        case .undeclared(let story):
            let finding = story.finding
            return .fact(
                "explains", .string("undeclared"),
                ExplainWord.undeclaredOf.phrase(
                    Phrase(story.id), Phrase(finding.subject.text),
                    Phrase(finding.region + (story.regionName.isEmpty ? "" : " \(story.regionName)")),
                    Term.status.phrase(finding.status.rawValue), Phrase(decimalText(score, places: 1))))
        }
    }

    private func runPart(_ zone: ZoneRules) -> ExplanationPart {
        .group(
            "run", "",
            [
                .fact("run_id", .string(run.runID), ""),
                .fact(
                    "as_of", .string(zone.rfc3339(run.asOf)),
                    ExplainWord.run.phrase([run.runID, zone.wallText(run.asOf), run.toolVersion, zone.name])),
                .fact("tool_version", .string(run.toolVersion), ""), .fact("baseline", .optional(run.baseline), ""),
                .fact("policy", .string(run.policyID), ""), .fact("policy_title", .string(run.policyTitle), ""),
                .fact(
                    "policy_sha256", .string(run.policySHA256),
                    ExplainWord.rules.phrase([run.policyID, run.policyTitle, String(run.policySHA256.prefix(12))])),
            ])
    }

    private var whoPart: ExplanationPart {
        let kind =
            switch who.pseudonym.kind {
            case .person: ExplainWord.person
            case .idNumber: ExplainWord.unknownID
            case .phone: ExplainWord.unknownPhone
            case .plate: ExplainWord.vehicle
            }
        let grids = who.grids.map { [$0.gridID, $0.name].filter { !$0.isEmpty }.joined(separator: " ") }
        return .group(
            "who", ExplainWord.who.phrase(),
            [
                .fact(
                    "pseudonym", .string(who.pseudonym.text),
                    ExplainWord.whoIs.phrase(Phrase(who.pseudonym.text), kind.phrase())),
                .fact("kind", .string(who.pseudonym.kind.name), ""),
                .fact(
                    "grids", .array(who.grids.map { .string($0.gridID) }),
                    grids.isEmpty
                        ? ExplainWord.noGrid.phrase()
                        : ExplainWord.followedBy.phrase([grids.joined(separator: "; ")])),
                flagsPart(who.flags),
            ])
    }

    private var scorePart: ExplanationPart {
        let sum = scoreTerms.reduce(0) { $0 + $1.points }
        return .group(
            "score", ExplainWord.score.phrase(),
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
                    (sum > 100 ? ExplainWord.totalHeld : .total).phrase([
                        decimalText(sum, places: 2), decimalText(score, places: 1),
                    ])),
                .fact("printed", .decimal(score, places: 1), ""),
            ])
    }

    private func tasksPart(_ zone: ZoneRules) -> ExplanationPart {
        if tasks.isEmpty {
            return .group(
                "follow_up", ExplainWord.tasks.phrase(),
                [.fact("tasks", .array([]), ExplainWord.noTasks.phrase())])
        }
        return .group(
            "follow_up", ExplainWord.tasks.phrase(),
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
                                    ExplainWord.task.phrase(
                                        Phrase(task.taskID), Phrase(task.gridID), Term.basis.phrase(task.gridBasis),
                                        Term.action.phrase(task.action), Phrase(zone.wallText(task.due)),
                                        Term.change.phrase(entry.change),
                                        task.isProvisional ? ExplainWord.provisional.phrase() : "")),
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
            "change", ExplainWord.change.phrase(),
            [
                .fact(
                    "change", .string(change),
                    run.baseline == nil
                        ? ExplainWord.firstRun.phrase(Term.change.phrase(change))
                        : ExplainWord.against.phrase(
                            Phrase(run.baseline ?? ""), Term.change.phrase(change),
                            why.isEmpty ? "" : ExplainWord.because.phrase(Term.why.phrase(why)))),
                .fact("why", .string(why), ""),
            ])
    }
}

/// Flags with their sentences; to people, flags that are `told` before are only named.
func flagsPart(_ flags: [String], told: [String] = []) -> ExplanationPart {
    .list(
        "flags",
        flags.map { flag in
            let sentence = FlagWords.phrase(flag) ?? ExplainWord.noSentence.phrase()
            let words = ExplainWord.flag.phrase(
                Phrase(flag), told.contains(flag) ? ExplainWord.seeAbove.phrase() : sentence)
            return ("", [.fact("flag", .string(flag), words), .fact("says", .string(sentence.text(.english)), "")])
        })
}

/// From when to when in words; the date is said once where both ends share it.
func spanWords(_ span: TimeSpan, _ zone: ZoneRules) -> Phrase {
    let start = zone.wallText(span.start)
    if span.seconds == 0 { return Phrase(start) }
    let end = zone.wallText(span.end)
    return TrailWord.spanTo.phrase([start, start.prefix(10) == end.prefix(10) ? String(end.dropFirst(11)) : end])
}

extension RowStory {
    /// The row under a key; to people, the fields of one row are shown once.
    func part(_ key: String, _ heading: Phrase, isShown: Bool = false) -> ExplanationPart {
        let words =
            switch state {
            case .unchanged: ExplainWord.unchanged
            case .digestDiffers: ExplainWord.digestDiffers
            case .fileMissing: ExplainWord.fileMissing
            case .fileUnreadable: ExplainWord.fileUnreadable
            case .lineMissing: ExplainWord.lineMissing
            case .notCompared: ExplainWord.notCompared
            }
        let shown = cells.filter { !$0.text.isEmpty }.map { "\($0.name) = \($0.text)" }.joined(separator: " | ")
        return .group(
            key, "",
            [
                .fact(
                    "file", .string(file),
                    isShown
                        ? ExplainWord.rowShown.phrase(heading, Phrase(file), Phrase("\(line)"))
                        : ExplainWord.rowTold.phrase(
                            heading, Phrase(file), Phrase("\(line)"),
                            digest.isEmpty ? "" : ExplainWord.digest.phrase([digest]), words.phrase(),
                            dispute.map { ExplainWord.disputed.phrase([$0]) } ?? "")
                ),
                .fact("line", .integer(Int64(line)), ""),
                .fact("digest", digest.isEmpty ? .null : .string(digest), ""),
                .fact("state", .string(state.rawValue), ""),
                .fact("disputed", .optional(dispute), ""),
                .fact(
                    "cells", .array(cells.map { .object([("name", .string($0.name)), ("text", .string($0.text))]) }),
                    raw == nil && !isShown ? Phrase(shown) : ""),
                .fact("raw", .optional(raw), isShown ? "" : Phrase(raw ?? "")),
            ])
    }
}
