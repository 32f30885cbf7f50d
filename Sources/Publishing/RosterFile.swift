public import Vocabulary

/// Rosters of blocks: `rosters.csv` of the bureau, and `roster.csv` of a block's own folder.
///
/// A block is told who may return and what stands against it, as codes; no case, no other contact, and no pseudonym,
/// which would join lists of several blocks.
public enum RosterFile {
    /// Columns of `rosters.csv`.
    public static let bureauColumns =
        [
            "person", "grid_id", "may_return", "reasons", "rests_on", "code", "day", "reported", "temperature_c",
            "last_report",
        ] + PolicyStamp.columns
    /// Columns of a block's `roster.csv` that say who may return.
    public static let answerColumns = ["may_return", "reasons", "rests_on"]
    /// Columns of a block's `roster.csv` that are the day's health sheet.
    public static let sheetColumns = ["day", "reported", "temperature_c", "fever", "isolated", "last_report"]
    /// Columns of a block's `roster.csv`.
    public static let columns =
        ["name", "phone", "unit_grid"] + answerColumns + sheetColumns + PolicyStamp.columns

    /// The lines of some persons in `rosters.csv`, below ``header(_:byteOrderMark:)``.
    public static func bureauLines(_ lines: some Sequence<RosterLine>, day: Int32, policy: PolicyStamp) -> [UInt8] {
        var csv = CSVWriter()
        for line in lines {
            csv.append(
                [line.person.text, line.unit] + answer(line)
                    + [
                        line.colour?.rawValue ?? "", dayText(day), line.report == nil ? "no" : "yes",
                        temperature(line), line.lastDay.map(dayText) ?? "",
                    ] + policy.cells)
        }
        return csv.bytes
    }

    /// The lines of some persons in a block's `roster.csv`.
    public static func lines(
        _ lines: some Sequence<RosterLine>, day: Int32, identities: [Pseudonym: TaskIdentity], policy: PolicyStamp
    ) -> [UInt8] {
        func word(_ holds: Bool) -> String { holds ? "yes" : "no" }
        var csv = CSVWriter()
        for line in lines {
            let identity = identities[line.person] ?? TaskIdentity()
            csv.append(
                [identity.name, identity.phone, line.unit] + answer(line)
                    + [
                        dayText(day), word(line.report != nil), temperature(line), word(line.holds(.fever)),
                        word(line.holds(.isolated)), line.lastDay.map(dayText) ?? "",
                    ] + policy.cells)
        }
        return csv.bytes
    }

    /// A file's first line.
    public static func header(_ columns: [String], byteOrderMark: Bool) -> [UInt8] {
        CSVWriter(header: columns, byteOrderMark: byteOrderMark).bytes
    }

    /// Answer, reasons, and for each reason what it rests on; the grounds of one reason stand with spaces between them.
    private static func answer(_ line: RosterLine) -> [String] {
        [
            line.answer.rawValue, line.reasons.map(\.kind.rawValue).joined(separator: ";"),
            line.reasons.map { $0.grounds.isEmpty ? "nothing" : $0.grounds.map(text).joined(separator: " ") }
                .joined(separator: ";"),
        ]
    }

    private static func text(_ ground: RosterReason.Ground) -> String {
        switch ground {
        case .checkin(let report): "checkin:\(dayText(report.day)):\(degrees(report.temperatureHundredths))"
        case .row(let feed, let day, let digest): "\(feed.rawValue):\(dayText(day)):\(digestText(digest))"
        case .task(let id): "task:\(id)"
        case .code(let code): "code:\(code.colour.rawValue):\(dayText(code.since))"
        case .office: "office"
        }
    }

    private static func temperature(_ line: RosterLine) -> String {
        line.report.map { degrees($0.temperatureHundredths) } ?? ""
    }

    private static func degrees(_ hundredths: Int32) -> String {
        decimalText(Double(hundredths) / 100, places: hundredths % 10 == 0 ? 1 : 2)
    }

    private static func dayText(_ day: Int32) -> String { CivilDate(dayNumber: day).text }
}
