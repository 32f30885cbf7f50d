import Vocabulary

/// The standing files of a city: people, grids and their polygons, places, regions, timetable.
struct RegistryFeeds {
    let plan: CityPlan, residents: Residents, map: CityMap
    /// Words for which people are watched, by person.
    let focus: [Int: String]

    func people<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for (index, resident) in residents.all.enumerated() {
            let hamlet = Int(resident.hamlet)
            let phone = plan.noise.hidesPhone(of: index, seed: plan.seed) ? "" : residents.phone(index)
            let unit = resident.daySite < 0 ? "" : map.sites[Int(resident.daySite)].id
            try writer.row(
                "P\(zeroPadded(index + 1, 7)),\(residents.name(index)),\(residents.idNumber(index)),\(phone),"
                    + "\(residents.plate(index)),\(map.hamletID(hamlet)),\(map.address(hamlet, house: Int(resident.house))),\(unit),"
                    + (focus[index] ?? "")
            )
        }
    }

    func grids<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        var officers = 0
        func row(_ id: String, _ parent: String, _ kind: String, _ level: String, _ name: String) throws {
            var chance = Chance(plan.seed, .name, -1 - officers)
            let officer = Identity.name(surname: chance.below(40), &chance)
            try writer.row(
                "\(id),\(parent),\(kind),\(level),\(name),\(officer),\(Identity.phone(index: 90_000_000 + officers))")
            officers += 1
        }
        try row(CityMap.county, "", "strip", "county", "安澜县")
        for township in 0..<map.townships {
            try row(CityMap.township(township), CityMap.county, "strip", "township", Identity.placeName(township) + "镇")
        }
        for village in 0..<map.hamletCount / 4 {
            let township = CityMap.township(map.township(ofHamlet: village * 4))
            try row(map.village(village * 4), township, "strip", "village", Identity.placeName(village + 40) + "村")
        }
        for hamlet in 0..<map.hamletCount {
            try row(map.hamletID(hamlet), map.village(hamlet), "strip", "hamlet", Identity.placeName(hamlet + 90))
        }
        try row("EDU", CityMap.county, "block", "school_system", "安澜县学校")
        try row("ENT", CityMap.county, "block", "enterprise_system", "安澜县企业")
        for site in map.sites where site.kind == "school" { try row(site.id, "EDU", "block", "class", site.name) }
        for site in map.sites where site.kind == "workplace" {
            try row(site.id, "ENT", "block", "enterprise", site.name)
        }
    }

    /// One rectangle per hamlet; neighbours share their edges exactly.
    func polygons<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        writer.text("{\"type\":\"FeatureCollection\",\"features\":[\n")
        for hamlet in 0..<map.hamletCount {
            let corner = map.corner(hamlet)
            let west = degrees(corner.lonE7), east = degrees(corner.lonE7 + CityMap.cellLon)
            let south = degrees(corner.latE7), north = degrees(corner.latE7 + CityMap.cellLat)
            let ring =
                "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
            try writer.row(
                "{\"type\":\"Feature\",\"properties\":{\"grid_id\":\"\(map.hamletID(hamlet))\"},"
                    + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[\(ring)]}}\(hamlet + 1 < map.hamletCount ? "," : "")"
            )
        }
        writer.text("]}\n")
    }

    func places<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for site in map.sites { try writer.row(site.row) }
        for site in FixedPlaces.sites { try writer.row(site.row) }
        for hamlet in 0..<map.hamletCount {
            let corner = map.corner(hamlet)
            let tower = CityMap.Site(
                id: "TWR\(zeroPadded(hamlet + 1, 5))", kind: "cell", name: "\(Identity.placeName(hamlet + 90))基站",
                position: Position(lonE7: corner.lonE7 + 60_000, latE7: corner.latE7 + 55_000), radius: 800,
                grid: map.hamletID(hamlet), region: CityMap.county)
            try writer.row(tower.row)
        }
    }

    func regions<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        try writer.row("\(CityMap.riskCity),临江市,high,\(plan.date(min(0, plan.days - 14) - 30)),")
        try writer.row("\(CityMap.laterRisk),新陵市,medium,\(plan.date(UndeclaredScenes.laterRiskDay(plan))),")
    }

    func stops<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for day in 0..<plan.days {
            for run in 0..<Timetable.runs {
                for outward in [true, false] {
                    let stops = Timetable.stops(outward: outward, run: run, midnight: plan.wall(day: day))
                    let service = Timetable.service(outward: outward, run: run)
                    for row in Timetable.rows(service: service, date: plan.date(day), stops) { try writer.row(row) }
                }
            }
        }
    }
}
