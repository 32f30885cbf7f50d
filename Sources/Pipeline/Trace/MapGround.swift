import Ledger
import Publishing
import Vocabulary

/// The ground below maps: grids and risk regions that have polygons.
enum MapGround {
    /// Most corners drawn, so that a page stays small; the ground of many fine grids is then left out.
    private static let mostCorners = 200_000

    /// Grids, and the risk regions that were in force some time between the first line of a trail and a moment.
    static func areas(_ workspace: Workspace, of trail: [TrailLine], asOf: Int64) throws -> [MapPage.Area] {
        let period = TimeSpan(min(asOf, trail.map(\.span.start).min() ?? asOf), asOf)
        let (grids, regions, names, levels) = try workspace.ledger.read { ledger in
            (
                try ledger.polygons(of: .grid), try ledger.polygons(of: .region),
                Dictionary(uniqueKeysWithValues: try ledger.grids().map { ($0.gridID, $0.name) }),
                try ledger.regions().filter { $0.span.overlaps(period) }
            )
        }
        let risky = Set(levels.map(\.code))
        let areas =
            regions.filter { risky.contains($0.code) }.map { record in
                MapPage.Area(
                    id: record.code, name: levels.first { $0.code == record.code }?.name ?? "", isRisk: true,
                    polygons: record.polygons)
            }
            + grids.map { MapPage.Area(id: $0.code, name: names[$0.code] ?? "", polygons: $0.polygons) }
        let corners = areas.reduce(0) { $0 + $1.polygons.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.count } } }
        return corners <= mostCorners ? areas : areas.filter(\.isRisk)
    }
}

extension Trace.Answer {
    /// The case's trail on a map, with where its contacts met it, as one HTML page.
    public func map(_ workspace: Workspace) throws -> String {
        var meetings: [Position: Set<String>] = [:]
        for contact in report.contacts {
            for exposure in contact.contact.exposures {
                let at =
                    report.trail.first { $0.place == exposure.place && !exposure.place.isEmpty && $0.position != nil }
                    ?? report.trail.first { $0.kind != .gap && $0.position != nil && $0.span.overlaps(exposure.span) }
                guard let position = at?.position else { continue }
                meetings[position, default: []].insert(contact.contact.contactID)
            }
        }
        let tiers = report.tiers.map { "\($0.people) \($0.tier.rawValue)" }.joined(separator: ", ")
        return MapPage(
            title: report.isDry ? "Itinerary typed by hand" : "Case \(report.caseID)",
            lines: [
                "As of \(zone.wallText(report.asOf)), policy \(report.policy.id). \(report.contacts.count) contacts: \(tiers).",
                "Purple: where contacts were near; the number is how many.",
            ], trail: report.trail,
            meetings: meetings.sorted { ($0.key.latE7, $0.key.lonE7) < ($1.key.latE7, $1.key.lonE7) }.map {
                MapPage.Meeting(position: $0.key, count: $0.value.count, words: "\($0.value.count) contacts near here")
            }, areas: try MapGround.areas(workspace, of: report.trail, asOf: report.asOf)
        ).html(zone: zone)
    }
}
