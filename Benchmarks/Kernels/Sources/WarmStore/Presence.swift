import Foundation
import Store
public import Vocabulary

/// Who was near any of many persons: the next link of a chain, without a list of pairs.
///
/// A hundred thousand persons meet the rest of a city ten thousand million times a day; asked is only whether, how often
/// and when somebody was near any of them. So each position of the others looks through the persons' positions of its
/// hour, by tiles not smaller than the reach, and stops at the first that is near. For regions off the poles that do not
/// reach over 180 degrees of longitude.
public struct Presence: Sendable {
    /// Positions of somebody that were near, the first moment and the last.
    public struct Met: Hashable, Sendable {
        public var positions: Int, first: Int64, last: Int64

        /// Adds what another stretch of time found.
        mutating func add(_ other: Met) {
            positions += other.positions
            first = min(first, other.first)
            last = max(last, other.last)
        }
    }

    private let persons: Set<Pseudonym>
    private let reachMeters: Double, slackSeconds: Int64
    private static let hour: Int64 = 3600
    private static let blocksPerItem = 64

    /// Near is within a distance and a time of one of the persons' positions.
    public init(of persons: Set<Pseudonym>, reachMeters: Double, slackSeconds: Int64) {
        self.persons = persons
        self.reachMeters = reachMeters
        self.slackSeconds = slackSeconds
    }

    /// Some blocks of a segment, and which of its codes are persons.
    private struct Item: Sendable {
        var segment: Int
        var blocks: ArraySlice<Int>
    }

    /// Everybody but the persons themselves who was near one of them.
    public func met(in store: OpenStore) async throws -> [Pseudonym: Met] {
        let flags = try await onAllCores(store.segments) { segment in
            try [false] + segment.subjects.map(persons.contains)
        }
        let items = store.segments.indices.flatMap { number in
            let blocks = Array(0..<store.segments[number].blockCount)
            return stride(from: 0, to: blocks.count, by: Self.blocksPerItem).map {
                Item(segment: number, blocks: blocks[$0..<min(blocks.count, $0 + Self.blocksPerItem)])
            }
        }
        let sources = try await onAllCores(items) { item in
            try positions(of: item, in: store, flags: flags[item.segment])
        }
        let hours = Set(sources.flatMap(\.hours)).sorted()
        let found = try await onAllCores(hours) { hour in
            let span = TimeSpan(hour * Self.hour - slackSeconds, (hour + 1) * Self.hour - 1 + slackSeconds)
            let ground = PresenceGround(sources, span: span, reachMeters: reachMeters, slackSeconds: slackSeconds)
            return try store.segments.indices.map { number in
                try met(in: store.segments[number], flags: flags[number], hour: hour, ground)
            }
        }
        var result: [Pseudonym: Met] = [:]
        for (number, segment) in store.segments.enumerated() {
            let subjects = try segment.subjects
            var whole = [Met?](repeating: nil, count: subjects.count + 1)
            for hour in found {
                for (code, met) in hour[number] {
                    if whole[Int(code)] == nil { whole[Int(code)] = met } else { whole[Int(code)]?.add(met) }
                }
            }
            for (code, met) in whole.enumerated() {
                guard let met else { continue }
                let subject = subjects[code - 1]
                if result[subject] == nil { result[subject] = met } else { result[subject]?.add(met) }
            }
        }
        return result
    }

    /// The persons' positions in some blocks.
    private func positions(of item: Item, in store: OpenStore, flags: [Bool]) throws -> SourcePositions {
        var found = SourcePositions()
        for number in item.blocks {
            let block = try store.segments[item.segment].block(number, columns: [.position, .identifiers])
            for row in 0..<block.count where flags[Int(block.phone[row])] {
                found.append(block.start[row], block.lon[row], block.lat[row], slackSeconds: slackSeconds)
            }
        }
        return found
    }

    /// Whose positions of an hour were near, by code.
    private func met(
        in segment: SegmentReader, flags: [Bool], hour: Int64, _ ground: PresenceGround
    ) throws -> [(code: UInt32, met: Met)] {
        let (first, last) = (hour * Self.hour, (hour + 1) * Self.hour - 1)
        let blocks = try segment.blocks { box in
            box.maxStart >= first && box.minStart <= last && ground.reaches(box)
        }
        var places = [Int32](repeating: -1, count: flags.count)
        var found: [(code: UInt32, met: Met)] = []
        for number in blocks {
            let block = try segment.block(number, columns: [.position, .identifiers])
            for row in 0..<block.count {
                let code = Int(block.phone[row])
                let moment = block.start[row]
                guard !flags[code], moment >= first, moment <= last,
                    ground.isNear(moment, block.lon[row], block.lat[row])
                else { continue }
                if places[code] < 0 {
                    places[code] = Int32(found.count)
                    found.append((UInt32(code), Met(positions: 1, first: moment, last: moment)))
                } else {
                    found[Int(places[code])].met.add(Met(positions: 1, first: moment, last: moment))
                }
            }
        }
        return found
    }
}

/// Positions of the persons asked about, in columns.
struct SourcePositions: Sendable {
    private(set) var moments: [Int64] = [], lon: [Int32] = [], lat: [Int32] = []
    /// The hours since 1970 in which somebody may be near them.
    private(set) var hours: Set<Int64> = []
    /// The first moment and the last.
    private(set) var first = Int64.max, last = Int64.min
    private var lastHours: (Int64, Int64) = (.min, .min)

    mutating func append(_ moment: Int64, _ lon: Int32, _ lat: Int32, slackSeconds: Int64) {
        (first, last) = (min(first, moment), max(last, moment))
        moments.append(moment)
        self.lon.append(lon)
        self.lat.append(lat)
        let own = ((moment - slackSeconds) / 3600, (moment + slackSeconds) / 3600)
        if own != lastHours {
            for hour in own.0...own.1 { hours.insert(hour) }
            lastHours = own
        }
    }
}
