import Assessment
import Files
import Ledger
import Matching
import Policy
import Publishing
import Vocabulary

/// What places are called and where they are, for trails.
struct TrailGround {
    let places: [String: Place]
    /// Name of each delivered file as the archive has it, by its number.
    let fileNames: [UInt32: String]

    /// Seconds of silence that are told as a gap: an idle phone reports about hourly.
    static let gapSeconds: Int64 = 3600

    /// The names of an input file's rows.
    func source(_ feed: String, rows: Int, _ span: TimeSpan, _ source: RowSource) -> TrailLine.Source {
        TrailLine.Source(
            feed: feed, rows: rows, span: span,
            file: source.line == 0 ? "" : fileNames[source.file] ?? String(source.file), line: Int(source.line))
    }

    /// Place, name and position of a line.
    func locate(_ line: inout TrailLine, place id: String?, position: Position?, radius: Double) {
        let place = id.flatMap { places[$0] }
        line.place = id ?? ""
        line.name = place?.name ?? ""
        line.position = position ?? place?.position
        line.radiusMeters = position == nil ? place?.radiusMeters ?? 0 : radius
    }

    /// Completes a line about a ride.
    func board(_ line: inout TrailLine, _ ride: Ride) {
        line.place = ride.service
        line.name = ride.mode.name
        line.detail = words(ride)
        line.position = ride.fromPlace.flatMap { places[$0]?.position }
        line.to = ride.toPlace.flatMap { places[$0]?.position }
        if let from = line.position, let to = line.to { line.meters = from.distance(to: to) }
    }

    private func words(_ ride: Ride) -> Phrase {
        func name(_ id: String?) -> String? { id.map { id in places[id].map { "\(id) \($0.name)" } ?? id } }
        var words: [Phrase] = []
        if let coach = ride.carriage { words.append(TrailWord.coach.phrase(["\(coach)"])) }
        if let seat = ride.seat { words.append(TrailWord.seat.phrase(["\(seat)"])) }
        switch (name(ride.fromPlace), name(ride.toPlace)) {
        case (let from?, let to?): words.append("\(from) > \(to)")
        case (let from?, nil): words.append(TrailWord.from.phrase([from]))
        case (nil, let to?): words.append(TrailWord.to.phrase([to]))
        case (nil, nil): break
        }
        return Phrase(list: words)
    }

    /// The lines in order of time, with what nothing is known of between them as lines of their own.
    func withGaps(_ lines: [TrailLine], within span: TimeSpan? = nil) -> [TrailLine] {
        let sorted = lines.sorted {
            ($0.span, $0.kind.rawValue, $0.place, $0.detail.text(.english))
                < ($1.span, $1.kind.rawValue, $1.place, $1.detail.text(.english))
        }
        guard let begin = span?.start ?? sorted.first?.span.start else { return [] }
        var result: [TrailLine] = []
        var known = begin
        var last: TrailLine?
        func gap(until moment: Int64, next: TrailLine?) {
            guard moment - known > Self.gapSeconds else { return }
            var gap = TrailLine(kind: .gap, span: TimeSpan(known, moment))
            if let from = last.flatMap({ $0.to ?? $0.position }), let to = next?.position {
                (gap.position, gap.to, gap.meters) = (from, to, from.distance(to: to))
            }
            result.append(gap)
        }
        for line in sorted {
            gap(until: line.span.start, next: line)
            result.append(line)
            if line.span.end >= known || last == nil {
                known = max(known, line.span.end)
                if line.kind != .vehicle { last = line }
            }
        }
        if let end = span?.end { gap(until: end, next: nil) }
        return result
    }
}

extension ItineraryPart {
    /// The part as a line of a trail.
    func line(_ ground: TrailGround) -> TrailLine {
        var line = TrailLine(kind: kind == .ride ? .ride : kind == .stay ? .stay : .point, span: span)
        if let ride {
            ground.board(&line, ride)
        } else {
            ground.locate(&line, place: place, position: position, radius: radiusMeters)
            if let room { line.detail = TrailWord.room.phrase([room]) }
        }
        var flags: [String] = []
        if traits.has(.inferred) { flags.append("INFERRED") }
        if traits.has(.dateOnly) { flags.append("DATE_ONLY") }
        if gated != nil { flags.append("BEHIND_GATE") }
        if ride?.soldOnly == true { flags.append("UNVERIFIED_BOARDING") }
        line.flags = flags
        let feed =
            switch origin {
            case .reported: "reported"
            case .observed(let feed): feed.rawValue
            }
        line.sources = [ground.source(feed, rows: 1, span, source)]
        return line
    }
}

extension FeedReach {
    /// How far the feeds of some segments reach up to a moment.
    static func all(_ segments: [SegmentRecord], asOf: Int64) -> [FeedReach] {
        let byFeed = Dictionary(grouping: segments.filter { $0.span.start <= asOf }, by: \.feed)
        return byFeed.keys.sorted { $0.number < $1.number }.map { feed in
            let own = byFeed[feed] ?? []
            return FeedReach(
                feed: feed, rows: own.reduce(0) { $0 + $1.rows }, until: min(asOf, own.map(\.span.end).max() ?? asOf))
        }
    }
}
