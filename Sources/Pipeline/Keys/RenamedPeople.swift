import Feeds
import Files
import Ledger
import Vault
import Vocabulary

/// Everybody whom the ledger can name, opened once, and how they are called under a new pseudonym key.
struct RenamedPeople {
    /// Old pseudonyms and new ones.
    let names: FormerNames
    /// Keys of registry entries that an earlier version had not sealed, and their envelope.
    let added: [(pseudonym: Pseudonym, sealed: [UInt8])]
    private let addedBatch: IdentityBatch?
    private let batches: [Int64: IdentityBatch]

    /// Rows that are read at a time, and the share of one thread.
    private static let rowsPerRead = 65_536, rowsPerShare = 1024

    /// Opens all identities.
    ///
    /// Throws ``Outcome/refused`` where a registry entry's key is sealed nowhere and stands in no archived delivery.
    init(_ workspace: Workspace, opener: IdentityOpener, successor: PseudonymKey) throws {
        let ledger = workspace.ledger
        let envelopes = try ledger.read { try $0.envelopes() }
        batches = Dictionary(
            uniqueKeysWithValues: try envelopes.map { ($0.number, try opener.batch(of: Envelope(bytes: $0.bytes))) })
        var pairs: [(old: Pseudonym, new: Pseudonym)] = []
        var last: Pseudonym?
        while true {
            let rows = try ledger.read { try $0.identities(after: last, limit: Self.rowsPerRead) }
            if rows.isEmpty { break }
            last = rows.last?.pseudonym
            pairs += try Self.pairs(rows, batches, key: workspace.pseudonymKey, successor: successor)
        }
        (added, addedBatch) = try Self.unsealedKeys(workspace) { old, personID in
            pairs.append((old, successor.pseudonym(ofPerson: personID)))
        }
        pairs += try Self.standIns(workspace, successor: successor)
        pairs.sort { $0.old < $1.old }
        names = FormerNames(old: pairs.map(\.old), present: pairs.map(\.new), key: successor)
    }

    private static func pairs(
        _ rows: [(pseudonym: Pseudonym, sealed: SealedValue)], _ batches: [Int64: IdentityBatch], key: PseudonymKey,
        successor: PseudonymKey
    ) throws -> [(old: Pseudonym, new: Pseudonym)] {
        let shares = stride(from: 0, to: rows.count, by: rowsPerShare).map {
            Array(rows[$0..<min(rows.count, $0 + rowsPerShare)])
        }
        return try parallelMap(shares) { share in
            try share.map { row in
                guard let batch = batches[row.sealed.envelope] else { throw VaultError.damagedEnvelope }
                let text = try batch.open(row.sealed.bytes, about: row.pseudonym)
                let isPerson = row.pseudonym.kind == .person
                func name(_ key: PseudonymKey) -> Pseudonym {
                    isPerson
                        ? key.pseudonym(ofPerson: text)
                        : key.pseudonym(of: Identifier(kind: row.pseudonym.kind, text: text))
                }
                guard name(key) == row.pseudonym else { throw VaultError.damagedPayload }
                return (row.pseudonym, name(successor))
            }
        }.flatMap(\.self)
    }

    /// The names of what tasks are about that is nobody.
    private static func standIns(
        _ workspace: Workspace, successor: PseudonymKey
    ) throws -> [(old: Pseudonym, new: Pseudonym)] {
        let key = workspace.pseudonymKey
        let (places, grids, clues) = try workspace.ledger.read {
            (try $0.places().map(\.placeID), try $0.grids().map(\.gridID), try $0.clues().map(\.clue.clueID))
        }
        return Set(places + grids).map { (StandIn.place($0, key), StandIn.place($0, successor)) }
            + clues.map { (StandIn.clue($0, key), StandIn.clue($0, successor)) }
    }

    /// Registry entries of an earlier version, found again in the archived deliveries.
    private static func unsealedKeys(
        _ workspace: Workspace, _ found: (Pseudonym, String) -> Void
    ) throws -> (added: [(pseudonym: Pseudonym, sealed: [UInt8])], batch: IdentityBatch?) {
        let (unsealed, files) = try workspace.ledger.read { (try $0.personsWithoutKey(), try $0.files()) }
        var missing = unsealed
        if missing.isEmpty { return ([], nil) }
        let batch = try workspace.sealer().batch()
        var added: [(pseudonym: Pseudonym, sealed: [UInt8])] = []
        for file in files where file.feed == .people && !missing.isEmpty {
            let delivery = ArchivedDelivery(file, of: workspace)
            guard try delivery.isWhole == true else { continue }
            try delivery.open().read(
                stage: file.name, reporter: SilentReporter(), transform: { parser, chunk in parser.parse(chunk) }
            ) { (chunk: ParsedChunk) in
                for row in chunk.registry {
                    guard case .person(let entry) = row.payload else { continue }
                    let pseudonym = workspace.pseudonymKey.pseudonym(ofPerson: entry.personID)
                    guard missing.remove(pseudonym) != nil else { continue }
                    added.append((pseudonym, try batch.seal(entry.personID, about: pseudonym)))
                    found(pseudonym, entry.personID)
                }
            }
        }
        guard missing.isEmpty else {
            throw Failure(
                .refused,
                "keys rotate: \(missing.count) registry entries were taken in by an earlier version, which kept no key of "
                    + "them, and their delivery is not in archive/ any more: deliver the people once more, in a file "
                    + "that differs, and run it again")
        }
        return (added, batch)
    }

    var addedEnvelope: [UInt8]? { addedBatch?.envelope.bytes }

    /// A sealed value about an old pseudonym, sealed about the new one under the same envelope.
    var reseal: @Sendable (SealedValue, Pseudonym, Pseudonym) throws -> [UInt8] {
        return { [batches, addedBatch] value, old, new in
            guard let batch = batches[value.envelope] ?? addedBatch else { throw VaultError.damagedEnvelope }
            return try batch.seal(try batch.open(value.bytes, about: old), about: new)
        }
    }
}
