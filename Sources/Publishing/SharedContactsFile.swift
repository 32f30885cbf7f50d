public import Vocabulary

/// `shared_contacts.csv`: persons who are contacts of two or more cases, each given by its contacts, in order of rank.
public enum SharedContactsFile {
    /// Columns in their order.
    public static let columns =
        [
            "rank", "person", "cases", "case_ids", "tier", "tiers", "score", "rules", "settings", "first_exposure",
            "last_exposure", "flags", "grid_id",
        ] + PolicyStamp.columns

    /// The file's bytes; `tiers` stand in the order of `case_ids`.
    public static func bytes(
        _ persons: [(contacts: [Contact], gridIDs: [String])], policy: PolicyStamp, zone: ZoneRules,
        byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for (index, (contacts, gridIDs)) in persons.enumerated() {
            guard let person = contacts.first?.person, let tier = contacts.map(\.tier).min() else { continue }
            let exposures = contacts.flatMap(\.exposures)
            csv.append([
                String(index + 1), person.text, String(contacts.count),
                contacts.map(\.caseID).joined(separator: ";"), tier.rawValue,
                contacts.map(\.tier.rawValue).joined(separator: ";"),
                decimalText(contacts.map(\.score).max() ?? 0, places: 1), joined(exposures.map(\.rule)),
                joined(exposures.map(\.setting)), exposures.map(\.span.start).min().map(zone.rfc3339) ?? "",
                exposures.map(\.span.end).max().map(zone.rfc3339) ?? "", joined(contacts.flatMap(\.flags)),
                gridIDs.joined(separator: ";"), policy.id, policy.sha256,
            ])
        }
        return csv.bytes
    }
}
