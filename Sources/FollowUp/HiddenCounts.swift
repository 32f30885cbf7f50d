/// Which counts of a table of sums must be hidden so that no small one can be read or worked out.
///
/// Counts under ``least`` are hidden; and wherever a sum would then give a single hidden count away, another part of it
/// is hidden too (the smallest that is shown), or the total where no other part is left. A count may stand in two sums,
/// and the sums must hang together as a tree. Then two hidden counts in every sum that has any are enough: whoever
/// combines sums to get rid of one hidden count brings in at least one other (k sums that share k - 1 hidden counts
/// keep at least 2k - 2(k - 1) = 2), so no combination is left with one. Counts of 0 are hidden like other small ones:
/// were they shown, a hidden count would be known to be at least 1, and two of them that add up to 2 would both be
/// known.
public struct HiddenCounts: Sendable {
    /// A count that is the sum of others, by their places in the table.
    public struct Sum: Sendable {
        var total: Int, parts: [Int]

        /// A sum.
        public init(total: Int, parts: [Int]) {
            self.total = total
            self.parts = parts
        }
    }
    /// By place in the table.
    public let isHidden: [Bool]

    /// Smallest count that is shown.
    public static let least = 5

    /// Hides what must be hidden; the sums must form a tree.
    public init(_ counts: [Int], sums: [Sum]) {
        var isHidden = counts.map { $0 < HiddenCounts.least }
        var isChanged = true
        while isChanged {
            isChanged = false
            for sum in sums {
                let members = sum.parts + [sum.total]
                guard members.count(where: { isHidden[$0] }) == 1 else { continue }
                let shown = sum.parts.filter { !isHidden[$0] }.min { (counts[$0], $0) < (counts[$1], $1) }
                // Of a sum without parts there is nothing else to hide.
                let next = shown ?? sum.total
                if isHidden[next] { continue }
                isHidden[next] = true
                isChanged = true
            }
        }
        self.isHidden = isHidden
    }
}
