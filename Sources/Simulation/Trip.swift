/// A background journey by train to the risk city or the intermediate city and back; to the risk city always declared.
struct Trip {
    var toRisk: Bool
    var outDay: Int, outRun: Int, backDay: Int, backRun: Int
    /// Wall-clock seconds of leaving the home station and of coming back to it.
    var leaves: Int64, returns: Int64
    /// Arrival at and departure from the destination.
    var arrives: Int64, departs: Int64

    /// The journey of a person, if the draw gives one.
    init?(person: Int, resident: Resident, plan: CityPlan) {
        guard resident.role == .worker || resident.role == .atHome, resident.hasPhone else { return nil }
        var chance = Chance(plan.seed, .trip, person)
        let draw = chance.fraction()
        guard draw < 0.06 else { return nil }
        toRisk = draw < 0.03
        outDay = chance.below(plan.days - 3)
        backDay = min(outDay + chance.within(1...3), plan.days - 2)
        outRun = chance.below(Timetable.runs)
        backRun = chance.below(4)
        let target = toRisk ? FixedPlaces.risk : FixedPlaces.intermediate
        let out = Timetable.stops(outward: true, run: outRun, midnight: plan.wall(day: outDay))
        let back = Timetable.stops(outward: false, run: backRun, midnight: plan.wall(day: backDay))
        leaves = out[0].depart
        returns = back[back.count - 1].arrive
        arrives = out.first { $0.place == target }?.arrive ?? leaves
        departs = back.first { $0.place == target }?.depart ?? returns
        guard departs > arrives else { return nil }
    }

    func away(_ wall: Int64) -> Bool { wall >= leaves - 1800 && wall <= returns + 1800 }
}
