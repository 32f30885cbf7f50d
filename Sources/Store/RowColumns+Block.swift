import Vocabulary

extension RowColumns {
    /// The rows of a block in the codes of its tables; without sources where it has none.
    init(_ block: ObservationBlock) {
        count = block.count
        start = block.start
        end = block.end
        digest = block.digest.isEmpty ? Array(repeating: 0, count: block.count) : block.digest
        for column in Column.small { small[column.rawValue] = column.bits(block) }
    }

    /// The rows as a block with the tables that their codes are of.
    func block(feed: Feed, subjects: [Pseudonym], strings: [String]) -> ObservationBlock {
        var block = ObservationBlock(feed: feed)
        block.count = count
        block.start = start
        block.end = end
        block.digest = digest
        for column in Column.small { column.put(small[column.rawValue], into: &block) }
        block.subjects = subjects
        block.strings = strings
        return block
    }
}
