import Vocabulary

/// A sentence about what deserves attention.
struct OverviewPoint {
    /// How soon somebody should look.
    enum Weight: Int, Comparable {
        case urgent, important, note

        static func < (left: Weight, right: Weight) -> Bool { left.rawValue < right.rawValue }

        var word: OverviewWord {
            switch self {
            case .urgent: .urgent
            case .important: .important
            case .note: .note
            }
        }
    }
    var weight: Weight, text: String
    /// Place of the grid it is about.
    var area: Int?
}

/// What deserves attention first, in words: made of shown counts only, so it can tell nothing that is hidden.
struct OverviewPoints {
    private let overview: Overview
    private let language: Language
    /// The sentences, the weightiest first.
    private(set) var points: [OverviewPoint] = []

    /// Grids that are named in a sentence of their own.
    private static let mostGrids = 3

    init(_ overview: Overview, _ language: Language) {
        self.overview = overview
        self.language = language
        feeds()
        contacts()
        tasks()
        undeclared()
        kinds(of: .codes, "code", ["red"], .urgent)
        kinds(of: .alerts, "alert", nil, .important)
        grids()
        // Stable: sentences of one weight stay in this order.
        points = points.enumerated().sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }
            .map(\.element)
    }

    private mutating func say(_ weight: OverviewPoint.Weight, _ text: String, area: Int? = nil) {
        points.append(OverviewPoint(weight: weight, text: text, area: area))
    }

    private mutating func feeds() {
        let day = overview.feedDays.last.map { CivilDate(dayNumber: $0).text } ?? ""
        for line in overview.feeds {
            let feed = OverviewWord.name("feed", line.feed.rawValue, language)
            for oddity in line.oddities {
                switch oddity {
                case .nothing: say(.urgent, OverviewWord.pointNothing.text(language, feed, day))
                case .few:
                    say(
                        .urgent,
                        OverviewWord.pointFew.text(language, feed, OverviewSections.grouped(line.rows.last ?? 0), day))
                case .rejected:
                    let share = decimalText((line.rejected.value ?? 0) * 100, places: 1)
                    say(.important, OverviewWord.pointRejected.text(language, feed, share))
                }
            }
        }
    }

    private mutating func contacts() {
        guard let series = overview.series(of: .contacts), let total = series.days.last?.total else { return }
        if let new = series.change?.new, new > 0 {
            say(
                .important,
                OverviewWord.pointNewContacts.text(
                    language, OverviewSections.grouped(new), OverviewSections.grouped(total)))
        } else if let place = series.kinds.firstIndex(of: Tier.close.rawValue),
            let close = series.days.last?.parts[place]
        {
            say(
                .important,
                OverviewWord.pointContacts.text(
                    language, OverviewSections.grouped(total), OverviewSections.grouped(close)))
        }
    }

    private mutating func tasks() {
        guard let series = overview.series(of: .tasks), let total = series.days.last?.total else { return }
        if let new = series.change?.new, new > 0 {
            say(
                .important,
                OverviewWord.pointNewTasks.text(
                    language, OverviewSections.grouped(new), OverviewSections.grouped(total)))
        }
    }

    private mutating func undeclared() {
        guard let series = overview.series(of: .undeclared),
            let place = series.kinds.firstIndex(of: DeclarationStatus.denied.rawValue),
            let denied = series.days.last?.parts[place], denied > 0
        else { return }
        say(.important, OverviewWord.pointDenied.text(language, OverviewSections.grouped(denied)))
    }

    private mutating func kinds(
        of topic: Overview.Topic, _ group: String, _ wanted: Set<String>?, _ weight: OverviewPoint.Weight
    ) {
        for measure in overview.measures where measure.topic == topic && wanted?.contains(measure.kind) ?? true {
            guard let total = measure.total, total > 0 else { continue }
            let about = OverviewWord.name("topic", topic.rawValue, language)
            let kind = OverviewWord.name(group, measure.kind, language)
            say(weight, OverviewWord.pointMost.text(language, about, kind, OverviewSections.grouped(total)))
        }
    }

    /// The grids without any below that have most to do, and those that answer least.
    private mutating func grids() {
        let parents = Set(overview.areas.compactMap(\.parent))
        func lowest(_ measure: Overview.Measure) -> [(place: Int, count: Int)] {
            measure.counts.enumerated().compactMap { place, count in
                parents.contains(place) ? nil : count.map { (place, $0) }
            }
        }
        func name(_ place: Int) -> String {
            let area = overview.areas[place]
            let above = area.parent.map { overview.areas[$0].name + " " } ?? ""
            return above + (area.name.isEmpty ? area.id : area.name)
        }
        if let tasks = overview.measures.first(where: { $0.topic == .tasks && $0.kind.isEmpty }) {
            if let place = overview.areas.firstIndex(where: { $0.id == Overview.unassigned }),
                let count = tasks.counts[place], count > 0
            {
                say(
                    .important, OverviewWord.pointUnassigned.text(language, OverviewSections.grouped(count)),
                    area: place)
            }
            let heaviest = lowest(tasks).filter { overview.areas[$0.place].id != Overview.unassigned }
                .sorted { ($1.count, $0.place) < ($0.count, $1.place) }
            for (place, count) in heaviest.prefix(Self.mostGrids) {
                guard let total = tasks.total, total > 0 else { continue }
                let share = decimalText(Double(count) * 100 / Double(total), places: 0)
                let text = OverviewWord.pointHeaviest.text(
                    language, name(place), OverviewSections.grouped(count), share)
                say(.note, text, area: place)
            }
        }
        if let rates = overview.measures.first(where: { $0.topic == .rates }) {
            let slowest = lowest(rates).filter { $0.count < 100 }.sorted { ($0.count, $0.place) < ($1.count, $1.place) }
            for (place, percent) in slowest.prefix(Self.mostGrids) {
                let text = OverviewWord.pointSlowest.text(language, name(place), "\(percent)")
                say(.important, text, area: place)
            }
        }
    }
}
