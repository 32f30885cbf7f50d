public import Vocabulary

/// A contact with what only the run knows about it.
public struct ContactRow: Sendable {
    /// The contact.
    public var contact: Contact
    /// Grids that follow it up, and the difference from the last run.
    public var gridIDs: [String], change: Change
    /// Tasks that follow from it.
    public var taskIDs: [String]

    /// A row.
    public init(contact: Contact, gridIDs: [String], change: Change, taskIDs: [String] = []) {
        self.taskIDs = taskIDs
        self.contact = contact
        self.gridIDs = gridIDs
        self.change = change
    }
}

/// `contacts.csv`: one contact per line, in the order given.
public enum ContactsFile {
    /// Columns in their order.
    public static let columns = [
        "contact_id", "case_id", "person", "tier", "score", "rules", "settings", "first_exposure", "last_exposure",
        "exposures", "minutes", "min_distance_m", "evidence_feeds", "flags", "grid_id", "change", "policy",
        "policy_sha256", "task_id",
    ]

    /// The file's bytes; lists are sorted and joined by `;`.
    ///
    /// Minutes are those together by any rule; no second counts twice.
    public static func bytes(
        _ rows: [ContactRow], policy: PolicyStamp, zone: ZoneRules, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let contact = row.contact
            let exposures = contact.exposures
            csv.append([
                contact.contactID, contact.caseID, contact.person.text, contact.tier.rawValue,
                decimalText(contact.score, places: 1), joined(exposures.map(\.rule)),
                joined(exposures.map(\.setting)), exposures.map(\.span.start).min().map(zone.rfc3339) ?? "",
                exposures.map(\.span.end).max().map(zone.rfc3339) ?? "", String(exposures.count),
                decimalText(exposures.togetherMinutes, places: 1),
                exposures.compactMap(\.minDistanceMeters).min().map { decimalText($0, places: 1) } ?? "",
                joined(exposures.map(\.feed.rawValue)), contact.flags.joined(separator: ";"),
                row.gridIDs.joined(separator: ";"), row.change.rawValue, policy.id, policy.sha256,
                row.taskIDs.joined(separator: ";"),
            ])
        }
        return csv.bytes
    }
}

/// Distinct words, sorted, joined by `;`; empty ones are left out.
func joined(_ words: [String]) -> String { Set(words).subtracting([""]).sorted().joined(separator: ";") }
