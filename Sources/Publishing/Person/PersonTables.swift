public import Vocabulary

extension PersonReport {
    /// For people: who, where, risk regions, cases, companions; with another person asked about, their meetings.
    public func lines(zone: ZoneRules, width: Int, brush: Brush = .none) -> [String] {
        func heading(_ text: String) -> [String] { ["", brush.paint(text, .strong)] }
        var lines = header(zone).flatMap { TextWrap.lines($0, width: width, indent: 0) }
        lines += heading("NAMES") + nameTable(zone).lines(width: width, brush: brush)
        if !owners.isEmpty {
            lines.append("Several registry entries own it: \(owners.map(\.text).joined(separator: ", "))")
        }
        if suggestions > 0 {
            lines.append(
                "\(suggestions) suggestion\(suggestions == 1 ? "" : "s") about these names: tracegrid links list")
        }
        if let meetings {
            return lines + heading("TOGETHER WITH \(meetings.other.text)") + meetingLines(meetings, zone, width, brush)
        }
        lines += heading("TIMELINE")
        lines += trail.isEmpty ? ["nothing was seen"] : TrailTable.lines(trail, zone: zone, width: width, brush: brush)
        if othersRows > 0 { lines.append("\(othersRows) rows on these names are about other people and left out") }
        if !drivers.isEmpty {
            lines += heading("NAMED IN ITS ROWS") + driverTable(zone).lines(width: width, brush: brush)
        }
        lines += heading("RISK REGIONS")
        lines += regions.isEmpty ? ["none"] : regionTable(zone).lines(width: width, brush: brush)
        lines += heading("CASES" + (casesAsOf.map { ", by the run as of \(zone.wallText($0))" } ?? ", no run yet"))
        lines += cases.isEmpty ? ["none"] : caseTable.lines(width: width, brush: brush)
        lines +=
            heading("TRAVELLED OR STAYED WITH") + [
                "\(companionsInAll) in all, strongest first; marks are patterns, not facts"
            ]
        if !companions.isEmpty { lines += companionTable(zone).lines(width: width, brush: brush) }
        return lines
    }

    private func header(_ zone: ZoneRules) -> [String] {
        let kind =
            subject.kind == .plate
            ? "Vehicle" : subject.kind == .person ? "Person" : "Unregistered \(subject.kind.name)"
        let known = identity.map { " \($0.name) \($0.phone)" } ?? ""
        var lines = [
            "\(kind) \(subject.text)\(known), as of \(zone.wallText(asOf))"
                + (since.map { ", since \(zone.wallText($0))" } ?? "")
        ]
        if !grids.isEmpty { lines.append("Grids: " + grids.map { "\($0.gridID) \($0.name)" }.joined(separator: "; ")) }
        lines.append("Feeds: \(FeedReach.words(feeds, zone: zone))")
        if !isEncrypted {
            lines.append("NOT ENCRYPTED: this workspace keeps identities in the clear; synthetic data only")
        }
        return lines
    }

    private func nameTable(_ zone: ZoneRules) -> TerminalTable {
        var table = TerminalTable(
            header: ["name", "what", "from", "to", "by", "rows"], sides: [.left, .left, .left, .left, .left, .right])
        for name in names {
            table.append([
                name.name.text, name.name.kind.name, name.from.map { zone.wallText($0) } ?? "",
                name.until.map { zone.wallText($0) } ?? "", name.by, "\(name.rows)",
            ])
        }
        return table
    }

    private func driverTable(_ zone: ZoneRules) -> TerminalTable {
        var table = TerminalTable(header: ["who", "rows", "first", "last"], sides: [.left, .right])
        for driver in drivers {
            table.append([
                driver.who.text, "\(driver.rows)", FeedReach.clock(driver.span.start, zone),
                FeedReach.clock(driver.span.end, zone),
            ])
        }
        return table
    }

    private func regionTable(_ zone: ZoneRules) -> TerminalTable {
        var table = TerminalTable(
            header: ["region", "level", "first", "last", "sights", "declaration", "declared"],
            sides: [.left, .left, .left, .left, .right])
        for region in regions {
            table.append(
                [
                    "\(region.code) \(region.name)", region.level, FeedReach.clock(region.span.start, zone),
                    FeedReach.clock(region.span.end, zone), "\(region.sights)", region.status,
                    region.declared.joined(separator: "; "),
                ], inks: [0: .alarm, 5: region.status == "declared" ? .quiet : .alarm])
        }
        return table
    }

    private var caseTable: TerminalTable {
        var table = TerminalTable(
            header: ["case", "tier", "score", "id to explain", "run"], sides: [.left, .left, .right])
        for link in cases {
            table.append(
                [
                    link.caseID, link.tier, link.contactID.isEmpty ? "" : decimalText(link.score, places: 1),
                    link.contactID, link.runID,
                ], inks: [1: Ink(tier: link.tier) ?? .alarm])
        }
        return table
    }

    private func companionTable(_ zone: ZoneRules) -> TerminalTable {
        let isNamed = companions.contains { $0.identity != nil }
        var table = TerminalTable(
            header: ["who"] + (isNamed ? ["name", "phone"] : []) + [
                "mark", "order", "room", "seats", "car", "convoy", "rides", "nights", "work", "days", "min", "last",
                "most lately",
            ],
            sides: [.left] + (isNamed ? [.left, .left] : []) + [.left] + Array(repeating: .right, count: 10),
            whole: ["phone", "last"])
        for row in companions {
            func count(_ value: Int) -> String { value == 0 ? "" : "\(value)" }
            let latest = row.evidence.last.map { "\($0.kind) \($0.place)" } ?? ""
            table.append(
                [isNamed ? String(row.who.text.prefix(8)) : String(row.who.text.prefix(12))]
                    + (isNamed ? [row.identity?.name ?? "", row.identity?.phone ?? ""] : []) + [
                        row.marks.map(\.rawValue).joined(separator: ", "), count(row.orders), count(row.rooms),
                        count(row.seats), count(row.vehicles), count(row.convoys), count(row.rides), count(row.nights),
                        count(row.workdays), count(row.days), decimalText(row.minutes, places: 0),
                        FeedReach.clock(row.span.end, zone), latest,
                    ],
                inks: [isNamed ? 3 : 1: row.marks.isEmpty || row.marks == [.sameHouse] ? nil : .bond].compactMapValues(
                    \.self))
        }
        return table
    }

    private func meetingLines(_ meetings: Meetings, _ zone: ZoneRules, _ width: Int, _ brush: Brush) -> [String] {
        let row = meetings.history
        if row.evidence.isEmpty { return ["they were never seen together"] }
        let marks = row.marks.isEmpty ? "" : "; it looks like \(row.marks.map(\.rawValue).joined(separator: ", "))"
        let summary =
            [count(row.days, "day"), count(Int(row.minutes.rounded()), "minute"), count(row.nights, "night")]
            .joined(separator: ", ") + ", " + count(row.workdays, "working day") + marks
        var table = TerminalTable(
            header: ["from", "to", "min", "m", "what", "where", "row of the other"],
            sides: [.left, .left, .right, .right])
        for evidence in row.evidence {
            table.append(
                [
                    FeedReach.clock(evidence.span.start, zone), FeedReach.clock(evidence.span.end, zone),
                    decimalText(evidence.minutes, places: 0), evidence.meters.map { decimalText($0, places: 0) } ?? "",
                    evidence.kind, evidence.place,
                    "\(evidence.source.feed) \(evidence.source.file):\(evidence.source.line)",
                ], inks: ["order", "room", "vehicle", "seats", "convoy"].contains(evidence.kind) ? [4: .bond] : [:])
        }
        return [summary] + table.lines(width: width, brush: brush)
    }
}

/// A number and a noun.
private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
