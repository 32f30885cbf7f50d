import Assessment
import Files
import FollowUp
import Ledger
import Publishing
import Vocabulary

/// The findings for other programs: QGIS, and R's epicontacts. Pseudonyms only.
extension RunLayout {
    /// `contacts.gpkg` and `epicontacts/`.
    func exchange(_ result: Screening.Result, _ inputs: RunInputs, _ workspace: Workspace) throws -> [RunFile] {
        let (stamp, forExcel) = (stamp, forExcel)
        let network = ContactNetwork(result, inputs, zone: zone)
        let map = try geoPackage(result, inputs, workspace)
        return [
            RunFile("contacts.gpkg") { map },
            RunFile("epicontacts/linelist.csv") {
                StampedTable.lineList.bytes(network.lines, policy: stamp, byteOrderMark: forExcel)
            },
            RunFile("epicontacts/contacts.csv") {
                StampedTable.contactList.bytes(network.edges, policy: stamp, byteOrderMark: forExcel)
            },
        ]
    }

    /// One point for each contact: the place of its last exposure whose place is known.
    private func geoPackage(
        _ result: Screening.Result, _ inputs: RunInputs, _ workspace: Workspace
    ) throws -> [UInt8] {
        var reported: [RowPlace: Position] = [:]
        for part in inputs.itineraries {
            let position = part.position ?? part.place.flatMap { inputs.places[$0]?.position }
            if let position { reported[RowPlace(file: part.source.file, line: part.source.line)] = position }
        }
        func position(_ exposure: Exposure) -> Position? {
            inputs.places[exposure.place]?.position
                ?? reported[RowPlace(file: exposure.caseSource.file, line: exposure.caseSource.line)]
        }
        let features = result.contacts.map { contact in
            let located = contact.exposures.reversed().lazy.compactMap { exposure in
                position(exposure).map { ($0, exposure) }
            }.first
            let last = located?.1
            return GeoPackage.Feature(
                position: located?.0,
                cells: [
                    contact.contactID, contact.caseID, contact.person.text, contact.tier.rawValue, "\(contact.score)",
                    result.grids[contact.person]?.choices.map(\.gridID).joined(separator: ";") ?? "",
                    last?.place ?? "", last.map { zone.rfc3339($0.span.start) } ?? "",
                    last.map { zone.rfc3339($0.span.end) } ?? "", "\(contact.exposures.togetherMinutes)",
                    contact.flags.joined(separator: ";"), stamp.id, stamp.sha256,
                ])
        }
        let path = FileSystem.temporaryPath(in: workspace.path(.store))
        defer { try? FileSystem.remove(path) }
        try GeoPackage.write(
            features, layer: "contacts", about: "Contacts at the place of their last exposure with a known place",
            columns: [
                "contact_id", "case_id", "person", "tier", "score", "grid_id", "place_id", "first_exposure",
                "last_exposure", "minutes", "flags", "policy", "policy_sha256",
            ], changedAt: asOf, to: path)
        return try FileSystem.read(path)
    }
}

/// Cases and contacts as a network: ids that are unique, and who met whom.
private struct ContactNetwork {
    /// Cells of the line list and of the list of contacts, by id.
    private(set) var lines: [[String]] = [], edges: [[String]] = []

    init(_ result: Screening.Result, _ inputs: RunInputs, zone: ZoneRules) {
        // A contact that is a case is one dot of the network, under the case's id.
        var caseOf: [Pseudonym: String] = [:]
        for indexCase in inputs.cases.sorted(by: { $0.caseID < $1.caseID }) {
            for name in indexCase.idNumber.map({ [$0] + inputs.directory.standsFor($0) }) ?? [] {
                caseOf[name] = caseOf[name] ?? indexCase.caseID
            }
        }
        func id(_ person: Pseudonym) -> String { caseOf[person] ?? person.text }
        func time(_ moment: Int64?) -> String { moment.map(zone.rfc3339) ?? "" }
        var line: [String: [String]] = [:]
        for indexCase in inputs.cases {
            line[indexCase.caseID] = [
                indexCase.caseID, "case", time(indexCase.onset), time(indexCase.sampled), time(indexCase.confirmed),
                time(indexCase.isolated), "", "", "",
            ]
        }
        // Contacts stand by tier, so the first of a person is the heaviest.
        for contact in result.contacts.sorted(by: {
            ($0.tier, $1.score, $0.contactID) < ($1.tier, $0.score, $1.contactID)
        })
        where line[id(contact.person)] == nil {
            line[id(contact.person)] = [
                id(contact.person), "contact", "", "", "", "", contact.tier.rawValue, "\(contact.score)",
                result.grids[contact.person]?.choices.map(\.gridID).joined(separator: ";") ?? "",
            ]
        }
        lines = line.keys.sorted().compactMap { line[$0] }
        for contact in result.contacts.sorted(by: { ($0.caseID, $0.contactID) < ($1.caseID, $1.contactID) }) {
            let met = Dictionary(grouping: contact.exposures) { $0.via.map(id) ?? contact.caseID }
            for from in met.keys.sorted() where from != id(contact.person) && line[from] != nil {
                let exposures = met[from] ?? []
                edges.append([
                    from, id(contact.person), contact.caseID, exposures.map(\.tier).min()?.rawValue ?? "",
                    Set(exposures.map(\.rule)).sorted().joined(separator: ";"),
                    time(exposures.map(\.span.start).min()), time(exposures.map(\.span.end).max()),
                    String(exposures.count), "\(exposures.togetherMinutes)",
                ])
            }
        }
    }
}
