public import Vocabulary

/// What was reported on each day of a history, a byte for each person and day.
///
/// Marks only ever add up, so the order in which rows arrive cannot matter.
public struct CheckinSheet: Sendable {
    /// Bits of a mark: how many check-ins (15 stands for more), fever, isolated, said not to be isolated.
    static let countBits: UInt8 = 0x0F, fever: UInt8 = 0x10, isolated: UInt8 = 0x20, released: UInt8 = 0x40

    /// First day of the history, and how many there are.
    public let firstDay: Int32, dayCount: Int
    /// Whose the rows are, in the order in which they were first named.
    public private(set) var persons: [Pseudonym] = []
    private var rows: [Pseudonym: Int32] = [:]
    private var marks: [UInt8] = []

    /// An empty sheet.
    public init(days: ClosedRange<Int32>, expecting people: Int = 0) {
        firstDay = days.lowerBound
        dayCount = days.count
        persons.reserveCapacity(people)
        rows.reserveCapacity(people)
        marks.reserveCapacity(people * dayCount)
    }

    /// Days of the history.
    public var days: ClosedRange<Int32> { firstDay...firstDay + Int32(dayCount - 1) }

    /// Adds a check-in; one outside the history counts for nothing.
    public mutating func add(_ person: Pseudonym, day: Int32, fever: Bool = false, isolated: Bool? = nil) {
        guard days.contains(day) else { return }
        let row: Int
        if let known = rows[person] {
            row = Int(known)
        } else {
            row = persons.count
            rows[person] = Int32(row)
            persons.append(person)
            marks.append(contentsOf: repeatElement(0, count: dayCount))
        }
        let place = row * dayCount + Int(day - firstDay)
        var mark = marks[place]
        if mark & Self.countBits != Self.countBits { mark += 1 }
        if fever { mark |= Self.fever }
        if let isolated { mark |= isolated ? Self.isolated : Self.released }
        marks[place] = mark
    }

    /// Where a person's row stands; nil where the person never checked in.
    public func row(of person: Pseudonym) -> Int? { rows[person].map(Int.init) }

    /// Calls `body` with a person's marks, day by day; with none where the person never checked in.
    func withMarks<Result>(ofRow row: Int?, _ body: (ArraySlice<UInt8>) -> Result) -> Result {
        guard let row else { return body(ArraySlice(repeatElement(0, count: dayCount))) }
        return body(marks[row * dayCount..<(row + 1) * dayCount])
    }

    /// Fever and isolation that check-ins told of, in the order of the rows, then by day.
    ///
    /// What was said of isolation ends on the day before somebody says that it is over.
    public var evidence: [CodeEvidence] {
        var found: [CodeEvidence] = []
        for (row, person) in persons.enumerated() {
            let own = marks[row * dayCount..<(row + 1) * dayCount]
            guard own.contains(where: { $0 & (Self.fever | Self.isolated) != 0 }) else { continue }
            var end: Int32?
            var told: [CodeEvidence] = []
            for (offset, mark) in own.enumerated().reversed() {
                let day = firstDay + Int32(offset)
                if mark & Self.isolated != 0 {
                    told.append(CodeEvidence(person: person, cause: .isolation, first: day, last: day, until: end))
                } else if mark & Self.released != 0 {
                    end = day - 1
                }
                if mark & Self.fever != 0 {
                    told.append(CodeEvidence(person: person, cause: .fever, first: day, last: day))
                }
            }
            found += told.reversed()
        }
        return found
    }
}
