import Testing
import Vocabulary

/// The numbering of hard seats (DOMAIN 4.4): the geometry that follows must agree with what the sources say.
@Suite struct CoachLayoutTests {
    static let capacities = [112, 116, 118, 122, 128]

    private func layout(_ seats: Int) throws -> CoachLayout {
        try #require(CoachLayout(word: "hard_seat_\(seats)"))
    }

    @Test(arguments: capacities) func `every seat lies in one bay, and bays follow each other`(seats: Int) throws {
        let layout = try layout(seats)
        #expect(layout.seatClass == .hardSeat)
        #expect(layout.bays.flatMap { Array($0) } == Array(1...seats))
        for seat in 1...seats {
            let bay = try #require(layout.bay(of: seat))
            #expect(layout.bays[bay - 1].contains(seat))
        }
        #expect(layout.bay(of: 0) == nil && layout.bay(of: seats + 1) == nil)
        // Ten seats to a bay but for the ends of the coach and the bay beside the conductor's office.
        let sizes = layout.bays.map(\.count)
        #expect(sizes.filter { $0 != 10 } == [112: [4, 9, 9], 122: [4, 9, 9], 116: [7, 9]][seats] ?? [9, 9])
        // 118 less the office's six, less two: twelve bays; 122 and 128 have one more.
        #expect(sizes.count == (seats > 118 ? 13 : 12))
    }

    /// In a bay two rows of five face each other; the ends of the rows are the windows.
    @Test(arguments: [
        (112, [3, 4, 8, 9], [5, 112]), (122, [3, 4, 8, 9], [5, 122]), (116, [2, 3, 7, 8], [116]),
        (118, [0, 4, 5, 9], [1, 118]), (128, [0, 4, 5, 9], [1, 128]),
    ])
    func `the windows that the sources name are the ends of rows`(seats: Int, digits: [Int], others: [Int]) throws {
        let bays = try layout(seats).bays
        var windows: Set<Int> = []
        for (index, bay) in bays.enumerated() where bay.count >= 9 {
            // The last bay's second row and the first bay's first row have four seats.
            let firstRow = index == bays.count - 1 || bay.count == 10 ? 5 : 4
            windows.formUnion([
                bay.lowerBound, bay.lowerBound + firstRow - 1, bay.lowerBound + firstRow, bay.upperBound,
            ])
        }
        if bays[0].count == 7 { windows.formUnion([1, 3, 7]) }
        let fromFirstBay = bays[0].count == 4 ? 5 : 3
        for seat in fromFirstBay...seats {
            #expect(windows.contains(seat) == (digits.contains(seat % 10) || others.contains(seat)), "\(seat)")
        }
    }

    @Test func `bays of ten face as the sources draw them`() throws {
        for seats in [118, 128] {
            #expect(try layout(seats).bays[1] == 10...19, "0 1 2|3 4 facing 5 6 7|8 9")
        }
        #expect(try layout(122).bays[2] == 14...23, "4 5 6|7 8 facing 9 0 1|2 3")
    }

    @Test(arguments: ["1-6;7-12", "1;2;3", "5-9;1-4", "7"]) func `own seat maps are bays in order`(text: String) throws
    {
        let layout = try #require(CoachLayout(seats: text))
        #expect(layout.bays.count == text.split(separator: ";").count)
        #expect(layout.bay(of: 5) == ["1-6;7-12": 1, "5-9;1-4": 1][text])
    }

    @Test(arguments: ["", ";", "1-", "a", "4-1", "1-4;4", "0-3", "1-1000", "1-2-3"])
    func `what is no seat map is none`(text: String) { #expect(CoachLayout(seats: text) == nil) }

    @Test func `words for layouts are closed`() {
        for word in CoachLayout.words { #expect(CoachLayout(word: word) != nil) }
        #expect(CoachLayout(word: "abreast_4")?.abreast == 4)
        for word in ["", "hard_seat_110", "abreast_0", "abreast_11", "abreast_", "CR400"] {
            #expect(CoachLayout(word: word) == nil)
        }
    }
}
