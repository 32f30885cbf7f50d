/// The blocks of each subject, for the questions about one person.
///
/// Subjects come in pages of ``SegmentFormat/pageSubjects``. A page is a word with the width of the counts, the packed
/// counts (``BitRun``), and then, subject by subject, its ascending block numbers by Elias and Fano (1974): the lower
/// bits of all, then one bit per number at (upper bits + number's place), zeros between. Their length follows from the
/// count, so that no offsets are kept.
struct PersonIndex {
    /// The pages' words.
    private(set) var pages: [[UInt64]] = []

    /// An index of blocks' subject codes, each once in its block, in the order of the blocks; no code is 0.
    init(blocks: [[UInt32]], subjects: Int) {
        var ends = [Int](repeating: 0, count: subjects + 2)
        for codes in blocks { for code in codes { ends[Int(code) + 1] += 1 } }
        for code in 1..<ends.count { ends[code] += ends[code - 1] }
        // `ends` now says where a code's numbers begin, and is moved on while they are filled in.
        var numbers = [UInt32](repeating: 0, count: ends[subjects + 1])
        for (block, codes) in blocks.enumerated() {
            for code in codes {
                numbers[ends[Int(code)]] = UInt32(block)
                ends[Int(code)] += 1
            }
        }
        for first in stride(from: 1, through: subjects, by: SegmentFormat.pageSubjects) {
            let codes = first..<min(subjects + 1, first + SegmentFormat.pageSubjects)
            pages.append(PersonIndex.page(codes.map { numbers[ends[$0 - 1]..<ends[$0]] }, blocks: blocks.count))
        }
    }

    /// Bits of each number that are stored as they are.
    private static func lowBits(_ count: Int, blocks: Int) -> Int {
        count == 0 ? 0 : max(0, SegmentFormat.width(UInt64(blocks / count)) - 1)
    }

    /// Bits of a list.
    private static func bits(_ count: Int, blocks: Int) -> Int {
        if count == 0 { return 0 }
        let low = lowBits(count, blocks: blocks)
        return count * low + count + (blocks - 1) >> low + 1
    }

    private static func page(_ lists: [ArraySlice<UInt32>], blocks: Int) -> [UInt64] {
        let width = SegmentFormat.width(UInt64(lists.map(\.count).max() ?? 0))
        var words = [UInt64(width)]
        BitRun.pack(lists.map { UInt64($0.count) }, width: width, into: &words)
        var bit = words.count * 64
        let end = lists.reduce(bit) { $0 + bits($1.count, blocks: blocks) }
        words += [UInt64](repeating: 0, count: (end + 63) / 64 - words.count)
        for list in lists {
            let low = lowBits(list.count, blocks: blocks)
            let upper = bit + list.count * low
            for (index, number) in list.enumerated() {
                let value = UInt64(number) & (1 << UInt64(low) - 1)
                let place = bit + index * low
                if low > 0 {
                    words[place >> 6] |= value << UInt64(place & 63)
                    if place & 63 + low > 64 { words[place >> 6 + 1] |= value >> UInt64(64 - place & 63) }
                }
                let mark = upper + Int(number >> UInt32(low)) + index
                words[mark >> 6] |= 1 << UInt64(mark & 63)
            }
            bit += bits(list.count, blocks: blocks)
        }
        return words
    }

    /// The block numbers of one subject of a page; nil where the page does not hold together.
    ///
    /// - Parameters:
    ///   - place: The subject's place in the page.
    ///   - subjects: Subjects of the page.
    static func numbers(_ page: [UInt64], place: Int, subjects: Int, blocks: Int) -> [Int]? {
        guard let width = page.first.map({ Int($0) }), width <= 32 else { return nil }
        let total = page.count * 64
        var bit = 64 + BitRun.words(subjects, width: width) * 64
        guard bit <= total else { return nil }
        func count(_ index: Int) -> Int { Int(BitRun.bits(page, from: 64 + index * width, width: width)) }
        for index in 0..<place { bit += bits(count(index), blocks: blocks) }
        let own = count(place)
        let low = lowBits(own, blocks: blocks)
        guard bit + bits(own, blocks: blocks) <= total else { return nil }
        var numbers: [Int] = []
        numbers.reserveCapacity(own)
        let first = bit + own * low
        var mark = first
        while numbers.count < own {
            guard mark < total else { return nil }
            let rest = page[mark >> 6] >> UInt64(mark & 63)
            if rest == 0 {
                mark = (mark >> 6 + 1) << 6
                continue
            }
            mark += rest.trailingZeroBitCount
            let upper = mark - first - numbers.count
            let number = upper << low | Int(BitRun.bits(page, from: bit + numbers.count * low, width: low))
            guard number < blocks else { return nil }
            numbers.append(number)
            mark += 1
        }
        return numbers
    }
}
