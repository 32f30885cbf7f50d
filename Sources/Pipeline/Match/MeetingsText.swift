import Foundation
import Publishing
import Vocabulary

/// The result of `match` as CSV: by case, then phone, in the order of their bytes.
struct MeetingsText {
    /// Case ids by case number, as CSV cells.
    private let cases: [[UInt8]]
    private let zone: ZoneRules

    init(cases: [String], zone: ZoneRules) {
        self.cases = cases.map { Array(CSVWriter.cell($0).utf8) }
        self.zone = zone
    }

    /// Writes all meetings to standard output.
    func write(_ table: MeetingTable) throws {
        try StandardOutput.write(Array("case_id,phone,n,first,last,min_m\n".utf8))
        // A few cases at a time, so that the text of a large result is never held whole.
        for first in stride(from: 0, to: table.caseCount, by: 32) {
            let numbers = Array(first..<min(first + 32, table.caseCount))
            let texts = ParallelBatch(numbers) { number in text(of: number, in: table) }
            for text in try texts.results() { try StandardOutput.write(text) }
        }
    }

    private func text(of number: Int, in table: MeetingTable) -> [UInt8] {
        let meetings = table.meetings(of: number)
        var line = MeetingLine(zone: zone, rows: meetings.count, rowBytes: MeetingLine.mostBytes + cases[number].count)
        for meeting in meetings {
            line.put(cases[number])
            line.put(UInt8(ascii: ","))
            if meeting.phone & Encounters.otherPhone == 0 {
                line.put(number: meeting.phone)
            } else {
                line.putLong(Array(table.text(of: meeting.phone).utf8))
            }
            line.put(UInt8(ascii: ","))
            line.put(number: UInt64(meeting.events))
            line.put(UInt8(ascii: ","))
            line.put(time: meeting.first)
            line.put(UInt8(ascii: ","))
            line.put(time: meeting.last)
            line.put(UInt8(ascii: ","))
            line.put(meters: meeting.minMeters)
            line.put(UInt8(ascii: "\n"))
        }
        return line.text()
    }
}

/// Bytes of the lines of `match`, written in place without a string for each value.
private struct MeetingLine {
    /// Most bytes of a line without its case: numbers of 20 digits, wall times, ends of fields.
    static let mostBytes = 20 + 20 + 32 + 32 + 26 + 6

    /// Room for all lines, of which ``end`` bytes are written.
    private var bytes: [UInt8]
    private var end = 0
    private let zone: ZoneRules
    /// The last local day met: its date, its first moment, and the moment after it; empty where its offset changes.
    private var date: [UInt8] = []
    private var day: Range<Int64> = 0..<0
    /// `00` to `99`.
    private static let pairs: [UInt8] = (0..<100).flatMap {
        [UInt8(ascii: "0") + UInt8($0 / 10), UInt8(ascii: "0") + UInt8($0 % 10)]
    }

    init(zone: ZoneRules, rows: Int, rowBytes: Int) {
        self.zone = zone
        bytes = [UInt8](repeating: 0, count: rows * rowBytes)
    }

    /// What was written.
    consuming func text() -> [UInt8] {
        bytes.removeLast(bytes.count - end)
        return bytes
    }

    mutating func put(_ byte: UInt8) {
        bytes[end] = byte
        end += 1
    }

    mutating func put(_ text: [UInt8]) {
        for byte in text { put(byte) }
    }

    /// Text of any length, for which no room was kept.
    mutating func putLong(_ text: [UInt8]) {
        bytes.append(contentsOf: repeatElement(0, count: text.count))
        put(text)
    }

    private mutating func put(pair: Int) {
        bytes[end] = MeetingLine.pairs[pair * 2]
        bytes[end + 1] = MeetingLine.pairs[pair * 2 + 1]
        end += 2
    }

    mutating func put(number: UInt64) {
        var (digits, rest) = (1, number)
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        var place = end + digits
        end = place
        rest = number
        while digits >= 2 {
            place -= 2
            digits -= 2
            let pair = Int(rest % 100) * 2
            rest /= 100
            bytes[place] = MeetingLine.pairs[pair]
            bytes[place + 1] = MeetingLine.pairs[pair + 1]
        }
        if digits == 1 { bytes[place - 1] = UInt8(ascii: "0") + UInt8(rest) }
    }

    /// `2020-02-01 08:12:33` of the zone.
    mutating func put(time: Int64) {
        if !day.contains(time) { remember(dayOf: time) }
        guard day.contains(time) else { return putLong(Array(zone.wallText(time).utf8)) }
        let second = Int(time - day.lowerBound)
        put(date)
        put(pair: second / 3600)
        put(UInt8(ascii: ":"))
        put(pair: second / 60 % 60)
        put(UInt8(ascii: ":"))
        put(pair: second % 60)
    }

    private mutating func remember(dayOf time: Int64) {
        let number = zone.localDay(at: time)
        let (start, end) = (zone.startOfDay(number), zone.startOfDay(number + 1))
        guard end - start == 86_400, zone.offset(at: start) == zone.offset(at: end - 1),
            zone.localDay(at: start) == number
        else { return }
        date = Array((CivilDate(dayNumber: number).text + " ").utf8)
        day = start..<end
    }

    /// Metres with three decimals, rounded from the exact binary value as C's `printf` does.
    mutating func put(meters: Double) {
        let scaled = meters * 1000
        let rounded = scaled.rounded()
        // The product may be off by an ulp; only near a tie could that show.
        if abs(abs(scaled - rounded) - 0.5) < 1e-6 || scaled > 1e15 {
            return putLong(Array(String(format: "%.3f", meters).utf8))
        }
        let whole = UInt64(rounded)
        put(number: whole / 1000)
        put(UInt8(ascii: "."))
        put(UInt8(ascii: "0") + UInt8(whole / 100 % 10))
        put(pair: Int(whole % 100))
    }
}
