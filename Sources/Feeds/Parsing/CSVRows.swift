import Vocabulary

/// Rows of CSV chunks: cut into fields in one pass of eight bytes at a time; rows with quotes take a slower way.
extension ChunkReader {
    mutating func readCSV(_ bytes: borrowing Span<UInt8>, firstLine: UInt32) {
        var position = 0
        nextLine = firstLine
        while position < bytes.count {
            if scanner != nil {
                position = readPings(bytes, from: position)
                if position == bytes.count { break }
            }
            let start = position
            line = nextLine
            let row = RowCut(
                bytes, from: start, delimiter: plan.delimiter, room: plan.fieldCount, starts: &starts, ends: &ends)
            if row.isQuoted {
                let lines: Int
                (position, lines) = readQuoted(bytes, from: start)
                nextLine += UInt32(lines)
                continue
            }
            position = RecordEnd.afterLineEnd(bytes, row.end, isLast: true) ?? bytes.count
            nextLine += 1
            scanner?.learn(crlf: position == row.end + 2)
            if row.end == start || line == plan.headerLine { continue }
            if rows == 0, !keepsPings { reserve(for: bytes.count - start, rowBytes: row.end - start + 1) }
            rows += 1
            if let reason = fault(bytes, row, start) {
                reject(Rejection(reason: reason), rawIn: bytes, start..<row.end)
            } else {
                accept(bytes, rawIn: bytes, start..<row.end)
            }
        }
    }

    /// Reads the plain position rows from `position` on; returns where the first other row begins.
    mutating func readPings(_ bytes: borrowing Span<UInt8>, from position: Int) -> Int {
        let before = pings.count
        let next = scanner?.scan(bytes, from: position, into: &pings) ?? position
        let found = pings.count - before
        if found == 0 { return next }
        if !keepsPings {
            if rows == 0 { reserve(for: bytes.count - position, rowBytes: (next - position) / found) }
            takePings(bytes)
            pings.removeAll()
        }
        rows += found
        nextLine += UInt32(found)
        return next
    }

    /// Takes the plain rows at hand, which begin on the next line.
    private mutating func takePings(_ bytes: borrowing Span<UInt8>) {
        let digests = digests.digests(bytes, from: pings.rowStart, to: pings.rowEnd, count: pings.count)
        if numbersApart {
            mobiles += repeatElement(0, count: columns.count - mobiles.count)
            mobiles += pings.phone[..<pings.count]
        }
        columns.append(
            pings, firstLine: nextLine, digests: digests,
            phones: numbersApart
                ? nil : (0..<pings.count).map { identifiers.code(mobile: pings.phone[$0]) })
    }

    /// Makes room for the rows to come, as if they were as long as the first.
    private mutating func reserve(for bytes: Int, rowBytes: Int) {
        let expected = bytes / max(rowBytes, 16) * 9 / 8 + 16
        columns.reserve(expected)
        guard plan.feed == .carrier else { return }
        if numbersApart { mobiles.reserveCapacity(expected) } else { identifiers.reserve(expected) }
    }

    /// What is wrong with a row as a whole.
    @inline(__always)
    private mutating func fault(_ bytes: borrowing Span<UInt8>, _ row: RowCut, _ start: Int) -> RejectReason? {
        if row.end - start > rowLimit { return .rowTooLong }
        if row.hasNUL { return .nulByte }
        if row.isForeign, !UTF8Text.isSound(bytes, start..<row.end) { return .badEncoding }
        if row.fields != plan.fieldCount { return isPadded(bytes, row, start) ? nil : .fieldCount }
        return nil
    }

    /// Whether a row has more fields than the header, all of the others empty (as spreadsheets write them).
    private func isPadded(_ bytes: borrowing Span<UInt8>, _ row: RowCut, _ start: Int) -> Bool {
        guard row.fields > plan.fieldCount, plan.fieldCount > 0 else { return false }
        return (ends[plan.fieldCount - 1]..<row.end).allSatisfy { bytes[$0] == plan.delimiter }
    }

    /// Reads a row with quotes; returns where the next one begins and how many lines this one took.
    private mutating func readQuoted(_ bytes: borrowing Span<UInt8>, from start: Int) -> (next: Int, lines: Int) {
        let found = RecordEnd.find(
            bytes, from: start, delimiter: plan.delimiter, quoting: true, limit: rowLimit, isLast: true)
        switch found {
        case .record(let end, let next):
            let lines = max(1, LineCount(bytes, start..<next).lines + (end == next ? 1 : 0))
            if line == plan.headerLine { return (next, lines) }
            rows += 1
            let (fields, reason) = unquote(bytes, start..<end)
            if let reason {
                reject(Rejection(reason: reason), rawIn: bytes, start..<end)
            } else if fields != plan.fieldCount {
                reject(Rejection(reason: .fieldCount), rawIn: bytes, start..<end)
            } else {
                let scratch = unquoted
                accept(scratch.span, rawIn: bytes, start..<end)
            }
            return (next, lines)
        case .brokenQuote(let end, let next):
            rows += 1
            reject(Rejection(reason: .unclosedQuote), rawIn: bytes, start..<end)
            return (next, 1)
        case .tooLong(let end, let next):
            rows += 1
            reject(Rejection(reason: .rowTooLong), rawIn: bytes, start..<end)
            return (next, 1)
        case .unfinished:
            return (bytes.count, 1)
        }
    }

    /// Copies the row's fields without their quotes; empty fields past the header's are passed over.
    private mutating func unquote(_ bytes: borrowing Span<UInt8>, _ row: Range<Int>) -> (Int, RejectReason?) {
        unquoted.removeAll(keepingCapacity: true)
        if row.contains(where: { bytes[$0] == Byte.nul }) { return (0, .nulByte) }
        if !UTF8Text.isSound(bytes, row) { return (0, .badEncoding) }
        var fields = 0
        var position = row.lowerBound
        while true {
            let start = unquoted.count
            if position < row.upperBound, bytes[position] == Byte.quote {
                position += 1
                while position < row.upperBound {
                    if bytes[position] == Byte.quote {
                        guard position + 1 < row.upperBound, bytes[position + 1] == Byte.quote else { break }
                        position += 1
                    }
                    unquoted.append(bytes[position])
                    position += 1
                }
                position += 1
            } else {
                while position < row.upperBound, bytes[position] != plan.delimiter {
                    unquoted.append(bytes[position])
                    position += 1
                }
            }
            if fields < plan.fieldCount {
                starts[fields] = start
                ends[fields] = unquoted.count
                fields += 1
            } else if unquoted.count > start {
                return (fields + 1, nil)
            }
            if position >= row.upperBound { return (fields, nil) }
            position += 1
        }
    }
}
