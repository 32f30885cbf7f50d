import Vocabulary

/// One index case with its itinerary, its planted contacts and its near misses.
///
/// Days count from the first day of the infectious window (two days before onset). Every scene has its own train or
/// its own lonely site, so that nobody meets the case, or another contact, anywhere else.
struct CaseScenes {
    private let number: Int, caseID: String, person: Int
    /// First day of the window, and the day of isolation and confirmation, counted in the period.
    private let first: Int, last: Int
    private let plan: CityPlan

    /// Cast members that one case needs: the case, its contacts, its near misses.
    static let castPerCase = 37

    init(number: Int, stage: inout Stage) {
        self.number = number
        plan = stage.plan
        caseID = "C" + zeroPadded(number + 1, 3)
        person = stage.person()
        var chance = Chance(plan.seed, .cast, number, 1)
        let earliest = max(2, (plan.days * 2 + 2) / 3)
        let onset = min(earliest + chance.below(max(1, plan.days - 1 - earliest)), plan.days - 2)
        first = onset - 2
        last = min(onset + 1 + chance.below(2), plan.days - 1)
        stage.planted.cases.append(
            "\(caseID),\(stage.residents.idNumber(person)),\(plan.date(onset)),,\(wallText(plan.wall(day: last, 20, 30))),"
                + "\(wallText(plan.wall(day: last, 19))),")
        stage.planted.silent[person] = []
    }

    mutating func play(on stage: inout Stage) {
        beforeTheWindow(&stage)
        cafe(&stage)
        phonesNear(&stage)
        phoneTooFar(&stage)
        phoneTooEarly(&stage)
        phoneTooShort(&stage)
        gate(&stage)
        hotel(&stage)
        sameCoach(&stage)
        schoolClass(&stage)
        bus(&stage)
        cardRoom(&stage)
        otherSegment(&stage)
        otherService(&stage)
        flight(&stage)
        placeNearStay(&stage)
        afterIsolation(&stage)
    }

    private func at(_ day: Int, _ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Int64 {
        plan.wall(day: first + day, hour, minute, second)
    }

    /// A reported stay or point; the case's phone keeps still an hour before and after.
    private func stay(
        _ stage: inout Stage, _ start: Int64, _ end: Int64, place: String = "", position: Position? = nil,
        room: String = ""
    ) {
        let where_ = position.map { ",\(degrees($0.lonE7)),\(degrees($0.latE7)),50" } ?? "\(place),,,"
        let kind = start == end ? "point" : "stay"
        stage.planted.itineraries.append(
            "\(caseID),\(kind),\(wallText(start)),\(wallText(end)),\(where_),\(room),,,,,,,,")
        stage.planted.silent[person]?.append((start - 3660, end + 3660))
    }

    private func ride(
        _ stage: inout Stage, _ mode: String, _ service: String, _ date: String, _ coach: String, _ seat: String,
        _ from: Timetable.Stop, _ to: Timetable.Stop
    ) {
        stage.planted.itineraries.append(
            "\(caseID),ride,\(wallText(from.depart)),\(wallText(to.arrive)),,,,,,\(mode),\(service),\(date),\(coach),\(seat),"
                + "\(from.place),\(to.place),")
        stage.planted.silent[person]?.append((from.depart - 3660, to.arrive + 3660))
    }

    /// Six stops A to F at the stations of the home region, half an hour apart, as rows of `stops.csv`.
    private func run(_ stage: inout Stage, _ service: String, day: Int, from start: Int64) -> [Timetable.Stop] {
        let stops = (0..<6).map { index in
            let arrive = start + Int64(index) * 1800
            return Timetable.Stop(place: FixedPlaces.line[index], arrive: arrive, depart: arrive + 120)
        }
        stage.planted.stops += Timetable.rows(service: service, date: plan.date(first + day), stops)
        return stops
    }

    private func beforeTheWindow(_ stage: inout Stage) {
        let cafe = stage.place("cafe", "夜茶室")
        stay(&stage, at(-1, 22), at(0, 0, 30), place: cafe.id)
        let guest = stage.person()
        stage.visit(guest, cafe.id, "cafe", at(-1, 22, 10), at(-1, 23, 59))
        stage.nearContact(
            caseID, guest, "venue.shared", "left one minute before the infectious window began at local midnight")
    }

    private func cafe(_ stage: inout Stage) {
        let cafe = stage.place("cafe", "茶室")
        stay(&stage, at(0, 9), at(0, 10), place: cafe.id)
        for minute in [10, 25] {
            let guest = stage.person()
            stage.visit(guest, cafe.id, "cafe", at(0, 9, minute), at(0, 10, 20))
            stage.contact(caseID, guest, "venue.shared", .close, "in the same cafe")
        }
        let early = stage.person()
        stage.visit(early, cafe.id, "cafe", at(0, 8), at(0, 8, 59))
        stage.nearContact(caseID, early, "venue.shared", "left the cafe one minute before the case came")
        let late = stage.person()
        stage.visit(late, cafe.id, "cafe", at(0, 10, 21), at(0, 11, 20))
        stage.nearContact(caseID, late, "venue.shared", "came to the cafe 21 minutes after the case had left")
    }

    /// A position so many metres north, to the next 1e-7 degree outwards.
    private func north(of position: Position, meters: Double) -> Position {
        var moved = position
        moved.latE7 += Int32((meters / (earthRadiusMeters * .pi / 180) * 1e7).rounded(.up))
        return moved
    }

    private func phonesNear(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 11), at(0, 12), position: site)
        for meters in [20.0, 60, 95] {
            let one = stage.person()
            for minute in stride(from: 10, through: 40, by: 5) {
                stage.ping(one, at(0, 11, minute, Int(meters) / 2), north(of: site, meters: meters))
            }
            stage.contact(
                caseID, one, "carrier.near", .companionSpacetime, "phone \(Int(meters)) m away for 30 minutes")
        }
    }

    private func phoneTooFar(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 13), at(0, 14), position: site)
        let one = stage.person()
        for minute in stride(from: 10, through: 40, by: 5) {
            stage.ping(one, at(0, 13, minute), north(of: site, meters: 101))
        }
        stage.nearContact(caseID, one, "carrier.near", "phone 1 m outside radius and reach for 30 minutes")
    }

    private func phoneTooEarly(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 15, 30), at(0, 16), position: site)
        let one = stage.person()
        for minute in stride(from: 54, through: 84, by: 5) { stage.ping(one, at(0, 14, minute), site) }
        stage.nearContact(caseID, one, "carrier.near", "phone left slack and 60 s before the case came")
    }

    private func phoneTooShort(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 17), at(0, 18), position: site)
        let one = stage.person()
        for minute in stride(from: 20, through: 29, by: 3) { stage.ping(one, at(0, 17, minute), site) }
        stage.nearContact(caseID, one, "carrier.near", "phone there for 9 minutes only")
    }

    private func gate(_ stage: inout Stage) {
        for (hour, second) in [(18, 59), (19, 61)] {
            let gate = stage.place("gate", "路口", radius: 10)
            let wall = at(0, hour, 30)
            stay(&stage, wall, wall, place: gate.id)
            let one = stage.person()
            let passage = wall + Int64(second)
            stage.gate("\(gate.id),\(wallText(passage)),\(stage.residents.idNumber(one)),,,in,36.5,card", at: passage)
            if second <= 60 {
                stage.contact(caseID, one, "gate.passage", .general, "passed the gate 59 s after the case")
            } else {
                stage.nearContact(caseID, one, "gate.passage", "passed the gate 61 s after the case")
            }
        }
    }

    private func hotel(_ stage: inout Stage) {
        let house = stage.place("hotel", "山居旅馆", radius: 25)
        let other = stage.place("hotel", "水居旅馆", radius: 25)
        stay(&stage, at(0, 20, 30), at(1, 7, 30), place: house.id, room: "308")
        let roommate = stage.person()
        stage.hotel(roommate, house.id, "308", at(0, 21), at(1, 7))
        stage.contact(caseID, roommate, "hotel.room", .close, "in the same room")
        let guest = stage.person()
        stage.hotel(guest, house.id, "512", at(0, 21, 30), at(1, 8))
        stage.contact(caseID, guest, "hotel.house", .general, "in the same hotel")
        let before = stage.person()
        stage.hotel(before, house.id, "308", at(-1, 18), at(0, 20, 29))
        stage.nearContact(caseID, before, "hotel.room", "left the room one minute before the case came")
        let elsewhere = stage.person()
        stage.hotel(elsewhere, other.id, "308", at(0, 21), at(1, 7))
        stage.nearContact(caseID, elsewhere, "hotel.room", "same room number in another hotel")
    }

    private func sameCoach(_ stage: inout Stage) {
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
            stage.contact(caseID, one, "rail.coach", .close, "in the same coach for part of the way")
        }
        let other = stage.person()
        stage.ride(
            other, service, date, coach: "06", seat: "011A", from: stops[2].place, to: stops[4].place, stops[2].depart,
            stops[4].arrive)
        stage.contact(caseID, other, "rail.vehicle", .general, "in another coach of the same train")
    }

    private func schoolClass(_ stage: inout Stage) {
        let room = stage.place("school", "分校")
        stay(&stage, at(1, 14), at(1, 15, 30), place: room.id)
        for _ in 0..<2 {
            let mate = stage.person()
            stage.visit(mate, room.id, "school", at(1, 13, 40), at(1, 15, 30))
            stage.contact(caseID, mate, "venue.shared", .close, "in the same class")
        }
    }

    private func bus(_ stage: inout Stage) {
        let service = "B\(101 + number)"
        let date = plan.date(first + 1)
        let from = Timetable.Stop(place: "ST02", arrive: at(1, 17), depart: at(1, 17))
        let to = Timetable.Stop(place: "ST04", arrive: at(1, 18, 30), depart: at(1, 18, 30))
        ride(&stage, "coach", service, date, "", "12", from, to)
        let with = stage.person()
        stage.ride(
            with, mode: "coach", service, date, seat: "30", from: from.place, to: to.place, from.depart, to.arrive)
        stage.contact(caseID, with, "coach.vehicle", .close, "on the same coach")
        let before = stage.person()
        stage.ride(before, mode: "coach", service, date, seat: "13", from: "ST01", to: "ST02", at(1, 16), at(1, 16, 59))
        stage.nearContact(caseID, before, "coach.vehicle", "left the coach one minute before the case boarded")
    }

    private func cardRoom(_ stage: inout Stage) {
        let room = stage.place("cardroom", "棋牌室", radius: 10)
        stay(&stage, at(1, 20), at(1, 22), place: room.id)
        let player = stage.person()
        stage.visit(player, room.id, "cardroom", at(1, 21, 30), at(1, 23))
        stage.contact(caseID, player, "venue.shared", .close, "at the same card tables")
    }

    /// The case rides from D to F; one person left at C, one took the same train a day later.
    private func otherSegment(_ stage: inout Stage) {
        let service = "K\(1002 + number * 2)"
        let stops = run(&stage, service, day: 2, from: at(2, 8))
        ride(&stage, "rail", service, plan.date(first + 2), "03", "07A", stops[3], stops[5])
        let before = stage.person()
        stage.ride(
            before, service, plan.date(first + 2), coach: "03", seat: "07B", from: stops[0].place, to: stops[2].place,
            stops[0].depart, stops[2].arrive)
        stage.nearContact(caseID, before, "rail.coach", "same coach from A to C where the case rode from D to F")
        let next = run(&stage, service, day: 3, from: at(3, 8))
        let later = stage.person()
        stage.ride(
            later, service, plan.date(first + 3), coach: "03", seat: "07B", from: next[3].place, to: next[5].place,
            next[3].depart, next[5].arrive)
        stage.nearContact(caseID, later, "rail.coach", "same train and coach one day later")
    }

    private func otherService(_ stage: inout Stage) {
        let service = "D\(1001 + number)"
        let stops = run(&stage, service, day: 2, from: at(2, 12))
        ride(&stage, "rail", service, plan.date(first + 2), "02", "05A", stops[0], stops[3])
        _ = run(&stage, service + "5", day: 2, from: at(2, 12))
        let one = stage.person()
        stage.ride(
            one, service + "5", plan.date(first + 2), coach: "02", seat: "05B", from: stops[0].place,
            to: stops[3].place,
            stops[0].depart, stops[3].arrive)
        stage.nearContact(caseID, one, "rail.coach", "a train whose number only begins like the case's")
    }

    private func flight(_ stage: inout Stage) {
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

    /// A shop 60 m and a shop 75 m from a stay of radius 50 m; both shops have radius 20 m.
    private func placeNearStay(_ stage: inout Stage) {
        let near = stage.place("pharmacy", "药店")
        stay(&stage, at(2, 18), at(2, 19), position: north(of: near.position, meters: 60))
        let one = stage.person()
        stage.visit(one, near.id, "pharmacy", at(2, 18, 10), at(2, 18, 30))
        stage.contact(caseID, one, "site.near", .general, "in a shop within reach of the case's stay")
        let far = stage.place("pharmacy", "药店")
        stay(&stage, at(2, 20), at(2, 21), position: north(of: far.position, meters: 75))
        let other = stage.person()
        stage.visit(other, far.id, "pharmacy", at(2, 20, 10), at(2, 20, 30))
        stage.nearContact(caseID, other, "site.near", "in a shop 5 m outside reach of the case's stay")
    }

    private func afterIsolation(_ stage: inout Stage) {
        let clinic = stage.place("clinic", "诊所")
        stay(&stage, plan.wall(day: last, 18), plan.wall(day: last, 20), place: clinic.id)
        let before = stage.person()
        stage.visit(before, clinic.id, "clinic", plan.wall(day: last, 18, 10), plan.wall(day: last, 18, 50))
        stage.contact(caseID, before, "venue.shared", .close, "in the clinic before the case was isolated")
        let after = stage.person()
        stage.visit(after, clinic.id, "clinic", plan.wall(day: last, 19, 1), plan.wall(day: last, 19, 40))
        stage.nearContact(caseID, after, "venue.shared", "came one minute after the case was isolated")
    }
}
