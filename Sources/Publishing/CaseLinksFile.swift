public import Vocabulary

/// Two index cases that met, as they are printed.
public struct CaseLinkRow: Sendable {
    /// The cases, weightiest tier, highest score.
    public var caseA: String, caseB: String, tier: Tier, score: Double
    /// Exposures of either to the other.
    public var exposures: [Exposure]
    /// In whose window they met (`a`, `b`), and who can have infected whom (`a_to_b`, `b_to_a`, `unclear`).
    public var inWindowOf: [String], couldInfect: String
    /// Sorted flags.
    public var flags: [String]

    /// A row.
    public init(
        caseA: String, caseB: String, tier: Tier, score: Double, exposures: [Exposure], inWindowOf: [String],
        couldInfect: String, flags: [String]
    ) {
        self.caseA = caseA
        self.caseB = caseB
        self.tier = tier
        self.score = score
        self.exposures = exposures
        self.inWindowOf = inWindowOf
        self.couldInfect = couldInfect
        self.flags = flags
    }
}

/// `case_links.csv`: index cases that met, in the order given.
public enum CaseLinksFile {
    /// Columns in their order.
    public static let columns =
        [
            "case_a", "case_b", "tier", "score", "rules", "settings", "first_exposure", "last_exposure", "minutes",
            "in_window_of", "could_infect", "flags",
        ] + PolicyStamp.columns

    /// The file's bytes.
    public static func bytes(
        _ rows: [CaseLinkRow], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            csv.append([
                row.caseA, row.caseB, row.tier.rawValue, decimalText(row.score, places: 1),
                joined(row.exposures.map(\.rule)), joined(row.exposures.map(\.setting)),
                row.exposures.map(\.span.start).min().map(zone.rfc3339) ?? "",
                row.exposures.map(\.span.end).max().map(zone.rfc3339) ?? "",
                decimalText(row.exposures.togetherMinutes, places: 1), row.inWindowOf.joined(separator: ";"),
                row.couldInfect, row.flags.joined(separator: ";"), policy.id, policy.sha256,
            ])
        }
        return csv.bytes
    }
}
