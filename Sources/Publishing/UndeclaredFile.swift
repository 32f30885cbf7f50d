public import Vocabulary

/// An undeclared traveller or vehicle with what only the run knows about it.
public struct UndeclaredRow: Sendable {
    /// The finding.
    public var finding: UndeclaredFinding
    /// Grids that follow it up, and the difference from the last run.
    public var gridIDs: [String], change: Change
    /// Stable id of the finding, as in `changes.csv`, and the tasks that follow from it.
    public var id: String, taskIDs: [String]

    /// A row.
    public init(
        finding: UndeclaredFinding, gridIDs: [String], change: Change, id: String = "", taskIDs: [String] = []
    ) {
        self.id = id
        self.taskIDs = taskIDs
        self.finding = finding
        self.gridIDs = gridIDs
        self.change = change
    }
}

/// `undeclared.csv`: one subject and region per line, in the order given.
public enum UndeclaredFile {
    /// Columns in their order.
    public static let columns =
        [
            "subject", "kind", "region", "first_seen", "last_seen", "returned_at", "status", "category", "score",
            "evidence", "grid_id", "change", "returned_place", "categories", "flags", "undeclared_id",
            "task_id",
        ] + PolicyStamp.columns

    /// The file's bytes; evidence reads `kind@place@from/to` (one time for instants, place left out where none), joined
    /// by `;`.
    public static func bytes(
        _ rows: [UndeclaredRow], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let finding = row.finding
            let cells = [
                finding.subject.text, finding.isVehicle ? "vehicle" : "person", finding.region,
                zone.rfc3339(finding.firstSeen), zone.rfc3339(finding.lastSeen),
                finding.returnedAt.map(zone.rfc3339) ?? "", finding.status.rawValue, finding.category,
                decimalText(finding.score, places: 1),
                finding.evidence.map { text($0, zone) }.joined(separator: ";"),
                row.gridIDs.joined(separator: ";"), row.change.rawValue, finding.returnedPlace ?? "",
                finding.categories.joined(separator: ";"), finding.flags.joined(separator: ";"),
                row.id, row.taskIDs.joined(separator: ";"),
            ]
            csv.append(cells + policy.cells)
        }
        return csv.bytes
    }

    private static func text(_ evidence: RegionEvidence, _ zone: ZoneRules) -> String {
        let start = zone.rfc3339(evidence.span.start)
        let time = evidence.span.seconds == 0 ? start : start + "/" + zone.rfc3339(evidence.span.end)
        return evidence.place.isEmpty ? evidence.kind + "@" + time : evidence.kind + "@" + evidence.place + "@" + time
    }
}
