import Files
import Vocabulary

/// What is read of a segment on opening: its footer, which says where all else lies and what it must sum up to.
struct SegmentIndex {
    let info: SegmentInfo
    let blocks: Int, subjects: Int, strings: Int
    private let path: String
    /// Offsets in bytes.
    private let sourcesAt: Int, subjectsAt: Int, peopleAt: Int, stringsAt: Int, boxesAt: Int, footerAt: Int
    private let stringBytes: Int, storedStringBytes: Int, stringsSum: UInt64
    /// Offsets in bytes of the groups' and the pages' entries.
    private let groupsAt: Int, pagesAt: Int

    /// The format version of a segment, which stands where it always will.
    static func version(_ bytes: borrowing Span<UInt8>, path: String) throws(StoreError) -> UInt32 {
        guard bytes.count >= 16, bytes.word(at: 0) == SegmentFormat.magic else { throw .notASegment(path: path) }
        return UInt32(truncatingIfNeeded: bytes.word(at: 8))
    }

    /// Reads and checks the footer.
    init(_ bytes: borrowing Span<UInt8>, path: String) throws(StoreError) {
        let fixed = SegmentFormat.headerWords + SegmentFormat.trailerWords + SegmentFormat.Footer.allCases.count
        guard bytes.count % 8 == 0, bytes.count >= fixed * 8 else { throw .notASegment(path: path) }
        let trailerAt = bytes.count - SegmentFormat.trailerWords * 8
        let lengthAndSum = bytes.word(at: trailerAt + 8)
        let length = Int(lengthAndSum & 0xffff_ffff)
        let footerAt = trailerAt - length
        guard bytes.word(at: trailerAt + 16) == SegmentFormat.endMagic, length % 8 == 0,
            footerAt >= SegmentFormat.headerWords * 8, bytes.word(at: trailerAt) == UInt64(footerAt),
            length >= SegmentFormat.Footer.allCases.count * 8
        else { throw .notASegment(path: path) }
        let damaged = StoreError.damaged(path: path, column: "the footer", block: nil)
        let sum = UInt32(lengthAndSum >> 32)
        guard BlockSum.of(bytes.extracting(footerAt..<trailerAt)) == sum else { throw damaged }
        var numbers: [Int] = []
        for number in SegmentFormat.Footer.allCases.indices {
            guard let value = Int(exactly: bytes.word(at: footerAt + number * 8)), value < 1 << 48 else {
                throw damaged
            }
            numbers.append(value)
        }
        func number(_ number: SegmentFormat.Footer) -> Int { numbers[number.rawValue] }
        guard BlockSum.of(bytes.extracting(0..<SegmentFormat.headerWords * 8)) == number(.headerSum),
            let feed = Feed(number: UInt8(truncatingIfNeeded: bytes.word(at: 8) >> 32))
        else { throw .damaged(path: path, column: "the header", block: nil) }
        self.path = path
        (blocks, subjects, strings) = (number(.blocks), number(.subjects), number(.strings))
        (stringBytes, storedStringBytes) = (number(.stringBytes), number(.storedStringBytes))
        stringsSum = UInt64(number(.stringsSum))
        (sourcesAt, subjectsAt) = (number(.sourcesAt) * 8, number(.subjectsAt) * 8)
        (peopleAt, stringsAt) = (number(.peopleAt) * 8, number(.stringsAt) * 8)
        boxesAt = number(.boxesAt) * 8
        self.footerAt = footerAt
        groupsAt = footerAt + SegmentFormat.Footer.allCases.count * 8
        let groups = SegmentFormat.pieces(blocks, of: SegmentFormat.groupBlocks)
        let pages = SegmentFormat.pieces(subjects, of: SegmentFormat.pageSubjects)
        pagesAt = groupsAt + groups * SegmentFormat.groupWords * 8
        let sections = [SegmentFormat.headerWords * 8, sourcesAt, subjectsAt, peopleAt, stringsAt, boxesAt, footerAt]
        guard zip(sections, sections.dropFirst()).allSatisfy(<=), subjectsAt + subjects * 16 == peopleAt,
            stringsAt + SegmentFormat.pieces(storedStringBytes, of: 8) * 8 == boxesAt,
            storedStringBytes <= stringBytes, boxesAt + blocks * SegmentFormat.entryWords * 8 == footerAt,
            pagesAt + pages * SegmentFormat.pageWords * 8 == trailerAt
        else { throw damaged }
        var whole = BlockBox.none
        for group in 0..<groups { whole = whole.union(BlockBox(bytes, at: groupsAt + group * 64 + 8)) }
        guard whole.rows == number(.rows) else { throw damaged }
        let day = Int32(truncatingIfNeeded: bytes.word(at: 16))
        info = SegmentInfo(
            fileName: SegmentInfo.fileName(feed: feed, day: day, batch: number(.batch), part: number(.part)),
            feed: feed, day: day, batch: number(.batch), part: number(.part), rows: whole.rows, bytes: bytes.count,
            firstStart: whole.minStart, lastEnd: whole.maxEnd, minLon: whole.minLon, maxLon: whole.maxLon,
            minLat: whole.minLat, maxLat: whole.maxLat, checksum: sum)
    }

    /// Bytes of each section.
    var sections: [String: Int] {
        [
            "observed": sourcesAt - SegmentFormat.headerWords * 8, "sources": subjectsAt - sourcesAt,
            "subjects": peopleAt - subjectsAt, "people": stringsAt - peopleAt, "strings": boxesAt - stringsAt,
            "boxes": footerAt - boxesAt, "footer": info.bytes - footerAt,
        ]
    }

    private func damaged(_ part: String, block: Int? = nil) -> StoreError {
        .damaged(path: path, column: part, block: block)
    }

    // MARK: blocks

    /// Numbers of groups of blocks, and the blocks of one.
    var groups: Range<Int> { 0..<SegmentFormat.pieces(blocks, of: SegmentFormat.groupBlocks) }
    func blocks(ofGroup group: Int) -> Range<Int> {
        group * SegmentFormat.groupBlocks..<min(blocks, (group + 1) * SegmentFormat.groupBlocks)
    }

    /// The box around a group's blocks.
    func box(ofGroup group: Int, _ bytes: borrowing Span<UInt8>) -> BlockBox {
        BlockBox(bytes, at: groupsAt + group * SegmentFormat.groupWords * 8 + 8)
    }

    /// Checks the entries of a group.
    func checkGroup(_ group: Int, _ bytes: borrowing Span<UInt8>) throws(StoreError) {
        let own = blocks(ofGroup: group)
        let size = SegmentFormat.entryWords * 8
        let entries = bytes.extracting(boxesAt + own.lowerBound * size..<boxesAt + own.upperBound * size)
        guard UInt64(BlockSum.of(entries)) == bytes.word(at: groupsAt + group * SegmentFormat.groupWords * 8) else {
            throw damaged("the boxes", block: own.lowerBound)
        }
    }

    /// The box of a block whose group is checked.
    func box(_ block: Int, _ bytes: borrowing Span<UInt8>) -> BlockBox {
        BlockBox(bytes, at: boxesAt + (block * SegmentFormat.entryWords + 4) * 8)
    }

    /// One of a block's units.
    ///
    /// What the block's entry says of the unit is not checked by the entries' own sum: an entry that was not written so
    /// does not fit the unit's head.
    func unit(_ block: Int, isSource: Bool, _ bytes: borrowing Span<UInt8>) throws(StoreError) -> PackedUnit {
        let entry = boxesAt + block * SegmentFormat.entryWords * 8
        let at = bytes.word(at: entry + (isSource ? 16 : 0))
        let sizeAndSum = bytes.word(at: entry + (isSource ? 24 : 8))
        let rows = bytes.word(at: entry + 32) & 0xffff_ffff
        let range = isSource ? sourcesAt..<subjectsAt : SegmentFormat.headerWords * 8..<sourcesAt
        let words = Int(sizeAndSum & 0xffff_ffff)
        guard at < 1 << 48, range.lowerBound <= Int(at) * 8, Int(at) * 8 + words * 8 <= range.upperBound,
            (1...UInt64(SegmentFormat.blockRows)).contains(rows),
            let unit = PackedUnit(
                PackedUnit.Place(offset: Int(at) * 8, words: words, headSum: UInt32(sizeAndSum >> 32)),
                rows: Int(rows), in: bytes)
        else { throw damaged(isSource ? "the head of the rows' sources" : "the block header", block: block) }
        return unit
    }

    // MARK: tables

    /// All strings, checked.
    func allStrings(_ bytes: borrowing Span<UInt8>) throws(StoreError) -> [String] {
        let section = bytes.extracting(stringsAt..<boxesAt)
        guard UInt64(BlockSum.of(section)) == stringsSum else { throw damaged("the strings") }
        let stored = (0..<storedStringBytes).map { section[$0] }
        guard let table = StringTable.strings(stored, count: strings, raw: stringBytes) else {
            throw damaged("the strings")
        }
        return table
    }

    /// Subjects' codes of one page.
    func codes(ofPage page: Int) -> ClosedRange<Int> {
        page * SegmentFormat.pageSubjects + 1...min(subjects, (page + 1) * SegmentFormat.pageSubjects)
    }

    private func pageEntry(_ page: Int) -> Int { pagesAt + page * SegmentFormat.pageWords * 8 }

    /// All subjects, checked.
    func allSubjects(_ bytes: borrowing Span<UInt8>) throws(StoreError) -> [Pseudonym] {
        var all: [Pseudonym] = []
        all.reserveCapacity(subjects)
        for page in 0..<SegmentFormat.pieces(subjects, of: SegmentFormat.pageSubjects) {
            try checkSubjects(page, bytes)
            for code in codes(ofPage: page) { all.append(subject(code, bytes)) }
        }
        return all
    }

    private func checkSubjects(_ page: Int, _ bytes: borrowing Span<UInt8>) throws(StoreError) {
        let codes = codes(ofPage: page)
        let own = bytes.extracting(subjectsAt + (codes.lowerBound - 1) * 16..<subjectsAt + codes.upperBound * 16)
        guard BlockSum.of(own) == UInt32(truncatingIfNeeded: bytes.word(at: pageEntry(page) + 16)) else {
            throw damaged("the subjects")
        }
    }

    private func subject(_ code: Int, _ bytes: borrowing Span<UInt8>) -> Pseudonym {
        let at = subjectsAt + (code - 1) * 16
        return Pseudonym(high: bytes.word(at: at), low: bytes.word(at: at + 8))
    }

    /// The subject of a code; reads one page.
    func checkedSubject(_ code: Int, _ bytes: borrowing Span<UInt8>) throws(StoreError) -> Pseudonym {
        try checkSubjects((code - 1) / SegmentFormat.pageSubjects, bytes)
        return subject(code, bytes)
    }

    /// The code of a subject; nil where the segment has no row of it.
    ///
    /// Reads one page of subjects.
    func code(of subject: Pseudonym, _ bytes: borrowing Span<UInt8>) throws(StoreError) -> Int? {
        var low = 0
        var high = SegmentFormat.pieces(subjects, of: SegmentFormat.pageSubjects)
        while low < high {
            let middle = (low + high) / 2
            let at = pageEntry(middle)
            let first = Pseudonym(high: bytes.word(at: at), low: bytes.word(at: at + 8))
            if first <= subject { low = middle + 1 } else { high = middle }
        }
        if low == 0 { return nil }
        try checkSubjects(low - 1, bytes)
        let codes = codes(ofPage: low - 1)
        var (first, last) = (codes.lowerBound, codes.upperBound)
        while first < last {
            let middle = (first + last) / 2
            if self.subject(middle, bytes) < subject { first = middle + 1 } else { last = middle }
        }
        return self.subject(first, bytes) == subject ? first : nil
    }

    /// Numbers of the blocks in which the subject of a code is an identifier, ascending.
    func blocks(ofCode code: Int, _ bytes: borrowing Span<UInt8>) throws(StoreError) -> [Int] {
        let page = (code - 1) / SegmentFormat.pageSubjects
        let words = try people(page, bytes)
        let codes = codes(ofPage: page)
        guard
            let numbers = PersonIndex.numbers(
                words, place: code - codes.lowerBound, subjects: codes.count, blocks: blocks)
        else { throw damaged("the person index") }
        return numbers
    }

    /// A page of the person index, checked.
    private func people(_ page: Int, _ bytes: borrowing Span<UInt8>) throws(StoreError) -> [UInt64] {
        let isLast = page == SegmentFormat.pieces(subjects, of: SegmentFormat.pageSubjects) - 1
        let at = bytes.word(at: pageEntry(page) + 24)
        let end = isLast ? UInt64(stringsAt / 8) : bytes.word(at: pageEntry(page + 1) + 24)
        guard at >= peopleAt / 8, at <= end, end <= stringsAt / 8,
            BlockSum.of(bytes.extracting(Int(at) * 8..<Int(end) * 8))
                == UInt32(bytes.word(at: pageEntry(page) + 16) >> 32)
        else { throw damaged("the person index") }
        return bytes.words(at: Int(at) * 8, count: Int(end - at))
    }

    /// Checks the whole person index.
    func checkPeople(_ bytes: borrowing Span<UInt8>) throws(StoreError) {
        for page in 0..<SegmentFormat.pieces(subjects, of: SegmentFormat.pageSubjects) { _ = try people(page, bytes) }
    }
}
