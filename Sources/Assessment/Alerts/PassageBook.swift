import Vocabulary

/// One passage, as short as it can be held.
public struct Passage: Hashable, Comparable, Sendable {
    /// Seconds after the look-back began.
    public var second: UInt32
    /// Who: ``PersonNumbers/mark(of:)``.
    public var who: UInt32
    /// Number of the gate times four, and the direction.
    public var gate: UInt32

    /// A passage.
    public init(second: UInt32, who: UInt32, gate: UInt32) {
        self.second = second
        self.who = who
        self.gate = gate
    }

    /// By time, then by who and where, so that no order of rows matters.
    public static func < (left: Passage, right: Passage) -> Bool {
        (left.second, left.who, left.gate) < (right.second, right.who, right.gate)
    }
}

/// What passages say of gates hour by hour, and of each person; filled in the order of time.
public struct PassageBook: Sendable {
    /// The hours.
    public let clock: AlertClock
    /// Passages by gate, direction and hour: `(gate * 4 + direction) * hours + hour`.
    private(set) var counts: [UInt32]
    /// Number of gates; a gate's number is below it, 0 stands for gates that are no known place.
    public let gates: Int
    /// Days of the look-back on which a person went out, bit by day; and the last passage: second + 1 (0: none), with
    /// gate and direction.
    private(set) var outDays: [UInt64], lastSecond: [UInt32], lastGate: [UInt32]
    /// The last passage before, of persons and of those whom the registry does not know: what may be repeated.
    private var before: [Passage], beforeOfOthers: [UInt32: Passage] = [:]
    private let repeatSeconds: UInt32
    /// Passages taken, and those that only repeat one.
    public private(set) var passages = 0, repeated = 0

    /// An empty book of so many gates and persons.
    public init(clock: AlertClock, gates: Int, persons: Int, repeatSeconds: Int64) {
        self.clock = clock
        self.gates = gates
        self.repeatSeconds = UInt32(repeatSeconds)
        counts = Array(repeating: 0, count: gates * 4 * clock.hours)
        outDays = Array(repeating: 0, count: persons)
        before = Array(repeating: Passage(second: 0, who: 0, gate: .max), count: persons)
        lastSecond = Array(repeating: 0, count: persons)
        lastGate = Array(repeating: 0, count: persons)
    }

    /// Takes passages that are sorted and not before those taken so far.
    ///
    /// The same person through the same gate the same way within the rule's seconds of the passage before is one.
    public mutating func take(_ sorted: [Passage]) {
        guard let newest = sorted.first?.second else { return }
        // Nobody that long ago can be repeated any more.
        beforeOfOthers = beforeOfOthers.filter { $0.value.second + repeatSeconds >= newest }
        for passage in sorted {
            if isRepeat(passage) {
                repeated += 1
                continue
            }
            passages += 1
            let hour = Int(passage.second) / 3600
            if hour < clock.hours { counts[Int(passage.gate) * clock.hours + hour] += 1 }
            let person = Int(passage.who)
            guard person < outDays.count else { continue }
            let direction = passage.gate & 3
            if direction == UInt32(Direction.outward.rawValue), hour < clock.hours {
                outDays[person] |= 1 << UInt64(clock.day[hour])
            }
            // Of two in one second the one that leads out counts.
            let isSame = lastSecond[person] == passage.second + 1
            if !isSame || lastGate[person] & 3 != UInt32(Direction.outward.rawValue) {
                lastSecond[person] = passage.second + 1
                lastGate[person] = passage.gate
            }
        }
    }

    /// Whether a passage repeats the one before of the same person; it is the one before from now on.
    private mutating func isRepeat(_ passage: Passage) -> Bool {
        let person = Int(passage.who)
        let last: Passage?
        if person < before.count {
            last = before[person]
            before[person] = passage
        } else {
            last = beforeOfOthers.updateValue(passage, forKey: passage.who)
        }
        guard let last else { return false }
        return last.gate == passage.gate && last.second + repeatSeconds >= passage.second
    }

    /// Passages of a gate in a direction, hour by hour.
    func series(gate: Int, direction: Direction) -> ArraySlice<UInt32> {
        let first = (gate * 4 + Int(direction.rawValue)) * clock.hours
        return counts[first..<first + clock.hours]
    }

    /// Passages of a gate in all directions, hour by hour.
    func total(gate: Int) -> [UInt32] {
        var sum = Array(repeating: UInt32(0), count: clock.hours)
        for direction in 0..<4 {
            let first = (gate * 4 + direction) * clock.hours
            for hour in sum.indices { sum[hour] += counts[first + hour] }
        }
        return sum
    }
}
