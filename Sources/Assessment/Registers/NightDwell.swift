import Vocabulary

/// Somebody at some moment of a night: a row of a feed, as small as can be, for there are millions.
public struct NightSight: Hashable, Comparable, Sendable {
    /// Number of the person, seconds since the night began, and number of the ground.
    public var who: UInt32, second: UInt32, ground: UInt32

    /// A sight.
    public init(who: UInt32, second: UInt32, ground: UInt32) {
        self.who = who
        self.second = second
        self.ground = ground
    }

    /// By person, time and ground, so that no two orders are possible.
    public static func < (left: NightSight, right: NightSight) -> Bool {
        (left.who, left.second, left.ground) < (right.who, right.second, right.ground)
    }
}

/// A stay at one place that reaches into a night, in the night's seconds, both ends counted.
public struct NightStay: Hashable, Sendable {
    /// Number of the person, first and last second, and number of the ground.
    public var who: UInt32, first: UInt32, last: UInt32, ground: UInt32

    /// A stay.
    public init(who: UInt32, first: UInt32, last: UInt32, ground: UInt32) {
        self.who = who
        self.first = first
        self.last = last
        self.ground = ground
    }
}

/// Where somebody spent most of a night.
public enum NightDwell {
    /// Ground numbers: of whoever was not seen, and outside of all polygons; the others follow.
    public static let unseen: UInt32 = 0, outside: UInt32 = 1, firstGround: UInt32 = 2
    /// A sight speaks for the time until the person's next one, for an hour at most.
    static let sightSeconds: UInt32 = 3600

    /// The ground where one person dwelt longest, of equal ones the smallest number; ``unseen`` where nothing was seen.
    ///
    /// - Parameters:
    ///   - sights: of the one person, by time.
    ///   - nightSeconds: length of the night.
    public static func ground(
        _ sights: ArraySlice<NightSight>, stays: [NightStay], nightSeconds: UInt32
    ) -> UInt32 {
        var dwell: [(ground: UInt32, seconds: UInt32)] = []
        func add(_ ground: UInt32, _ seconds: UInt32) {
            if let place = dwell.firstIndex(where: { $0.ground == ground }) {
                dwell[place].seconds += seconds
            } else {
                dwell.append((ground, seconds))
            }
        }
        for number in sights.indices {
            let sight = sights[number]
            let next = number + 1 < sights.endIndex ? sights[number + 1].second : nightSeconds
            add(sight.ground, min(next - sight.second, sightSeconds))
        }
        for stay in stays { add(stay.ground, stay.last - stay.first + 1) }
        return dwell.min { ($1.seconds, $0.ground) < ($0.seconds, $1.ground) }?.ground ?? unseen
    }
}
