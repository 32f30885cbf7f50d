import CPack

/// The memory of this process.
public enum Heap {
    /// Lets memory that is freed wait for its next use instead of going back to the system.
    ///
    /// Parts are read, sorted and encoded in rounds that get and free the same arrays: a fresh page costs a fault and
    /// is filled with zeros first. The peak stays that of the largest round, a tenth more or less.
    public static func keepFreedMemory() { tg_keep_freed_memory() }
}
