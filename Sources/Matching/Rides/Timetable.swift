public import Vocabulary

/// The stops of scheduled services, by service number and date.
public struct Timetable: Sendable {
    /// Where two rides on one run share the vehicle.
    enum SharedSegment: Equatable, Sendable {
        /// The stop list does not know both ends of both rides.
        case undecided
        /// One alights before, or where, the other boards.
        case apart
        /// They share the run between two stops; times where the stop list gives them, in its own terms.
        case shared(depart: Int64?, arrive: Int64?, isDated: Bool)
    }

    private struct Key: Hashable {
        var mode: RideMode
        var number: String
    }
    private struct DatedRun {
        var serviceDate: Int32?
        var stops: [ServiceStop]
    }
    private var runs: [Key: [DatedRun]] = [:]
    /// All numbers of a train that changes its number, under each of them.
    private var sameTrain: [Key: Set<String>] = [:]
    /// Every stop's name as ``StationName`` compares it.
    private var stations: Set<String> = []

    /// A timetable of stops in any order; a service named `T182/T183` is found under both numbers.
    ///
    /// `aliases` are further services written so, whose stops are not known.
    public init(stops: [ServiceStop], aliases: [(mode: RideMode, service: String)] = []) {
        var known: Set<Key> = []
        for (mode, service) in stops.map({ ($0.mode, $0.service) }) + aliases
        where known.insert(Key(mode: mode, number: service)).inserted { learnAliases(mode, service) }
        for stop in stops {
            stations.insert(StationName.plain(stop.placeID))
            for number in SeatNotation.serviceNumbers(stop.service) {
                let key = Key(mode: stop.mode, number: number)
                if let run = runs[key, default: []].firstIndex(where: { $0.serviceDate == stop.serviceDate }) {
                    runs[key]?[run].stops.append(stop)
                } else {
                    runs[key, default: []].append(DatedRun(serviceDate: stop.serviceDate, stops: [stop]))
                }
            }
        }
        runs = runs.mapValues { dated in
            dated.map { run in
                let stops = run.stops.sorted { ($0.sequence, $0.placeID) < ($1.sequence, $1.placeID) }
                return DatedRun(serviceDate: run.serviceDate, stops: Timetable.pastMidnight(stops))
            }
        }
        joinRuns()
    }

    /// Joins the lists of a train that changes its number on the way and has one list for each: where the one ends the
    /// other begins, and they share no other stop.
    private mutating func joinRuns() {
        for (key, numbers) in sameTrain where key.number == numbers.min() {
            let keys = numbers.sorted().map { Key(mode: key.mode, number: $0) }
            for date in Set(keys.flatMap { (runs[$0] ?? []).map(\.serviceDate) }) {
                var pieces: [(keys: [Key], stops: [ServiceStop])] = []
                for key in keys {
                    guard let run = runs[key]?.first(where: { $0.serviceDate == date }) else { continue }
                    pieces.append(([key], run.stops))
                }
                while let (first, second) = Timetable.joint(in: pieces.map(\.stops)) {
                    pieces[first].stops = Timetable.joined(pieces[first].stops, pieces[second].stops)
                    pieces[first].keys += pieces[second].keys
                    pieces.remove(at: second)
                }
                for piece in pieces where piece.keys.count > 1 {
                    for key in piece.keys {
                        guard let run = runs[key]?.firstIndex(where: { $0.serviceDate == date }) else { continue }
                        runs[key]?[run].stops = piece.stops
                    }
                }
            }
        }
    }

    /// Two lists of which the second goes on where the first ends.
    private static func joint(in lists: [[ServiceStop]]) -> (first: Int, second: Int)? {
        for (first, one) in lists.enumerated() {
            let places = Set(one.map(\.placeID))
            for (second, two) in lists.enumerated() where second != first {
                guard one.last?.placeID == two.first?.placeID else { continue }
                if two.dropFirst().allSatisfy({ !places.contains($0.placeID) }) { return (first, second) }
            }
        }
        return nil
    }

    private static func joined(_ first: [ServiceStop], _ second: [ServiceStop]) -> [ServiceStop] {
        var stops = first
        if let onwards = second.first { stops[stops.count - 1].depart = onwards.depart }
        stops += second.dropFirst()
        for index in stops.indices { stops[index].sequence = index + 1 }
        return pastMidnight(stops)
    }

    /// Learns that the numbers of a service are one train; what is named together with one of them belongs to it too.
    private mutating func learnAliases(_ mode: RideMode, _ service: String) {
        let numbers = SeatNotation.serviceNumbers(service)
        guard numbers.count > 1 else { return }
        var all = Set(numbers)
        for number in numbers { all.formUnion(sameTrain[Key(mode: mode, number: number)] ?? []) }
        for number in all { sameTrain[Key(mode: mode, number: number)] = all }
    }

    /// Every number under which the train of a service runs, as far as the timetable knows.
    func numbers(mode: RideMode, service: String) -> Set<String> {
        var all: Set<String> = []
        for number in SeatNotation.serviceNumbers(service) {
            all.insert(number)
            all.formUnion(sameTrain[Key(mode: mode, number: number)] ?? [])
        }
        return all
    }

    /// Stops of an undated run with times that fall back along it (23:50, then 0:10) counted on past midnight.
    private static func pastMidnight(_ stops: [ServiceStop]) -> [ServiceStop] {
        var days: Int64 = 0
        var last: Int64 = 0
        func counted(_ time: Int64?) -> Int64? {
            guard let time else { return nil }
            if time + days < last { days += 86_400 }
            last = time + days
            return last
        }
        return stops.map { stop in
            guard stop.serviceDate == nil else { return stop }
            var stop = stop
            stop.arrive = counted(stop.arrive)
            stop.depart = counted(stop.depart)
            return stop
        }
    }

    /// The stops of a service on a date in order: those of that very date, else those that hold for every date.
    public func stops(mode: RideMode, service: String, serviceDate: Int32?) -> [ServiceStop] {
        for number in SeatNotation.serviceNumbers(service) {
            guard let found = runs[Key(mode: mode, number: number)] else { continue }
            if let serviceDate, let dated = found.first(where: { $0.serviceDate == serviceDate }) { return dated.stops }
            if let undated = found.first(where: { $0.serviceDate == nil }) { return undated.stops }
        }
        return []
    }

    /// How the boarded segments of two rides on one run stand to each other.
    ///
    /// Segments are open: who alights where the other boards has not shared the run.
    func sharedSegment(_ first: Ride, _ second: Ride, serviceDate: Int32?) -> SharedSegment {
        for service in [first.service, second.service] {
            let run = stops(mode: first.mode, service: service, serviceDate: serviceDate)
            guard let one = segment(of: first, in: run), let two = segment(of: second, in: run) else { continue }
            let from = max(one.from, two.from)
            let to = min(one.to, two.to)
            guard from < to else { return .apart }
            return .shared(
                depart: run[from].depart ?? run[from].arrive, arrive: run[to].arrive ?? run[to].depart,
                isDated: run[from].serviceDate != nil)
        }
        return .undecided
    }

    /// Indexes of boarding and alighting; the first boarding stop, and the first alighting stop after it.
    func segment(of ride: Ride, in run: [ServiceStop]) -> (from: Int, to: Int)? {
        guard let from = index(of: ride.fromPlace, in: run[...]),
            let to = index(of: ride.toPlace, in: run[(from + 1)...])
        else { return nil }
        return (from, to)
    }

    /// The first stop that a place is, by its exact name, else by ``StationName``.
    private func index(of place: String?, in run: ArraySlice<ServiceStop>) -> Int? {
        guard let place else { return nil }
        if let exact = run.firstIndex(where: { $0.placeID == place }) { return exact }
        let name = StationName.plain(place)
        if let plain = run.firstIndex(where: { StationName.plain($0.placeID) == name }) { return plain }
        guard !stations.contains(name) else { return nil }
        return run.firstIndex { StationName.names(name, station: StationName.plain($0.placeID), among: stations) }
    }
}
