import Feeds
import Files
import Foundation
import Ledger
import Vault
import Vocabulary

/// Polygons of grids (`grids*.geojson`) and regions (`regions*.geojson`): RFC 7946 feature collections, WGS-84.
///
/// A feature counts as a row, numbered from 1; `properties.grid_id` or `properties.region` says whose ground it is.
struct PolygonIntake {
    let intake: FileIntake

    /// Bytes of a delivery at most: it is the one kind of feed that is read into memory as a whole, and takes ten times
    /// its size there; one that is made to harm, seventy times.
    static let largest = 64 << 20

    /// Takes all features and fills in the file's accounting.
    func take(_ file: inout InputFile) throws -> IngestReceipt {
        guard
            let owner = ["grids": PolygonRecord.Owner.grid, "regions": .region].first(where: {
                file.name.hasPrefix($0.key)
            })?.value
        else {
            throw Failure(.refused, "\(file.name): whose polygons are these? name it grids.geojson or regions.geojson")
        }
        let bytes = try FileSystem.read(
            intake.path, atMost: PolygonIntake.largest, onlyPlainFile: intake.isInbox)
        let features: [GeoFeatures.Feature]
        switch GeoFeatures.read(bytes) {
        case .success(let found): features = found
        case .failure(let fault): throw Failure(.refused, "\(file.name): \(fault.text)")
        }
        let workspace = intake.workspace
        file.feed = owner == .grid ? .grids : .regions
        var quarantine = Quarantine(
            workspace: workspace, file: file, identities: try workspace.sealer().batch())
        var rejects = RejectCounts()
        var polygons: [String: [Polygon]] = [:]
        var raw: [[UInt8]]?
        for (index, feature) in features.enumerated() {
            switch feature.ground(of: owner) {
            case .success(let (code, ground)): polygons[code, default: []] += ground
            case .failure(let fault):
                raw = raw ?? GeoFeatures.texts(of: bytes)
                let text = raw.map { index < $0.count ? $0[index] : [] } ?? []
                let row = RejectedRow(
                    line: UInt32(index + 1), column: fault.column, reason: fault.reason, raw: text)
                rejects.add([row])
                try quarantine.add(row)
            }
        }
        file.rowsRead = features.count
        file.rejected = rejects.total
        file.accepted = file.rowsRead - file.rejected
        file.rejectReasons = rejects.counts
        do {
            try intake.identify(&file)
            file.acceptAnyway = try IngestGuards.checkRejects(
                rejects, counted: rejects.total, rows: file.rowsRead, guards: workspace.settings.guards,
                name: file.name, acceptAnyway: intake.acceptAnyway)
            for warning in IngestGuards.warnings(file, sizes: [], guards: workspace.settings.guards) {
                file.notes.append(warning)
                intake.reporter.warn(warning)
            }
            var batch = IngestBatch(file: file)
            batch.polygons = polygons.sorted { $0.key < $1.key }
                .map { PolygonRecord(owner: owner, code: $0.key, polygons: $0.value) }
            try quarantine.commit(file)
            return try workspace.ledger.commit(batch)
        } catch {
            quarantine.discard()
            throw error
        }
    }
}
