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
        /// Codes of all but mobile numbers.
        var others: [Identifier: UInt32] = [:]
        /// By code less 1: a mobile number, or 0 and the identifier in ``texts``.
        var numbers: [UInt64] = []
        var texts: [UInt32: Identifier] = [:]
        var pseudonyms: [Pseudonym] = []
    }
    private let key: PseudonymKey
    private let mobiles = MobileCodes()
    private let state = Mutex(State())

    init(key: PseudonymKey) { self.key = key }

    /// Replaces the codes of one chunk's observations by those of the delivery.
    func recode(_ chunk: inout ParsedChunk) {
        if !chunk.identifiers.isEmpty {
            let codes = codes(of: chunk.identifiers)
            func recode(_ column: inout [UInt32]) {
                for row in column.indices { column[row] = codes[Int(column[row])] }
            }
            recode(&chunk.observations.idNumber)
            recode(&chunk.observations.phone)
            recode(&chunk.observations.plate)
        }
        if chunk.mobiles.isEmpty { return }
        let codes = codes(ofMobiles: chunk.mobiles)
        if chunk.observations.phone.isEmpty {
            chunk.observations.phone = codes
        } else {
            for row in codes.indices where codes[row] != 0 { chunk.observations.phone[row] = codes[row] }
        }
        chunk.mobiles = []
    }

    /// By code of a chunk, 0 first, the code of the delivery.
    private func codes(of table: IdentifierTable) -> [UInt32] {
        var codes = codes(ofMobiles: [0] + table.mobileNumbers)
        state.withLock { state in
            for position in table.indices where codes[position + 1] == 0 {
                codes[position + 1] = state.code(other: table[position])
            }
        }
        return codes
    }

    /// Codes of mobile numbers, 0 of 0.
    private func codes(ofMobiles numbers: [UInt64]) -> [UInt32] {
        mobiles.codes(of: numbers) { number in
            state.withLock { state in
                state.numbers.append(number)
                return UInt32(state.numbers.count)
            }
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
    mutating func code(other identifier: Identifier) -> UInt32 {
        if let code = others[identifier] { return code }
        numbers.append(0)
        let code = UInt32(numbers.count)
        others[identifier] = code
        texts[code] = identifier
        return code
    }
}
