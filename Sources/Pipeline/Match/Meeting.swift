import Vocabulary

/// One event near one case, at the distance of the nearest part of the case's itinerary.
struct Encounter: Sendable {
    /// A mobile number by value, or ``Encounters/otherPhone`` and a position in ``Encounters/otherPhones``.
    var phone: UInt64
    var time: Int64
    var meters: Double
    var caseNumber: Int32
}

/// What one chunk of events comes to.
struct Encounters: Sendable {
    var list: [Encounter] = []
    /// Phones that are no mobile numbers of 11 digits.
    private(set) var otherPhones: [String] = []
    var rejected = RejectCounts()
    var rows = 0
    var lines: UInt32 = 0

    /// Set where a phone is not the number itself.
    static let otherPhone: UInt64 = 1 << 63

    init(rows: Int, lines: UInt32) {
        self.rows = rows
        self.lines = lines
    }

    /// The phone of a canonical text.
    mutating func phone(_ text: String) -> UInt64 {
        if text.utf8.count == 11, text.utf8.first == UInt8(ascii: "1"), let number = UInt64(text) { return number }
        otherPhones.append(text)
        return Encounters.otherPhone | UInt64(otherPhones.count - 1)
    }
}

extension Encounters: DeliveryResult {
    mutating func moveLines(by count: UInt32) { rejected.moveLines(by: count) }
}

/// All that `match` says about one case and one phone.
struct Meeting: Sendable, Equatable {
    /// As in ``Encounter/phone``, with positions in ``MeetingTable/otherPhones``.
    var phone: UInt64
    var first: Int64, last: Int64
    var minMeters: Double
    var caseNumber: Int32
    /// Events near the case; an event counts once however many parts of the itinerary it meets.
    var events: Int32

    init(_ encounter: Encounter) {
        phone = encounter.phone
        (first, last) = (encounter.time, encounter.time)
        minMeters = encounter.meters
        caseNumber = encounter.caseNumber
        events = 1
    }

    mutating func add(_ encounter: Encounter) {
        events += 1
        first = min(first, encounter.time)
        last = max(last, encounter.time)
        minMeters = min(minMeters, encounter.meters)
    }
}

/// Meetings by case and phone, added up in any order with the same result.
struct MeetingTable: Sendable {
    /// Meetings in the order they came, in blocks that never move.
    private var blocks: [[Meeting]] = []
    private(set) var count = 0
    /// Phones that are no mobile numbers of 11 digits, each once.
    private(set) var otherPhones: [String] = []
    private var otherCodes: [String: UInt64] = [:]
    /// Places of meetings plus 1 by hash, open addressing; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 16)

    private static let blockBits = 14

    /// The meeting at a place.
    subscript(place: UInt32) -> Meeting {
        blocks[Int(place >> MeetingTable.blockBits)][Int(place) & (1 << MeetingTable.blockBits - 1)]
    }

    /// Adds what one chunk came to.
    mutating func add(_ encounters: Encounters) {
        for encounter in encounters.list {
            if encounter.phone & Encounters.otherPhone == 0 {
                add(encounter)
            } else {
                let text = encounters.otherPhones[Int(encounter.phone & ~Encounters.otherPhone)]
                var encounter = encounter
                encounter.phone = Encounters.otherPhone | code(of: text)
                add(encounter)
            }
        }
    }

    private mutating func code(of text: String) -> UInt64 {
        if let code = otherCodes[text] { return code }
        otherPhones.append(text)
        otherCodes[text] = UInt64(otherPhones.count - 1)
        return UInt64(otherPhones.count - 1)
    }

    private mutating func add(_ encounter: Encounter) {
        let mask = slots.count - 1
        var slot = MeetingTable.hash(encounter.phone, encounter.caseNumber) & mask
        while slots[slot] != 0 {
            let (block, index) = MeetingTable.position(Int(slots[slot]) - 1)
            let known = blocks[block][index]
            if known.phone == encounter.phone, known.caseNumber == encounter.caseNumber {
                blocks[block][index].add(encounter)
                return
            }
            slot = (slot + 1) & mask
        }
        if count >> MeetingTable.blockBits == blocks.count {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(1 << MeetingTable.blockBits)
        }
        blocks[blocks.count - 1].append(Meeting(encounter))
        count += 1
        slots[slot] = UInt32(count)
        if count * 2 > slots.count { grow() }
    }

    private static func position(_ place: Int) -> (block: Int, index: Int) {
        (place >> blockBits, place & (1 << blockBits - 1))
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        let mask = slots.count - 1
        var place: UInt32 = 0
        for meeting in blocks.joined() {
            place += 1
            var slot = MeetingTable.hash(meeting.phone, meeting.caseNumber) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = place
        }
    }

    private static func hash(_ phone: UInt64, _ caseNumber: Int32) -> Int {
        let key = phone &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(UInt32(bitPattern: caseNumber)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: key >> 20)
    }

    /// Places of the meetings of each case number below `count`.
    func placesByCase(count cases: Int) -> [[UInt32]] {
        var result = [[UInt32]](repeating: [], count: cases)
        var place: UInt32 = 0
        for meeting in blocks.joined() {
            result[Int(meeting.caseNumber)].append(place)
            place += 1
        }
        return result
    }

    /// The text of a phone.
    func text(of phone: UInt64) -> String {
        phone & Encounters.otherPhone == 0
            ? String(phone) : otherPhones[Int(phone & ~Encounters.otherPhone)]
    }
}
