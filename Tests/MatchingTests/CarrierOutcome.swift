import Matching
import Vocabulary

extension CarrierMatching {
    /// What the pings of some phones in blocks come to.
    func outcome(of blocks: [ObservationBlock], phones: Set<Pseudonym>, period: TimeSpan) -> Outcome {
        let phones = phones.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(phones, UInt32(0)...))
        let sheaf = PingSheaf(blocks.map { pings(of: numbers, in: $0, period: period) })
        return outcome(of: sheaf, phones.indices, phones: phones)
    }
}
