import Vocabulary

/// The scenes of a case on trains, coaches and flights; each has a service of its own.
extension CaseScenes {
    /// Six stops A to F at the stations of the home region, half an hour apart, as rows of `stops.csv`.
    func run(_ stage: inout Stage, _ service: String, day: Int, from start: Int64) -> [Timetable.Stop] {
        let stops = (0..<6).map { index in
            let arrive = start + Int64(index) * 1800
            return Timetable.Stop(place: FixedPlaces.line[index], arrive: arrive, depart: arrive + 120)
        }
        stage.planted.stops += Timetable.rows(service: service, date: plan.date(first + day), stops)
        return stops
    }

    func sameCoach(_ stage: inout Stage) {
        let service = "K\(1001 + number * 2)"
        let date = plan.date(first + 1)
        let stops = run(&stage, service, day: 1, from: at(1, 9))
        ride(&stage, "rail", service, date, "05", "011A", stops[1], stops[4])
        stage.ride(
            person, service, date, coach: "05", seat: "011A", from: stops[1].place, to: stops[4].place, stops[1].depart,
            stops[4].arrive, order: "E\(caseID)")
        for (from, to, seat) in [(0, 2, "011B"), (2, 5, "016F"), (1, 4, "002C")] {
            let one = stage.person()
            stage.ride(
                one, service, date, coach: "05", seat: seat, from: stops[from].place, to: stops[to].place,
                stops[from].depart, stops[to].arrive)
            stage.contact(caseID, one, "rail.sealed", .close, "in the same coach for part of the way")
        }
        let other = stage.person()
        stage.ride(
            other, service, date, coach: "06", seat: "011A", from: stops[2].place, to: stops[4].place, stops[2].depart,
            stops[4].arrive)
        stage.contact(caseID, other, "rail.vehicle", .general, "in another coach of the same train")
    }

    func bus(_ stage: inout Stage) {
        let service = "B\(101 + number)"
        let date = plan.date(first + 1)
        let from = Timetable.Stop(place: "ST02", arrive: at(1, 17), depart: at(1, 17))
        let to = Timetable.Stop(place: "ST04", arrive: at(1, 18, 30), depart: at(1, 18, 30))
        ride(&stage, "coach", service, date, "", "12", from, to)
        let with = stage.person()
        stage.ride(
            with, mode: "coach", service, date, seat: "30", from: from.place, to: to.place, from.depart, to.arrive)
        stage.contact(caseID, with, "coach.sealed", .close, "on the same coach")
        let before = stage.person()
        stage.ride(before, mode: "coach", service, date, seat: "13", from: "ST01", to: "ST02", at(1, 16), at(1, 16, 59))
        stage.nearContact(caseID, before, "coach.sealed", "left the coach one minute before the case boarded")
    }

    /// The case rides from D to F; one person left at C, one took the same train a day later.
    func otherSegment(_ stage: inout Stage) {
        let service = "K\(1002 + number * 2)"
        let stops = run(&stage, service, day: 2, from: at(2, 8))
        ride(&stage, "rail", service, plan.date(first + 2), "03", "07A", stops[3], stops[5])
        let before = stage.person()
        stage.ride(
            before, service, plan.date(first + 2), coach: "03", seat: "07B", from: stops[0].place, to: stops[2].place,
            stops[0].depart, stops[2].arrive)
        stage.nearContact(caseID, before, "rail.sealed", "same coach from A to C where the case rode from D to F")
        let next = run(&stage, service, day: 3, from: at(3, 8))
        let later = stage.person()
        stage.ride(
            later, service, plan.date(first + 3), coach: "03", seat: "07B", from: next[3].place, to: next[5].place,
            next[3].depart, next[5].arrive)
        stage.nearContact(caseID, later, "rail.sealed", "same train and coach one day later")
    }

    func otherService(_ stage: inout Stage) {
        let service = "D\(1001 + number)"
        let stops = run(&stage, service, day: 2, from: at(2, 12))
        ride(&stage, "rail", service, plan.date(first + 2), "02", "05A", stops[0], stops[3])
        _ = run(&stage, service + "5", day: 2, from: at(2, 12))
        let one = stage.person()
        stage.ride(
            one, service + "5", plan.date(first + 2), coach: "02", seat: "05B", from: stops[0].place,
            to: stops[3].place,
            stops[0].depart, stops[3].arrive)
        stage.nearContact(caseID, one, "rail.sealed", "a train whose number only begins like the case's")
    }

    func flight(_ stage: inout Stage) {
        let service = "ZX\(1001 + number)"
        let date = plan.date(first + 2)
        let from = Timetable.Stop(place: "AIR08", arrive: at(2, 15), depart: at(2, 15))
        let to = Timetable.Stop(place: "AIR46", arrive: at(2, 16, 30), depart: at(2, 16, 30))
        ride(&stage, "flight", service, date, "", "12A", from, to)
        for (seat, rule, tier, note) in [
            ("9F", "air.rows", Tier.close, "three rows in front"), ("15C", "air.rows", .close, "three rows behind"),
            ("16A", "air.vehicle", .general, "four rows behind"),
        ] {
            let one = stage.person()
            stage.ride(
                one, mode: "flight", service, date, seat: seat, from: from.place, to: to.place, from.depart, to.arrive)
            stage.contact(caseID, one, rule, tier, note)
        }
    }
}
