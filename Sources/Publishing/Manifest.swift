public import Vocabulary

/// What a run was made of and what it made: `manifest.json`.
public struct Manifest: Sendable {
    /// An input file and what became of its rows.
    public struct Input: Sendable {
        /// Name as delivered, feed, and lower-case hexadecimal SHA-256.
        public var name: String, feed: Feed, sha256: String
        /// Rows read = accepted + rejected + duplicate.
        public var read: Int64, accepted: Int64, rejected: Int64, duplicate: Int64
        /// Rejected rows by reason code, and why a guard was overruled.
        public var rejectReasons: [String: Int64] = [:], acceptAnyway: String?
        /// What was done with accepted rows, such as `seat_not_understood`, and with how many.
        public var notes: [String: Int64] = [:]

        /// An input file.
        public init(
            name: String, feed: Feed, sha256: String, read: Int64, accepted: Int64, rejected: Int64, duplicate: Int64
        ) {
            self.name = name
            self.feed = feed
            self.sha256 = sha256
            self.read = read
            self.accepted = accepted
            self.rejected = rejected
            self.duplicate = duplicate
        }
    }
    /// A name and a number, kept in order.
    public struct Count: Sendable {
        /// What is counted, and how many.
        public var name: String, value: Int64

        /// A count.
        public init(_ name: String, _ value: Int64) {
            self.name = name
            self.value = value
        }
    }
    /// Run id, tool version, policy name and SHA-256, and purpose code.
    public var runID: String, toolVersion: String, policyID: String, policySHA256: String, purpose: String
    /// The as-of moment, UTC.
    public var asOf: Int64
    /// Files, in the order of ingestion.
    public var inputs: [Input] = []
    /// Rows and findings at every stage, in order.
    public var counts: [Count] = []
    /// How much of the store had to be read: it hangs on how the deliveries were cut into files.
    public var store: [Count] = []
    /// Milliseconds of every stage, in order: not the same in two runs.
    public var timings: [Count] = []
    /// Clock times of start and end (UTC) and peak memory: not the same in two runs.
    public var startedAt: Int64?, finishedAt: Int64?, peakMemoryBytes: Int64?
    /// The audit record that stands before the run: number and SHA-256; another one in each run.
    public var audit: (record: Int, sha256: String)?
    /// What a person has to look at, one line each.
    public var warnings: [String] = []
    /// Path below the run's folder, and SHA-256, of every file written.
    public var outputs: [(path: String, sha256: String)] = []

    /// A manifest without inputs, counts and outputs, which are filled in.
    public init(
        runID: String, asOf: Int64, toolVersion: String, policyID: String, policySHA256: String, purpose: String
    ) {
        self.runID = runID
        self.asOf = asOf
        self.toolVersion = toolVersion
        self.policyID = policyID
        self.policySHA256 = policySHA256
        self.purpose = purpose
    }

    /// The bytes of `manifest.json`; outputs sorted by path, all else in the order given.
    public func bytes(zone: ZoneRules) -> [UInt8] {
        func counted(_ list: [Count]) -> JSONText { .object(list.map { ($0.name, .integer($0.value)) }) }
        func moment(_ time: Int64?) -> JSONText { .optional(time.map(zone.rfc3339)) }
        let object = JSONText.object([
            ("run_id", .string(runID)), ("as_of", .string(zone.rfc3339(asOf))), ("tool_version", .string(toolVersion)),
            ("policy", .object([("id", .string(policyID)), ("sha256", .string(policySHA256))])),
            ("purpose", .string(purpose)), ("inputs", .array(inputs.map(Manifest.json))), ("counts", counted(counts)),
            ("warnings", .array(warnings.map { .string($0) })),
            (
                "outputs",
                .array(
                    outputs.sorted { $0.path < $1.path }.map {
                        .object([("path", .string($0.path)), ("sha256", .string($0.sha256))])
                    })
            ),
            ("store", counted(store)),
            (
                "clock",
                .object([
                    ("started_at", moment(startedAt)), ("finished_at", moment(finishedAt)),
                    ("milliseconds", counted(timings)),
                    ("peak_memory_bytes", peakMemoryBytes.map { .integer($0) } ?? .null),
                    (
                        "audit",
                        audit.map { .object([("record", .integer(Int64($0.record))), ("sha256", .string($0.sha256))]) }
                            ?? .null
                    ),
                ])
            ),
        ])
        return Array(object.pretty.utf8)
    }

    private static func json(_ input: Input) -> JSONText {
        .object([
            ("name", .string(input.name)), ("feed", .string(input.feed.rawValue)), ("sha256", .string(input.sha256)),
            ("read", .integer(input.read)), ("accepted", .integer(input.accepted)),
            ("rejected", .integer(input.rejected)), ("duplicate", .integer(input.duplicate)),
            (
                "reject_reasons",
                .object(input.rejectReasons.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
            ),
            ("notes", .object(input.notes.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
            ("accept_anyway", .optional(input.acceptAnyway)),
        ])
    }
}
