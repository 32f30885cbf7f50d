import Policy
import Vocabulary

/// What is known about the coach in which a case rode.
struct VehicleTraits: Equatable, Sendable {
    var isSealed = RideRule.Certainty.unknown, hasHEPA = RideRule.Certainty.unknown
    var layout: CoachLayout?
    var coachesPerSet: Int?
}

/// What is known about vehicles: the delivered facts, and what a policy takes a service number to tell.
///
/// For each property the fact of the very service wins over a longer prefix, a shorter one, and any service; then one
/// of the coach over one of the whole vehicle; then one of the date over one of every date. Facts of equal rank that
/// disagree say nothing.
struct VehicleDirectory: Sendable {
    private struct Key: Hashable {
        var mode: RideMode
        var number: String
    }
    private struct Entry {
        var fact: VehicleFact
        /// Length of the service's prefix; all of it for a whole number.
        var prefix: Int
        var coaches: [String]

        /// What decides between two facts; the greater wins.
        var rank: Int { prefix * 4 + (coaches.isEmpty ? 0 : 2) + (fact.serviceDate == nil ? 0 : 1) }
    }
    private var exact: [Key: [Entry]] = [:]
    /// Facts of prefixes, and of any service.
    private var loose: [RideMode: [Entry]] = [:]
    private let settings: RideSettings

    /// Longer than any service number, so that the very service wins over its prefixes.
    private static let whole = 64

    init(facts: [VehicleFact], settings: RideSettings) {
        self.settings = settings
        for fact in facts {
            let coaches = Seat(carriage: fact.coach, seat: nil).coaches
            if fact.service.isEmpty || fact.service.hasSuffix("*") {
                let length = max(0, fact.service.count - 1)
                loose[fact.mode, default: []].append(Entry(fact: fact, prefix: length, coaches: coaches))
            } else {
                for number in SeatNotation.serviceNumbers(fact.service) {
                    exact[Key(mode: fact.mode, number: number), default: []].append(
                        Entry(fact: fact, prefix: Self.whole, coaches: coaches))
                }
            }
        }
    }

    /// What is known about a coach of a run, or about the vehicle where the coaches are not known.
    func traits(mode: RideMode, numbers: Set<String>, serviceDate: Int32?, coaches: [String]) -> VehicleTraits {
        var entries = (loose[mode] ?? []).filter { entry in
            let prefix = entry.fact.service.dropLast()
            return prefix.isEmpty || numbers.contains { $0.hasPrefix(prefix) }
        }
        for number in numbers { entries += exact[Key(mode: mode, number: number)] ?? [] }
        entries.removeAll { $0.fact.serviceDate != nil && $0.fact.serviceDate != serviceDate }
        let vehicle = traits(entries.filter(\.coaches.isEmpty), mode, numbers)
        guard entries.contains(where: { !$0.coaches.isEmpty }), let first = coaches.first else { return vehicle }
        func coach(_ name: String) -> VehicleTraits {
            traits(entries.filter { $0.coaches.isEmpty || $0.coaches.contains(name) }, mode, numbers)
        }
        var common = coach(first)
        for name in coaches.dropFirst() {
            let next = coach(name)
            if next.isSealed != common.isSealed { common.isSealed = .unknown }
            if next.hasHEPA != common.hasHEPA { common.hasHEPA = .unknown }
            if next.layout != common.layout { common.layout = nil }
        }
        common.coachesPerSet = vehicle.coachesPerSet
        return common
    }

    private func traits(_ entries: [Entry], _ mode: RideMode, _ numbers: Set<String>) -> VehicleTraits {
        func begins(_ prefixes: [RideMode: [String]]) -> RideRule.Certainty {
            let isMatch = (prefixes[mode] ?? []).contains { prefix in
                prefix == "*" || numbers.contains { $0.hasPrefix(prefix) }
            }
            return isMatch ? .yes : .unknown
        }
        var traits = VehicleTraits(isSealed: begins(settings.sealedPrefixes), hasHEPA: begins(settings.hepaPrefixes))
        if let isSealed = Self.agreed(entries, \.isSealed) { traits.isSealed = isSealed }
        if let hasHEPA = Self.agreed(entries, \.hasHEPA) { traits.hasHEPA = hasHEPA }
        traits.layout = Self.best(entries) { $0.coachLayout }.flatMap { $0 }
        traits.coachesPerSet = Self.best(entries, \.coachesPerSet).flatMap { $0 }
        return traits
    }

    /// What the facts of the highest rank say; unknown where they disagree; nil where none says anything.
    private static func agreed(_ entries: [Entry], _ property: (VehicleFact) -> Bool?) -> RideRule.Certainty? {
        best(entries, property).map { $0.map { $0 ? .yes : .no } ?? .unknown }
    }

    /// The value of the facts of the highest rank that have one; `.some(nil)` where they disagree.
    private static func best<Value: Equatable>(_ entries: [Entry], _ property: (VehicleFact) -> Value?) -> Value?? {
        var rank = Int.min
        var found: Value??
        for entry in entries {
            guard let value = property(entry.fact), entry.rank >= rank else { continue }
            if entry.rank > rank {
                found = .some(value)
            } else if let known = found, known != value {
                found = .some(nil)
            }
            rank = entry.rank
        }
        return found
    }
}

extension VehicleFact {
    /// The layout that the word and the own seat map come to; the map's bays count.
    fileprivate var coachLayout: CoachLayout? {
        let own = seats.flatMap { CoachLayout(seats: $0) }
        guard var layout = layout.flatMap({ CoachLayout(word: $0) }) else { return own }
        if let own { layout.bays = own.bays }
        return layout
    }
}
