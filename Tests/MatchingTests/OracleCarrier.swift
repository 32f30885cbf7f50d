import Matching
@testable import Policy
import Vocabulary

/// Cleaning by rewriting a list of places over and over, as plainly as possible; shares nothing with the engine.
struct OracleCarrier {
    var rule: CarrierRule
    var places: [String: Place]

    struct Fix: Hashable {
        var time: Int64
        var at: Position
        var tower: String?
        var reach: Double
        var accuracy: Int32?
        var row: RowSource
    }

    /// A place: its fixes, and the one that stands for it.
    struct Stop {
        var fixes: [Fix]
        var anchor: Fix
        var centre: Position?
        var own: [Fix]?
    }

    struct Dwell {
        var span: TimeSpan
        var at: Position
        var tower: String?
        var reach: Double
        var accuracy: Int32?
        var fixes: Int
        var first: RowSource, last: RowSource
        var inferred = false
        var vehicle = false
    }

    func fix(_ ping: Observation) -> Fix? {
        if ping.span.start != ping.span.end { return nil }
        var fix = Fix(
            time: ping.span.start, at: Position(lonE7: 0, latE7: 0), tower: nil, reach: 0,
            accuracy: ping.accuracyCentimeters, row: ping.source)
        if let at = ping.position {
            fix.at = at
            return fix
        }
        guard let name = ping.place, let place = places[name], let at = place.position else { return nil }
        (fix.at, fix.tower, fix.reach) = (at, name, place.radiusMeters)
        return fix
    }

    func dwells(_ pings: [Observation]) -> [Dwell] {
        var fixes: [Fix] = []
        let sorted = pings.compactMap(fix).sorted { left, right in
            let one = (left.time, left.tower ?? "", left.at.latE7, left.at.lonE7, left.accuracy ?? -1)
            let two = (right.time, right.tower ?? "", right.at.latE7, right.at.lonE7, right.accuracy ?? -1)
            return one != two ? one < two : left.row < right.row
        }
        for fix in sorted {
            let isAgain = fixes.contains {
                $0.time == fix.time && $0.at == fix.at && $0.tower == fix.tower && $0.accuracy == fix.accuracy
            }
            if !isAgain { fixes.append(fix) }
        }
        var result: [Dwell] = []
        while !fixes.isEmpty {
            var stretch = [fixes.removeFirst()]
            while let next = fixes.first, next.time - stretch[stretch.count - 1].time <= rule.gapSeconds {
                stretch.append(fixes.removeFirst())
            }
            for stop in stops(stretch) { result += pieces(of: stop) }
        }
        drive(&result)
        return silent(result)
    }

    func stops(_ stretch: [Fix]) -> [Stop] {
        switch rule.method {
        case .none: return stretch.map { Stop(fixes: [$0], anchor: $0) }
        case .cluster(let settings): return clusters(stretch, settings)
        case .dwell(let settings):
            var list = stretch.map { Stop(fixes: [$0], anchor: $0) }
            while true {
                let before = list.count
                merge(&list, settings)
                flip(&list, settings)
                drift(&list, settings)
                flicker(&list, settings)
                if before == list.count || Double(before - list.count) < settings.repeatUntilShare * Double(before) {
                    return list
                }
            }
        }
    }

    func isOne(_ left: Fix, _ right: Fix, within: (Double) -> Bool) -> Bool {
        (left.tower == nil) == (right.tower == nil) && left.reach == right.reach
            && (left.at == right.at || within(left.at.distance(to: right.at)))
    }

    func begins(_ stop: Stop) -> Int64 { stop.fixes[0].time }
    func lasts(_ list: [Stop], _ index: Int) -> Int64 {
        index + 1 == list.count
            ? list[index].fixes[list[index].fixes.count - 1].time - begins(list[index])
            : begins(list[index + 1]) - begins(list[index])
    }

    func collapse(_ list: inout [Stop], _ range: ClosedRange<Int>, to index: Int) {
        let joined = Stop(fixes: range.flatMap { list[$0].fixes }, anchor: list[index].anchor)
        list.replaceSubrange(range, with: [joined])
    }

    func merge(_ list: inout [Stop], _ settings: DwellRule) {
        var index = 0
        while index + 1 < list.count {
            if isOne(list[index].anchor, list[index + 1].anchor, within: { $0 < settings.mergeMeters }) {
                let longer = lasts(list, index + 1) > lasts(list, index) ? index + 1 : index
                collapse(&list, index...index + 1, to: longer)
            } else {
                index += 1
            }
        }
    }

    func flip(_ list: inout [Stop], _ settings: DwellRule) {
        var index = 0
        next: while index < list.count {
            func isBack(_ other: Int) -> Bool {
                other < list.count
                    && isOne(list[index].anchor, list[other].anchor, within: { $0 <= settings.mergeMeters })
            }
            let limit = settings.oscillationSeconds
            let first = lasts(list, index)
            if isBack(index + 2) {
                let (away, again) = (lasts(list, index + 1), lasts(list, index + 2))
                if away < limit, first + again >= away {
                    collapse(&list, index...index + 2, to: index)
                    continue next
                }
                if index + 3 < list.count, first < limit, again < limit, first + again < away {
                    collapse(&list, index...index + 2, to: index + 1)
                    continue next
                }
            }
            if isBack(index + 3) {
                let away = lasts(list, index + 1) + lasts(list, index + 2)
                if away <= limit, first + lasts(list, index + 3) >= away {
                    collapse(&list, index...index + 3, to: index)
                    continue next
                }
            }
            if isBack(index + 4) {
                let away = lasts(list, index + 1) + lasts(list, index + 2) + lasts(list, index + 3)
                if away <= limit {
                    collapse(&list, index...index + 4, to: index)
                    continue next
                }
            }
            index += 1
        }
    }

    func drift(_ list: inout [Stop], _ settings: DwellRule) {
        func jumps(_ from: Stop, _ to: Stop) -> Bool {
            from.anchor.at.distance(to: to.anchor.at) > settings.driftMeters
                && begins(to) - from.fixes[from.fixes.count - 1].time < settings.driftSeconds
        }
        var index = 2
        while index < list.count {
            if jumps(list[index - 1], list[index]), !jumps(list[index - 2], list[index - 1]),
                lasts(list, index) < settings.driftSeconds
            {
                collapse(&list, index - 1...index, to: index - 1)
            } else {
                index += 1
            }
        }
    }

    func flicker(_ list: inout [Stop], _ settings: DwellRule) {
        let lengths = list.indices.map { lasts(list, $0) }
        let short = list.indices.map { $0 + 1 < list.count && lengths[$0] <= settings.flickerSeconds }
        // Each fix goes to the stop of this number.
        var home = Array(list.indices)
        for index in list.indices where short[index] {
            let left = index > 0 ? index - 1 : nil
            let right = index + 1
            if left.map({ short[$0] }) ?? false || short[right] { continue }
            home[index] = left.map { lengths[$0] >= lengths[right] ? $0 : right } ?? right
        }
        let old = list
        list = old.indices.filter { home[$0] == $0 }.map { target in
            Stop(
                fixes: old.indices.filter { home[$0] == target }.flatMap { old[$0].fixes }, anchor: old[target].anchor)
        }
    }

    func clusters(_ stretch: [Fix], _ settings: ClusterRule) -> [Stop] {
        var result: [(members: [Fix], east: Double, north: Double)] = []
        func east(_ from: Fix, _ to: Fix) -> Double {
            let plain = Double(to.at.lonE7) - Double(from.at.lonE7)
            return plain > 1.8e9 ? plain - 3.6e9 : plain < -1.8e9 ? plain + 3.6e9 : plain
        }
        func centre(_ cluster: (members: [Fix], east: Double, north: Double)) -> Position {
            var lon = Double(cluster.members[0].at.lonE7) + cluster.east.rounded()
            if lon > 1.8e9 { lon -= 3.6e9 }
            if lon < -1.8e9 { lon += 3.6e9 }
            return Position(
                lonE7: Int32(lon), latE7: Int32(Double(cluster.members[0].at.latE7) + cluster.north.rounded()))
        }
        func joins(_ fix: Fix) -> Bool {
            guard let last = result.last else { return false }
            if fix.tower != nil || last.members[0].tower != nil { return fix.tower == last.members[0].tower }
            return centre(last).distance(to: fix.at) <= settings.clusterMeters
        }
        func add(_ fix: Fix) {
            let index = result.count - 1
            let (first, size) = (result[index].members[0], Double(result[index].members.count))
            result[index].east = (result[index].east * size + east(first, fix)) / (size + 1)
            result[index].north =
                (result[index].north * size + Double(fix.at.latE7) - Double(first.at.latE7)) / (size + 1)
            result[index].members.append(fix)
        }
        var passed = false
        for (index, fix) in stretch.enumerated() {
            if passed {
                passed = false
                add(fix)
            } else if joins(fix) {
                add(fix)
            } else if index + 1 < stretch.count, joins(stretch[index + 1]),
                stretch[index + 1].time - fix.time < settings.outlierSeconds
            {
                passed = true
            } else {
                result.append((members: [fix], east: 0, north: 0))
            }
        }
        return result.map { cluster in
            if cluster.members[0].tower != nil { return Stop(fixes: cluster.members, anchor: cluster.members[0]) }
            let middle = centre(cluster)
            return Stop(
                fixes: cluster.members, anchor: cluster.members[0], centre: middle,
                own: cluster.members.filter { $0.at.distance(to: middle) <= 2 * settings.clusterMeters })
        }
    }

    func pieces(of stop: Stop) -> [Dwell] {
        let own =
            stop.own
            ?? stop.fixes.filter { fix in
                isOne(fix, stop.anchor, within: { $0 <= rule.placeMeters })
                    || fix.tower != nil && fix.tower == stop.anchor.tower
            }
        var pieces: [[Fix]] = []
        for fix in own {
            if let last = pieces.last, fix.time - last[last.count - 1].time <= rule.gapSeconds {
                pieces[pieces.count - 1].append(fix)
            } else {
                pieces.append([fix])
            }
        }
        return pieces.map { piece in
            var accuracy = piece.contains { $0.accuracy == nil } ? nil : piece.compactMap(\.accuracy).min()
            if let centre = stop.centre {
                accuracy = Int32((own.map { $0.at.distance(to: centre) * 100 }.max() ?? 0).rounded(.up))
            }
            return Dwell(
                span: TimeSpan(piece[0].time, piece[piece.count - 1].time), at: stop.centre ?? stop.anchor.at,
                tower: stop.anchor.tower, reach: stop.anchor.reach, accuracy: accuracy, fixes: piece.count,
                first: piece[0].row, last: piece[piece.count - 1].row)
        }
    }

    func drive(_ dwells: inout [Dwell]) {
        guard rule.inVehicle != .keep else { return }
        func fast(_ from: Dwell, _ to: Dwell) -> Bool {
            let seconds = to.span.start - from.span.end
            if seconds > rule.gapSeconds { return false }
            var meters = from.at.distance(to: to.at)
            for dwell in [from, to] { meters -= dwell.reach + Double(dwell.accuracy ?? 0) / 100 }
            if seconds == 0 { return meters > 0 }
            return max(0, meters) / Double(seconds) * 3.6 > rule.vehicleKmh
        }
        let all = dwells
        for index in all.indices where index > 0 && index + 1 < all.count {
            dwells[index].vehicle =
                all[index].span.seconds < rule.possibleStaySeconds && fast(all[index - 1], all[index])
                && fast(all[index], all[index + 1])
        }
    }

    func silent(_ dwells: [Dwell]) -> [Dwell] {
        var result: [Dwell] = []
        for (index, dwell) in dwells.enumerated() {
            result.append(dwell)
            guard rule.method != .none, rule.gapSeconds > 0, index + 1 < dwells.count else { continue }
            let next = dwells[index + 1]
            let isBack =
                (dwell.tower == nil) == (next.tower == nil) && dwell.reach == next.reach
                && dwell.at.distance(to: next.at) <= rule.placeMeters
            guard next.span.start - dwell.span.end > rule.gapSeconds, isBack else { continue }
            var after = dwell
            after.span = TimeSpan(dwell.span.end, dwell.span.end + rule.gapSeconds)
            after.inferred = true
            after.fixes = 0
            after.first = dwell.last
            result.append(after)
        }
        return result
    }

    /// One phone's pings cleaned, as observations; those that are no moments stay as they are.
    func observations(_ pings: [Observation]) -> [Observation] {
        guard rule.method != .none, let phone = pings.first?.phone else { return pings }
        var result = pings.filter { $0.span.start != $0.span.end }
        for dwell in dwells(pings) where !(dwell.vehicle && rule.inVehicle == .drop) {
            var row = Observation(feed: .carrier, span: dwell.span)
            row.phone = phone
            row.place = dwell.tower
            row.position = dwell.tower == nil ? dwell.at : nil
            row.accuracyCentimeters = dwell.accuracy
            row.fixes = Int32(dwell.fixes)
            row.source = dwell.first
            if dwell.inferred { row.traits.insert(.inferred) }
            if dwell.vehicle { row.traits.insert(.inVehicle) }
            result.append(row)
        }
        return result
    }
}
