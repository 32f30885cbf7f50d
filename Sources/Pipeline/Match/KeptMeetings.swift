import Files
public import Matching
public import Store
public import Vocabulary

/// Meetings that are kept by case and segment, so that a corrected itinerary, a new day and late rows cost their own
/// share.
///
/// Meetings of one case in one segment depend on nothing else (the product of cases and rows is bilinear; DBSP, Budiu
/// et al., VLDB 2023), and segments never change. So a corrected case is matched anew alone, a new segment with all
/// cases; only the sums of the cases that are touched are made anew. Sums are never subtracted from: a first moment and
/// a least distance cannot be taken back.
///
/// The side-by-side runs ask it; no command does yet, since a night cleans phones before it matches them.
public struct KeptMeetings: Sendable {
    /// A case as it is matched; the numbers of the parts' cases mean nothing.
    public struct Itinerary: Sendable {
        /// The case, and its parts widened by slack and reach.
        public var caseID: String, parts: [ProximityPart]

        /// A case.
        public init(caseID: String, parts: [ProximityPart]) {
            self.caseID = caseID
            self.parts = parts.map { part in
                var part = part
                part.caseNumber = 0
                return part
            }
        }
    }

    /// What became of one person's meetings with a case.
    public struct Change: Hashable, Sendable {
        /// The case, and whose phone.
        public var caseID: String, person: Pseudonym
        /// What was known before, and what is now; nil where there is none.
        public var before: StoreMeeting?, after: StoreMeeting?
    }

    private struct Kept: Sendable {
        var parts: [ProximityPart]
        /// Meetings by person, by the name of their segment; segments without one are left out.
        var bySegment: [String: [StoreMeeting]] = [:]
        /// The meetings in all segments, by person.
        var sum: [StoreMeeting] = []
    }

    private var kept: [String: Kept] = [:]
    /// Names of the segments that all cases have been matched with.
    private var segments: Set<String> = []

    /// Nothing yet.
    public init() {}

    /// The meetings of a case, by person; their case number is 0.
    public func meetings(of caseID: String) -> [StoreMeeting] { kept[caseID]?.sum ?? [] }

    /// Brings everything to what some cases and segments are now; tells what changed, by case and person.
    ///
    /// The changes are the difference of two full matches. Throws, and leaves all as it was, where a segment is
    /// damaged.
    public mutating func update(
        _ cases: [Itinerary], in readers: [SegmentReader]
    ) throws(StoreError) -> (changes: [Change], touched: StoreTouched) {
        precondition(Set(cases.map(\.caseID)).count == cases.count, "each case once")
        var next = KeptMeetings()
        next.segments = Set(readers.map(\.info.fileName))
        let gone = segments.subtracting(next.segments)
        var (moved, same): ([Itinerary], [Itinerary]) = ([], [])
        for itinerary in cases {
            if var known = kept[itinerary.caseID], known.parts == itinerary.parts {
                for name in gone { known.bySegment[name] = nil }
                next.kept[itinerary.caseID] = known
                same.append(itinerary)
            } else {
                next.kept[itinerary.caseID] = Kept(parts: itinerary.parts)
                moved.append(itinerary)
            }
        }
        var touched = StoreTouched()
        touched += try next.match(moved, in: readers)
        touched += try next.match(same, in: readers.filter { !segments.contains($0.info.fileName) })
        let names = Set(kept.keys).union(next.kept.keys).sorted()
        let differences = parallelMap(names) { [before = kept, after = next.kept] name in
            Self.difference(name, before[name], after[name])
        }
        for (name, difference) in zip(names, differences) { next.kept[name]?.sum = difference.sum }
        self = next
        return (differences.flatMap(\.changes), touched)
    }

    /// Matches some cases with some segments, which they have not been matched with.
    private mutating func match(
        _ cases: [Itinerary], in readers: [SegmentReader]
    ) throws(StoreError) -> StoreTouched {
        if cases.isEmpty || readers.isEmpty { return StoreTouched() }
        let parts = cases.enumerated().flatMap { number, itinerary in
            itinerary.parts.map { part in
                var part = part
                part.caseNumber = Int32(number)
                return part
            }
        }
        let (found, touched) = try StoreMatch(parts).meetingsBySegment(in: readers)
        for (reader, meetings) in zip(readers, found) {
            var first = 0
            while first < meetings.count {
                var last = first + 1
                while last < meetings.count, meetings[last].caseNumber == meetings[first].caseNumber { last += 1 }
                kept[cases[Int(meetings[first].caseNumber)].caseID]?.bySegment[reader.info.fileName] =
                    meetings[first..<last].map { meeting in
                        var meeting = meeting
                        meeting.caseNumber = 0
                        return meeting
                    }
                first = last
            }
        }
        return touched
    }

    /// The sum of a case's meetings now, and in what it differs from the one before.
    private static func difference(
        _ caseID: String, _ before: Kept?, _ after: Kept?
    ) -> (sum: [StoreMeeting], changes: [Change]) {
        if let before, let after, before.bySegment.keys == after.bySegment.keys, before.parts == after.parts {
            return (before.sum, [])
        }
        let sum = MeetingSum.merged((after?.bySegment ?? [:]).sorted { $0.key < $1.key }.map(\.value))
        var changes: [Change] = []
        let old = before?.sum ?? []
        var (one, two) = (0, 0)
        while one < old.count || two < sum.count {
            let isOld = two == sum.count || one < old.count && old[one].person <= sum[two].person
            let isNew = one == old.count || two < sum.count && sum[two].person <= old[one].person
            let change = Change(
                caseID: caseID, person: isOld ? old[one].person : sum[two].person, before: isOld ? old[one] : nil,
                after: isNew ? sum[two] : nil)
            if change.before != change.after { changes.append(change) }
            if isOld { one += 1 }
            if isNew { two += 1 }
        }
        return (sum, changes)
    }
}
