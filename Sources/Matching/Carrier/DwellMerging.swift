import Policy
import Vocabulary

/// Removal of what radio does to positions, step by step as DOMAIN 4.5 lists it.
///
/// A place lasts until the phone is heard elsewhere, as in signalling records; how long the last one of a stretch
/// lasts nobody knows, so it counts with what was heard, is never a flicker, and never lets a longer neighbour win.
/// All joins are of neighbours, so a place is always a run of fixes.
struct DwellMerging {
    let fixes: [CarrierFix]
    let rule: DwellRule

    /// A run of fixes, and the one whose position stands for all.
    private struct Piece {
        var fixes: Range<Int>
        var anchor: Int
    }

    /// The places of a stretch of fixes.
    func runs(of stretch: Range<Int>, counts: inout CleaningCounts) -> [TrackCleaning.Run] {
        var pieces = stretch.map { Piece(fixes: $0..<$0 + 1, anchor: $0) }
        while true {
            let before = pieces.count
            pieces = step(pieces, merging, &counts.merged)
            pieces = step(pieces, withoutOscillation, &counts.oscillation)
            pieces = step(pieces, withoutDrift, &counts.drift)
            pieces = step(pieces, withoutFlicker, &counts.flicker)
            let removed = before - pieces.count
            if removed == 0 || Double(removed) < rule.repeatUntilShare * Double(before) { break }
        }
        return pieces.map { piece in
            TrackCleaning.Run(
                fixes: piece.fixes, place: fixes[piece.anchor],
                own: piece.fixes.filter { isBack($0, piece.anchor) })
        }
    }

    private func step(_ pieces: [Piece], _ body: ([Piece]) -> [Piece], _ count: inout Int) -> [Piece] {
        let result = body(pieces)
        count += pieces.count - result.count
        return result
    }

    private func start(_ piece: Piece) -> Int64 { fixes[piece.fixes.lowerBound].time }
    private func end(_ piece: Piece) -> Int64 { fixes[piece.fixes.upperBound - 1].time }

    /// Seconds until the phone is heard elsewhere.
    private func length(_ number: Int, _ pieces: [Piece]) -> Int64 {
        (number + 1 < pieces.count ? start(pieces[number + 1]) : end(pieces[number])) - start(pieces[number])
    }

    /// Nearer than the limit, or the same spot.
    private func isClose(_ left: Int, _ right: Int) -> Bool {
        if isFar(left, right) { return false }
        guard let meters = fixes[left].metersApart(fixes[right]) else { return false }
        return meters == 0 || meters < rule.mergeMeters
    }

    /// Back at the same place: at the limit still is.
    private func isBack(_ left: Int, _ right: Int) -> Bool {
        if isFar(left, right) { return false }
        guard let meters = fixes[left].metersApart(fixes[right]) else { return false }
        return meters <= rule.mergeMeters
    }

    /// Surely farther apart than the limit, by their latitudes alone: those of most places are, and sines cost.
    private func isFar(_ left: Int, _ right: Int) -> Bool {
        let apart = Int64(fixes[left].position.latE7) - Int64(fixes[right].position.latE7)
        return Double(abs(apart)) * Self.metersPerUnit > rule.mergeMeters
    }

    /// Metres of 1e-7 degrees of latitude on the sphere of ``SpherePoint``, rounded down.
    private static let metersPerUnit = 0.011119

    /// One cell, or two close ones: together they are at the longer one; of equal ones at the earlier.
    private func merging(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        for (number, piece) in pieces.enumerated() {
            guard let last = result.last, isClose(last.anchor, piece.anchor) else {
                result.append(piece)
                continue
            }
            let isLonger = length(number, pieces) > start(piece) - start(last)
            result[result.count - 1] = Piece(
                fixes: last.fixes.lowerBound..<piece.fixes.upperBound, anchor: isLonger ? piece.anchor : last.anchor)
        }
        return result
    }

    /// Away and back again in a short time: A-B-A, A-B-C-A, A-B-C-D-A.
    private func withoutOscillation(_ pieces: [Piece]) -> [Piece] {
        guard var head = pieces.first else { return [] }
        var result: [Piece] = []
        var next = 1
        while next < pieces.count {
            if let (count, anchor) = flip(head, pieces, next) {
                head = Piece(fixes: head.fixes.lowerBound..<pieces[next + count - 1].fixes.upperBound, anchor: anchor)
                next += count
            } else {
                result.append(head)
                head = pieces[next]
                next += 1
            }
        }
        result.append(head)
        return result
    }

    /// How many pieces from `next` on are one place with `head`, and its anchor.
    private func flip(_ head: Piece, _ pieces: [Piece], _ next: Int) -> (count: Int, anchor: Int)? {
        let first = start(pieces[next]) - start(head)
        var away: Int64 = 0
        for back in next + 1..<max(next + 1, min(next + 4, pieces.count)) {
            away += length(back - 1, pieces)
            guard isBack(head.anchor, pieces[back].anchor) else { continue }
            let again = length(back, pieces)
            switch back - next {
            case 1:
                if away < rule.oscillationSeconds, first + again >= away { return (2, head.anchor) }
                let isKnown = back + 1 < pieces.count
                if isKnown, max(first, again) < rule.oscillationSeconds, first + again < away {
                    return (2, pieces[next].anchor)
                }
            case 2:
                if away <= rule.oscillationSeconds, first + again >= away { return (3, head.anchor) }
            default:
                if away <= rule.oscillationSeconds { return (4, head.anchor) }
            }
        }
        return nil
    }

    /// A jump that nobody makes, for a short time: it belongs to the place before, if that was reached as people do.
    private func withoutDrift(_ pieces: [Piece]) -> [Piece] {
        var result: [Piece] = []
        for (number, piece) in pieces.enumerated() {
            if result.count >= 2, length(number, pieces) < rule.driftSeconds,
                isJump(result[result.count - 1], piece), !isJump(result[result.count - 2], result[result.count - 1])
            {
                let last = result[result.count - 1]
                result[result.count - 1] = Piece(
                    fixes: last.fixes.lowerBound..<piece.fixes.upperBound, anchor: last.anchor)
            } else {
                result.append(piece)
            }
        }
        return result
    }

    private func isJump(_ from: Piece, _ to: Piece) -> Bool {
        start(to) - end(from) < rule.driftSeconds
            && fixes[from.anchor].position.distance(to: fixes[to.anchor].position) > rule.driftMeters
    }

    /// A very short dwell between longer ones belongs to the longer neighbour; several in a row are movement.
    private func withoutFlicker(_ pieces: [Piece]) -> [Piece] {
        func isShort(_ number: Int) -> Bool {
            number >= 0 && number + 1 < pieces.count && length(number, pieces) <= rule.flickerSeconds
        }
        var result: [Piece] = []
        var pending: Int?
        for (number, piece) in pieces.enumerated() {
            var piece = piece
            if let first = pending {
                piece.fixes = first..<piece.fixes.upperBound
                pending = nil
            }
            guard isShort(number), !isShort(number - 1), !isShort(number + 1) else {
                result.append(piece)
                continue
            }
            if let last = result.last, length(number - 1, pieces) >= length(number + 1, pieces) {
                result[result.count - 1].fixes = last.fixes.lowerBound..<piece.fixes.upperBound
            } else {
                pending = piece.fixes.lowerBound
            }
        }
        return result
    }
}
