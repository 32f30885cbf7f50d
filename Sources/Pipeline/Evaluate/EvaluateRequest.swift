import Ledger
import Vocabulary

/// What `evaluate` was asked for.
public struct EvaluateRequest: Sendable {
    /// First and last local day with a list; nil takes them from the data.
    public var from: String?, to: String?
    /// Local time of day at which each day's list is made.
    public var at: String
    /// `HOURS` or `FEED=HOURS`: how long after it began a row is taken as known; none: by its file's time of ingest.
    public var delays: [String]
    /// A second policy to replay.
    public var policy: String?
    /// Whether to replay without each feed in turn.
    public var leavesFeedsOut: Bool

    /// A request.
    public init(
        from: String? = nil, to: String? = nil, at: String = "06:00", delays: [String] = [], policy: String? = nil,
        leavesFeedsOut: Bool = false
    ) {
        self.from = from
        self.to = to
        self.at = at
        self.delays = delays
        self.policy = policy
        self.leavesFeedsOut = leavesFeedsOut
    }
}

extension EvaluateRequest {
    /// Most lists of one replay.
    private static let mostLists = 400

    /// The moments of the lists.
    ///
    /// By default from two weeks before the first confirmation, or the day after the first observation, until the day
    /// of the last confirmation.
    func moments(_ inputs: RunInputs, zone: ZoneRules) throws -> [AsOf] {
        let confirmed = inputs.cases.map { zone.localDay(at: $0.confirmed) }
        guard let first = confirmed.min(), let last = confirmed.max() else {
            throw Failure(.refused, "evaluate: no case is confirmed: deliver a cases file to hold the lists against")
        }
        let seen = inputs.segments.map { zone.localDay(at: $0.span.start) + 1 }.min() ?? first
        let to = try day(self.to, "--to", zone) ?? last
        let from = try day(self.from, "--from", zone) ?? min(to, max(seen, first - 14))
        guard from <= to, to - from < Int32(Self.mostLists) else {
            throw Failure(
                .usage, "evaluate: --from must not be after --to, nor more than \(Self.mostLists) days before")
        }
        return try (from...to).map { day in
            let text = "\(CivilDate(dayNumber: day).text) \(at)"
            guard at.utf8.count == 5, let moment = AsOf(text, zone: zone) else {
                throw Failure(.usage, "--at: \(at) is no time of every day: write for example 06:00")
            }
            return moment
        }
    }

    private func day(_ text: String?, _ option: String, _ zone: ZoneRules) throws -> Int32? {
        guard let text else { return nil }
        guard text.utf8.count == 10, let asOf = AsOf(text, zone: zone) else {
            throw Failure(.usage, "\(option): \(text) is no date: write for example 2020-02-03")
        }
        return zone.localDay(at: asOf.moment)
    }

    /// Seconds by feed; nil where rows count from their file's ingest on.
    func delaySeconds() throws -> [Feed: Int64]? {
        if delays.isEmpty { return nil }
        var seconds: [Feed: Int64] = [:]
        for delay in delays.sorted(by: { !$0.contains("=") && $1.contains("=") }) {
            let parts = delay.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count <= 2, let hours = Int64(parts[parts.count - 1]), (0...8760).contains(hours) else {
                throw Failure(.usage, "--delay: \(delay): write hours, such as 24, or a feed's, such as travel=48")
            }
            if parts.count == 1 {
                for feed in Feed.allCases { seconds[feed] = hours * 3600 }
            } else if let feed = Feed(rawValue: parts[0]) {
                seconds[feed] = hours * 3600
            } else {
                throw Failure(
                    .usage,
                    "--delay: no feed \(parts[0]); feeds are "
                        + Feed.allCases.map(\.rawValue).joined(separator: ", "))
            }
        }
        return seconds
    }
}
