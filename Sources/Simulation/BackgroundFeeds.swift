import Vocabulary

/// Everyday rows of everybody who is not in a planted story, one feed after the other.
struct BackgroundFeeds {
    let plan: CityPlan, residents: Residents, map: CityMap
    /// Gates that count nothing from a wall-clock second on.
    let silentGates: [String: Int64]

    private var everyday: Range<Int> { 0..<residents.firstCast }

    /// Tickets of one background journey.
    func travel<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for person in everyday {
            guard let trip = Trip(person: person, resident: residents.all[person], plan: plan) else { continue }
            var chance = Chance(plan.seed, .trip, person, 1)
            let target = trip.toRisk ? FixedPlaces.risk : FixedPlaces.intermediate
            let coach = zeroPadded(chance.within(1...8), 2)
            let seat = zeroPadded(chance.within(1...18), 3) + chance.one(of: ["A", "B", "C", "D", "F"])
            let order = "E" + zeroPadded(person, 8)
            let id = residents.idNumber(person)
            try writer.row(
                "\(id),rail,\(Timetable.service(outward: true, run: trip.outRun)),\(plan.date(trip.outDay)),\(coach),\(seat),"
                    + "\(FixedPlaces.home),\(target),\(wallText(trip.leaves)),\(wallText(trip.arrives)),boarded,\(order)"
            )
            try writer.row(
                "\(id),rail,\(Timetable.service(outward: false, run: trip.backRun)),\(plan.date(trip.backDay)),\(coach),\(seat),"
                    + "\(target),\(FixedPlaces.home),\(wallText(trip.departs)),\(wallText(trip.returns)),boarded,\(order)"
            )
        }
    }

    /// Everybody who was in the risk city says so on the evening of the return; some others declare no travel.
    func declarations<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for person in everyday {
            let resident = residents.all[person]
            var chance = Chance(plan.seed, .trip, person, 2)
            if let trip = Trip(person: person, resident: resident, plan: plan) {
                guard trip.toRisk else { continue }
                let subject = chance.happens(0.7) ? "\(residents.idNumber(person))," : ",\(residents.phone(person))"
                // A phone alone is linked through the registry; both are common.
                let region = chance.one(of: ["9942", "994201"])
                try writer.row(
                    "\(subject),\(wallText(trip.returns + 3600)),yes,\(region),\(plan.date(trip.outDay)),"
                        + "\(plan.date(trip.backDay)),")
            } else if resident.hasPhone, chance.happens(0.03) {
                let wall = plan.wall(day: chance.below(plan.days), chance.within(8...20), chance.below(60))
                try writer.row("\(residents.idNumber(person)),,\(wallText(wall)),no,,,,")
            }
        }
    }

    func hotel<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for person in everyday {
            let resident = residents.all[person]
            var chance = Chance(plan.seed, .hotels, person)
            if let trip = Trip(person: person, resident: resident, plan: plan) {
                guard trip.toRisk, trip.departs - trip.arrives > 14 * 3600, chance.happens(0.6) else { continue }
                let house = chance.one(of: FixedPlaces.riskHotels)
                try writer.row(
                    "\(house),\(chance.within(201...820)),\(residents.idNumber(person)),\(wallText(trip.arrives + 2400)),"
                        + "\(wallText(trip.departs - 3600))")
            } else if resident.role == .worker, chance.happens(0.02) {
                let day = chance.below(plan.days - 1)
                let house = map.sites[chance.one(of: map.hotels)].id
                let into = plan.wall(day: day, chance.within(18...22), chance.below(60))
                let out = plan.wall(day: day + 1, chance.within(7...11), chance.below(60))
                try writer.row(
                    "\(house),\(chance.within(201...420)),\(residents.idNumber(person)),\(wallText(into)),\(wallText(out))"
                )
            }
        }
    }

    func parking<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for person in everyday where residents.all[person].plate >= 0 {
            let trip = Trip(person: person, resident: residents.all[person], plan: plan)
            for day in 0..<plan.days {
                var chance = Chance(plan.seed, .parking, person, day)
                let enter = plan.wall(day: day, chance.within(8...18), chance.below(60), chance.below(60))
                guard chance.happens(0.1), trip?.away(enter) != true else { continue }
                let leave = enter + Int64(chance.within(900...14_000))
                let park = map.sites[chance.one(of: map.carParks)].id
                try writer.row(
                    "\(park),\(residents.plate(person)),\(wallText(enter)),\(chance.happens(0.03) ? "" : wallText(leave))"
                )
            }
        }
    }

    func visits<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for person in everyday {
            let resident = residents.all[person]
            let trip = Trip(person: person, resident: resident, plan: plan)
            let id = residents.idNumber(person)
            for day in 0..<plan.days {
                var chance = Chance(plan.seed, .visits, person, day)
                let weekday = (Int(plan.firstDay) + day + 4) % 7
                if resident.role == .pupil, (1...5).contains(weekday), chance.happens(0.96) {
                    let room = map.sites[Int(resident.daySite)].id
                    try writer.row(
                        "\(room),\(id),,school,\(wallText(plan.wall(day: day, 7, 40))),\(wallText(plan.wall(day: day, 16, 20))),no"
                    )
                }
                let start = plan.wall(day: day, chance.within(17...20), chance.below(60))
                guard resident.role != .pupil, chance.happens(0.05), trip?.away(start) != true else { continue }
                let atClinic = chance.happens(0.25)
                let site = map.sites[atClinic ? chance.one(of: map.clinics) : chance.one(of: map.cafes)]
                let byPhone = resident.hasPhone && chance.happens(0.3)
                let subject = byPhone ? ",\(residents.phone(person))" : "\(id),"
                let end = start + Int64(chance.within(600...7200))
                let fever = atClinic && chance.happens(0.05) ? "yes" : "no"
                try writer.row("\(site.id),\(subject),\(site.kind),\(wallText(start)),\(wallText(end)),\(fever)")
            }
        }
    }

    func checkpoint<Sink: FeedSink>(day: Int, to writer: inout FeedWriter<Sink>) throws {
        for person in everyday {
            let resident = residents.all[person]
            var chance = Chance(plan.seed, .gates, person, day)
            guard chance.happens(0.08) else { continue }
            let trip = Trip(person: person, resident: resident, plan: plan)
            let gate = map.sites[chance.one(of: map.gates)].id
            let out = plan.wall(day: day, chance.within(7...9), chance.below(60), chance.below(60))
            let back = plan.wall(day: day, chance.within(16...21), chance.below(60), chance.below(60))
            let subject: String
            switch chance.below(3) {
            case 0 where resident.hasPhone: subject = ",\(residents.phone(person)),"
            case 1 where resident.plate >= 0: subject = ",,\(residents.plate(person))"
            default: subject = "\(residents.idNumber(person)),,"
            }
            for (wall, direction) in [(out, "out"), (back, "in")] where trip?.away(wall) != true {
                if let silent = silentGates[gate], wall >= silent { continue }
                let degree = "36.\(chance.below(8))"
                try writer.row(
                    "\(gate),\(wallText(wall)),\(subject),\(direction),\(degree),\(chance.one(of: ["card", "camera", "hand"]))"
                )
            }
        }
    }

    /// Daily temperatures of those who came back from the risk city.
    func checkins<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for person in everyday {
            guard let trip = Trip(person: person, resident: residents.all[person], plan: plan), trip.toRisk else {
                continue
            }
            for day in (trip.backDay + 1)..<plan.days {
                var chance = Chance(plan.seed, .visits, person, 10_000 + day)
                try writer.row("\(residents.idNumber(person)),,\(plan.date(day)),36.\(chance.below(9)),yes")
            }
        }
    }
}
