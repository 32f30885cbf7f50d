/// What later keys lay over the digests of rows: SipHash-2-4 of the digest under each, one after the other.
///
/// So a digest that was made under an earlier key is brought under the present one without its row, and who has only
/// the earlier key can try no row against it.
public struct RowVeils: Sendable {
    private let keys: [(UInt64, UInt64)]

    /// Veils by their keys, the lowest first.
    public init(_ keys: [(UInt64, UInt64)] = []) { self.keys = keys }

    /// A digest under all of them; 0 stands for none.
    public func over(_ digest: UInt64) -> UInt64 { over(digest, from: 0) }

    /// A digest that lacks the last of them, under that too.
    public func last(over digest: UInt64) -> UInt64 { over(digest, from: max(0, keys.count - 1)) }

    /// What a digest may be now that an older list tells, under whichever key it was made.
    public func candidates(for former: UInt64) -> Set<UInt64> { Set((0...keys.count).map { over(former, from: $0) }) }

    private func over(_ digest: UInt64, from first: Int) -> UInt64 {
        if digest == 0 { return 0 }
        return keys[first...].reduce(digest) { RowDigest(key: $1).digest(of: $0) }
    }
}
