public import Vocabulary

extension UndeclaredScan {
    /// Whose return home is to be looked for: everybody seen in a region, by all identifiers they own but plates.
    public func watch(for sights: RegionSights, directory: PersonDirectory) -> ReturnWatch {
        var watch = ReturnWatch()
        for presence in presences(sights, directory: directory) {
            let target = ReturnWatch.Target(
                subject: presence.subject, region: presence.region, lastSeen: presence.sight.span.end)
            let owned = directory.person(presence.subject)?.identifiers.filter { $0.kind != .plate } ?? []
            for identifier in Set(owned + [presence.subject]) { watch.targets[identifier, default: []].append(target) }
        }
        return watch
    }

    /// Notes the first sight at home after the last sight in a region, of the subjects that are looked for.
    ///
    /// Home is a place or ground of a home region code that does not lie in the risk region itself; a ride is seen
    /// at home where it alights there, a stay that began away only counts from its own start.
    public func observeReturns(
        _ block: ObservationBlock, of flagged: ReturnWatch, into returns: inout ReturnSights
    ) {
        if flagged.isEmpty { return }
        let targets = block.subjects.map { flagged.targets[$0] }
        guard targets.contains(where: { $0 != nil }) else { return }
        let codes = codeSites(block)
        let isRide = block.feed == .travel
        let placeColumn = isRide ? block.toPlace : block.place
        for row in 0..<block.count {
            let moment = isRide ? block.end[row] : block.start[row]
            if moment > asOf { continue }
            let (person, plate) = subjectCodes(block, row)
            for code in [person, plate] where code != 0 {
                guard let wanted = targets[Int(code) - 1], wanted.contains(where: { $0.lastSeen < moment }) else {
                    continue
                }
                let placeCode = placeColumn.isEmpty ? 0 : Int(placeColumn[row])
                let known = knownCodes(block, row, placeCode == 0 ? nil : codes[placeCode - 1], isRide: isRide)
                guard known.contains(where: index.isHome) else { continue }
                let home = ReturnSights.Home(
                    time: moment,
                    source: RowSource(
                        file: block.file.isEmpty ? 0 : block.file[row], line: block.line.isEmpty ? 0 : block.line[row],
                        digest: block.digest.isEmpty ? 0 : block.digest[row]),
                    place: placeCode == 0 ? "" : block.strings[placeCode - 1])
                for target in wanted where target.lastSeen < moment {
                    if known.contains(where: { $0.hasPrefix(index.codes[target.region]) }) { continue }
                    returns.add(home, for: RegionSights.Key(subject: target.subject, region: target.region))
                }
            }
        }
    }

    private func knownCodes(
        _ block: ObservationBlock, _ row: Int, _ site: RegionIndex.Site?, isRide: Bool
    ) -> [String] {
        if let site { return site.known }
        guard !isRide, let position = position(block, row) else { return [] }
        return index.site(at: position).known
    }
}

/// What was seen of one person, bare identifier or vehicle in one region, over all identifiers.
struct Presence {
    var subject: Pseudonym
    var region: Int
    var sight: Sight
    var isShared: Bool
}

extension UndeclaredScan {
    /// Sights merged by whom they are about; plates stay vehicles, whoever owns them.
    func presences(_ sights: RegionSights, directory: PersonDirectory) -> [Presence] {
        var merged: [RegionSights.Key: Presence] = [:]
        for (key, sight) in sights.sights {
            let subjects = key.subject.kind == .plate ? [key.subject] : directory.standsFor(key.subject)
            for subject in subjects {
                let isShared = key.subject.kind != .plate && subjects.count > 1
                let about = RegionSights.Key(subject: subject, region: key.region)
                if var known = merged[about] {
                    known.sight.merge(sight)
                    known.isShared = known.isShared || isShared
                    merged[about] = known
                } else {
                    merged[about] = Presence(subject: subject, region: key.region, sight: sight, isShared: isShared)
                }
            }
        }
        return merged.values.sorted { ($0.region, $0.subject) < ($1.region, $1.subject) }
    }
}
