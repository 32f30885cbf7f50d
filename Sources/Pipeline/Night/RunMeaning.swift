import Files
import FollowUp
import Ledger
import Vault
import Vocabulary

extension RunOutputs {
    /// What the ledger keeps of a result, with a digest of what each row means to its reader.
    ///
    /// Digests of meaning leave out where rows stood, so that a repeated delivery changes nothing. They hold who was
    /// seen: a run is compared with one from before the pseudonym key was replaced under the names of then.
    static func findings(
        of result: Screening.Result, rows: [RunFindings.FoundRow],
        named name: @escaping @Sendable (Pseudonym) -> Pseudonym = { $0 }
    ) -> RunFindings {
        let chosen = result.grids
        @Sendable func grids(_ person: Pseudonym) -> String {
            chosen[person]?.choices.map(\.gridID).joined(separator: " ") ?? ""
        }
        var findings = RunFindings(
            contacts: inShares(result.contacts) { contact in
                var meaning = Meaning()
                meaning.part(contact.tier.rawValue)
                meaning.part(contact.score.description)
                meaning.part(grids(contact.person))
                contact.flags.forEach { meaning.part($0) }
                for exposure in contact.exposures { meaning.part(exposure, name) }
                return RunFindings.FoundContact(
                    contactID: contact.contactID, caseID: contact.caseID, person: contact.person, tier: contact.tier,
                    score: contact.score, meaning: meaning.digest,
                    via: contact.exposures.allSatisfy { $0.via != nil }
                        ? Set(contact.exposures.compactMap(\.via)).sorted() : [])
            },
            undeclared: result.undeclared.map { finding in
                var meaning = Meaning()
                let parts = [
                    finding.status.rawValue, finding.category, finding.score.description,
                    "\(finding.returnedAt ?? 0)", finding.returnedPlace ?? "", grids(finding.subject),
                ]
                let evidence = finding.evidence.map {
                    "\($0.kind) \($0.place) \($0.span.start) \($0.span.end) \($0.feed.rawValue) \($0.flags)"
                }
                for part in parts + finding.flags + evidence { meaning.part(part) }
                return RunFindings.FoundUndeclared(
                    subject: finding.subject, region: finding.region, status: finding.status, meaning: meaning.digest)
            },
            tasks: inShares(result.tasks) { task in
                // The due time moves with every night; a task that is otherwise the same is unchanged.
                var meaning = Meaning()
                for part in [task.gridID, task.gridBasis, "\(task.isProvisional)", task.action] { meaning.part(part) }
                if task.state.isAnswered { meaning.part(task.state.rawValue) }
                return RunFindings.FoundTask(task: task, meaning: meaning.digest)
            })
        findings.rows = rows
        return findings
    }

    /// Digest of some texts, of which each is told from the next.
    static func meaning(of parts: [String]) -> String {
        var meaning = Meaning()
        for part in parts { meaning.part(part) }
        return meaning.digest
    }

    private static func inShares<Item: Sendable, Found: Sendable>(
        _ items: [Item], _ body: @Sendable (Item) -> Found
    ) -> [Found] {
        let shares = stride(from: 0, to: items.count, by: RunFile.rowsPerPiece).map {
            items[$0..<min(items.count, $0 + RunFile.rowsPerPiece)]
        }
        return parallelMap(shares) { $0.map(body) }.flatMap(\.self)
    }
}

/// Texts that a digest covers, with a separator between them.
private struct Meaning {
    private var bytes: [UInt8] = []
    private var isBegun = false

    /// SHA-256 in hexadecimal.
    var digest: String { SHA256Digest.hex(of: bytes) }

    mutating func part(_ text: String) {
        separate()
        bytes.put(text)
    }

    mutating func part(_ exposure: Exposure, _ name: (Pseudonym) -> Pseudonym) {
        separate()
        bytes.put(name(exposure.subject))
        for text in [exposure.rule, exposure.tier.rawValue, exposure.place] { word(text) }
        for moment in [exposure.span.start, exposure.span.end] {
            bytes.append(UInt8(ascii: " "))
            bytes.put(moment)
        }
        word(exposure.minutes.description)
        word(exposure.environmentalMinutes.description)
        word((exposure.minDistanceMeters ?? -1).description)
        word(exposure.flags.isEmpty ? "[]" : "\(exposure.flags)")
        if let via = exposure.via { word(name(via).text) }
    }

    private mutating func word(_ text: String) {
        bytes.append(UInt8(ascii: " "))
        bytes.put(text)
    }

    private mutating func separate() {
        if isBegun { bytes.append(0x1F) }
        isBegun = true
    }
}
