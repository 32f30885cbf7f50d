import Vocabulary

/// Where everything lies: the county's grids as a lattice of hamlets, its places, and the railway line.
struct CityMap {
    /// A place as a row of `places.csv`.
    struct Site {
        var id: String, kind: String, name: String, position: Position, radius: Int, grid: String, region: String
        var row: String {
            "\(id),\(kind),\(name),\(degrees(position.lonE7)),\(degrees(position.latE7)),\(radius),\(grid),\(region)"
        }
    }

    static let county = "990801"
    static let riskCity = "9942", laterRisk = "9945"
    /// One hamlet: about 1,170 by 1,220 m.
    static let cellLon: Int32 = 120_000, cellLat: Int32 = 110_000
    static let west: Int32 = 1_183_000_000, south: Int32 = 289_000_000

    let townships: Int, villages: Int
    let seed: UInt64
    private(set) var sites: [Site] = []
    /// Indexes into ``sites`` by what the feeds need.
    private(set) var cafes: [Int] = [], gates: [Int] = [], clinics: [Int] = [], carParks: [Int] = [], hotels: [Int] = []
    private(set) var workplaces: [Int] = []

    init(people: Int, seed: UInt64) {
        self.seed = seed
        let hamlets = max(8, people / 150)
        var side = 2
        while (side + 1) * (side + 1) * 4 <= hamlets { side += 1 }
        townships = min(side, 99)
        villages = min(max(2, (hamlets + townships * 4 - 1) / (townships * 4)), 99)
        placeSites(workplaces: max(2, people / 120))
    }

    var hamletCount: Int { townships * villages * 4 }

    static func township(_ number: Int) -> String { county + zeroPadded(number + 1, 2) }

    func village(_ hamlet: Int) -> String {
        CityMap.township(hamlet / (villages * 4)) + zeroPadded(hamlet / 4 % villages + 1, 2)
    }

    func hamletID(_ hamlet: Int) -> String { village(hamlet) + zeroPadded(hamlet % 4 + 1, 2) }

    func township(ofHamlet hamlet: Int) -> Int { hamlet / (villages * 4) }

    /// Lower left corner of a hamlet's cell.
    func corner(_ hamlet: Int) -> Position {
        let column = township(ofHamlet: hamlet) * 2 + hamlet % 2
        let line = hamlet / 4 % villages * 2 + hamlet % 4 / 2
        return Position(
            lonE7: CityMap.west + Int32(column) * CityMap.cellLon, latE7: CityMap.south + Int32(line) * CityMap.cellLat)
    }

    /// A drawn position well inside a hamlet.
    func position(in hamlet: Int, _ chance: inout Chance) -> Position {
        let corner = corner(hamlet)
        return Position(
            lonE7: corner.lonE7 + Int32(chance.within(12_000...108_000)),
            latE7: corner.latE7 + Int32(chance.within(11_000...99_000)))
    }

    func address(_ hamlet: Int, house: Int) -> String {
        "安澜县\(Identity.placeName(township(ofHamlet: hamlet)))镇\(Identity.placeName(hamlet / 4 + 40))村"
            + "\(Identity.placeName(hamlet + 90))\(house)号"
    }

    /// Site of a school class.
    mutating func addClass(number: Int, township: Int) {
        var chance = Chance(seed, .map, 3, number)
        add(
            "CLS\(zeroPadded(number + 1, 4))", "school", "安澜\(number / 6 + 1)校\(number % 6 + 1)班", 20, township, &chance
        )
    }

    /// Index of the site added last.
    var lastSite: Int { sites.count - 1 }

    private mutating func add(
        _ id: String, _ kind: String, _ name: String, _ radius: Int, _ township: Int, _ chance: inout Chance
    ) {
        let hamlet = township * villages * 4 + chance.below(villages * 4)
        sites.append(
            Site(
                id: id, kind: kind, name: name, position: position(in: hamlet, &chance), radius: radius,
                grid: hamletID(hamlet), region: CityMap.county))
    }

    private mutating func placeSites(workplaces count: Int) {
        for township in 0..<townships {
            var chance = Chance(seed, .map, 1, township)
            let name = Identity.placeName(township)
            for number in 1...3 {
                let tail = "\(zeroPadded(township + 1, 2))\(number)"
                add("CAF\(tail)", "cafe", "\(name)茶室\(number)号", 15, township, &chance)
                cafes.append(lastSite)
                add("CRD\(tail)", "cardroom", "\(name)棋牌室\(number)号", 15, township, &chance)
                cafes.append(lastSite)
                add("GAT\(tail)", "gate", "\(name)小区\(number)号门", 10, township, &chance)
                gates.append(lastSite)
                add("PRK\(tail)", "carpark", "\(name)停车场\(number)号", 40, township, &chance)
                carParks.append(lastSite)
            }
            let tail = zeroPadded(township + 1, 2)
            add("CLI\(tail)", "clinic", "\(name)卫生院", 30, township, &chance)
            clinics.append(lastSite)
            add("HOT\(tail)", "hotel", "\(name)旅馆", 25, township, &chance)
            hotels.append(lastSite)
            add("CHK\(tail)", "checkpoint", "\(name)路卡", 15, township, &chance)
            gates.append(lastSite)
        }
        for number in 0..<count {
            var chance = Chance(seed, .map, 2, number)
            let township = chance.below(townships)
            add("WRK\(zeroPadded(number + 1, 4))", "workplace", "安澜企业\(number + 1)", 60, township, &chance)
            workplaces.append(lastSite)
        }
    }
}

/// `118.3000000` of 1e-7 degree units.
func degrees(_ value: Int32) -> String {
    let magnitude = Int(value.magnitude)
    return "\(value < 0 ? "-" : "")\(magnitude / 10_000_000).\(zeroPadded(magnitude % 10_000_000, 7))"
}

/// Local wall time `2020-02-01 08:12:33` of wall-clock seconds.
func wallText(_ wall: Int64) -> String { ZoneRules.utc.wallText(wall) }
