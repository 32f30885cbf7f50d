/// A seeded synthetic city with planted truth: all feeds of TraceGrid, and who must and must not be found in them.
///
/// The same plan gives the same bytes. Rows are written as they are made: memory holds the residents (about 40 bytes
/// each), the planted rows, and one hour of pings.
public enum City {
    /// What was written.
    public struct Summary: Hashable, Sendable {
        /// Files in the order of writing, with rows and bytes.
        public var files: [GeneratedFile]
        /// People of the registry, the cast of the planted stories among them.
        public var people: Int
        /// The moment to screen at, UTC seconds.
        public var asOf: Int64
    }

    /// Fewest people a plan can have: its cast, and 60 others.
    public static func peopleNeeded(for plan: CityPlan) -> Int { cast(of: plan) + 60 }

    /// Writes a city's files in a fixed order.
    @discardableResult
    public static func generate<Sink: FeedSink>(_ plan: CityPlan, into sink: inout Sink) throws -> Summary {
        let total = max(plan.people, peopleNeeded(for: plan))
        var map = CityMap(people: total, seed: plan.seed)
        let residents = Residents(plan: plan, total: total, cast: cast(of: plan), map: &map)
        let planted = stories(plan, residents, map)
        var writer = FeedWriter(sink, noise: plan.noise.isNone ? nil : FileNoise(plan.noise, seed: plan.seed))
        try writeRegistry(
            RegistryFeeds(plan: plan, residents: residents, map: map, focus: planted.focus), planted, &writer)
        try writeDays(
            BackgroundFeeds(plan: plan, residents: residents, map: map, silentGates: planted.silentGates), planted,
            &writer)
        var carrier = CarrierFeed(plan: plan, residents: residents, map: map, planted: planted)
        try carrier.write(to: &writer)
        try writeTruth(planted, residents, plan, &writer)
        let files = writer.files
        sink = writer.finish()
        return Summary(files: files, people: total, asOf: plan.asOf)
    }

    /// One round of undeclared travellers per 10,000 people.
    private static func rounds(of plan: CityPlan) -> Int { 1 + plan.people / 10_000 }

    private static func cast(of plan: CityPlan) -> Int {
        plan.cases * CaseScenes.castPerCase + rounds(of: plan) * UndeclaredScenes.castPerRound
            + plan.anomalies * AnomalyScenes.castPerRound
    }

    private static func stories(_ plan: CityPlan, _ residents: Residents, _ map: CityMap) -> Planted {
        var stage = Stage(plan: plan, residents: residents)
        for number in 0..<plan.cases {
            var scenes = CaseScenes(number: number, stage: &stage)
            scenes.play(on: &stage)
        }
        for _ in 0..<rounds(of: plan) { UndeclaredScenes(plan: plan).play(on: &stage) }
        for round in 0..<plan.anomalies { AnomalyScenes(plan: plan, map: map, round: round).play(on: &stage) }
        return stage.planted
    }

    private static func writeRegistry<Sink: FeedSink>(
        _ feeds: RegistryFeeds, _ planted: Planted, _ writer: inout FeedWriter<Sink>
    ) throws {
        try writer.begin(
            "feeds/people.csv", header: "person_id,name,id_number,phones,plates,home_grid,address,unit_grids,focus")
        try feeds.people(to: &writer)
        try writer.end()
        try writer.begin("feeds/grids.csv", header: "grid_id,parent_id,kind,level,name,officer,officer_phone")
        try feeds.grids(to: &writer)
        try writer.end()
        try writer.begin("feeds/grids.geojson")
        try feeds.polygons(to: &writer)
        try writer.end()
        try writer.begin("feeds/places.csv", header: "place_id,kind,name,lon,lat,radius_m,grid_id,region")
        try feeds.places(to: &writer)
        for row in planted.places { try writer.row(row) }
        try writer.end()
        try writer.begin("feeds/regions.csv", header: "region,name,level,from,to")
        try feeds.regions(to: &writer)
        try writer.end()
        try writer.begin("feeds/stops.csv", header: "mode,service,service_date,seq,place_id,arrive,depart")
        try feeds.stops(to: &writer)
        for row in planted.stops { try writer.row(row) }
        try writer.end()
    }

    private static func writeDays<Sink: FeedSink>(
        _ feeds: BackgroundFeeds, _ planted: Planted, _ writer: inout FeedWriter<Sink>
    ) throws {
        typealias Fill = (inout FeedWriter<Sink>) throws -> Void
        func file(_ name: String, _ header: String, _ rows: [String], _ fill: Fill = { _ in }) throws {
            let isDelivery = ["travel", "checkpoint", "hotel", "parking", "visit"].contains { name.hasPrefix($0) }
            try writer.begin("feeds/\(name).csv", header: header, isDelivery: isDelivery)
            try fill(&writer)
            for row in rows { try writer.row(row) }
            try writer.end()
        }
        try file(
            "travel",
            "id_number,mode,service,service_date,carriage,seat,from_place,to_place,depart,arrive,status,order_id",
            planted.travel, feeds.travel)
        for day in 0..<feeds.plan.days {
            try file(
                "checkpoint_\(feeds.plan.date(day))",
                "place_id,time,id_number,phone,plate,direction,temperature_c,method",
                planted.checkpoint.filter { $0.day == day }.map(\.row)
            ) { try feeds.checkpoint(day: day, to: &$0) }
        }
        try file("hotel", "place_id,room,id_number,check_in,check_out", planted.hotel, feeds.hotel)
        try file("parking", "place_id,plate,enter,leave", planted.parking, feeds.parking)
        try file("visit", "place_id,id_number,phone,kind,start,end,fever", planted.visit, feeds.visits)
        try file(
            "declarations", "id_number,phone,declared_at,travelled,region,from,to,companions", planted.declarations,
            feeds.declarations)
        try file("checkins", "id_number,phone,date,temperature_c,isolated", planted.checkins, feeds.checkins)
        if feeds.plan.anomalies > 0 {
            try file("clues", "clue_id,time,kind,channel,grid_id,lon,lat,text,subject", planted.clues)
        }
        try file("cases", "case_id,id_number,onset,sampled,confirmed,isolated,note", planted.cases)
        try file(
            "itineraries",
            "case_id,kind,start,end,place_id,lon,lat,radius_m,room,mode,service,service_date,carriage,seat,from_place,to_place,plate",
            planted.itineraries)
    }

    private static func writeTruth<Sink: FeedSink>(
        _ planted: Planted, _ residents: Residents, _ plan: CityPlan, _ writer: inout FeedWriter<Sink>
    ) throws {
        if let noise = writer.noise {
            let phones = residents.all.indices.filter { residents.all[$0].hasPhone }
            try writer.whole(
                "truth/noise.csv", header: "what,feed,device,value",
                noise.truth(phones: phones, hidden: phones.filter { plan.noise.hidesPhone(of: $0, seed: plan.seed) }))
        }
        try writer.whole("truth/contacts.csv", header: "case_id,id_number,phone,rule,tier,note", planted.contacts)
        try writer.whole("truth/undeclared.csv", header: "kind,subject,region,status,note", planted.undeclared)
        try writer.whole(
            "truth/near_misses.csv", header: "kind,id_number,phone,plate,rule,note,case_id", planted.nearMisses)
        if plan.anomalies > 0 {
            try writer.whole("truth/alerts.csv", header: "kind,id_number,place,since,note", planted.alerts)
            try writer.whole("truth/near_alerts.csv", header: "kind,id_number,note", planted.nearAlerts)
            try writer.whole("truth/clues.csv", header: "clue_id,grid_id,repeats", planted.clueTruth)
        }
        try writer.begin("truth/README.md")
        for line in TruthNote.text(plan).split(separator: "\n", omittingEmptySubsequences: false) {
            try writer.row(String(line))
        }
        try writer.end()
    }
}
