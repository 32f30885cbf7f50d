import Vocabulary

/// One person's way through one day: home, work or school, perhaps an errand, home.
struct DailyRound {
    private var home: Position, day: Position, errand: Position
    /// Seconds of the day: leaves home, at work, leaves work, at the errand, leaves it, at home again.
    private var leaveHome = 86_400, atWork = 86_400, leaveWork = 86_400
    private var atErrand = 86_400, leaveErrand = 86_400, atHome = 86_400

    init(person: Int, dayNumber: Int, resident: Resident, map: CityMap, seed: UInt64) {
        home = resident.home
        day = home
        errand = home
        var chance = Chance(seed, .round, person, dayNumber)
        let weekend = (dayNumber + 4) % 7 == 0 || (dayNumber + 4) % 7 == 6
        if resident.daySite >= 0, !weekend || chance.happens(0.2) {
            day = map.sites[Int(resident.daySite)].position
            leaveHome = 6 * 3600 + 1800 + chance.below(5400)
            atWork = leaveHome + 600 + chance.below(1800)
            leaveWork = 16 * 3600 + chance.below(7200)
            atHome = leaveWork + 600 + chance.below(1800)
        } else if chance.happens(0.5) {
            leaveHome = 8 * 3600 + chance.below(6 * 3600)
            atWork = leaveHome
            leaveWork = leaveHome
            atHome = leaveHome + 600
        }
        guard leaveWork < 86_400, chance.happens(0.35) else { return }
        errand = map.sites[map.cafes[chance.below(map.cafes.count)]].position
        atErrand = leaveWork + 900 + chance.below(1200)
        leaveErrand = atErrand + 1200 + chance.below(5400)
        atHome = leaveErrand + 900
    }

    /// Where the person is at a second of the day.
    func position(at second: Int) -> Position {
        if second < leaveHome || second >= atHome { return home }
        if second < atWork { return between(home, day, second, leaveHome, atWork) }
        if second < leaveWork { return day }
        if atErrand == 86_400 { return between(day, home, second, leaveWork, atHome) }
        if second < atErrand { return between(day, errand, second, leaveWork, atErrand) }
        if second < leaveErrand { return errand }
        return between(errand, home, second, leaveErrand, atHome)
    }

    private func between(_ from: Position, _ to: Position, _ second: Int, _ start: Int, _ end: Int) -> Position {
        let length = Int64(max(1, end - start))
        let passed = Int64(second - start)
        return Position(
            lonE7: from.lonE7 + Int32((Int64(to.lonE7) - Int64(from.lonE7)) * passed / length),
            latE7: from.latE7 + Int32((Int64(to.latE7) - Int64(from.latE7)) * passed / length))
    }
}
