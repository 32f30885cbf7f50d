import Assessment
import Matching
import Policy
import Publishing
import Vocabulary

/// Where a person was, made of all feeds: stays and moves, gaps as gaps.
struct PersonTrail {
    let ground: TrailGround
    /// How phone positions become dwells (``CarrierRule/forTrails``).
    let carrier: CarrierRule
    let openEndHours: [String: Double]
    /// Tells risk regions.
    let regions: UndeclaredScan

    /// Metres beyond both radii within which stays of two feeds are one.
    private static let sameMeters = 100.0

    /// The trail of rows in a period.
    func lines(of rows: PersonRows) -> [TrailLine] {
        var lines: [TrailLine] = []
        for row in PersonRows.distinct(rows.own) where row.feed != .carrier { lines.append(line(row)) }
        for row in PersonRows.distinct(rows.vehicles) {
            var line = line(row)
            line.kind = .vehicle
            line.flags.append("PLATE_ONLY")
            lines.append(line)
        }
        var pings = PhonePings()
        for row in rows.own where row.feed == .carrier {
            guard let phone = row.phone ?? row.idNumber else { continue }
            pings.add(row, of: phone, places: ground.places)
        }
        for phone in pings.phones {
            lines += track(pings.fixes[phone] ?? [])
            lines += (pings.untimed[phone] ?? []).map(line)
        }
        return ground.withGaps(joined(lines).map(marked))
    }

    private func line(_ row: Observation) -> TrailLine {
        var span = row.span
        var flags: [String] = []
        if row.traits.has(.openEnd) {
            span.end += Int64(((openEndHours[row.feed.rawValue] ?? 0) * 3600).rounded())
            flags.append("OPEN_END")
        }
        var line = TrailLine(kind: span.seconds > 0 ? .stay : .point, span: span)
        line.flags = flags
        if let ride = row.ride {
            line.kind = .ride
            ground.board(&line, ride)
            if ride.soldOnly { line.flags.append("UNVERIFIED_BOARDING") }
        } else {
            ground.locate(
                &line, place: row.place, position: row.position, radius: Double(row.accuracyCentimeters ?? 0) / 100)
            if row.feed == .checkpoint { line.kind = .passage }
            let direction =
                switch row.traits.direction {
                case .inward: "in"
                case .outward: "out"
                case .pass, .unknown: ""
                }
            let words = [row.kind ?? "", direction, row.traits.has(.fever) ? "fever" : ""]
            line.detail = Phrase(
                list: [row.room.map { TrailWord.room.phrase([$0]) } ?? ""] + words.map(Term.word.phrase))
        }
        if row.traits.has(.dateOnly) { line.flags.append("DATE_ONLY") }
        line.sources = [ground.source(row.feed.rawValue, rows: 1, row.span, row.source)]
        return line
    }

    /// Stays where a phone dwelt, moves where it did not.
    private func track(_ fixes: [CarrierFix]) -> [TrailLine] {
        let dwells = TrackCleaning(rule: carrier).track(of: fixes).dwells
        var lines: [TrailLine] = []
        var moving: [Dwell] = []
        func endMove(before next: TrailLine?) {
            defer { moving = [] }
            guard let first = moving.first, let last = moving.last else { return }
            let before = lines.last.flatMap { first.span.start - $0.span.end <= carrier.gapSeconds ? $0 : nil }
            let after = next.flatMap { $0.span.start - last.span.end <= carrier.gapSeconds ? $0 : nil }
            let path =
                [before?.to ?? before?.position].compactMap(\.self) + moving.map(\.position)
                + [after?.position].compactMap(\.self)
            let rows = moving.reduce(0) { $0 + Int($1.fixes) }
            var line = TrailLine(
                kind: path.count > 1 ? .move : .point,
                span: TimeSpan(before?.span.end ?? first.span.start, after?.span.start ?? last.span.end))
            line.position = path[0]
            if path.count > 1 {
                line.to = path[path.count - 1]
                line.meters = zip(path, path.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
            } else {
                line.radiusMeters = first.radiusMeters + Double(first.accuracyCentimeters ?? 0) / 100
            }
            line.sources = [
                ground.source("carrier", rows: rows, TimeSpan(first.span.start, last.span.end), first.source)
            ]
            lines.append(line)
        }
        for dwell in dwells {
            if dwell.isInferred {
                if moving.isEmpty, let last = lines.last, last.kind == .stay {
                    lines[lines.count - 1].span.end = max(last.span.end, dwell.span.end)
                    if !last.flags.contains("INFERRED") { lines[lines.count - 1].flags.append("INFERRED") }
                }
                continue
            }
            if let last = moving.last, dwell.span.start - last.span.end > carrier.gapSeconds { endMove(before: nil) }
            guard dwell.span.seconds >= carrier.possibleStaySeconds, !dwell.isInVehicle else {
                moving.append(dwell)
                continue
            }
            var line = TrailLine(kind: .stay, span: dwell.span)
            ground.locate(
                &line, place: dwell.cell, position: dwell.cell == nil ? dwell.position : nil,
                radius: dwell.radiusMeters + Double(dwell.accuracyCentimeters ?? 0) / 100)
            if dwell.cell != nil { line.flags.append("CELL_ONLY") }
            line.sources = [ground.source("carrier", rows: Int(dwell.fixes), dwell.span, dwell.source)]
            endMove(before: line)
            lines.append(line)
        }
        endMove(before: nil)
        return lines
    }

    /// Stays at one place at one time as one line that names all its sources.
    private func joined(_ lines: [TrailLine]) -> [TrailLine] {
        let sorted = lines.sorted { ($0.span, $0.place, $0.kind.rawValue) < ($1.span, $1.place, $1.kind.rawValue) }
        var result: [TrailLine] = []
        for line in sorted {
            guard line.kind == .stay, line.position != nil,
                let place = result.lastIndex(where: { isOne($0, line) })
            else {
                result.append(line)
                continue
            }
            var one = result[place]
            if one.place.isEmpty, !line.place.isEmpty {
                (one.place, one.name, one.position) = (line.place, line.name, line.position)
                one.radiusMeters = line.radiusMeters
            }
            if one.detail == "" { one.detail = line.detail }
            one.span.end = max(one.span.end, line.span.end)
            one.flags = Set(one.flags + line.flags).sorted()
            one.sources += line.sources
            result[place] = one
        }
        return result
    }

    private func isOne(_ left: TrailLine, _ right: TrailLine) -> Bool {
        guard left.kind == .stay, right.kind == .stay, left.span.overlaps(right.span), let here = left.position,
            let there = right.position
        else { return false }
        // Two named places are two places, however near.
        if !left.place.isEmpty, !right.place.isEmpty { return left.place == right.place && left.detail == right.detail }
        return here.distance(to: there) <= left.radiusMeters + right.radiusMeters + Self.sameMeters
    }

    /// The line with the risk regions it lies in.
    private func marked(_ line: TrailLine) -> TrailLine {
        if regions.isIdle || line.kind == .gap { return line }
        var marked = line
        var sights = RegionSights()
        func look(_ place: String?, _ position: Position?, _ span: TimeSpan) {
            var row = Observation(feed: .visit, span: span)
            row.idNumber = Pseudonym(kind: .idNumber, high: 0, low: 0)
            (row.place, row.position) = (place, position)
            if place == nil { row.accuracyCentimeters = 0 }
            var block = ObservationBlock(feed: .visit)
            block.append(row)
            regions.observe(block, into: &sights)
        }
        if line.kind == .ride || line.kind == .move {
            look(nil, line.position, TimeSpan(at: line.span.start))
            look(nil, line.to, TimeSpan(at: line.span.end))
        } else {
            look(line.place.isEmpty ? nil : line.place, line.position, line.span)
        }
        marked.regions = regions.regions(in: sights)
        return marked
    }
}
