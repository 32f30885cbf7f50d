import FollowUp
import Ledger
import Publishing
import Vault
import Vocabulary

/// Lays out the list of residence, and what the ledger keeps of it.
struct ResidenceLayout {
    private let findings: [(finding: ResidenceFinding, id: String)]
    private let isAsked: Bool
    /// What later runs compare with.
    let rows: [RunFindings.FoundRow]

    /// No list where nobody asks for it (`findings` nil).
    init(_ findings: [ResidenceFinding]?, key: PseudonymKey) {
        isAsked = findings != nil
        self.findings = (findings ?? []).map { ($0, key.digest(ResidenceLayout.parts($0), prefix: "h")) }
        rows = self.findings.map { finding, id in
            // A night more or less is no change.
            RunFindings.FoundRow(
                list: ChangeRecord.Kind.residence.rawValue, id: id, subject: finding.person,
                about: finding.status.rawValue, parts: ResidenceLayout.parts(finding),
                meaning: RunOutputs.meaning(
                    of: [finding.registered, finding.seen] + finding.words.map(\.rawValue)))
        }
    }

    private static func parts(_ finding: ResidenceFinding) -> [String] {
        [finding.status.rawValue, finding.person.text, finding.gridID]
    }

    /// `residence.csv`.
    func files(previous: RunFindings, standing: RowStanding, stamp: PolicyStamp, forExcel: Bool) -> [RunFile] {
        if !isAsked { return [] }
        let kind = ChangeRecord.Kind.residence
        let rows =
            findings.map { finding, id in
                ResidenceRow(
                    id: id, person: finding.person, status: finding.status.rawValue, details: finding,
                    change: standing.of(kind, id))
            }
            + previous.rows.filter { $0.list == kind.rawValue && standing.of(kind, $0.id) == .withdrawn }.map {
                ResidenceRow(id: $0.id, person: $0.subject, status: $0.about, details: nil, change: .withdrawn)
            }
        return [RunFile("residence.csv") { ResidenceFile.bytes(rows, policy: stamp, byteOrderMark: forExcel) }]
    }
}
