import Ledger
import TestSupport
import Vocabulary

/// Small deliveries for the tests of the ledger.
enum Deliveries {
    static func sha(_ number: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 64 - text.count) + text
    }

    static func file(
        _ number: UInt32, feed: Feed = .people, rows: Int = 0, rejected: [String: Int] = [:], duplicate: Int = 0,
        sha: String? = nil, at moment: Int64 = 1_580_600_000
    ) -> InputFile {
        let bad = rejected.values.reduce(0, +)
        return InputFile(
            number: number, sha256: sha ?? Deliveries.sha(Int(number)), name: "delivery \(number).csv", feed: feed,
            mapping: "plain", bytes: 1000, rowsRead: rows + bad + duplicate, accepted: rows, rejected: bad,
            duplicate: duplicate, rejectReasons: rejected, notes: ["one", "two"], firstDay: 18_290, lastDay: 18_293,
            ingestedAt: moment, acceptAnyway: nil)
    }

    /// A batch of registry rows on lines 2, 3, ...; the digest of a row is its line unless `digest` says otherwise.
    static func batch(
        _ number: UInt32, _ records: [LedgerRow.Record], digest: UInt64? = nil, feed: Feed = .people
    ) -> IngestBatch {
        var batch = IngestBatch(file: file(number, feed: feed, rows: records.count))
        batch.rows = records.enumerated().map {
            LedgerRow($0.element, line: UInt32($0.offset + 2), digest: digest ?? UInt64($0.offset + 2))
        }
        batch.envelope = [1, 2, 3]
        return batch
    }

    static func phone(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .phone, high: number, low: number << 8) }
    static func person(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .person, high: number, low: .max - number) }
    static func idNumber(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .idNumber, high: ~number, low: number) }
    static func plate(_ number: UInt64) -> Pseudonym { Pseudonym(kind: .plate, high: 7, low: number << 2) }

    static func key(asOf: Int64, inputs: String = "inputs") -> RunKey {
        RunKey(
            asOf: asOf, policySHA256: "policy sha", inputDigest: inputs, settingsDigest: "settings",
            toolVersion: "0.1.0")
    }
}
