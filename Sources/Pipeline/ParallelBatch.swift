import Dispatch
import Files
import Foundation
import Synchronization

/// Work that has been handed to all cores: the caller may do something else and ask for the results later.
struct ParallelBatch<Result: Sendable>: Sendable {
    private final class Shared: Sendable {
        let next = Atomic(0)
        let results: Mutex<[Swift.Result<Result, any Error>?]>
        let group = DispatchGroup()

        init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }
    }
    private let shared: Shared

    /// Starts applying `body` to each item.
    init<Item: Sendable>(_ items: [Item], _ body: @escaping @Sendable (Item) throws -> Result) {
        let shared = Shared(count: items.count)
        self.shared = shared
        for _ in 0..<min(items.count, Workers.limit ?? ProcessInfo.processInfo.activeProcessorCount) {
            DispatchQueue.global().async(group: shared.group) {
                while true {
                    let index = shared.next.wrappingAdd(1, ordering: .relaxed).oldValue
                    if index >= items.count { return }
                    let outcome = Swift.Result { try body(items[index]) }
                    shared.results.withLock { $0[index] = outcome }
                }
            }
        }
    }

    /// Waits for the results, in the items' order; of several errors the one of the earliest item is thrown.
    func results() throws -> [Result] {
        shared.group.wait()
        return try shared.results.withLock { $0 }.map { slot in
            guard let slot else { preconditionFailure("every item has been worked on") }
            return try slot.get()
        }
    }
}
