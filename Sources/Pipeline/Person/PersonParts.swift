import Assessment
import Policy
import Publishing
import Vocabulary

/// Parts of an answer about a person.
extension PersonBase {
    /// Names with their dates, and how many rows bear each.
    var names: [PersonReport.Name] {
        let all = rows.own + rows.vehicles
        return identity.names.map { name in
            let rows = all.count { row in
                [row.idNumber, row.phone, row.plate].contains(name.name) && name.span.start <= row.span.start
                    && row.span.start <= name.span.end
            }
            return PersonReport.Name(
                name: name.name, from: name.span.start == .min / 2 ? nil : name.span.start,
                until: name.span.end == .max / 2 ? nil : name.span.end,
                by: name.link ?? (name.name == identity.subject && identity.person == nil ? "asked" : "registry"),
                rows: rows)
        }
    }

    /// People named in a vehicle's rows, most rows first.
    var drivers: [(who: Pseudonym, rows: Int, span: TimeSpan)] {
        var found: [Pseudonym: (rows: Int, span: TimeSpan)] = [:]
        for row in rows.own {
            guard let name = row.idNumber ?? row.phone else { continue }
            let owners = directory.owners(of: name)
            let who = owners.count == 1 ? owners[0].pseudonym : name
            let known = found[who]
            found[who] = (
                (known?.rows ?? 0) + 1,
                TimeSpan(min(known?.span.start ?? .max, row.span.start), max(known?.span.end ?? .min, row.span.end))
            )
        }
        return found.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }
            .map { ($0.key, $0.value.rows, $0.value.span) }
    }

    /// Presence in risk regions inside the look-back, with what was declared.
    func presences(_ scan: UndeclaredScan) -> [PersonReport.Region] {
        if scan.isIdle { return [] }
        var sights = RegionSights()
        for (feed, list) in Dictionary(grouping: rows.own + rows.vehicles, by: \.feed) {
            for first in stride(from: 0, to: list.count, by: 512) {
                var block = ObservationBlock(feed: feed)
                for row in list[first..<min(list.count, first + 512)] { block.append(row) }
                scan.observe(block, into: &sights)
            }
        }
        let mine = Set([identity.subject]).union(identity.people).union(identity.identifiers)
        return scan.presences(in: sights, directory: directory, declarations: declarations, notices: notices)
            .filter { mine.contains($0.subject) }.map { presence in
                let region = regions.first { $0.code == presence.region }
                return PersonReport.Region(
                    code: presence.region, name: region?.name ?? "", level: presence.level, span: presence.span,
                    sights: presence.sights, status: presence.status?.rawValue ?? "declared",
                    declared: presence.declarations.map(words) + presence.flags.map { Phrase($0) })
            }
    }

    private func words(_ considered: ConsideredDeclaration) -> Phrase {
        let declaration = considered.declaration
        let zone = workspace.settings.zone
        let day = CivilDate(dayNumber: zone.localDay(at: declaration.declaredAt)).text
        let said =
            declaration.travelled
            ? TrailWord.saidYes.phrase(Phrase(day), declaration.region.map { Phrase($0) } ?? TrailWord.nowhere.phrase())
            : TrailWord.saidNo.phrase([day])
        return TrailWord.verdict.phrase(said, Term.status.phrase(considered.verdict.rawValue))
    }

    /// Names and phones, where the identity key is here.
    func identify(_ report: inout PersonReport) throws {
        let others = report.companions.map(\.who)
        let known = try TaskIdentities.opened(
            workspace, directory: directory, people: Set(others + [identity.subject]))
        report.identity = known[identity.subject]
        for place in report.companions.indices { report.companions[place].identity = known[others[place]] }
    }
}
