import CountedMalloc

/// What a piece of work asked of the memory allocator, in counts that no machine changes.
public enum Allocations {
    /// Whether this build counts them: a sanitizer's does not.
    public static let areCounted = counts_allocations()

    /// Allocations that `body` makes on this thread, and its result.
    public static func count<Result>(_ body: () throws -> Result) rethrows -> (count: Int, result: Result) {
        let before = counted_allocations()
        let result = try body()
        return (Int(counted_allocations() - before), result)
    }
}
