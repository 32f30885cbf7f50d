import Assessment
import Ledger
import Policy
public import Publishing
import Vocabulary

/// One person's health code, day by day, and why.
public enum CodeHistory {
    /// The history under the rules of the latest complete run, or of the latest up to a moment.
    ///
    /// Check-ins are read as the ledger knows them now, risk as the run found it. Throws ``Outcome/usage`` where nobody
    /// is known by the word or the policy has no codes.
    public static func show(_ workspace: Workspace, subject: String, asOf: String?) throws -> Report {
        let files = try CodeQuestions.run(workspace, asOf: asOf)
        guard let rule = try files.policy().codes else {
            throw Failure(.usage, "codes: policy \(files.run.policy) has none: choose one with a codes section")
        }
        let zone = files.zone
        let today = zone.localDay(at: files.run.key.asOf)
        let lastClosed = zone.localDay(at: files.run.key.asOf + 1) > today ? today : today - 1
        let limits = workspace.limits(asOf: files.run.key.asOf)
        let days = max(limits.firstDay(.checkins), today - Int32(rule.historyDays))...today
        var sheet = CheckinSheet(days: days)
        let reading = try SubjectReading(workspace)
        let person = try workspace.ledger.read { ledger in
            let asked = try reading.subject(subject, in: ledger)
            let person = try owner(of: asked, ledger)
            let names = try [person] + (person.kind == .person ? ledger.identifiers(of: person) : [])
            let own = try Set(names.filter { try owner(of: $0, ledger) == person })
            try ledger.eachCheckin(days: days, of: own, without: try Disputes(ledger).ofRegistry) { checkin in
                guard let name = checkin.idNumber ?? checkin.phone, own.contains(name) else { return }
                sheet.add(
                    person, day: checkin.day, fever: checkin.temperatureHundredths >= rule.feverHundredths,
                    isolated: checkin.isolated)
            }
            return person
        }
        let evidence = try files.rows("code_causes.csv", holding: person.text).compactMap {
            try causes($0, of: person, zone)
        }
        let history = HealthCodes(rule, sheet: sheet, evidence: evidence, lastClosed: lastClosed).history(of: person)
        let shown = try files.rows("codes.csv", holding: person.text).first
        workspace.access?.subjects = [person]
        return Report(
            about: CodeQuestions.about(files) + about(person, shown),
            sections: [
                daysSection(history, lastClosed: lastClosed), causesSection(evidence),
                try overridesSection(files, person),
            ], notes: notes(history.last, shown))
    }

    private static func owner(of name: Pseudonym, _ ledger: LedgerSnapshot) throws -> Pseudonym {
        if name.kind == .person { return name }
        let owners = try ledger.owners(of: name)
        return owners.count == 1 ? owners[0] : name
    }

    private static func about(_ person: Pseudonym, _ row: RunTable.Row?) -> [(name: String, text: Phrase)] {
        guard let row, row["code"] != CodeColour.none.rawValue else {
            return [("person", Phrase(person.text)), ("code", Term.code.phrase(CodeColour.none.rawValue))]
        }
        let about = row["about"].map { $0.isEmpty ? "" : " \($0)" } ?? ""
        return [
            ("person", Phrase(person.text)), ("code", Term.code.phrase(row["code"] ?? "")),
            ("cause", Phrase { Term.cause.name(row["cause"] ?? "", $0) + about }),
            ("since", Phrase(row["since"] ?? "")),
        ]
    }

    private static func causes(_ row: RunTable.Row, of person: Pseudonym, _ zone: ZoneRules) throws -> CodeEvidence? {
        func day(_ name: String) -> Int32? {
            AsOf(row[name] ?? "", zone: zone).map { zone.localDay(at: $0.moment) }
        }
        guard row["person"] == person.text, let cause = CodeCause(rawValue: row["cause"] ?? ""),
            let first = day("first"), let last = day("last")
        else { return nil }
        return CodeEvidence(
            person: person, cause: cause, about: row["about"] ?? "", first: first, last: last, until: day("until"))
    }

    private static func daysSection(_ history: [HealthCodes.Day], lastClosed: Int32) -> Report.Section {
        var section = Report.Section(
            "days", title: AnswerWord.dayByDay.phrase(),
            columns: ["day", "event", "discipline", "why", "risk", "risk_cause", "about", "code"])
        var before: HealthCodes.Day?
        for day in history {
            let event =
                switch day.checkins {
                case 0: day.day > lastClosed ? AnswerWord.notOver.phrase() : AnswerWord.noCheckin.phrase()
                case 1: AnswerWord.checkin.phrase()
                default: AnswerWord.checkins.phrase(["\(day.checkins)"])
                }
            let isTurned = before?.discipline.colour != day.discipline.colour
            section.rows.append([
                .text(CivilDate(dayNumber: day.day).text), .said(event),
                .code(.code, day.discipline.colour.rawValue),
                .code(.cause, isTurned || day.discipline.since == day.day ? day.discipline.cause.rawValue : ""),
                .code(.code, day.risk.colour == .green ? "" : day.risk.colour.rawValue),
                .code(.cause, day.risk.colour == .green ? "" : day.risk.cause.rawValue), .text(day.risk.about),
                .code(.code, day.ruled.colour.rawValue),
            ])
            before = day
        }
        return section
    }

    private static func causesSection(_ evidence: [CodeEvidence]) -> Report.Section {
        var section = Report.Section(
            "causes", title: AnswerWord.against.phrase(),
            columns: ["cause", "about", "first", "last", "until"])
        section.rows = evidence.map { entry in
            [
                .code(.cause, entry.cause.rawValue), .text(entry.about), .text(CivilDate(dayNumber: entry.first).text),
                .text(CivilDate(dayNumber: entry.last).text),
                .text(entry.until.map { CivilDate(dayNumber: $0).text } ?? ""),
            ]
        }
        return section
    }

    private static func overridesSection(_ files: RunFiles, _ person: Pseudonym) throws -> Report.Section {
        let columns = [
            "override_id", "standing", "to", "reason", "first_day", "last_day", "proposed_by", "approved_by",
            "ended_by",
        ]
        var section = Report.Section("overrides", title: AnswerWord.overrides.phrase(), columns: columns)
        section.rows = try files.rows("exceptions.csv", holding: person.text).map { row in
            columns.map { .text(row[$0] ?? "") }
        }
        return section
    }

    private static func notes(_ last: HealthCodes.Day?, _ row: RunTable.Row?) -> [Phrase] {
        guard let last else { return [] }
        if let row, row["override_id"] != "" {
            return [AnswerWord.overridden.phrase(Term.code.phrase(row["code"] ?? ""))]
        }
        if last.ruled.colour.rawValue != row?["code"] ?? CodeColour.none.rawValue {
            return [AnswerWord.checkinsCame.phrase()]
        }
        return []
    }
}
