/// What ``Ledger/commit(_:)`` did.
public struct IngestReceipt: Hashable, Sendable {
    /// The file with its final accounting: registry rows that were known already went from accepted to duplicate.
    public var file: InputFile
    /// Registry rows that were new, that changed what was stored, and that said nothing new.
    public var new: Int, updated: Int, known: Int
}
