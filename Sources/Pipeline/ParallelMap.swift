import Dispatch
import Synchronization

/// Applies `body` to each item on all cores; results stand in the items' order, whatever finished first.
///
/// Of several errors the one of the earliest item is thrown.
func parallelMap<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) throws -> Result
) throws -> [Result] {
    if items.count < 2 { return try items.map(body) }
    let slots = Mutex<[Swift.Result<Result, any Error>?]>(Array(repeating: nil, count: items.count))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
        let outcome = Swift.Result { try body(items[index]) }
        slots.withLock { $0[index] = outcome }
    }
    return try slots.withLock { $0 }.map { slot in
        guard let slot else { preconditionFailure("concurrentPerform runs every iteration") }
        return try slot.get()
    }
}
