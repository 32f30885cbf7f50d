public import Vocabulary

extension PersonReport {
    /// For people: who, where, risk regions, cases, companions; with another person asked about, their meetings.
    public func lines(
        zone: ZoneRules, width: Int, brush: Brush = .none, language: Language = .english
    ) -> [String] {
        func word(_ word: TrailWord, _ values: String...) -> String { word.phrase(values).text(language) }
        func heading(_ text: String) -> [String] { ["", brush.paint(text, .strong)] }
        var lines = header(zone, language).flatMap { TextWrap.lines($0, width: width, indent: 0) }
        lines += heading(word(.names)) + nameTable(zone, language).lines(width: width, brush: brush)
        if !owners.isEmpty {
            lines.append(word(.owners, owners.map(\.text).joined(separator: TrailLine.comma(language))))
        }
        if suggestions > 0 {
            lines.append(word(suggestions == 1 ? .suggestionOne : .suggestions, "\(suggestions)"))
        }
        if let meetings {
            return lines + heading(word(.togetherWith, meetings.other.text))
                + meetingLines(meetings, zone, width, brush, language)
        }
        lines += heading(word(.timeline))
        lines +=
            trail.isEmpty
            ? [word(.nothingSeen)]
            : TrailTable.lines(trail, zone: zone, width: width, brush: brush, language: language)
        if othersRows > 0 { lines.append(word(.othersRows, "\(othersRows)")) }
        if !drivers.isEmpty {
            lines += heading(word(.namedInRows)) + driverTable(zone, language).lines(width: width, brush: brush)
        }
        lines += heading(word(.riskRegions))
        lines += regions.isEmpty ? [word(.none)] : regionTable(zone, language).lines(width: width, brush: brush)
        lines += heading(
            word(.cases, casesAsOf.map { word(.casesAsOf, zone.wallText($0)) } ?? word(.casesNoRun)))
        lines += cases.isEmpty ? [word(.none)] : caseTable(language).lines(width: width, brush: brush)
        lines +=
            heading(word(.travelledWith)) + [word(.companions, "\(companionsInAll)")]
        if !companions.isEmpty { lines += companionTable(zone, language).lines(width: width, brush: brush) }
        return lines
    }

    private func header(_ zone: ZoneRules, _ language: Language) -> [String] {
        func word(_ word: TrailWord, _ values: String...) -> String { word.phrase(values).text(language) }
        let kind =
            subject.kind == .plate
            ? word(.vehicle)
            : subject.kind == .person
                ? word(.person) : word(.unregistered, Term.identifier.name(subject.kind.name, language))
        let known = identity.map { " \($0.name) \($0.phone)" } ?? ""
        var lines = [
            word(.subjectAsOf, kind, subject.text + known, zone.wallText(asOf))
                + (since.map { word(.since, zone.wallText($0)) } ?? "")
        ]
        if !grids.isEmpty {
            lines.append(word(.grids, grids.map { "\($0.gridID) \($0.name)" }.joined(separator: "; ")))
        }
        lines.append(word(.feeds, FeedReach.words(feeds, zone: zone, language)))
        if !isEncrypted { lines.append(AnswerWord.notEncrypted.text(language)) }
        return lines
    }

    private func nameTable(_ zone: ZoneRules, _ language: Language) -> TerminalTable {
        var table = TerminalTable(
            header: ["name/names", "what", "from", "to/trail", "by/names", "rows"],
            sides: [.left, .left, .left, .left, .left, .right], language: language)
        for name in names {
            table.append([
                name.name.text, Term.identifier.name(name.name.kind.name, language),
                name.from.map { zone.wallText($0) } ?? "",
                name.until.map { zone.wallText($0) } ?? "", Term.word.name(name.by, language), "\(name.rows)",
            ])
        }
        return table
    }

    private func driverTable(_ zone: ZoneRules, _ language: Language) -> TerminalTable {
        var table = TerminalTable(
            header: ["who", "rows", "first", "last"], sides: [.left, .right], language: language)
        for driver in drivers {
            table.append([
                driver.who.text, "\(driver.rows)", FeedReach.clock(driver.span.start, zone),
                FeedReach.clock(driver.span.end, zone),
            ])
        }
        return table
    }

    private func regionTable(_ zone: ZoneRules, _ language: Language) -> TerminalTable {
        var table = TerminalTable(
            header: ["region", "level", "first", "last", "sights", "declaration", "declared"],
            sides: [.left, .left, .left, .left, .right], language: language)
        for region in regions {
            table.append(
                [
                    "\(region.code) \(region.name)", Term.risk.name(region.level, language),
                    FeedReach.clock(region.span.start, zone),
                    FeedReach.clock(region.span.end, zone), "\(region.sights)",
                    Term.status.name(region.status, language),
                    region.declared.map { $0.text(language) }.joined(separator: language == .english ? "; " : "；"),
                ], inks: [0: .alarm, 5: region.status == "declared" ? .quiet : .alarm])
        }
        return table
    }

    private func caseTable(_ language: Language) -> TerminalTable {
        var table = TerminalTable(
            header: ["case", "tier", "score", "id to explain", "run"], sides: [.left, .left, .right],
            language: language)
        for link in cases {
            table.append(
                [
                    link.caseID, Term.tier.name(link.tier, language),
                    link.contactID.isEmpty ? "" : decimalText(link.score, places: 1),
                    link.contactID, link.runID,
                ], inks: [1: Ink(tier: link.tier) ?? .alarm])
        }
        return table
    }

    private func companionTable(_ zone: ZoneRules, _ language: Language) -> TerminalTable {
        let isNamed = companions.contains { $0.identity != nil }
        // Of the kinds of evidence only those that somebody has.
        let kinds: [(name: String, value: KeyPath<CompanionRow, Int>)] = [
            ("order", \.orders), ("room", \.rooms), ("seats", \.seats), ("car", \.vehicles), ("convoy", \.convoys),
            ("rides", \.rides), ("nights", \.nights), ("work", \.workdays), ("days/companions", \.days),
        ].filter { kind in companions.contains { $0[keyPath: kind.value] > 0 } }
        var table = TerminalTable(
            header: ["who"] + (isNamed ? ["name", "phone"] : []) + ["mark"] + kinds.map(\.name)
                + ["min", "last", "most lately"],
            sides: [.left] + (isNamed ? [.left, .left] : []) + [.left]
                + Array(repeating: .right, count: kinds.count + 1),
            whole: ["name", "phone", "mark", "last"], language: language)
        for row in companions {
            let latest = row.evidence.last.map { "\(Term.evidence.name($0.kind, language)) \($0.place)" } ?? ""
            let counts = kinds.map { kind in row[keyPath: kind.value] == 0 ? "" : "\(row[keyPath: kind.value])" }
            table.append(
                [isNamed ? String(row.who.text.prefix(8)) : String(row.who.text.prefix(12))]
                    + (isNamed ? [row.identity?.name ?? "", row.identity?.phone ?? ""] : [])
                    + [marks(row, language)] + counts
                    + [decimalText(row.minutes, places: 0), FeedReach.clock(row.span.end, zone), latest],
                inks: [isNamed ? 3 : 1: row.marks.isEmpty || row.marks == [.sameHouse] ? nil : .bond].compactMapValues(
                    \.self))
        }
        return table
    }

    private func marks(_ row: CompanionRow, _ language: Language) -> String {
        Term.mark.names(row.marks.map(\.rawValue).joined(separator: ", "), language)
    }

    private func meetingLines(
        _ meetings: Meetings, _ zone: ZoneRules, _ width: Int, _ brush: Brush, _ language: Language
    ) -> [String] {
        let row = meetings.history
        if row.evidence.isEmpty { return [TrailWord.neverTogether.text(language)] }
        func count(_ number: Int, _ one: TrailWord, _ many: TrailWord) -> String {
            (number == 1 ? one : many).text(language, "\(number)")
        }
        let counts = [
            count(row.days, .oneDay, .days), count(Int(row.minutes.rounded()), .oneMinute, .minutesTogether),
            count(row.nights, .oneNight, .nights), count(row.workdays, .oneWorkday, .workdays),
        ].joined(separator: TrailLine.comma(language))
        let summary =
            row.marks.isEmpty ? counts : TrailWord.looksLike.text(language, counts, marks(row, language))
        var table = TerminalTable(
            header: ["from", "to/trail", "min", "m", "what", "where", "row of the other"],
            sides: [.left, .left, .right, .right], language: language)
        for evidence in row.evidence {
            table.append(
                [
                    FeedReach.clock(evidence.span.start, zone), FeedReach.clock(evidence.span.end, zone),
                    decimalText(evidence.minutes, places: 0), evidence.meters.map { decimalText($0, places: 0) } ?? "",
                    Term.evidence.name(evidence.kind, language), evidence.place,
                    "\(Term.feed.name(evidence.source.feed, language)) \(evidence.source.file):\(evidence.source.line)",
                ], inks: ["order", "room", "vehicle", "seats", "convoy"].contains(evidence.kind) ? [4: .bond] : [:])
        }
        return [summary] + table.lines(width: width, brush: brush)
    }
}
