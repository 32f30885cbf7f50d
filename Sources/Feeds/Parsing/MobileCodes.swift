// Contract of the unsafe code here: the table is made with this object and freed with it; arrays are lent for a call
// with their own counts; numbers are put in under a lock, as the kernel asks, and looked up without.
import CScan
import Synchronization

/// Codes of 11-digit mobile numbers, shared by the threads that read one delivery: who looks up numbers that are known
/// waits for nobody.
@safe public final class MobileCodes: Sendable {
    private nonisolated(unsafe) let table: OpaquePointer
    private let writing = Mutex(())

    /// A table without numbers.
    public init() { unsafe table = tg_make_mobile_codes() }

    deinit { unsafe tg_free_mobile_codes(table) }

    /// Codes of numbers, 0 for 0.
    ///
    /// - Parameter new: Gives the code of a number that was not known before, above 0 and below 2^29; called for one
    ///   number at a time.
    public func codes(of numbers: [UInt64], new: (UInt64) -> UInt32) -> [UInt32] {
        var missing = 0
        var codes = unsafe [UInt32](unsafeUninitializedCapacity: numbers.count) { output, count in
            missing = unsafe tg_find_mobiles(table, numbers, numbers.count, output.baseAddress)
            count = numbers.count
        }
        if missing == 0 { return codes }
        writing.withLock { _ in
            for index in numbers.indices where codes[index] == 0 && numbers[index] != 0 {
                codes[index] = code(of: numbers[index], new: new)
            }
        }
        return codes
    }

    /// The code of one number, under the lock.
    private func code(of number: UInt64, new: (UInt64) -> UInt32) -> UInt32 {
        var known: UInt32 = 0
        var number = number
        if unsafe tg_find_mobiles(table, &number, 1, &known) == 0 { return known }
        let code = new(number)
        precondition(code > 0 && code < 1 << 29, "a delivery has under 536 million identifiers")
        return unsafe tg_put_mobile(table, number, code)
    }
}
