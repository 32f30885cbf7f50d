import Dispatch
import Synchronization

/// Applies `body` to each item on all cores; results stand in the items' order, whatever finished first.
///
/// Of several errors the one of the earliest item is thrown.
public func parallelMap<Item: Sendable, Result: Sendable, Failure: Error>(
    _ items: [Item], _ body: @Sendable (Item) throws(Failure) -> Result
) throws(Failure) -> [Result] {
    if items.count < 2 || Workers.limit == 1 {
        var results: [Result] = []
        for item in items { results.append(try body(item)) }
        return results
    }
    let slots = Mutex<[Swift.Result<Result, Failure>?]>(Array(repeating: nil, count: items.count))
    let threads = min(items.count, Workers.limit ?? items.count)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for index in stride(from: thread, to: items.count, by: threads) {
            let outcome: Swift.Result<Result, Failure>
            do throws(Failure) { outcome = .success(try body(items[index])) } catch { outcome = .failure(error) }
            slots.withLock { $0[index] = outcome }
        }
    }
    var results: [Result] = []
    results.reserveCapacity(items.count)
    for slot in slots.withLock({ $0 }) {
        guard let slot else { preconditionFailure("concurrentPerform runs every iteration") }
        results.append(try slot.get())
    }
    return results
}
