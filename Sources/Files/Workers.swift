/// How many threads share a piece of work.
///
/// No result depends on it; tests set it to show that.
public enum Workers {
    /// Threads to use for what the closure given to `withValue` does; nil: one for each core.
    @TaskLocal public static var limit: Int?
}
