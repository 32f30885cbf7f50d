import Matching
import Vocabulary

/// Rows of one segment near cases, in columns, and then by case.
struct MeetingSheaf: Sendable {
    /// Number of the segment.
    let segment: Int
    /// Case, code of the phone among the segment's subjects, moment and haversine.
    private var cases: [Int32] = []
    private(set) var codes: [UInt32] = [], moments: [Int64] = [], haversines: [Double] = []
    /// Where each case begins, and the end.
    private var places: [Int32] = []

    init(segment: Int) { self.segment = segment }

    /// Number of rows, once for each case.
    var count: Int { cases.count }

    /// Adds the rows of a block; those without a phone are nobody's.
    mutating func add(_ rows: NearRows, codes known: [UInt32], moments times: [Int64]) {
        guard !known.isEmpty else { return }
        for place in 0..<rows.count {
            let row = Int(rows.rows[place])
            if known[row] == 0 { continue }
            cases.append(rows.cases[place])
            codes.append(known[row])
            moments.append(times[row])
            haversines.append(rows.haversines[place])
        }
    }

    /// Puts the rows by case.
    mutating func sort(cases number: Int) {
        if cases.isEmpty { return }
        places = Array(repeating: 0, count: number + 1)
        for number in cases { places[Int(number) + 1] += 1 }
        for number in 0..<number { places[number + 1] += places[number] }
        var next = places
        let (oldCodes, oldMoments, oldHaversines) = (codes, moments, haversines)
        for row in cases.indices {
            let place = Int(next[Int(cases[row])])
            next[Int(cases[row])] += 1
            codes[place] = oldCodes[row]
            moments[place] = oldMoments[row]
            haversines[place] = oldHaversines[row]
        }
    }

    /// The rows of a case.
    func rows(of caseNumber: Int) -> Range<Int> { Int(places[caseNumber])..<Int(places[caseNumber + 1]) }
}

/// Adds the rows near one case up by person.
struct MeetingSum {
    /// By person.
    private(set) var meetings: [StoreMeeting] = []

    /// Adds up the sheaves, which stand in the order of their segments.
    init(caseNumber: Int, sheaves: [MeetingSheaf], subjects: [[Pseudonym]]) {
        var first = 0
        while first < sheaves.count {
            var last = first + 1
            while last < sheaves.count, sheaves[last].segment == sheaves[first].segment { last += 1 }
            let own = Self.sums(
                Int32(caseNumber), sheaves[first..<last], subjects: subjects[sheaves[first].segment])
            meetings = meetings.isEmpty ? own : Self.merged(meetings, own)
            first = last
        }
    }

    /// The meetings in one segment, whose codes stand in the order of the subjects.
    private static func sums(
        _ caseNumber: Int32, _ sheaves: ArraySlice<MeetingSheaf>, subjects: [Pseudonym]
    ) -> [StoreMeeting] {
        // The case's rows side by side, and keys of code and number, sorted by digits of the code.
        let count = sheaves.reduce(0) { $0 + $1.rows(of: Int(caseNumber)).count }
        if count == 0 { return [] }
        var keys: [UInt64] = []
        var moments: [Int64] = []
        var haversines: [Double] = []
        keys.reserveCapacity(count)
        moments.reserveCapacity(count)
        haversines.reserveCapacity(count)
        for sheaf in sheaves {
            let rows = sheaf.rows(of: Int(caseNumber))
            let before = keys.count
            for (number, code) in sheaf.codes[rows].enumerated() {
                keys.append(UInt64(code) << 32 | UInt64(before + number))
            }
            moments += sheaf.moments[rows]
            haversines += sheaf.haversines[rows]
        }
        sortByCode(&keys)
        var result: [StoreMeeting] = []
        var first = 0
        while first < keys.count {
            let code = keys[first] >> 32
            var row = Int(keys[first] & 0xffff_ffff)
            var meeting = StoreMeeting(
                caseNumber: caseNumber, person: subjects[Int(code) - 1], events: 1, first: moments[row],
                last: moments[row], minMeters: 0)
            var nearest = haversines[row]
            first += 1
            while first < keys.count, keys[first] >> 32 == code {
                row = Int(keys[first] & 0xffff_ffff)
                meeting.events += 1
                meeting.first = min(meeting.first, moments[row])
                meeting.last = max(meeting.last, moments[row])
                nearest = min(nearest, haversines[row])
                first += 1
            }
            meeting.minMeters = SpherePoint.distance(haversine: nearest)
            result.append(meeting)
        }
        return result
    }

    /// Sorts by the upper half, digit by digit; a few are sorted at once.
    private static func sortByCode(_ keys: inout [UInt64]) {
        if keys.count < 512 { return keys.sort() }
        let most = keys.reduce(0, |) >> 32
        var other = keys
        var shift: UInt64 = 32
        while most >> (shift - 32) != 0 {
            var places = [Int](repeating: 0, count: 1025)
            for key in keys { places[Int(key >> shift & 1023) + 1] += 1 }
            for digit in 0..<1024 { places[digit + 1] += places[digit] }
            for key in keys {
                let digit = Int(key >> shift & 1023)
                other[places[digit]] = key
                places[digit] += 1
            }
            swap(&keys, &other)
            shift += 10
        }
    }

    /// Lists by person as one, the meetings of one person added up.
    static func merged(_ lists: [[StoreMeeting]]) -> [StoreMeeting] {
        if lists.count < 2 { return lists.first ?? [] }
        let middle = lists.count / 2
        return merged(merged(Array(lists[..<middle])), merged(Array(lists[middle...])))
    }

    /// Two lists by person as one, the meetings of one person added up.
    private static func merged(_ left: [StoreMeeting], _ right: [StoreMeeting]) -> [StoreMeeting] {
        var result: [StoreMeeting] = []
        result.reserveCapacity(left.count + right.count)
        var (one, two) = (0, 0)
        while one < left.count, two < right.count {
            if left[one].person < right[two].person {
                result.append(left[one])
                one += 1
            } else if right[two].person < left[one].person {
                result.append(right[two])
                two += 1
            } else {
                var both = left[one]
                both.events += right[two].events
                both.first = min(both.first, right[two].first)
                both.last = max(both.last, right[two].last)
                both.minMeters = min(both.minMeters, right[two].minMeters)
                result.append(both)
                (one, two) = (one + 1, two + 1)
            }
        }
        return result + left[one...] + right[two...]
    }
}
