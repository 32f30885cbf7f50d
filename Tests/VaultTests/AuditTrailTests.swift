import TestSupport
import Testing
import Vault

/// The chain of audit records: what was written is found again, and whatever was done to it since.
@Suite struct AuditTrailTests {
    private let key = AuditKey.random()

    /// The bytes of a small audit: three accesses and a refusal.
    private func audit(_ count: Int = 4) throws -> (bytes: [UInt8], heads: [AuditHead]) {
        var bytes: [UInt8] = []
        var heads: [AuditHead] = []
        for index in 0..<count {
            let next = try AuditChain(key: key).continuation(of: bytes, isWhole: true, with: record(index))
            bytes += next.bytes
            heads.append(next.head)
            #expect(next.tornLines == 0)
        }
        return (bytes, heads)
    }

    private func record(_ index: Int) -> AuditRecord {
        var record = AuditRecord(
            [.begin, .end, .denied][index % 3], time: 1_580_000_000 + Int64(index), user: "王/wang")
        record.actor = "line\nbreak \"quoted\" \\ and \u{1B}[31m"
        record.command = "explain"
        record.subjects = ["t0000000000000000000000000\(index)"]
        record.counts = ["rows": index, "files": 2]
        return record
    }

    private func read(_ bytes: [UInt8], key: AuditKey?, pieces: Int = 1 << 20) -> (
        trail: AuditTrail, records: [AuditRecord]
    ) {
        var trail = AuditTrail(key: key)
        var records: [AuditRecord] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            trail.take(bytes[start..<min(bytes.count, start + pieces)]) { records.append($0) }
        }
        trail.finish()
        return (trail, records)
    }

    /// Whether a reader is told that an audit is not as it was, the head having been kept elsewhere.
    private func isFound(_ bytes: [UInt8], key: AuditKey?, head: AuditHead) -> Bool {
        let trail = read(bytes, key: key).trail
        return !trail.breaks.isEmpty || trail.openBytes > 0 || !trail.holds(head.digest)
    }

    @Test(arguments: [1, 7, 64, 1 << 20])
    func `what was written is read again, in pieces of any size, with and without the key`(pieces: Int) throws {
        let (bytes, heads) = try audit(9)
        for key in [key, nil] {
            let (trail, records) = read(bytes, key: key, pieces: pieces)
            #expect(trail.breaks.isEmpty && trail.openBytes == 0 && trail.head == heads.last)
            #expect(records.map(\.number) == Array(1...9))
            #expect(records[3].actor == record(3).actor && records[3].subjects == record(3).subjects)
            for head in heads { #expect(trail.holds(head.digest)) }
        }
    }

    @Test func `every change of a single byte is found, by whoever has the key and by whoever has not`() throws {
        let (bytes, heads) = try audit(3)
        let head = try #require(heads.last)
        #expect(!isFound(bytes, key: key, head: head))
        var tried = 0
        for index in bytes.indices {
            // All other values for one byte in eight, single bits and neighbours for the rest.
            let masks: [UInt8] = index % 8 == 0 ? Array(1...255) : [1, 2, 4, 8, 16, 32, 64, 128, 255]
            for mask in masks {
                var changed = bytes
                changed[index] ^= mask
                #expect(isFound(changed, key: key, head: head), "byte \(index), mask \(mask)")
                tried += 1
                // The MAC itself (64 digits before the brace that ends the line) takes the key to check.
                if mask == 1, !isFound(changed, key: nil, head: head) {
                    let line = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? 0
                    #expect((3...66).contains(line - index), "byte \(index)")
                }
            }
        }
        print("audit: \(tried) single-byte changes of \(bytes.count) bytes, all found")
    }

    @Test func `every removed, added or moved byte is found`() throws {
        let (bytes, heads) = try audit(3)
        let head = try #require(heads.last)
        for index in bytes.indices {
            var shorter = bytes
            shorter.remove(at: index)
            #expect(isFound(shorter, key: key, head: head), "without byte \(index)")
            for byte in [UInt8(ascii: "\n"), 0, UInt8(ascii: " ")] {
                var longer = bytes
                longer.insert(byte, at: index)
                #expect(isFound(longer, key: key, head: head), "with \(byte) before byte \(index)")
            }
        }
    }

    @Test func `records removed, repeated, reordered or cut off are found`() throws {
        let (bytes, heads) = try audit(6)
        let head = try #require(heads.last)
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
        #expect(lines.count == 6)
        for index in lines.indices {
            var removed = lines
            removed.remove(at: index)
            #expect(isFound(removed.flatMap(\.self), key: key, head: head), "without \(index)")
            var repeated = lines
            repeated.insert(lines[index], at: index)
            #expect(isFound(repeated.flatMap(\.self), key: key, head: head), "\(index) twice")
            for other in lines.indices where other != index {
                var swapped = lines
                swapped.swapAt(index, other)
                #expect(isFound(swapped.flatMap(\.self), key: key, head: head), "\(index) and \(other)")
            }
            // A clean cut is whole in itself: only the head tells.
            let cut = Array(lines[..<index].flatMap(\.self))
            #expect(read(cut, key: key).trail.breaks.isEmpty)
            #expect(isFound(cut, key: key, head: head), "cut before \(index)")
        }
        for length in 0..<bytes.count {
            #expect(isFound(Array(bytes[..<length]), key: key, head: head), "\(length) bytes")
        }
    }

    @Test func `a chain written anew without the key is found by whoever has it`() throws {
        let forger = AuditKey.random()
        var bytes: [UInt8] = []
        for index in 0..<4 {
            bytes += try AuditChain(key: forger).continuation(of: bytes, isWhole: true, with: record(index)).bytes
        }
        #expect(read(bytes, key: nil).trail.breaks.isEmpty)
        #expect(read(bytes, key: key).trail.breaks.map(\.fault) == Array(repeating: .wrongMAC, count: 4))
        // Nor is anything added to it.
        #expect(throws: AuditFault.wrongMAC) {
            try AuditChain(key: key).continuation(of: bytes, isWhole: true, with: record(4))
        }
    }

    @Test func `a line that a crash cut off at any byte is closed, vouched for, and takes no other with it`() throws {
        let (bytes, heads) = try audit(3)
        let last = try AuditChain(key: key).continuation(of: bytes, isWhole: true, with: record(3)).bytes
        for length in 1..<last.count {
            let torn = bytes + last[..<length]
            let next = try AuditChain(key: key).continuation(of: torn, isWhole: true, with: record(4))
            let mended = torn + next.bytes
            let (trail, records) = read(mended, key: key)
            #expect(trail.breaks.isEmpty && trail.openBytes == 0, "\(length): \(trail.breaks)")
            let isWhole = length == last.count - 1
            #expect(trail.tornLines == (isWhole ? 0 : 1) && next.tornLines == trail.tornLines, "\(length)")
            #expect(records.count == 5 && records[3].event == (isWhole ? record(3).event : .torn))
            #expect(trail.holds(heads[2].digest))
            // The mend itself may be cut off, and what is vouched for cannot be changed unseen.
            if length % 16 == 1, !isWhole {
                for cut in stride(from: 1, to: next.bytes.count, by: 5) {
                    let again = torn + next.bytes[..<cut]
                    let third = try AuditChain(key: key).continuation(of: again, isWhole: true, with: record(5))
                    let found = read(again + third.bytes, key: key).trail
                    #expect(found.breaks.isEmpty && found.tornLines > 0, "\(length), \(cut): \(found.breaks)")
                }
                var changed = mended
                changed[bytes.count] ^= 1
                #expect(!read(changed, key: key).trail.breaks.isEmpty)
            }
        }
    }

    @Test func `the end of a long file is enough to go on`() throws {
        let (bytes, heads) = try audit(8)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let half = Array(bytes.suffix(lines[7].count + lines[6].count / 2))
        let next = try AuditChain(key: key).continuation(of: half, isWhole: false, with: record(8))
        #expect(next.head.number == 9)
        #expect(read(bytes + next.bytes, key: key).trail.breaks.isEmpty)
        #expect(read(bytes + next.bytes, key: key).trail.holds(heads[7].digest))
        #expect(throws: AuditFault.malformed) {
            try AuditChain(key: key).continuation(of: Array(half.suffix(40)), isWhole: false, with: record(8))
        }
    }

    @Test func `without the key nothing is added, and no record is longer than what is read back`() throws {
        #expect(throws: VaultError.sealingFailed) {
            try AuditChain(key: nil).continuation(of: [], isWhole: true, with: record(0))
        }
        var long = record(0)
        long.reason = String(repeating: "x", count: AuditChain.longestLine)
        #expect(throws: VaultError.sealingFailed) {
            try AuditChain(key: key).continuation(of: [], isWhole: true, with: long)
        }
    }

    @Test func `a clock that was set back is told, and is no damage`() throws {
        var bytes: [UInt8] = []
        for time in [100, 300, 200, 400] as [Int64] {
            let record = AuditRecord(.begin, time: time, user: "a")
            bytes += try AuditChain(key: key).continuation(of: bytes, isWhole: true, with: record).bytes
        }
        let trail = read(bytes, key: key).trail
        #expect(trail.breaks.isEmpty && trail.clockSteps == 1)
    }

    @Test func `the key is read back, shows itself to nobody, and is no other key`() throws {
        let again = try AuditKey(fileText: key.fileText)
        #expect(again.fingerprint == key.fingerprint && AuditKey.random().fingerprint != key.fingerprint)
        let secret = try #require(key.fileText.split(separator: " ").last).dropLast()
        var shown = ""
        dump(key, to: &shown)
        #expect(!shown.contains(secret) && !"\(key)".contains(secret))
        #expect(throws: VaultError.self) { try AuditKey(fileText: PseudonymKey.random().fileText) }
    }
}
