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

    /// A timetable of stops in any order; a service named `T182/T183` is found under both numbers.
    public init(stops: [ServiceStop]) {
        for stop in stops {
            for number in SeatNotation.serviceNumbers(stop.service) {
                let key = Key(mode: stop.mode, number: number)
                if let run = runs[key, default: []].firstIndex(where: { $0.serviceDate == stop.serviceDate }) {
                    runs[key]?[run].stops.append(stop)
                } else {
                    runs[key, default: []].append(DatedRun(serviceDate: stop.serviceDate, stops: [stop]))
                }
            }
        }
        for key in runs.keys {
            for run in runs[key, default: []].indices {
                runs[key]?[run].stops.sort { ($0.sequence, $0.placeID) < ($1.sequence, $1.placeID) }
            }
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
            guard let one = Timetable.segment(of: first, in: run), let two = Timetable.segment(of: second, in: run)
            else { continue }
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
    static func segment(of ride: Ride, in run: [ServiceStop]) -> (from: Int, to: Int)? {
        guard let from = run.firstIndex(where: { $0.placeID == ride.fromPlace }),
            let to = run[(from + 1)...].firstIndex(where: { $0.placeID == ride.toPlace })
        else { return nil }
        return (from, to)
    }
}
