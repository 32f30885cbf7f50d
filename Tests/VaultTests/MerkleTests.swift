import Testing

@testable import Vault

/// The tree over what was purged.
@Suite struct MerkleTests {
    @Test(arguments: [1, 2, 127, 128, 129, 256, 257, 1000, 1281])
    func `every leaf leads to the root, and no other does`(count: Int) throws {
        let leaves = (0..<count).map { UInt64($0) * 7 + 3 }
        let tree = MerkleTree(sorted: leaves)
        for leaf in leaves {
            let proof = try #require(tree.proof(of: leaf))
            #expect(proof.root(of: leaf) == tree.root)
            #expect(proof.root(of: leaf + 1) == nil)
        }
        #expect(tree.proof(of: 4) == nil && tree.proof(of: 0) == nil && tree.proof(of: .max) == nil)
    }

    @Test func `any other leaf, one more and one less give another root`() {
        let leaves = (0..<300).map { UInt64($0) * 2 }
        let root = MerkleTree(sorted: leaves).root
        var roots: Set<String> = [root, MerkleTree(sorted: leaves + [700]).root, MerkleTree(sorted: []).root]
        for index in leaves.indices {
            var other = leaves
            other[index] += 1
            roots.insert(MerkleTree(sorted: other).root)
            other.remove(at: index)
            roots.insert(MerkleTree(sorted: other).root)
        }
        #expect(roots.count == 3 + 2 * leaves.count)
    }

    @Test func `a page and a way up that are not the tree's lead elsewhere`() throws {
        let tree = MerkleTree(sorted: (0..<600).map { UInt64($0) })
        var proof = try #require(tree.proof(of: 130))
        #expect(proof.path.count == 3)
        proof.page[0] += 1
        #expect(proof.root(of: 130) != tree.root)
        proof = try #require(tree.proof(of: 130))
        for step in proof.path.indices {
            var other = proof
            other.path[step].digest[31] ^= 1
            #expect(other.root(of: 130) != tree.root)
            other = proof
            other.path[step].isLeft.toggle()
            #expect(other.root(of: 130) != tree.root)
        }
    }

    @Test func `leaves hang on salt, digest, file and line`() {
        let leaves = RowLeaves(salt: [1, 2, 3])
        let all = [
            leaves.leaf(digest: 1), leaves.leaf(digest: 2), leaves.leaf(file: "0123456789abcdef", line: 1),
            leaves.leaf(file: "0123456789abcdef", line: 2), leaves.leaf(file: "1123456789ab", line: 1),
            leaves.leaf(run: "r1"), RowLeaves(salt: [1, 2, 4]).leaf(digest: 1),
        ]
        #expect(Set(all).count == all.count)
        #expect(leaves.leaf(file: "0123456789abcdef", line: 1) == leaves.leaf(file: "0123456789ab", line: 1))
        #expect(RowLeaves.randomSalt() != RowLeaves.randomSalt())
    }
}
