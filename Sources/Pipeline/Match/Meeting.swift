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
}

/// Meetings by case and phone, added up in any order with the same result.
struct MeetingTable: Sendable {
    private(set) var meetings: [Meeting] = []
    /// Phones that are no mobile numbers of 11 digits, each once.
    private(set) var otherPhones: [String] = []
    private var otherCodes: [String: UInt64] = [:]
    /// Positions in ``meetings`` plus 1 by hash, open addressing; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 1 << 12)

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
            let place = Int(slots[slot]) - 1
            if meetings[place].phone == encounter.phone, meetings[place].caseNumber == encounter.caseNumber {
                meetings[place].events += 1
                meetings[place].first = min(meetings[place].first, encounter.time)
                meetings[place].last = max(meetings[place].last, encounter.time)
                meetings[place].minMeters = min(meetings[place].minMeters, encounter.meters)
                return
            }
            slot = (slot + 1) & mask
        }
        meetings.append(
            Meeting(
                phone: encounter.phone, first: encounter.time, last: encounter.time, minMeters: encounter.meters,
                caseNumber: encounter.caseNumber, events: 1))
        slots[slot] = UInt32(meetings.count)
        if meetings.count * 2 > slots.count { grow() }
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        let mask = slots.count - 1
        for (place, meeting) in meetings.enumerated() {
            var slot = MeetingTable.hash(meeting.phone, meeting.caseNumber) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(place + 1)
        }
    }

    private static func hash(_ phone: UInt64, _ caseNumber: Int32) -> Int {
        let key = phone &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(UInt32(bitPattern: caseNumber)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: key >> 20)
    }

    /// Meetings of each case in the order of the phones' bytes; cases in the order of their numbers.
    func byCase(count: Int) -> [[Meeting]] {
        var result = [[Meeting]](repeating: [], count: count)
        for meeting in meetings { result[Int(meeting.caseNumber)].append(meeting) }
        return result
    }

    /// The text of a phone.
    func text(of phone: UInt64) -> String {
        phone & Encounters.otherPhone == 0
            ? String(phone) : otherPhones[Int(phone & ~Encounters.otherPhone)]
    }
}
