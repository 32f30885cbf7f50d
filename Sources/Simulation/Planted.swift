import Vocabulary

/// Rows that the stories put into the feeds, and the truth about them.
struct Planted {
    var places: [String] = [], stops: [String] = [], travel: [String] = [], hotel: [String] = []
    var parking: [String] = [], visit: [String] = [], declarations: [String] = [],
        checkpoint: [(day: Int, row: String)] = []
    var cases: [String] = [], itineraries: [String] = []
    var contacts: [String] = [], undeclared: [String] = [], nearMisses: [String] = []
    var pings: [Ping] = []
    var checkins: [String] = [], clues: [String] = []
    var alerts: [String] = [], nearAlerts: [String] = [], clueTruth: [String] = []
    /// Words for which people are watched, by person.
    var focus: [Int: String] = [:]
    /// Gates that count nothing from a wall-clock second on.
    var silentGates: [String: Int64] = [:]
    /// Spans in which a case's own phone keeps still, by person.
    var silent: [Int: [(Int64, Int64)]] = [:]
}

/// Hands out the cast and the lonely sites, and knows how the rows are spelled.
struct Stage {
    let plan: CityPlan
    let residents: Residents
    var planted = Planted()
    private var nextCast: Int
    private var nextSite = 0

    init(plan: CityPlan, residents: Residents) {
        self.plan = plan
        self.residents = residents
        nextCast = residents.firstCast
    }

    /// People taken from the cast so far.
    var castUsed: Int { nextCast - residents.firstCast }

    /// The next person of the cast, who appears in no other scene.
    mutating func person() -> Int {
        precondition(nextCast < residents.all.count, "the cast is too small for the scenes")
        nextCast += 1
        return nextCast - 1
    }

    /// A site at least 4 km from any other and from the county: a lattice that grows southwards from 28.0 degrees.
    mutating func lonelySite() -> Position {
        let number = Int32(nextSite)
        nextSite += 1
        return Position(lonE7: 1_170_000_000 + number % 40 * 500_000, latE7: 280_000_000 - number / 40 * 400_000)
    }

    /// A place of its own at a lonely site.
    mutating func place(_ kind: String, _ name: String, radius: Int = 20) -> (id: String, position: Position) {
        let position = lonelySite()
        let id = "X" + zeroPadded(nextSite, 5)
        planted.places.append(
            "\(id),\(kind),\(name)\(nextSite)号,\(degrees(position.lonE7)),\(degrees(position.latE7)),\(radius),,990801")
        return (id, position)
    }

    mutating func ride(
        _ person: Int, mode: String = "rail", _ service: String, _ date: String, coach: String = "", seat: String = "",
        from: String, to: String, _ depart: Int64, _ arrive: Int64, order: String = ""
    ) {
        planted.travel.append(
            "\(residents.idNumber(person)),\(mode),\(service),\(date),\(coach),\(seat),\(from),\(to),\(wallText(depart)),"
                + "\(wallText(arrive)),boarded,\(order)")
    }

    mutating func visit(_ person: Int, _ place: String, _ kind: String, _ start: Int64, _ end: Int64) {
        planted.visit.append("\(place),\(residents.idNumber(person)),,\(kind),\(wallText(start)),\(wallText(end)),no")
    }

    mutating func hotel(_ person: Int, _ place: String, _ room: String, _ start: Int64, _ end: Int64) {
        planted.hotel.append("\(place),\(room),\(residents.idNumber(person)),\(wallText(start)),\(wallText(end))")
    }

    mutating func gate(_ row: String, at wall: Int64) {
        planted.checkpoint.append((Int(floorDay(wall) - plan.firstDay), row))
    }

    mutating func declare(
        _ person: Int, at wall: Int64, travelled: Bool, region: String = "", from: String = "", to: String = ""
    ) {
        planted.declarations.append(
            "\(residents.idNumber(person)),,\(wallText(wall)),\(travelled ? "yes" : "no"),\(region),\(from),\(to),")
    }

    mutating func ping(_ person: Int, _ wall: Int64, _ position: Position, accuracy: Int32 = 30) {
        planted.pings.append(
            Ping(wall: wall, person: Int32(person), lon: position.lonE7, lat: position.latE7, accuracy: accuracy))
    }

    mutating func contact(_ caseID: String, _ person: Int, _ rule: String, _ tier: Tier, _ note: String) {
        planted.contacts.append(
            "\(caseID),\(residents.idNumber(person)),\(residents.phone(person)),\(rule),\(tier.rawValue),\(note)")
    }

    mutating func nearContact(_ caseID: String, _ person: Int, _ rule: String, _ note: String) {
        planted.nearMisses.append("contact,\(identifiers(person)),\(rule),\(note),\(caseID)")
    }

    mutating func undeclared(_ person: Int, region: String = CityMap.riskCity, _ status: String, _ note: String) {
        planted.undeclared.append("person,\(residents.idNumber(person)),\(region),\(status),\(note)")
    }

    mutating func undeclaredVehicle(_ plate: String, _ status: String, _ note: String) {
        planted.undeclared.append("vehicle,\(plate),\(CityMap.riskCity),\(status),\(note)")
    }

    mutating func nearUndeclared(_ person: Int, _ note: String) {
        planted.nearMisses.append("undeclared,\(identifiers(person)),undeclared,\(note),")
    }

    private func identifiers(_ person: Int) -> String {
        "\(residents.idNumber(person)),\(residents.phone(person)),\(residents.plate(person))"
    }
}
