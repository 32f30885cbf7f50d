import Vocabulary

/// What grows while one chunk is read.
///
/// Spans cannot be stored, so the row's bytes are passed down beside it.
struct ChunkReader {
    let plan: FeedPlan
    let mapping: FeedMapping
    let digests: RowDigest
    /// The first and last moment that is believed.
    let earliest: Int64
    let latest: Int64
    let rowLimit: Int

    /// The fields of the row at hand: where each begins and ends in the bytes passed down.
    var starts: [Int]
    var ends: [Int]
    /// Which fields of the row at hand are JSON numbers; empty for CSV.
    var numbers: [Bool] = []
    /// Line and digest of the row at hand.
    var line: UInt32 = 0
    var digest: UInt64 = 0

    /// Reads plain position rows; nil where the file has none.
    var scanner: PingScanner?
    /// The plain rows at hand, or all of them where they are kept apart.
    var pings = PingColumns()
    var keepsPings = false
    /// Whether plain rows' phones stay numbers.
    var numbersApart = false
    /// The line after the last row read.
    var nextLine: UInt32 = 0

    var clock: LocalClock
    /// The last plain date read: its ten bytes and the separator after them, and its midnight in UTC.
    var lastDate: (head: UInt64, tail: UInt32, midnight: Int64) = (0, 0, 0)
    var columns: ObservationColumns
    var strings: BytePool
    var identifiers: IdentifierPool
    /// Phones of plain rows that stay numbers, see ``ParsedChunk/mobiles``.
    var mobiles: [UInt64] = []
    var registry: [RegistryRow] = []
    /// Coach and seat by the folded bytes of their cells.
    var seats: [[UInt8]: ReadSeat] = [:]
    var rejects: [RejectedRow] = []
    var rows = 0
    private var notes = [Int](repeating: 0, count: FeedNote.allCases.count)
    private var notedLine: UInt32 = 0
    private var rowNotes: [FeedNote] = []
    /// Bytes of rows that had to be unquoted or rewritten; two, since one is read while the other is filled.
    var unquoted: [UInt8] = []
    var rewritten: [UInt8] = []

    init(
        plan: FeedPlan, mapping: FeedMapping, digestKey: (UInt64, UInt64), digestVeils: [(UInt64, UInt64)],
        latest: Int64, rowLimit: Int, scanLevel: Int32
    ) {
        self.plan = plan
        self.mapping = mapping
        digests = RowDigest(key: digestKey, veils: digestVeils)
        self.latest = latest
        self.rowLimit = rowLimit
        starts = Array(repeating: 0, count: plan.fieldCount + plan.madeUp.count + 1)
        ends = starts
        clock = LocalClock(zone: mapping.zone)
        earliest = mapping.zone.startOfDay(CivilDate(year: 2000, month: 1, day: 1).dayNumber)
        scanner = PingScanner(
            plan: plan, datum: mapping.datum, earliest: earliest, latest: latest, level: scanLevel)
        columns = ObservationColumns(feed: plan.feed)
        strings = BytePool(seed: digestKey.0)
        identifiers = IdentifierPool(seed: digestKey.1)
    }

    /// Counts a note of the row at hand; it is taken back should the row be rejected.
    mutating func note(_ note: FeedNote) {
        if notedLine != line {
            notedLine = line
            rowNotes.removeAll(keepingCapacity: true)
        }
        rowNotes.append(note)
        notes[note.index] += 1
    }

    /// Reads one row whose fields are set; a rejection is kept with the row's own bytes.
    mutating func accept(
        _ bytes: borrowing Span<UInt8>, rawIn chunk: borrowing Span<UInt8>, _ raw: Range<Int>
    ) {
        do {
            digest = digests.digest(chunk, raw)
            if plan.rewrites {
                try rewrite(bytes)
                let scratch = rewritten
                try readRow(scratch.span)
            } else {
                try readRow(bytes)
            }
            if plan.feed.isExamined, !registry.isEmpty {
                registry[registry.count - 1].raw = copy(of: chunk, raw)
            }
        } catch {
            reject(error, rawIn: chunk, raw)
        }
    }

    mutating func reject(_ rejection: Rejection, rawIn chunk: borrowing Span<UInt8>, _ raw: Range<Int>) {
        if notedLine == line {
            for note in rowNotes { notes[note.index] -= 1 }
            rowNotes.removeAll(keepingCapacity: true)
        }
        let kept = rejection.reason == .rowTooLong ? raw.prefix(min(rowLimit, RejectedRow.keptBytes)) : raw
        rejects.append(
            RejectedRow(
                line: line, column: plan.name(of: rejection.column), reason: rejection.reason,
                raw: copy(of: chunk, kept)))
    }

    private func copy(of chunk: borrowing Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(range.count)
        for position in range { copy.append(chunk[position]) }
        return copy
    }

    /// Copies the row with constants, line number, elements of lists and canonical value codes put in.
    private mutating func rewrite(_ bytes: borrowing Span<UInt8>) throws(Rejection) {
        rewritten.removeAll(keepingCapacity: true)
        for field in 0..<plan.fieldCount {
            let start = rewritten.count
            for position in starts[field]..<ends[field] { rewritten.append(bytes[position]) }
            starts[field] = start
            ends[field] = rewritten.count
        }
        for (field, texts) in plan.ignore where texts.contains(trimmedField(field)) {
            throw Rejection(reason: .ignoredByMapping, column: nil)
        }
        for (index, content) in plan.madeUp.enumerated() {
            let field = plan.fieldCount + index
            switch content {
            case .text(let text): put(text, field)
            case .line: put(Array(String(line).utf8), field)
            case .element(let number, let list): put(try element(number, of: list), field)
            }
        }
        for (field, texts) in plan.values {
            guard let text = texts[trimmedField(field)] else { continue }
            put(text, field)
        }
    }

    /// An element of a list in a field; empty where the list is shorter or the cell empty.
    private func element(_ number: Int, of list: Int) throws(Rejection) -> [UInt8] {
        let cell = trimmedField(list)
        if plan.format == .jsonl {
            // A JSON list was read as its elements joined by `;`.
            let elements = cell.split(separator: Byte.semicolon, omittingEmptySubsequences: false)
            return elements.indices.contains(number) ? Array(elements[number]) : []
        }
        if cell.isEmpty { return [] }
        do throws(RejectReason) {
            let elements = try JSONScanner.list(cell.span)
            return elements.indices.contains(number) ? elements[number] : []
        } catch {
            throw Rejection(reason: error, column: Column.allCases.first { plan.source[$0.index] == list })
        }
    }

    private func trimmedField(_ field: Int) -> [UInt8] {
        Array(rewritten[CellText.trimmed(rewritten.span, starts[field]..<ends[field])])
    }

    private mutating func put(_ text: [UInt8], _ field: Int) {
        starts[field] = rewritten.count
        rewritten += text
        ends[field] = rewritten.count
    }

    /// What the chunk came to.
    consuming func finished(fileNumber: UInt32, firstLine: UInt32) -> ParsedChunk {
        var counts: [FeedNote: Int] = [:]
        for note in FeedNote.allCases where notes[note.index] > 0 { counts[note] = notes[note.index] }
        var block = columns.block(fileNumber: fileNumber)
        block.strings = strings.strings()
        if !mobiles.isEmpty { mobiles += repeatElement(0, count: block.count - mobiles.count) }
        return ParsedChunk(
            observations: block, identifiers: identifiers.table, mobiles: mobiles, registry: registry, rejects: rejects,
            rows: rows,
            lines: nextLine - firstLine, notes: counts)
    }

    private mutating func readRow(_ bytes: borrowing Span<UInt8>) throws(Rejection) {
        switch plan.feed {
        case .carrier: try readPing(bytes)
        case .travel: try readRide(bytes)
        case .hotel, .parking, .visit: try readStay(bytes)
        case .checkpoint: try readPassage(bytes)
        default:
            let payload = try readRegistry(bytes)
            registry.append(RegistryRow(payload: payload, line: line, digest: digest))
        }
    }
}
