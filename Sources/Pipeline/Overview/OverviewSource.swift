import FollowUp
import Ledger
import Publishing
import Vocabulary

/// What a run and the runs before it give the command centre's page; see ``ShownCounts`` for what is hidden.
struct OverviewSource {
    /// A file that the run read: its number, and the accounting of its rows.
    struct File {
        var number: UInt32, feed: Feed, read: Int, accepted: Int, rejected: Int
    }
    let run: RunRecord
    let settings: Settings
    /// What the run found, and what the run before had found.
    let findings: RunFindings, previous: RunFindings
    let tree: GridTree
    let files: [File]
    let parts: OverviewParts

    /// Days that the page looks back at most, and days of feeds.
    private static let mostDays = 28, feedDays: Int32 = 8

    /// The overview, with what else the ledger tells.
    func overview(_ ledger: LedgerSnapshot) throws -> Overview {
        var overview = Overview(
            runID: run.runID, version: run.key.toolVersion, policy: run.policy, isEncrypted: settings.isEncrypted,
            asOf: run.key.asOf, areas: [])
        let open = OverviewSource.open(findings)
        let own = counts(open.map(\.gridID))
        let grounds = Dictionary(uniqueKeysWithValues: try ledger.polygons(of: .grid).map { ($0.code, $0.polygons) })
        let places = areas(with: own, grounds: grounds, into: &overview)
        let days = try past(ledger)
        overview.cases = findings.cases.count >= HiddenCounts.least ? findings.cases.count : nil

        let contacts = shown(
            counts(findings.contacts.map(\.tier)), days.map(\.tally.tiers), Tier.allCases,
            moved(findings.contacts.map(\.contactID), previous.contacts.map(\.contactID)))
        let undeclared = shown(
            counts(findings.undeclared.map(\.status)), days.map(\.tally.statuses), Self.statuses,
            moved(
                findings.undeclared.map { "\($0.subject.text) \($0.region)" },
                previous.undeclared.map { "\($0.subject.text) \($0.region)" }))
        let tasks = shown(
            counts(open.map(\.reason)), days.map(\.tally.reasons), TaskReason.allCases,
            moved(open.map(\.taskID), OverviewSource.open(previous).map(\.taskID)), own: own)
        let today = settings.zone.localDay(at: run.key.asOf)
        let numbers = days.map(\.day)
        overview.series = [
            series(.contacts, Tier.allCases.map(\.rawValue), contacts, today, numbers),
            series(.undeclared, Self.statuses.map(\.rawValue), undeclared, today, numbers),
            series(.tasks, TaskReason.allCases.map(\.rawValue), tasks, today, numbers),
        ]
        overview.measures = [measure(.tasks, "", tasks, own, places)] + partMeasures(places) + response(places)
        let answered = open.count { $0.state.isAnswered }
        overview.funnel = [
            Overview.Step(.read, files.reduce(0) { $0 + $1.read }),
            Overview.Step(.accepted, files.reduce(0) { $0 + $1.accepted }),
            Overview.Step(.contacts, contacts.today.total), Overview.Step(.tasks, tasks.today.total),
            Overview.Step(.answered, answered >= HiddenCounts.least ? answered : nil),
        ]
        try feeds(ledger, into: &overview)
        return overview
    }

    private static let statuses: [DeclarationStatus] = [.none, .denied, .otherRegion, .otherDates, .afterNotice]

    private func counts<Word: Hashable>(_ words: [Word]) -> [Word: Int] {
        words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// The tree with its ground, each grid after the one above it; the place of each id.
    private func areas(
        with own: [String: Int], grounds: [String: [Polygon]], into overview: inout Overview
    ) -> [String: Int] {
        var places: [String: Int] = [:]
        func add(_ gridID: String, _ parent: Int?) {
            let grid = tree.grid(gridID)
            places[gridID] = overview.areas.count
            overview.areas.append(
                Overview.Area(
                    id: gridID, level: grid?.level ?? "", name: grid?.name ?? "", parent: parent,
                    polygons: grounds[gridID] ?? []))
            for child in tree.children(of: gridID) { add(child, places[gridID]) }
        }
        tree.roots.forEach { add($0, nil) }
        // Grids that left the table, and no grid at all, where anybody stands there.
        let strays = Set(own.keys).union(parts.parts.flatMap(\.own.keys)).subtracting(places.keys)
        strays.sorted().forEach { add($0, nil) }
        return places
    }

    /// The runs before: the one that this run is compared with, and of each earlier day the one it was compared with.
    ///
    /// They hang together by the run's own id, so the page of a run is always the same.
    private func past(_ ledger: LedgerSnapshot) throws -> [(day: Int32, tally: RunTally)] {
        var days: [(day: Int32, tally: RunTally)] = []
        var next = run.baseline
        while let id = next, days.count < Self.mostDays - 1, let record = try ledger.run(id: id) {
            let day = settings.zone.localDay(at: record.key.asOf)
            if days.last.map({ day < $0.day }) ?? true { days.append((day, try ledger.tally(of: id))) }
            next = record.baseline
        }
        return days
    }

    private func moved(_ now: [String], _ before: [String]) -> (new: Int, kept: Int, gone: Int)? {
        if run.baseline == nil { return nil }
        let (now, before) = (Set(now), Set(before))
        let kept = now.intersection(before).count
        return (now.count - kept, kept, before.count - kept)
    }

    private func shown<Kind: Hashable>(
        _ today: [Kind: Int], _ before: [[Kind: Int]], _ kinds: [Kind], _ change: (new: Int, kept: Int, gone: Int)?,
        own: [String: Int]? = nil
    ) -> ShownCounts {
        func parts(_ counts: [Kind: Int]) -> [Int] { kinds.map { counts[$0] ?? 0 } }
        return ShownCounts(
            Counted(parts: parts(today), before: before.map(parts), change: change, own: own), in: tree)
    }

    private func series(
        _ topic: Overview.Topic, _ kinds: [String], _ shown: ShownCounts, _ today: Int32, _ before: [Int32]
    ) -> Overview.Series {
        var days = zip(before, shown.before).map { Overview.Day(day: $0, total: $1.total, parts: $1.parts) }
        days.reverse()
        days.append(Overview.Day(day: today, total: shown.today.total, parts: shown.today.parts))
        let change = before.isEmpty ? nil : Overview.Move(new: shown.new, kept: shown.kept, gone: shown.gone)
        return Overview.Series(topic: topic, kinds: kinds, days: days, change: change)
    }

    /// What is shown of a kind that stands in some grids itself.
    private func measure(
        _ topic: Overview.Topic, _ kind: String, _ shown: ShownCounts, _ own: [String: Int], _ places: [String: Int]
    ) -> Overview.Measure {
        var counts = [Int?](repeating: nil, count: places.count)
        for (gridID, place) in places {
            // A place outside of the tree that this kind does not have takes part in no sum: the total says that it is 0.
            let isAbsent = own[gridID] == nil && tree.grid(gridID) == nil
            counts[place] = isAbsent ? 0 : shown.byGrid[gridID]
        }
        return Overview.Measure(topic: topic, kind: kind, total: shown.today.total, counts: counts)
    }

    /// What other parts of the run brought; each kind is hidden by itself, and no sum over kinds is shown.
    private func partMeasures(_ places: [String: Int]) -> [Overview.Measure] {
        parts.parts.map {
            measure($0.topic, $0.kind, ShownCounts(Counted(own: $0.own), in: tree), $0.own, places)
        }
    }

    /// Tasks that are still to be done, as `tasks counts` counts them.
    private static func open(_ findings: RunFindings) -> [GridTask] {
        findings.tasks.map(\.task).filter { !$0.state.isOver }
    }

    /// Share of the tasks that stood on an earlier list and are answered, as ``TaskRates`` has it, in whole percent;
    /// none where no share can be shown.
    private func response(_ places: [String: Int]) -> [Overview.Measure] {
        let issued = findings.tasks.map(\.task).filter { $0.issued < run.key.asOf }
        func shown(_ tasks: [GridTask]) -> Overview.Measure {
            let own = counts(tasks.map(\.gridID))
            return measure(.rates, "", ShownCounts(Counted(own: own), in: tree), own, places)
        }
        let (all, answered) = (shown(issued), shown(issued.filter(\.state.isAnswered)))
        func percent(_ some: Int?, _ all: Int?) -> Int? {
            guard let some, let all, all > 0 else { return nil }
            // Rounded down: 100 means all.
            return some * 100 / all
        }
        let shares = zip(answered.counts, all.counts).map { percent($0, $1) }
        let total = percent(answered.total, all.total)
        if total == nil, shares.allSatisfy({ $0 == nil }) { return [] }
        return [Overview.Measure(topic: .rates, total: total, counts: shares)]
    }

    /// Rows of the last whole days, by feed, of the files that the run knew.
    private func feeds(_ ledger: LedgerSnapshot, into overview: inout Overview) throws {
        let last = settings.zone.localDay(at: run.key.asOf + 1) - 1
        let limits = RetentionLimits(settings.retention, zone: settings.zone, asOf: run.key.asOf)
        let first = max(last - Self.feedDays + 1, limits.firstDay(.observations))
        guard first <= last else { return }
        let known = Set(files.map(\.number))
        let segments = try ledger.segments(days: first...last).filter { known.contains($0.batch) }
        overview.feedDays = Array(first...last)
        for feed in Feed.allCases where feed.isObservation {
            let own = segments.filter { $0.feed == feed }
            if own.isEmpty { continue }
            var days = overview.feedDays.map { FeedDay(feed: feed, day: $0) }
            for segment in own { days[Int(segment.day - first)].rows += segment.rows }
            var latest = days[days.count - 1]
            for file in files where file.feed == feed {
                latest.read += file.read
                latest.rejected += file.rejected
            }
            var oddities: [Overview.FeedLine.Oddity] = []
            if latest.rows == 0 {
                oddities.append(.nothing)
            } else if UsualDay(days).isMore(than: latest.rows) {
                oddities.append(.few)
            }
            if latest.hasManyRejected { oddities.append(.rejected) }
            overview.feeds.append(
                Overview.FeedLine(
                    feed: feed, rows: days.map(\.rows), rejected: Share(latest.rejected, of: latest.read),
                    oddities: oddities))
        }
    }
}

extension OverviewSource.File {
    /// A delivered file.
    init(_ file: InputFile) {
        self.init(
            number: file.number, feed: file.feed, read: file.rowsRead, accepted: file.accepted,
            rejected: file.rejected)
    }
}
