import Vocabulary

/// Travellers from the risk city who did not say so, and those who only look like it.
struct UndeclaredScenes {
    private let plan: CityPlan

    /// Cast members that one round of scenes needs.
    static let castPerRound = 13

    init(plan: CityPlan) { self.plan = plan }

    func play(on stage: inout Stage) {
        nothingDeclared(&stage)
        denied(&stage)
        otherRegion(&stage)
        otherDates(&stage)
        vehicles(&stage)
        declaredAtTheEdge(&stage)
        passedThrough(&stage)
        intermediateCity(&stage)
        beforeItWasRisky(&stage)
        beforeLookBack(&stage)
    }

    /// Day on which the look-back of 14 days begins, counted in the period.
    private var lookBackStart: Int { plan.days - 14 }
    /// A day in the period and in the look-back that leaves room for the way back.
    private var tripDay: Int { max(1, lookBackStart + 1, plan.days / 2 - 2) }
    /// Day from which ``CityMap/laterRisk`` is a risk region.
    static func laterRiskDay(_ plan: CityPlan) -> Int { plan.days - 2 }

    /// Out on one day and back on another by train of the timetable.
    private func journey(
        _ stage: inout Stage, _ person: Int, to place: String = FixedPlaces.risk, out: Int, back: Int, backRun: Int = 3
    ) {
        let there = Timetable.stops(outward: true, run: 0, midnight: plan.wall(day: out))
        let home = Timetable.stops(outward: false, run: backRun, midnight: plan.wall(day: back))
        guard let alight = there.first(where: { $0.place == place }),
            let board = home.first(where: { $0.place == place })
        else { return }
        let coach = zeroPadded(person % 8 + 1, 2)
        let seat = zeroPadded(person / 8 % 18 + 1, 3) + (person % 2 == 0 ? "A" : "F")
        stage.ride(
            person, Timetable.service(outward: true, run: 0), plan.date(out), coach: coach, seat: seat,
            from: FixedPlaces.home,
            to: place, there[0].depart, alight.arrive)
        stage.ride(
            person, Timetable.service(outward: false, run: backRun), plan.date(back), coach: coach, seat: seat,
            from: place,
            to: FixedPlaces.home, board.depart, home[home.count - 1].arrive)
    }

    private func nothingDeclared(_ stage: inout Stage) {
        for _ in 0..<2 {
            let one = stage.person()
            journey(&stage, one, out: tripDay, back: tripDay + 1)
            stage.undeclared(one, "none", "by train to the risk city and back next day")
        }
    }

    private func denied(_ stage: inout Stage) {
        let one = stage.person()
        journey(&stage, one, out: tripDay, back: tripDay + 1)
        stage.declare(one, at: plan.wall(day: tripDay + 2, 9), travelled: false)
        stage.undeclared(one, "denied", "declared not to have travelled")
    }

    private func otherRegion(_ stage: inout Stage) {
        let one = stage.person()
        journey(&stage, one, out: tripDay, back: tripDay + 1)
        stage.declare(
            one, at: plan.wall(day: tripDay + 2, 9), travelled: true, region: "9943", from: plan.date(tripDay),
            to: plan.date(tripDay + 1))
        stage.undeclared(one, "other_region", "declared the intermediate city instead")
    }

    private func otherDates(_ stage: inout Stage) {
        let one = stage.person()
        journey(&stage, one, out: tripDay, back: tripDay)
        stage.declare(
            one, at: plan.wall(day: tripDay + 1, 9), travelled: true, region: CityMap.riskCity,
            from: plan.date(tripDay - 5), to: plan.date(tripDay - 3))
        stage.undeclared(one, "other_dates", "declared dates that end three days before the visit")
    }

    private func vehicles(_ stage: inout Stage) {
        let denier = stage.person()
        let gate = FixedPlaces.riskGates[0]
        for (hour, direction) in [(11, "in"), (16, "out")] {
            let wall = plan.wall(day: tripDay, hour)
            stage.gate("\(gate),\(wallText(wall)),,,\(stage.residents.plate(denier)),\(direction),,camera", at: wall)
        }
        stage.declare(denier, at: plan.wall(day: tripDay + 1, 10), travelled: false)
        stage.undeclaredVehicle(
            stage.residents.plate(denier), "denied", "seen at a checkpoint of the risk city and denied by its owner")
        let parked = stage.person()
        stage.planted.parking.append(
            "\(FixedPlaces.riskCarPark),\(stage.residents.plate(parked)),\(wallText(plan.wall(day: tripDay, 12))),"
                + "\(wallText(plan.wall(day: tripDay, 15)))")
        stage.undeclaredVehicle(stage.residents.plate(parked), "none", "parked in the risk city")
    }

    private func declaredAtTheEdge(_ stage: inout Stage) {
        for (from, to, note) in [(-3, -1, "ends one day before the visit"), (1, 1, "begins one day after the visit")] {
            let one = stage.person()
            journey(&stage, one, out: tripDay, back: tripDay)
            stage.declare(
                one, at: plan.wall(day: tripDay + 1, 9), travelled: true, region: CityMap.riskCity,
                from: plan.date(tripDay + from), to: plan.date(tripDay + to))
            stage.nearUndeclared(one, "declared period \(note) and tolerance is one day")
        }
    }

    private func passedThrough(_ stage: inout Stage) {
        let one = stage.person()
        journey(&stage, one, to: FixedPlaces.beyond, out: tripDay, back: tripDay + 1)
        stage.nearUndeclared(one, "rode through the risk city without alighting")
    }

    private func intermediateCity(_ stage: inout Stage) {
        let one = stage.person()
        journey(&stage, one, to: FixedPlaces.intermediate, out: tripDay, back: tripDay + 1)
        stage.nearUndeclared(one, "visited the intermediate city that is no risk region")
    }

    /// By train to a city that became a risk region on a later day.
    private func beforeItWasRisky(_ stage: inout Stage) {
        let one = stage.person()
        let day = UndeclaredScenes.laterRiskDay(plan) - 1
        stage.ride(
            one, "G891", plan.date(day), coach: "02", seat: "03A", from: FixedPlaces.home,
            to: FixedPlaces.laterRiskStation,
            plan.wall(day: day, 8), plan.wall(day: day, 11))
        stage.ride(
            one, "G892", plan.date(day), coach: "02", seat: "03A", from: FixedPlaces.laterRiskStation,
            to: FixedPlaces.home,
            plan.wall(day: day, 17), plan.wall(day: day, 20))
        stage.nearUndeclared(one, "visited a city on the day before it became a risk region")
    }

    private func beforeLookBack(_ stage: inout Stage) {
        let one = stage.person()
        journey(&stage, one, out: lookBackStart - 1, back: lookBackStart - 1, backRun: 2)
        stage.nearUndeclared(one, "visited the risk city on the day before the look-back begins")
    }
}
