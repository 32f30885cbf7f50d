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
        CSVWriter(header: columns, byteOrderMark: byteOrderMark).bytes + lines(rows, policy: policy, zone: zone)
    }

    /// The lines of some rows, which stand below the header of no rows.
    public static func lines(_ rows: [ContactRow], policy: PolicyStamp, zone: ZoneRules) -> [UInt8] {
        var csv = CSVWriter()
        for row in rows {
            let contact = row.contact
            let exposures = contact.exposures
            csv.cell(contact.contactID)
            csv.cell(contact.caseID)
            csv.cell { $0.put(contact.person) }
            csv.cell(contact.tier.rawValue)
            csv.cell { $0.put(decimal: contact.score, places: 1) }
            csv.cell(joined(exposures, \.rule))
            csv.cell(joined(exposures, \.setting))
            for moment in [exposures.lazy.map(\.span.start).min(), exposures.lazy.map(\.span.end).max()] {
                csv.cell { bytes in
                    if let moment { zone.write(rfc3339: moment, into: &bytes) }
                }
            }
            csv.cell { $0.put(Int64(exposures.count)) }
            csv.cell { $0.put(decimal: exposures.togetherMinutes, places: 1) }
            csv.cell { bytes in
                if let nearest = exposures.lazy.compactMap(\.minDistanceMeters).min() {
                    bytes.put(decimal: nearest, places: 1)
                }
            }
            csv.cell(joined(exposures, \.feed.rawValue))
            csv.cell(listed(contact.flags))
            csv.cell(listed(row.gridIDs))
            csv.cell(row.change.rawValue)
            for text in policy.cells { csv.cell(text) }
            csv.cell(listed(row.taskIDs))
            csv.endRow()
        }
        return csv.bytes
    }
}

/// Distinct words, sorted, joined by `;`; empty ones are left out.
func joined(_ words: [String]) -> String {
    words.count == 1 ? words[0] : Set(words).subtracting([""]).sorted().joined(separator: ";")
}

/// The same of a property of each exposure.
func joined(_ exposures: [Exposure], _ word: (Exposure) -> String) -> String {
    exposures.count == 1 ? word(exposures[0]) : joined(exposures.map(word))
}

private func listed(_ words: [String]) -> String {
    words.count == 1 ? words[0] : words.joined(separator: ";")
}
