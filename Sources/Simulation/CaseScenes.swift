import Vocabulary

/// One index case with its itinerary, its planted contacts and its near misses.
///
/// Days count from the first day of the infectious window (two days before onset). Every scene has its own train or
/// its own lonely site, so that nobody meets the case, or another contact, anywhere else.
struct CaseScenes {
    let number: Int, caseID: String, person: Int
    /// First day of the window, and the day of isolation and confirmation, counted in the period.
    let first: Int, last: Int
    let plan: CityPlan

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

    func at(_ day: Int, _ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Int64 {
        plan.wall(day: first + day, hour, minute, second)
    }

    /// A reported stay or point; the case's phone keeps still an hour before and after.
    func stay(
        _ stage: inout Stage, _ start: Int64, _ end: Int64, place: String = "", position: Position? = nil,
        room: String = ""
    ) {
        let where_ = position.map { ",\(degrees($0.lonE7)),\(degrees($0.latE7)),50" } ?? "\(place),,,"
        let kind = start == end ? "point" : "stay"
        stage.planted.itineraries.append(
            "\(caseID),\(kind),\(wallText(start)),\(wallText(end)),\(where_),\(room),,,,,,,,")
        stage.planted.silent[person]?.append((start - 3660, end + 3660))
    }

    func ride(
        _ stage: inout Stage, _ mode: String, _ service: String, _ date: String, _ coach: String, _ seat: String,
        _ from: Timetable.Stop, _ to: Timetable.Stop
    ) {
        stage.planted.itineraries.append(
            "\(caseID),ride,\(wallText(from.depart)),\(wallText(to.arrive)),,,,,,\(mode),\(service),\(date),\(coach),\(seat),"
                + "\(from.place),\(to.place),")
        stage.planted.silent[person]?.append((from.depart - 3660, to.arrive + 3660))
    }

    func beforeTheWindow(_ stage: inout Stage) {
        let cafe = stage.place("cafe", "夜茶室")
        stay(&stage, at(-1, 22), at(0, 0, 30), place: cafe.id)
        let guest = stage.person()
        stage.visit(guest, cafe.id, "cafe", at(-1, 22, 10), at(-1, 23, 59))
        stage.nearContact(
            caseID, guest, "venue.shared", "left one minute before the infectious window began at local midnight")
    }

    func cafe(_ stage: inout Stage) {
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
    func north(of position: Position, meters: Double) -> Position {
        var moved = position
        moved.latE7 += Int32((meters / (earthRadiusMeters * .pi / 180) * 1e7).rounded(.up))
        return moved
    }

    func phonesNear(_ stage: inout Stage) {
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

    func phoneTooFar(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 13), at(0, 14), position: site)
        let one = stage.person()
        for minute in stride(from: 10, through: 40, by: 5) {
            stage.ping(one, at(0, 13, minute), north(of: site, meters: 101))
        }
        stage.nearContact(caseID, one, "carrier.near", "phone 1 m outside radius and reach for 30 minutes")
    }

    func phoneTooEarly(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 15, 30), at(0, 16), position: site)
        let one = stage.person()
        for minute in stride(from: 54, through: 84, by: 5) { stage.ping(one, at(0, 14, minute), site) }
        stage.nearContact(caseID, one, "carrier.near", "phone left slack and 60 s before the case came")
    }

    func phoneTooShort(_ stage: inout Stage) {
        let site = stage.lonelySite()
        stay(&stage, at(0, 17), at(0, 18), position: site)
        let one = stage.person()
        for minute in stride(from: 20, through: 29, by: 3) { stage.ping(one, at(0, 17, minute), site) }
        stage.nearContact(caseID, one, "carrier.near", "phone there for 9 minutes only")
    }

    func gate(_ stage: inout Stage) {
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

    func hotel(_ stage: inout Stage) {
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

    func schoolClass(_ stage: inout Stage) {
        let room = stage.place("school", "分校")
        stay(&stage, at(1, 14), at(1, 15, 30), place: room.id)
        for _ in 0..<2 {
            let mate = stage.person()
            stage.visit(mate, room.id, "school", at(1, 13, 40), at(1, 15, 30))
            stage.contact(caseID, mate, "venue.shared", .close, "in the same class")
        }
    }

    func cardRoom(_ stage: inout Stage) {
        let room = stage.place("cardroom", "棋牌室", radius: 10)
        stay(&stage, at(1, 20), at(1, 22), place: room.id)
        let player = stage.person()
        stage.visit(player, room.id, "cardroom", at(1, 21, 30), at(1, 23))
        stage.contact(caseID, player, "venue.shared", .close, "at the same card tables")
    }

    /// A shop 60 m and a shop 75 m from a stay of radius 50 m; both shops have radius 20 m.
    func placeNearStay(_ stage: inout Stage) {
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

    func afterIsolation(_ stage: inout Stage) {
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
