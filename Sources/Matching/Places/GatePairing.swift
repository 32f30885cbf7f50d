public import Vocabulary

/// Pairs passages through gates into stays.
///
/// A way in and the next passage of the same subject, if that is a way out and no later than the longest stay, make a
/// stay. Any other way in or out has no partner: the gate in between was missed. In one second a way out comes before a
/// way in. Other directions pair with nothing. What a pair is hangs on nothing that lies more than the longest stay
/// away from it, so pairing may be done on any stretch of time that is so much longer than what is asked about.
public struct GatePairing: Sendable {
    /// Which way out closes a stay.
    public enum Reach: Sendable {
        /// At the place of the way in: the gates of one estate or building.
        case samePlace
        /// Anywhere: one closed system with many gates, such as a metro.
        case anywhere
    }
    /// One way through a gate.
    public struct Passage: Hashable, Sendable {
        /// Whose passage it is, and at which place.
        public var subject: Pseudonym, place: String
        /// When, UTC, and which way.
        public var time: Int64, direction: Direction
        /// Its row.
        public var source: RowSource

        /// A passage.
        public init(
            subject: Pseudonym, place: String, time: Int64, direction: Direction,
            source: RowSource = RowSource(file: 0, line: 0, digest: 0)
        ) {
            self.subject = subject
            self.place = place
            self.time = time
            self.direction = direction
            self.source = source
        }
    }
    /// A way in and the way out that belongs to it.
    public struct GateStay: Hashable, Sendable {
        /// The passages.
        public var entry: Passage, exit: Passage

        /// From the way in to the way out.
        public var span: TimeSpan { TimeSpan(entry.time, exit.time) }
    }
    /// What pairing came to; everything in order of subject, place and time.
    public struct Outcome: Hashable, Sendable {
        /// Paired passages.
        public var stays: [GateStay] = []
        /// Ways in and ways out that found no partner.
        public var unpairedEntries: [Passage] = [], unpairedExits: [Passage] = []
        /// Passages of another direction.
        public var others: [Passage] = []
        /// Repeated passages, which count once.
        public var repeated = 0
    }

    /// Which way out closes a stay.
    public var reach: Reach
    /// Longest stay in seconds.
    public var longestStaySeconds: Int64

    /// A pairing; stays of up to `longestStaySeconds` (a day, if not said otherwise).
    public init(reach: Reach = .samePlace, longestStaySeconds: Int64 = 86_400) {
        self.reach = reach
        self.longestStaySeconds = longestStaySeconds
    }

    /// Pairs passages given in any order.
    public func pair(_ passages: [Passage]) -> Outcome {
        var outcome = Outcome()
        var entry: Passage?
        var last: Passage?
        func endOfVisitor() {
            if let entry { outcome.unpairedEntries.append(entry) }
            entry = nil
        }
        for passage in passages.sorted(by: precedes) {
            defer { last = passage }
            if let last, isSameVisitor(last, passage) {
                if last.isSame(as: passage) {
                    outcome.repeated += 1
                    continue
                }
            } else {
                endOfVisitor()
            }
            switch passage.direction {
            case .inward:
                if let missed = entry { outcome.unpairedEntries.append(missed) }
                entry = passage
            case .outward:
                if let opened = entry, passage.time - opened.time <= longestStaySeconds {
                    outcome.stays.append(GateStay(entry: opened, exit: passage))
                    entry = nil
                } else {
                    endOfVisitor()
                    outcome.unpairedExits.append(passage)
                }
            case .pass, .unknown: outcome.others.append(passage)
            }
        }
        endOfVisitor()
        return outcome
    }

    private func isSameVisitor(_ left: Passage, _ right: Passage) -> Bool {
        left.subject == right.subject && (reach == .anywhere || left.place == right.place)
    }

    /// By subject, place where that matters, time, ways out before ways in, and row.
    private func precedes(_ left: Passage, _ right: Passage) -> Bool {
        if left.subject != right.subject { return left.subject < right.subject }
        if reach == .samePlace, left.place != right.place { return left.place < right.place }
        if left.time != right.time { return left.time < right.time }
        if left.direction != right.direction { return left.direction.rawValue > right.direction.rawValue }
        if left.place != right.place { return left.place < right.place }
        return left.source < right.source
    }
}

extension GatePairing.Passage {
    /// Whether two rows tell of one passage.
    fileprivate func isSame(as other: Self) -> Bool {
        time == other.time && direction == other.direction && place == other.place
    }
}
