import Vocabulary

/// What somebody does by day.
enum Role: UInt8 {
    case worker, pupil, atHome, cast
}

/// Somebody of the registry; names and identifiers follow from the index and the seed.
struct Resident {
    var home: Position
    var hamlet: Int32, house: Int32
    var birthDay: Int32
    /// Site of the class or the workplace; -1 for none.
    var daySite: Int32
    /// Index of the family's plate; -1 for none.
    var plate: Int32
    var surname: UInt8
    var role: Role
    var hasPhone: Bool
}

/// Everybody of a city, families first and the cast of the planted stories last.
struct Residents {
    private(set) var all: [Resident] = []
    /// Index of the first person of the cast.
    let firstCast: Int
    private(set) var classes: [(site: Int, township: Int)] = []
    private let seed: UInt64
    private var plates: Int32 = 0
    private var openClass: [Int: (site: Int, pupils: Int)] = [:]

    init(plan: CityPlan, total: Int, cast: Int, map: inout CityMap) {
        seed = plan.seed
        firstCast = total - cast
        all.reserveCapacity(total)
        var family = 0
        while all.count < firstCast {
            addFamily(family, firstDay: plan.firstDay, map: &map)
            family += 1
        }
        for number in 0..<cast { addCast(number, firstDay: plan.firstDay, map: map) }
    }

    func idNumber(_ index: Int) -> String { Identity.idNumber(index: index, birthDay: all[index].birthDay) }
    func phone(_ index: Int) -> String { all[index].hasPhone ? Identity.phone(index: index) : "" }
    func plate(_ index: Int) -> String { all[index].plate < 0 ? "" : Identity.plate(index: Int(all[index].plate)) }
    func name(_ index: Int) -> String {
        var chance = Chance(seed, .name, index)
        return Identity.name(surname: Int(all[index].surname), &chance)
    }

    private mutating func addFamily(_ family: Int, firstDay: Int32, map: inout CityMap) {
        var chance = Chance(seed, .family, family)
        let size = min(chance.within(2...5), firstCast - all.count)
        let hamlet = chance.below(map.hamletCount)
        let home = map.position(in: hamlet, &chance)
        let house = Int32(chance.within(1...240))
        let surname = UInt8(chance.below(40))
        var plate: Int32 = -1
        if chance.happens(0.4) {
            plate = plates
            plates += 1
        }
        for member in 0..<size {
            let years =
                member < 2
                ? chance.within(22...60) : chance.happens(0.6) ? chance.within(3...18) : chance.within(60...85)
            var one = Resident(
                home: home, hamlet: Int32(hamlet), house: house,
                birthDay: firstDay - Int32(years * 365 + years / 4 + chance.below(364) + 1), daySite: -1,
                plate: member == 0 ? plate : -1, surname: surname, role: .atHome,
                hasPhone: years >= 14 && chance.happens(0.93))
            if (22...60).contains(years), chance.happens(0.75) {
                one.role = .worker
                one.daySite = Int32(chance.one(of: map.workplaces))
            } else if (7...18).contains(years) {
                one.role = .pupil
                one.daySite = Int32(seat(inTownship: map.township(ofHamlet: hamlet), map: &map))
            }
            all.append(one)
        }
    }

    /// A place in the township's class that is being filled; a class takes 35.
    private mutating func seat(inTownship township: Int, map: inout CityMap) -> Int {
        if let open = openClass[township], open.pupils < 35 {
            openClass[township] = (open.site, open.pupils + 1)
            return open.site
        }
        map.addClass(number: classes.count, township: township)
        classes.append((map.lastSite, township))
        openClass[township] = (map.lastSite, 1)
        return map.lastSite
    }

    private mutating func addCast(_ number: Int, firstDay: Int32, map: CityMap) {
        var chance = Chance(seed, .cast, number)
        let hamlet = chance.below(map.hamletCount)
        let home = map.position(in: hamlet, &chance)
        let years = chance.within(20...64)
        all.append(
            Resident(
                home: home, hamlet: Int32(hamlet), house: Int32(300 + number),
                birthDay: firstDay - Int32(years * 366 + chance.below(360)), daySite: -1, plate: plates,
                surname: UInt8(chance.below(40)), role: .cast, hasPhone: true))
        plates += 1
    }
}
