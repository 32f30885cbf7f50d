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
        var line = MeetingLine(zone: zone)
        line.bytes.reserveCapacity(meetings.count * 80)
        for meeting in meetings {
            line.bytes += cases[number]
            line.put(UInt8(ascii: ","))
            if meeting.phone & Encounters.otherPhone == 0 {
                line.put(number: meeting.phone)
            } else {
                line.bytes += Array(table.text(of: meeting.phone).utf8)
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
        return line.bytes
    }
}

/// Bytes of the lines of `match`, written without a string for each value.
private struct MeetingLine {
    var bytes: [UInt8] = []
    private let zone: ZoneRules
    /// The last local day met: its date, its first moment, and the moment after it; empty where its offset changes.
    private var date: [UInt8] = []
    private var day: Range<Int64> = 0..<0

    init(zone: ZoneRules) { self.zone = zone }

    mutating func put(_ byte: UInt8) { bytes.append(byte) }

    mutating func put(number: UInt64) {
        if number >= 10 { put(number: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    private mutating func putPadded(_ number: Int, width: Int) {
        if width > 1 { putPadded(number / 10, width: width - 1) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// `2020-02-01 08:12:33` of the zone.
    mutating func put(time: Int64) {
        if !day.contains(time) { remember(dayOf: time) }
        guard day.contains(time) else {
            bytes += Array(zone.wallText(time).utf8)
            return
        }
        let second = Int(time - day.lowerBound)
        bytes += date
        putPadded(second / 3600, width: 2)
        put(UInt8(ascii: ":"))
        putPadded(second / 60 % 60, width: 2)
        put(UInt8(ascii: ":"))
        putPadded(second % 60, width: 2)
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
            bytes += Array(String(format: "%.3f", meters).utf8)
            return
        }
        let whole = UInt64(rounded)
        put(number: whole / 1000)
        put(UInt8(ascii: "."))
        putPadded(Int(whole % 1000), width: 3)
    }
}
