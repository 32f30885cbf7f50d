/// Goes through an audit from its first line and says whether anything in it was changed, removed or reordered.
///
/// Give it the file's bytes in pieces of any size, then ask for the end. What was cut off at the end of the file shows
/// only against a head that was kept elsewhere: see ``holds(_:)``.
public struct AuditTrail: Sendable {
    /// A line that is not as it was written.
    public struct Break: Hashable, Sendable {
        /// Line of the file, from 1, and what is wrong with it.
        public var line: Int, fault: AuditFault
    }
    /// The end as far as the chain holds; behind a break, as the lines claim.
    public private(set) var head = AuditHead.start
    /// What is wrong, in the order of the file.
    public private(set) var breaks: [Break] = []
    /// Lines that a crash had cut off, and that the record behind them vouches for.
    public private(set) var tornLines = 0
    /// Records whose time lies well before that of the record before: the clock was set back.
    public private(set) var clockSteps = 0
    /// Bytes behind the last line feed: an append that is under way, or was cut off by a crash.
    public private(set) var openBytes = 0

    /// Commands that run at once read the clock before they wait for each other: so many seconds are no step of the
    /// clock.
    private static let mostApart: Int64 = 60
    private let chain: AuditChain
    private var digests: Set<String> = []
    private var line: [UInt8] = []
    private var lines = 0
    /// Lines that are no records, until the next record vouches for them or not.
    private var doubtful: (breaks: [Break], digest: SHA256Digest) = ([], SHA256Digest())
    private var time = Int64.min

    /// A trail; without the key MACs are not checked.
    public init(key: AuditKey?) { chain = AuditChain(key: key) }

    /// Takes the next bytes of the file; gives every record that holds, in order.
    public mutating func take(_ bytes: ArraySlice<UInt8>, _ record: (AuditRecord) -> Void = { _ in }) {
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += rest[..<end]
            rest = rest[(end + 1)...]
            takeLine(record)
            line.removeAll(keepingCapacity: true)
        }
        // A line that never ends must not fill the memory.
        line += rest.prefix(max(0, AuditChain.longestLine * 2 - line.count))
    }

    /// Ends the file.
    public mutating func finish() {
        openBytes = line.count
        settle()
    }

    /// Whether a digest is one of the records': nothing up to that record was cut off.
    public func holds(_ digest: String) -> Bool { digests.contains(digest) }

    private mutating func takeLine(_ record: (AuditRecord) -> Void) {
        lines += 1
        do throws(AuditFault) {
            let (found, next) = try chain.record(of: line[...], after: head)
            if found.event == .torn {
                if found.torn == doubtful.digest.hex, !doubtful.breaks.isEmpty {
                    tornLines += doubtful.breaks.count
                    doubtful.breaks = []
                } else {
                    breaks.append(Break(line: lines, fault: .malformed))
                }
            }
            settle()
            if found.time < max(time, .min + AuditTrail.mostApart) - AuditTrail.mostApart { clockSteps += 1 }
            (head, time) = (next, found.time)
            digests.insert(next.digest)
            record(found)
        } catch {
            doubtful.breaks.append(Break(line: lines, fault: error))
            doubtful.digest.update(line + [UInt8(ascii: "\n")])
            // Behind a break the lines are held against what it claims, so that each damage is told once.
            if let claimed = try? AuditChain(key: nil).claim(of: line[...]) { head = claimed.head }
        }
    }

    /// Doubtful lines that nothing vouched for are breaks.
    private mutating func settle() {
        breaks += doubtful.breaks
        doubtful = ([], SHA256Digest())
    }
}
