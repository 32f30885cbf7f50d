import Vocabulary

/// One event near one case, at the distance of the nearest part of the case's itinerary.
struct Encounter: Sendable {
    /// A mobile number by value, or ``Encounters/otherPhone`` and a position in ``Encounters/otherPhones``.
    var phone: UInt64
    var time: Int64
    var meters: Double
}

/// What one chunk of events comes to.
struct Encounters: Sendable {
    private(set) var list: [Encounter] = []
    /// The case of each encounter.
    private(set) var cases: [Int32] = []
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

    /// Makes room for so many encounters more.
    mutating func reserve(_ count: Int) {
        list.reserveCapacity(list.count + count)
        cases.reserveCapacity(cases.count + count)
    }

    mutating func append(_ encounter: Encounter, caseNumber: Int32) {
        list.append(encounter)
        cases.append(caseNumber)
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
    /// Events near the case; an event counts once however many parts of the itinerary it meets.
    var events: Int

    init(_ encounter: Encounter) {
        phone = encounter.phone
        (first, last) = (encounter.time, encounter.time)
        minMeters = encounter.meters
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
///
/// Encounters wait by case until many have come: then one case's meetings are in the cache while they are added up.
struct MeetingTable: Sendable {
    private var cases: [CaseMeetings]
    private var waiting = 0
    /// Phones that are no mobile numbers of 11 digits, each once.
    private(set) var otherPhones: [String] = []
    private var otherCodes: [String: UInt64] = [:]

    /// Encounters that may wait: 24 bytes each.
    private static let mostWaiting = 1 << 20

    /// An empty table of cases numbered from 0.
    init(cases count: Int) { cases = Array(repeating: CaseMeetings(), count: count) }

    /// Number of cases.
    var caseCount: Int { cases.count }

    /// Adds what one chunk came to.
    mutating func add(_ encounters: Encounters) {
        for (encounter, number) in zip(encounters.list, encounters.cases) {
            var encounter = encounter
            if encounter.phone & Encounters.otherPhone != 0 {
                let text = encounters.otherPhones[Int(encounter.phone & ~Encounters.otherPhone)]
                encounter.phone = Encounters.otherPhone | code(of: text)
            }
            cases[Int(number)].wait(encounter)
        }
        waiting += encounters.list.count
        guard waiting > MeetingTable.mostWaiting else { return }
        for number in cases.indices { cases[number].settle() }
        waiting = 0
    }

    private mutating func code(of text: String) -> UInt64 {
        if let code = otherCodes[text] { return code }
        otherPhones.append(text)
        otherCodes[text] = UInt64(otherPhones.count - 1)
        return UInt64(otherPhones.count - 1)
    }

    /// Meetings of a case in the order of the phones' bytes.
    func meetings(of number: Int) -> [Meeting] {
        var own = cases[number]
        own.settle()
        if own.meetings.contains(where: { $0.phone & Encounters.otherPhone != 0 }) {
            return own.meetings.sorted { text(of: $0.phone) < text(of: $1.phone) }
        }
        // Mobile numbers have one length: their values stand in the order of their digits. They are sorted as one word
        // with the meeting's place.
        let places = own.meetings.indices.map { own.meetings[$0].phone << 27 | UInt64($0) }.sorted()
        return places.map { own.meetings[Int($0 & (1 << 27 - 1))] }
    }

    /// The text of a phone.
    func text(of phone: UInt64) -> String {
        phone & Encounters.otherPhone == 0
            ? String(phone) : otherPhones[Int(phone & ~Encounters.otherPhone)]
    }
}

/// Meetings of one case by phone.
private struct CaseMeetings: Sendable {
    private(set) var meetings: [Meeting] = []
    private var waiting: [Encounter] = []
    /// Positions in ``meetings`` plus 1 by hash, open addressing, at most half full; 0 is free.
    private var slots: [UInt32] = []

    /// Keeps an encounter until ``settle()``.
    mutating func wait(_ encounter: Encounter) { waiting.append(encounter) }

    /// Adds up what has waited.
    mutating func settle() {
        for encounter in waiting {
            if meetings.count * 2 >= slots.count { grow() }
            let slot = slot(of: encounter.phone)
            if slots[slot] != 0 {
                meetings[Int(slots[slot]) - 1].add(encounter)
            } else {
                meetings.append(Meeting(encounter))
                slots[slot] = UInt32(meetings.count)
            }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// The slot that holds a phone or is free for it.
    private func slot(of phone: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: phone &* 0x9E37_79B9_7F4A_7C15 >> 24) & mask
        while slots[slot] != 0, meetings[Int(slots[slot]) - 1].phone != phone { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: max(64, slots.count * 4))
        for (place, meeting) in meetings.enumerated() { slots[slot(of: meeting.phone)] = UInt32(place + 1) }
    }
}
