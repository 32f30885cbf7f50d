import Glibc
import Vocabulary

/// One phone at one moment, wall-clock seconds.
struct Ping {
    var wall: Int64
    var person: Int32
    var lon: Int32, lat: Int32
    var accuracy: Int32
}

/// Writes a carrier file per day, an hour at a time: memory holds one hour.
struct CarrierFeed {
    private let plan: CityPlan, residents: Residents, map: CityMap
    /// Phones that send, with the index of their journey (-1 for none).
    private var senders: [(person: Int32, trip: Int32)] = []
    private var trips: [Trip] = []
    /// Planted rows in order of time, and the next one to write.
    private let planted: [Ping]
    private var next = 0
    /// Wall-clock spans in which a case's phone is silent.
    private let silent: [Int: [(Int64, Int64)]]
    /// Accuracy in metres by bell draw: lognormal, median 60, sigma 0.6.
    private let accuracies: [Int32]
    /// Share of a day's rows up to an hour: phones are busy from 7 to 22.
    private let shares: [Double]

    init(plan: CityPlan, residents: Residents, map: CityMap, planted: Planted) {
        self.plan = plan
        self.residents = residents
        self.map = map
        self.planted = planted.pings.sorted { ($0.wall, $0.person) < ($1.wall, $1.person) }
        silent = planted.silent
        accuracies = (0..<4096).map { slot in
            let bell = (Double(slot) * 64 + 32 - 131_070) / 37_837
            return Int32(min(3000, max(5, (60 * exp(0.6 * bell)).rounded())))
        }
        var total = 0.0
        var shares = [0.0]
        for hour in 0..<24 {
            total += (7...22).contains(hour) ? 1.3 : 0.4
            shares.append(total)
        }
        self.shares = shares.map { $0 / total }
        for (person, resident) in residents.all.enumerated() where resident.hasPhone {
            if resident.role == .cast, silent[person] == nil { continue }
            var trip: Int32 = -1
            if let journey = Trip(person: person, resident: resident, plan: plan) {
                trip = Int32(trips.count)
                trips.append(journey)
            }
            senders.append((Int32(person), trip))
        }
    }

    mutating func write<Sink: FeedSink>(to writer: inout FeedWriter<Sink>) throws {
        for day in 0..<plan.days {
            try writer.begin("feeds/carrier_\(plan.date(day)).csv", header: "phone,time,lon,lat,accuracy_m")
            for hour in 0..<24 {
                let pings = pings(day: day, hour: hour)
                let prefix = Array("\(plan.date(day)) \(zeroPadded(hour, 2)):".utf8)
                for ping in pings {
                    if !plan.noise.isNone {
                        try writeNoisy(ping, &writer)
                        continue
                    }
                    let second = Int(ping.wall - plan.wall(day: day, hour))
                    try writer.row { bytes in CarrierFeed.fill(&bytes, ping, prefix, second) }
                }
            }
            try writer.end()
        }
    }

    private func writeNoisy<Sink: FeedSink>(_ ping: Ping, _ writer: inout FeedWriter<Sink>) throws {
        guard let noisy = plan.noise.noisy(ping, seed: plan.seed) else { return writer.leaveOut() }
        try writer.put(
            "\(Identity.phone(index: Int(noisy.person))),\(wallText(noisy.wall)),\(degrees(noisy.lon)),"
                + "\(degrees(noisy.lat)),\(noisy.accuracy)")
    }

    private static func fill(_ bytes: inout [UInt8], _ ping: Ping, _ prefix: [UInt8], _ second: Int) {
        appendDigits(&bytes, Identity.phoneNumber(index: Int(ping.person)), 11)
        bytes.append(44)
        bytes.append(contentsOf: prefix)
        appendDigits(&bytes, second / 60, 2)
        bytes.append(58)
        appendDigits(&bytes, second % 60, 2)
        bytes.append(44)
        appendDegrees(&bytes, Int(ping.lon))
        bytes.append(44)
        appendDegrees(&bytes, Int(ping.lat))
        bytes.append(44)
        let accuracy = Int(ping.accuracy)
        appendDigits(&bytes, accuracy, accuracy < 10 ? 1 : accuracy < 100 ? 2 : accuracy < 1000 ? 3 : 4)
        bytes.append(10)
    }

    private static func appendDigits(_ bytes: inout [UInt8], _ value: Int, _ width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        var rest = value
        for _ in 0..<width {
            bytes.append(UInt8(truncatingIfNeeded: 48 + rest / divisor % 10))
            rest %= divisor
            divisor = max(1, divisor / 10)
        }
    }

    /// The county lies at 100 to 130 degrees east and 15 to 30 degrees north: no sign, width by size.
    private static func appendDegrees(_ bytes: inout [UInt8], _ value: Int) {
        let whole = value / 10_000_000
        appendDigits(&bytes, whole, whole < 100 ? 2 : 3)
        bytes.append(46)
        appendDigits(&bytes, value % 10_000_000, 7)
    }

    /// All pings of an hour in order of time, then of person.
    private mutating func pings(day: Int, hour: Int) -> [Ping] {
        let start = plan.wall(day: day, hour)
        let perPhone = senders.isEmpty ? 0 : Double(plan.carrierRows) / Double(senders.count) / Double(plan.days)
        var drawn: [Ping] = []
        for sender in senders {
            let person = Int(sender.person)
            var phaseDraw = Chance(plan.seed, .phase, person)
            let phase = phaseDraw.fraction()
            let before = (perPhone * (Double(day) + shares[hour]) + phase).rounded(.down)
            let count = Int((perPhone * (Double(day) + shares[hour + 1]) + phase).rounded(.down) - before)
            if count > 0 { addPings(person, sender.trip, count, day, hour, start, &drawn) }
        }
        while next < planted.count, planted[next].wall < start + 3600 {
            drawn.append(planted[next])
            next += 1
        }
        return CarrierFeed.inOrder(drawn, start: start)
    }

    /// Counting sort by second; within a second the order of the draw (by person) holds.
    private static func inOrder(_ pings: [Ping], start: Int64) -> [Ping] {
        var places = [Int](repeating: 0, count: 3601)
        for ping in pings { places[Int(ping.wall - start) + 1] += 1 }
        for second in 1...3600 { places[second] += places[second - 1] }
        var order = [Int](repeating: 0, count: pings.count)
        for (index, ping) in pings.enumerated() {
            let second = Int(ping.wall - start)
            order[places[second]] = index
            places[second] += 1
        }
        return order.map { pings[$0] }
    }

    private func addPings(
        _ person: Int, _ trip: Int32, _ count: Int, _ day: Int, _ hour: Int, _ start: Int64, _ drawn: inout [Ping]
    ) {
        let resident = residents.all[person]
        var chance = Chance(plan.seed, .pings, person, day * 24 + hour)
        let round = DailyRound(
            person: person, dayNumber: Int(plan.firstDay) + day, resident: resident, map: map, seed: plan.seed)
        for _ in 0..<count {
            let second = chance.below(3600)
            let wall = start + Int64(second)
            if trip >= 0, trips[Int(trip)].away(wall) { continue }
            if let spans = silent[person], spans.contains(where: { $0.0 <= wall && wall <= $0.1 }) { continue }
            let accuracy = accuracies[chance.bell() >> 6]
            var at = round.position(at: hour * 3600 + second)
            // One ping in 300 jumps to a far cell and the next one is back: the oscillation that cleaning removes.
            if resident.role != .cast, chance.below(300) == 0 {
                at = Position(
                    lonE7: at.lonE7 + Int32(chance.within(-400_000...400_000)),
                    latE7: at.latE7 + Int32(chance.within(0...300_000)))
            }
            // Two thirds of the stated accuracy as standard deviation on each axis; 90 and 102 units are one metre.
            let noise = Int64(accuracy)
            let east = Int64(chance.bell() - 131_070) * noise * 102 * 2 / (37_837 * 3)
            let north = Int64(chance.bell() - 131_070) * noise * 90 * 2 / (37_837 * 3)
            drawn.append(
                Ping(
                    wall: wall, person: Int32(person), lon: at.lonE7 + Int32(east), lat: at.latE7 + Int32(north),
                    accuracy: accuracy))
        }
    }
}
