import Policy
import Vocabulary

/// One case in one cell, and one phone in it or around: when they were there together, and what the rule makes of it.
struct CellMeeting {
    private let companions: CellCompanions
    private let ground: CellCompanions.Ground
    private let held: CellCompanions.CaseCells
    private let cell: CellGrid.Cell, area: [CellGrid.Cell]
    private let phone: Pseudonym
    private let stays: CellStays
    private let there: [CellStays.Stay]
    private let ownStay: CellCompanions.LongStay

    init(
        _ companions: CellCompanions, _ ground: CellCompanions.Ground, _ caseNumber: Int, cell: CellGrid.Cell,
        phone: Pseudonym, stays: CellStays, ring: Bool
    ) {
        self.companions = companions
        self.ground = ground
        held = ground.cases[caseNumber]
        self.cell = cell
        area = ring ? ground.grid.ring(of: cell) : [cell]
        self.phone = phone
        self.stays = stays
        there = stays.stays(in: area)
        ownStay =
            (ring ? held.stayInRing : held.stayInCell)[cell] ?? CellCompanions.LongStay(all: [], measured: [])
    }

    private var presence: [CellCompanions.Presence] { held.presence[cell] ?? [] }

    /// The stays together that the rule holds for; moments are none.
    var exposures: [Exposure] {
        var shared: [TimeSpan] = []
        for presence in presence {
            // Stays follow one another: none before the first that ends later than the presence begins can share time.
            var low = 0
            var high = there.count
            while low < high {
                let middle = (low + high) / 2
                if there[middle].span.end <= presence.span.start { low = middle + 1 } else { high = middle }
            }
            while low < there.count, there[low].span.start < presence.span.end {
                if let span = there[low].span.intersection(presence.span), span.seconds > 0 { shared.append(span) }
                low += 1
            }
        }
        if shared.isEmpty { return [] }
        let pieces = TimeSpan.union(shared)
        let total = pieces.reduce(0) { $0 + $1.seconds }
        return pieces.compactMap { piece in
            let seconds = ground.settings.minutes == .oneStay ? piece.seconds : total
            let isLong = Double(seconds) >= ground.rule.minMinutes * 60
            let stay = stayed(piece, countsInferred: true)
            let hasStayed = holds(stay)
            switch ground.settings.conditions {
            case .and: guard isLong && hasStayed else { return nil }
            case .or: guard isLong || hasStayed else { return nil }
            }
            return exposure(piece, stay, restsOnInferred: hasStayed && !holds(stayed(piece, countsInferred: false)))
        }
    }

    private func holds(_ stay: (ofCase: Int64, ofPhone: Int64)) -> Bool {
        let needed = ground.settings.stayHours * 3600
        return switch ground.settings.party {
        case .either: Double(max(stay.ofCase, stay.ofPhone)) >= needed
        case .both: Double(min(stay.ofCase, stay.ofPhone)) >= needed
        }
    }

    /// Seconds that each had stayed in the area in the rule's days.
    private func stayed(_ piece: TimeSpan, countsInferred: Bool) -> (ofCase: Int64, ofPhone: Int64) {
        let end = ground.settings.stayAnchor == .match ? piece.end : companions.asOf
        let period = TimeSpan(end - Int64(ground.settings.stayDays) * 86_400, end)
        func seconds(_ spans: [TimeSpan]) -> Int64 {
            spans.reduce(0) { $0 + ($1.intersection(period)?.seconds ?? 0) }
        }
        let spans = there.filter { countsInferred || !$0.isInferred }.map(\.span)
        return (seconds(countsInferred ? ownStay.all : ownStay.measured), seconds(TimeSpan.union(spans)))
    }

    private func exposure(
        _ piece: TimeSpan, _ stay: (ofCase: Int64, ofPhone: Int64), restsOnInferred: Bool
    ) -> Exposure {
        func touches(_ span: TimeSpan) -> Bool { (span.intersection(piece)?.seconds ?? 0) > 0 }
        let cases = presence.filter { touches($0.span) }
        let phones = there.filter { touches($0.span) }
        var flags = cases.reduce(into: EvidenceFlags()) { $0.formUnion($1.flags) }
        if phones.contains(where: \.isAtTower) { flags.insert(.cellOnly) }
        if restsOnInferred || cases.contains(where: \.isInferred) || phones.contains(where: \.isInferred) {
            flags.insert(.inferred)
        }
        // Whether they were in the cell itself together at any time of the piece.
        let isInside = stays.stays(in: [cell]).contains { touches($0.span) }
        if !isInside { flags.insert(.neighbourCell) }
        let isNeighbour = !isInside && ground.settings.ring == .flag
        let minutes = Double(piece.seconds) / 60
        var exposure = Exposure(
            caseID: held.caseID, subject: phone, rule: ground.rule.id, setting: ground.rule.setting,
            tier: isNeighbour ? ground.settings.neighbourTier : ground.rule.tier,
            place: ground.grid.name(of: cell), span: piece, minutes: minutes, environmentalMinutes: 0,
            minDistanceMeters: nil, accuracyMeters: nil, observations: max(1, stays.fixes(in: area, during: piece)),
            flags: flags.sortedWords, feed: .carrier,
            subjectSource: phones.first?.source ?? RowSource(file: 0, line: 0, digest: 0),
            caseSource: cases.first?.source ?? RowSource(file: 0, line: 0, digest: 0),
            caseOrigin: cases.first?.origin ?? .observed(.carrier), together: [piece])
        exposure.cellStay = CellStayHours(
            ofCase: Double(stay.ofCase) / 3600, ofSubject: Double(stay.ofPhone) / 3600)
        return exposure
    }
}
