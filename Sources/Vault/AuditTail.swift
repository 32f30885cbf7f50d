extension AuditChain {
    /// What has to be appended to a file so that a record stands in it.
    public struct Continuation: Sendable {
        /// Bytes to append: the record's line, and before it what mends the end of the file.
        public var bytes: [UInt8]
        /// The new end.
        public var head: AuditHead
        /// Lines that a crash had cut off; a `torn` record vouches for them from now on.
        public var tornLines: Int
    }

    /// Closes a line that a crash has cut off.
    ///
    /// Nothing is ever taken out of the file.
    static let tornMark = Array(" TORN".utf8)

    /// Continues a file behind its last record; `end` is the end of the file, or all of it where `isWhole`.
    ///
    /// Throws ``AuditFault`` where the last line was not written by a holder of the key, ``VaultError`` where the
    /// record cannot be written.
    public func continuation(
        of end: [UInt8], isWhole: Bool, with record: AuditRecord
    ) throws -> Continuation {
        var lines = end.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // Behind the last line feed: nothing, or what a crash has left of an append.
        let open = lines.removeLast()
        // Of a file's end the first piece may be half a line.
        if !isWhole { lines.removeFirst() }
        var torn: [ArraySlice<UInt8>] = []
        while let last = lines.last, last.suffix(AuditChain.tornMark.count).elementsEqual(AuditChain.tornMark) {
            torn.insert(last, at: 0)
            lines.removeLast()
        }
        var head = AuditHead.start
        if let last = lines.popLast() {
            head = try claim(of: last).head
            // Where the record before is at hand too, the last one's own text is held against it.
            if let before = lines.last.flatMap({ try? claim(of: $0).head }) ?? (lines.isEmpty && isWhole ? .start : nil)
            {
                head = try self.record(of: last, after: before).head
            }
        } else if !isWhole {
            throw AuditFault.malformed
        }
        var bytes: [UInt8] = []
        if !open.isEmpty {
            if torn.isEmpty, let whole = try? self.record(of: open, after: head) {
                // Only its line feed is missing.
                head = whole.head
                bytes = [UInt8(ascii: "\n")]
            } else {
                bytes = AuditChain.tornMark + [UInt8(ascii: "\n")]
                torn.append(open + AuditChain.tornMark)
            }
        }
        if !torn.isEmpty {
            var digest = SHA256Digest()
            for line in torn { digest.update(line + [UInt8(ascii: "\n")]) }
            var mend = AuditRecord(.torn, time: record.time, user: record.user)
            mend.torn = digest.hex
            let (line, next) = try self.line(mend, after: head)
            bytes += line
            head = next
        }
        let (line, next) = try self.line(record, after: head)
        return Continuation(bytes: bytes + line, head: next, tornLines: torn.count)
    }
}
