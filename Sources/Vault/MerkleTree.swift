import Crypto

/// One digest over many leaves, of which each can be shown to belong to it without the others but its neighbours.
///
/// Leaves are sorted and cut into pages of 128. A page's digest is SHA-256 over a zero byte and its leaves (eight bytes
/// each, most significant first); a node's is SHA-256 over a one byte and both its children; an odd one out goes up as
/// it is (RFC 6962). Without leaves there is one empty page.
public struct MerkleTree: Sendable {
    /// Leaves of a page.
    public static let pageLeaves = 128
    private let leaves: [UInt64]
    /// Digests from the pages up to the root.
    private let levels: [[[UInt8]]]

    /// What shows that a leaf belongs to a root.
    public struct Proof: Sendable {
        /// The leaf's page, and the digests that stand beside the way up.
        public var page: [UInt64], path: [(isLeft: Bool, digest: [UInt8])]

        /// The root that a leaf leads to by this way; nil where the page does not hold it.
        public func root(of leaf: UInt64) -> String? {
            guard page.contains(leaf) else { return nil }
            let top = path.reduce(MerkleTree.digest(ofPage: page[...])) { below, step in
                step.isLeft ? MerkleTree.node(step.digest, below) : MerkleTree.node(below, step.digest)
            }
            return hexText(top)
        }
    }

    /// A tree over leaves in ascending order.
    public init(sorted leaves: [UInt64]) {
        self.leaves = leaves
        let starts = leaves.isEmpty ? [0] : Array(stride(from: 0, to: leaves.count, by: MerkleTree.pageLeaves))
        var levels = [
            starts.map { MerkleTree.digest(ofPage: leaves[$0..<min(leaves.count, $0 + MerkleTree.pageLeaves)]) }
        ]
        while let below = levels.last, below.count > 1 {
            levels.append(
                stride(from: 0, to: below.count, by: 2).map {
                    $0 + 1 < below.count ? MerkleTree.node(below[$0], below[$0 + 1]) : below[$0]
                })
        }
        self.levels = levels
    }

    /// Lower-case hexadecimal of the root.
    public var root: String { hexText(levels[levels.count - 1][0]) }

    /// What shows that a leaf belongs to the root; nil where it does not.
    public func proof(of leaf: UInt64) -> Proof? {
        var (low, high) = (0, leaves.count)
        while low < high {
            let middle = (low + high) / 2
            if leaves[middle] < leaf { low = middle + 1 } else { high = middle }
        }
        guard low < leaves.count, leaves[low] == leaf else { return nil }
        var place = low / MerkleTree.pageLeaves
        let first = place * MerkleTree.pageLeaves
        var proof = Proof(
            page: Array(leaves[first..<min(leaves.count, first + MerkleTree.pageLeaves)]), path: [])
        for level in levels {
            let beside = place ^ 1
            if beside < level.count { proof.path.append((beside < place, level[beside])) }
            place /= 2
        }
        return proof
    }

    private static func digest(ofPage leaves: ArraySlice<UInt64>) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: [0])
        for leaf in leaves { hasher.update(data: bigEndian(leaf)) }
        return Array(hasher.finalize())
    }

    private static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [1] + left + right))
    }
}
