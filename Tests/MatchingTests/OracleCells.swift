import Foundation
import Matching
@testable import Policy
import Vocabulary

/// The cell rule second by second where it matters: between all the edges of all spans, nothing changes.
struct OracleCells {
    var rule: Rule, settings: CellRule
    var carrier: OracleCarrier
    var asOf: Int64

    struct Stay {
        var span: TimeSpan
        var inferred: Bool
        var row: RowSource
        var tower: Bool
    }

    struct Presence {
        var stay: Stay
        var origin: ItineraryPart.Origin
        var flags: Set<String>
    }

    struct Cell: Hashable {
        var row: Int, column: Int, of: Int
    }

    func columns(_ row: Int) -> Int {
        let degrees = min(90, (Double(row) + 0.5) * settings.gridMeters / earthRadiusMeters * 180 / Double.pi - 90)
        let circle = 2 * Double.pi * earthRadiusMeters * cos(degrees * Double.pi / 180)
        return max(1, Int(circle / settings.gridMeters))
    }

    func cell(_ at: Position) -> Cell {
        let rows = Int((Double.pi * earthRadiusMeters / settings.gridMeters).rounded(.up))
        let north = Double(Int64(at.latE7) + 900_000_000) / 1e7 * (Double.pi / 180) * earthRadiusMeters
        let row = min(rows - 1, Int(north / settings.gridMeters))
        var east = Int(at.lonE7) + 1_800_000_000
        if east == 3_600_000_000 { east = 0 }
        return Cell(row: row, column: east * columns(row) / 3_600_000_000, of: columns(row))
    }

    /// Same or adjacent row, and the middles at most one and a half of the wider columns apart.
    func isAround(_ one: Cell, _ two: Cell) -> Bool {
        if abs(one.row - two.row) > 1 { return false }
        let unit = one.of * two.of * 2
        let apart = abs((2 * one.column + 1) * two.of - (2 * two.column + 1) * one.of)
        return min(apart, unit - apart) <= 3 * max(one.of, two.of)
    }

    func stays(_ dwells: [OracleCarrier.Dwell], where isIn: (Cell) -> Bool) -> [Stay] {
        let heard = dwells.filter { !$0.inferred }
        func counts(_ index: Int) -> Bool {
            index < heard.count && isIn(cell(heard[index].at))
                && !(heard[index].vehicle && carrier.rule.inVehicle == .drop)
        }
        var result: [Stay] = []
        var goesOn = false
        for (index, dwell) in heard.enumerated() where counts(index) {
            if goesOn {
                result[result.count - 1].span.end = dwell.span.end
            } else {
                result.append(Stay(span: dwell.span, inferred: false, row: dwell.first, tower: dwell.tower != nil))
            }
            goesOn = false
            guard counts(index + 1) else { continue }
            if heard[index + 1].span.start - dwell.span.end <= carrier.rule.gapSeconds {
                goesOn = true
            } else if carrier.rule.gapSeconds > 0 {
                let after = TimeSpan(dwell.span.end, dwell.span.end + carrier.rule.gapSeconds)
                result.append(Stay(span: after, inferred: true, row: dwell.last, tower: dwell.tower != nil))
            }
        }
        return result
    }

    /// Where a case was: located parts that its phones do not tell, and its phones where no reported part speaks.
    func presence(_ parts: [ItineraryPart], _ own: [[OracleCarrier.Dwell]], _ window: TimeSpan?) -> [Cell: [Presence]] {
        var result: [Cell: [Presence]] = [:]
        for part in parts where part.origin != .observed(.carrier) {
            guard let at = position(part) else { continue }
            result[cell(at), default: []].append(
                Presence(
                    stay: Stay(span: part.span, inferred: false, row: part.source, tower: false), origin: part.origin,
                    flags: []))
        }
        let told = parts.filter { $0.origin == .reported && $0.kind != .point }.map(\.span)
        for dwells in own {
            for here in Set(dwells.filter { !$0.inferred }.map { cell($0.at) }) {
                for stay in stays(dwells, where: { $0 == here }) {
                    guard let window, let inside = stay.span.intersection(window) else { continue }
                    let edges = Set([inside.start, inside.end] + told.flatMap { [$0.start, $0.end] })
                        .filter { $0 >= inside.start && $0 <= inside.end }.sorted()
                    for (from, to) in zip(edges, edges.dropFirst())
                    where !told.contains(where: { $0.start <= from && to <= $0.end }) {
                        var piece = stay
                        piece.span = TimeSpan(from, to)
                        result[here, default: []].append(
                            Presence(
                                stay: piece, origin: .observed(.carrier),
                                flags: [stay.tower ? "CELL_ONLY" : "CARRIER_ONLY"]))
                    }
                }
            }
        }
        return result
    }

    func position(_ part: ItineraryPart) -> Position? {
        if part.kind == .ride { return nil }
        return part.position ?? part.place.flatMap { carrier.places[$0]?.position }
    }

    /// Seconds of a period in which any span holds.
    func seconds(_ spans: [TimeSpan], in period: TimeSpan) -> Int64 {
        let edges = Set([period.start, period.end] + spans.flatMap { [$0.start, $0.end] })
            .filter { $0 >= period.start && $0 <= period.end }.sorted()
        return zip(edges, edges.dropFirst()).reduce(0) { sum, edge in
            sum + (spans.contains { $0.start <= edge.0 && edge.1 <= $0.end } ? edge.1 - edge.0 : 0)
        }
    }

    /// Everything about one case and one phone; `misses` tells whether only the ring would join them.
    func meet(
        _ caseID: String, _ parts: [ItineraryPart], _ own: [[OracleCarrier.Dwell]], _ window: TimeSpan?,
        _ phone: Pseudonym, _ dwells: [OracleCarrier.Dwell]
    ) -> (exposures: [Exposure], misses: Bool) {
        let there = presence(parts, own, window)
        func all(_ ring: Bool) -> [Exposure] {
            there.flatMap { here, presence in
                exposures(caseID, here, presence, parts, own, phone, dwells, ring: ring)
            }
        }
        if settings.ring == .same { return (all(true), false) }
        let letter = all(false)
        if !letter.isEmpty { return (letter, false) }
        let nearby = all(true)
        return (settings.ring == .flag ? nearby : [], !nearby.isEmpty)
    }

    func exposures(
        _ caseID: String, _ here: Cell, _ presence: [Presence], _ parts: [ItineraryPart],
        _ own: [[OracleCarrier.Dwell]], _ phone: Pseudonym, _ dwells: [OracleCarrier.Dwell], ring: Bool
    ) -> [Exposure] {
        func isIn(_ cell: Cell) -> Bool { ring ? isAround(here, cell) : cell == here }
        let mine = stays(dwells, where: isIn)
        let edges = Set(
            mine.flatMap { [$0.span.start, $0.span.end] } + presence.flatMap { [$0.stay.span.start, $0.stay.span.end] }
        )
        .sorted()
        var pieces: [TimeSpan] = []
        for (from, to) in zip(edges, edges.dropFirst()) {
            guard mine.contains(where: { $0.span.start <= from && to <= $0.span.end }),
                presence.contains(where: { $0.stay.span.start <= from && to <= $0.stay.span.end })
            else { continue }
            if let last = pieces.last, last.end == from {
                pieces[pieces.count - 1].end = to
            } else {
                pieces.append(TimeSpan(from, to))
            }
        }
        let total = pieces.reduce(0) { $0 + $1.seconds }
        return pieces.compactMap { piece in
            let minutes = Double(settings.minutes == .oneStay ? piece.seconds : total) / 60
            func stayed(_ inferred: Bool) -> (Double, Double) {
                let end = settings.stayAnchor == .match ? piece.end : asOf
                let period = TimeSpan(end - Int64(settings.stayDays) * 86_400, end)
                let known = parts.filter {
                    guard $0.origin != .observed(.carrier), let at = position($0) else { return false }
                    return isIn(cell(at))
                }
                let case_ = own.flatMap { stays($0, where: isIn) }.filter { inferred || !$0.inferred }.map(\.span)
                return (
                    Double(seconds(case_ + known.map(\.span), in: period)) / 3600,
                    Double(seconds(mine.filter { inferred || !$0.inferred }.map(\.span), in: period)) / 3600
                )
            }
            func isLong(_ hours: (Double, Double)) -> Bool {
                let party = settings.party == .either ? max(hours.0, hours.1) : min(hours.0, hours.1)
                return party >= settings.stayHours
            }
            let (one, two) = (minutes >= rule.minMinutes, isLong(stayed(true)))
            guard settings.conditions == .and ? one && two : one || two else { return nil }
            func meets(_ span: TimeSpan) -> Bool { min(span.end, piece.end) > max(span.start, piece.start) }
            let cases = presence.filter { meets($0.stay.span) }.sorted {
                ($0.stay.span, $0.stay.row) < ($1.stay.span, $1.stay.row)
            }
            let phones = mine.filter { meets($0.span) }
            var flags = cases.reduce(into: Set<String>()) { $0.formUnion($1.flags) }
            if phones.contains(where: \.tower) { flags.insert("CELL_ONLY") }
            if cases.contains(where: \.stay.inferred) || phones.contains(where: \.inferred)
                || (two && !isLong(stayed(false)))
            {
                flags.insert("INFERRED")
            }
            let inside = stays(dwells, where: { $0 == here }).contains { meets($0.span) }
            if !inside { flags.insert("NEIGHBOUR_CELL") }
            let fixes = dwells.filter {
                !$0.inferred && !($0.vehicle && carrier.rule.inVehicle == .drop) && isIn(cell($0.at))
                    && $0.span.overlaps(piece)
            }.reduce(0) { $0 + $1.fixes }
            var exposure = Exposure(
                caseID: caseID, subject: phone, rule: rule.id, setting: rule.setting,
                tier: !inside && settings.ring == .flag ? settings.neighbourTier : rule.tier,
                place: "\(Int(settings.gridMeters))m:\(here.row):\(here.column)", span: piece,
                minutes: Double(piece.seconds) / 60, environmentalMinutes: 0, minDistanceMeters: nil,
                accuracyMeters: nil, observations: max(1, fixes), flags: flags.sorted(), feed: .carrier,
                subjectSource: phones[0].row, caseSource: cases[0].stay.row, caseOrigin: cases[0].origin,
                together: [piece])
            let hours = stayed(true)
            exposure.cellStay = CellStayHours(ofCase: hours.0, ofSubject: hours.1)
            return exposure
        }
    }
}
