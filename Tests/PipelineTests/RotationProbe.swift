import Feeds
import GRDB
import Vault

/// Puts the veil of a new key over the row digests of a line of a list.
struct RowVeilsProbe {
    private let veils: RowVeils

    init(_ key: PseudonymKey) { veils = RowVeils(key.rowVeils) }

    func renewed(_ line: String) -> String {
        line.replacing(/\b[0-9a-f]{16}\b/.wordBoundaryKind(.simple)) { match in
            let digest = String(veils.over(UInt64(match.0, radix: 16) ?? 0), radix: 16)
            return String(repeating: "0", count: 16 - digest.count) + digest
        }
    }
}

/// Makes a ledger what an earlier version left.
enum LedgerProbe {
    /// Takes the sealed keys of registry entries away.
    static func forgetPersons(_ folder: String) throws {
        try DatabaseQueue(path: folder + "/tracegrid.sqlite").write { database in
            try database.execute(sql: "DELETE FROM identity WHERE pseudonym IN (SELECT pseudonym FROM person)")
        }
    }
}
