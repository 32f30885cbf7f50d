public import Vocabulary

/// Pairs passages through gates into stays.
///
/// A passage inwards opens a stay, and the next passage outwards of the same subject closes it. A second passage
/// inwards leaves the first unpaired: the way out was missed. A passage outwards without an open stay, or one that
/// comes later than the longest stay, is unpaired as well. In one second, a way out comes first where a stay is open,
/// else a way in. Other directions pair with nothing.
public struct GatePairing: Sendable {
    /// Which way out closes a stay.
    public enum Reach: Sendable {
        /// At the place of the way in: the gates of one estate or building.
        case samePlace
        /// Anywhere: one closed system with many gates, such as a metro.
        case anywhere
    }
    /// A way in and the way out that belongs to it.
    public struct GateStay: Hashable, Sendable {
        /// Whose passages they are.
        public var subject: Pseudonym
        /// The passages.
        public var entry: Observation, exit: Observation

        /// From the way in to the way out.
        public var span: TimeSpan { TimeSpan(entry.span.start, exit.span.start) }
    }
    /// What pairing came to; everything in order of subject, time and row.
    public struct Outcome: Hashable, Sendable {
        /// Paired passages.
        public var stays: [GateStay] = []
        /// Ways in and ways out that found no partner.
        public var unpairedEntries: [Observation] = [], unpairedExits: [Observation] = []
        /// Passages without a direction, without a subject, and repeated ones.
        public var passedOver = 0
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

    private struct Visitor: Hashable {
        var subject: Pseudonym
        var place: String
    }
    private struct Moment: Hashable {
        var visitor: Visitor
        var time: Int64
        var direction: Direction
        var place: String
    }

    /// Pairs passages given in any order.
    public func pair(_ passages: [Observation]) -> Outcome {
        var outcome = Outcome()
        var byVisitor: [Visitor: [Observation]] = [:]
        var seen: Set<Moment> = []
        for passage in passages.sorted(by: { ($0.span, $0.source) < ($1.span, $1.source) }) {
            let direction = passage.traits.direction
            guard let subject = passage.subject, direction == .inward || direction == .outward else {
                outcome.passedOver += 1
                continue
            }
            let place = passage.place ?? ""
            let visitor = Visitor(subject: subject, place: reach == .anywhere ? "" : place)
            let moment = Moment(visitor: visitor, time: passage.span.start, direction: direction, place: place)
            guard seen.insert(moment).inserted else {
                outcome.passedOver += 1
                continue
            }
            byVisitor[visitor, default: []].append(passage)
        }
        for visitor in byVisitor.keys.sorted(by: { ($0.subject, $0.place) < ($1.subject, $1.place) }) {
            pair(byVisitor[visitor] ?? [], of: visitor.subject, into: &outcome)
        }
        return outcome
    }

    private func pair(_ passages: [Observation], of subject: Pseudonym, into outcome: inout Outcome) {
        var open: Observation?
        var next = 0
        while next < passages.count {
            let time = passages[next].span.start
            let sameSecond = passages[next...].prefix { $0.span.start == time }
            next += sameSecond.count
            var entries = sameSecond.filter { $0.traits.direction == .inward }
            var exits = sameSecond.filter { $0.traits.direction == .outward }
            while !entries.isEmpty || !exits.isEmpty {
                if !exits.isEmpty, open != nil || entries.isEmpty {
                    close(&open, with: exits.removeFirst(), subject, &outcome)
                } else {
                    if let missed = open { outcome.unpairedEntries.append(missed) }
                    open = entries.removeFirst()
                }
            }
        }
        if let open { outcome.unpairedEntries.append(open) }
    }

    private func close(
        _ open: inout Observation?, with exit: Observation, _ subject: Pseudonym, _ outcome: inout Outcome
    ) {
        guard let entry = open else {
            outcome.unpairedExits.append(exit)
            return
        }
        open = nil
        guard exit.span.start - entry.span.start <= longestStaySeconds else {
            outcome.unpairedEntries.append(entry)
            outcome.unpairedExits.append(exit)
            return
        }
        outcome.stays.append(GateStay(subject: subject, entry: entry, exit: exit))
    }
}
