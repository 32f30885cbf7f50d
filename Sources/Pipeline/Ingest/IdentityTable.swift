import Feeds
import Files
import Synchronization
import Vault
import Vocabulary

/// The identifiers of one delivery, each with one code for the whole of it: one pseudonym and one seal per identifier,
/// however many rows and chunks name it.
///
/// Any thread may add; codes are given as they come, so they must not reach a result.
final class IdentityTable: Sendable {
    fileprivate struct State {
        var mobiles = MobileNumbers()
        /// Codes of all but mobile numbers.
        var others: [Identifier: UInt32] = [:]
        /// By code less 1: a mobile number, or 0 and the identifier in ``texts``.
        var numbers: [UInt64] = []
        var texts: [UInt32: Identifier] = [:]
        var pseudonyms: [Pseudonym] = []
    }
    private let key: PseudonymKey
    private let state = Mutex(State())

    init(key: PseudonymKey) { self.key = key }

    /// Replaces the codes of one chunk's observations by those of the delivery.
    func recode(_ chunk: inout ParsedChunk) {
        if chunk.identifiers.isEmpty { return }
        let codes = codes(of: chunk.identifiers)
        func recode(_ column: inout [UInt32]) {
            for row in column.indices { column[row] = codes[Int(column[row])] }
        }
        recode(&chunk.observations.idNumber)
        recode(&chunk.observations.phone)
        recode(&chunk.observations.plate)
    }

    /// By code of a chunk, 0 first, the code of the delivery.
    private func codes(of table: IdentifierTable) -> [UInt32] {
        let numbers = table.mobileNumbers
        return state.withLock { state in
            var codes: [UInt32] = [0]
            codes.reserveCapacity(numbers.count + 1)
            for (position, number) in numbers.enumerated() {
                codes.append(number != 0 ? state.code(mobile: number) : state.code(other: table[position]))
            }
            return codes
        }
    }

    /// The pseudonyms of all codes so far; those not asked for before are worked out now, on all cores.
    func pseudonyms() -> [Pseudonym] {
        let (numbers, texts, known) = state.withLock { ($0.numbers, $0.texts, $0.pseudonyms.count) }
        let made = parallelMap(IdentityTable.runs(known..<numbers.count)) { [key] run in
            run.map { index in
                key.pseudonym(of: IdentityTable.identifier(index, numbers, texts))
            }
        }
        return state.withLock { state in
            if state.pseudonyms.count == known { for run in made { state.pseudonyms += run } }
            return state.pseudonyms
        }
    }

    /// All identifiers, sealed on all cores, in the order of their pseudonyms.
    func sealed(in batch: IdentityBatch) throws(VaultError) -> [(pseudonym: Pseudonym, sealed: [UInt8])] {
        let pseudonyms = pseudonyms()
        let (numbers, texts) = state.withLock { ($0.numbers, $0.texts) }
        let order = pseudonyms.indices.sorted { pseudonyms[$0] < pseudonyms[$1] }
        let runs = try parallelMap(IdentityTable.runs(order.indices)) { (run) throws(VaultError) in
            var sealed: [(pseudonym: Pseudonym, sealed: [UInt8])] = []
            sealed.reserveCapacity(run.count)
            for index in order[run] {
                let text = IdentityTable.identifier(index, numbers, texts).text
                sealed.append((pseudonyms[index], try batch.seal(text, about: pseudonyms[index])))
            }
            return sealed
        }
        return runs.flatMap(\.self)
    }

    private static func identifier(_ index: Int, _ numbers: [UInt64], _ texts: [UInt32: Identifier]) -> Identifier {
        texts[UInt32(index + 1)] ?? Identifier(kind: .phone, text: String(numbers[index]))
    }

    /// Stretches of work for one thread.
    private static func runs(_ range: Range<Int>) -> [Range<Int>] {
        stride(from: range.lowerBound, to: range.upperBound, by: 2048).map { $0..<min(range.upperBound, $0 + 2048) }
    }
}

extension IdentityTable.State {
    mutating func code(mobile number: UInt64) -> UInt32 {
        let next = UInt32(numbers.count + 1)
        let code = mobiles.code(of: number, next: next)
        if code == next { numbers.append(number) }
        return code
    }

    mutating func code(other identifier: Identifier) -> UInt32 {
        if let code = others[identifier] { return code }
        numbers.append(0)
        let code = UInt32(numbers.count)
        others[identifier] = code
        texts[code] = identifier
        return code
    }
}

/// Codes of 11-digit mobile numbers: a hash table of one word per number, 35 bits number above 29 bits code.
private struct MobileNumbers {
    /// 0 is free.
    private var slots = [UInt64](repeating: 0, count: 1 << 12)
    private var count = 0
    private static let codeBits: UInt64 = 29

    /// The code of a number; `next`, which it has from now on, where it is new.
    mutating func code(of number: UInt64, next: UInt32) -> UInt32 {
        precondition(next < 1 << 29, "a delivery has under 536 million identifiers")
        var slot = place(number)
        while slots[slot] != 0 {
            if slots[slot] >> MobileNumbers.codeBits == number {
                return UInt32(slots[slot] & (1 << MobileNumbers.codeBits - 1))
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = number << MobileNumbers.codeBits | UInt64(next)
        count += 1
        if count * 2 > slots.count { grow() }
        return next
    }

    private func place(_ number: UInt64) -> Int {
        Int((number &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - slots.count.trailingZeroBitCount))
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 4)
        for word in old where word != 0 {
            var slot = place(word >> MobileNumbers.codeBits)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = word
        }
    }
}
