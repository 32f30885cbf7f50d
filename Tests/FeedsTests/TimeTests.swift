import Testing
import Vocabulary

@testable import Feeds

/// Central European time around its 2020 changes.
let berlin = ZoneRules(
    name: "Europe/Berlin", changes: [1_572_138_000, 1_585_443_600, 1_603_587_600],
    offsets: [7200, 3600, 7200, 3600])

@Suite struct TimeTests {
    /// The moment as UTC wall text, with `~` for a date alone and `?` for an ambiguous reading; or the reason.
    private func moment(_ value: String, _ mapping: FeedMapping = FeedMapping()) throws -> String {
        let bytes = Array(value.utf8)
        do throws(RejectReason) {
            var reading: ClockReading
            if let text = mapping.timeFormats.first {
                guard let format = try? TimeFormat(text, mapping: mapping) else { return "bad format" }
                reading = try format.reading(bytes.span, 0..<bytes.count)
            } else {
                reading = try TimeText.reading(bytes.span, 0..<bytes.count)
            }
            var clock = LocalClock(zone: mapping.zone)
            let (utc, ambiguous) = try clock.moment(reading)
            return ZoneRules.utc.wallText(utc) + (reading.dateOnly ? "~" : "") + (ambiguous ? "?" : "")
        } catch {
            return error.rawValue
        }
    }

    @Test(arguments: [
        ("2020-02-01 08:12:33", "2020-02-01 00:12:33"), ("2020-02-01T08:12", "2020-02-01 00:12:00"),
        ("2020/2/1 8:12", "2020-02-01 00:12:00"), ("2020/12/31 23:59:59", "2020-12-31 15:59:59"),
        ("20200201081233", "2020-02-01 00:12:33"), ("202002010812", "2020-02-01 00:12:00"),
        ("20200201", "2020-01-31 16:00:00~"), ("2020-02-01", "2020-01-31 16:00:00~"),
        ("2020-02-01T08:12:33Z", "2020-02-01 08:12:33"), ("2020-02-01T08:12:33+01:00", "2020-02-01 07:12:33"),
        ("2020-02-01T08:12:33.999-0330", "2020-02-01 11:42:33"), ("1580544753", "2020-02-01 08:12:33"),
        ("1580544753999", "2020-02-01 08:12:33"), ("2020-02-01 24:00", "2020-02-01 16:00:00"),
        ("2020-02-01 24:00:00", "2020-02-01 16:00:00"), ("2020-02-01 24:01", "bad_time"),
        ("2020-02-29 00:00:00", "2020-02-28 16:00:00"), ("2021-02-29 00:00:00", "bad_time"),
        ("2020-13-01", "bad_time"), ("2020-02-01 08:60", "bad_time"), ("2020-02-01 08:12:60", "bad_time"),
        ("2020-02-01 8", "bad_time"), ("2020-02-01 08:12:33 x", "bad_time"), ("01/02/2020", "bad_time"),
        ("43862.3421", "excel_number_damage"), ("43862", "bad_time"), ("2.02002E+13", "excel_number_damage"),
        ("20200201240000", "2020-02-01 16:00:00"), ("2020-02/01", "bad_time"), ("soon", "bad_time"),
    ])
    func `times are recognised`(value: String, expected: String) throws {
        #expect(try moment(value) == expected)
    }

    @Test(arguments: [
        ("dd/MM/yyyy, h:mm a", "01/02/2020, 8:12 PM", "2020-02-01 12:12:00"),
        ("dd/MM/yyyy, h:mm a", "01/02/2020, 12:12 am", "2020-01-31 16:12:00"),
        ("dd/MM/yyyy, h:mm a", "01/02/2020, 13:12 am", "bad_time"),
        ("yyyy-MM-dd a h:mm", "2020-02-01 下午 3:05", "2020-02-01 07:05:00"),
        ("yyyy-MM-dd HH:mm:ss z", "2020-02-01 08:12:33 NZDT", "2020-01-31 19:12:33"),
        ("yyyy-MM-dd HH:mm:ss z", "2020-02-01 08:12:33 NZST", "2020-01-31 20:12:33"),
        ("yyyy-MM-dd HH:mm:ss z", "2020-02-01 08:12:33 XYZ", "bad_time"),
        ("yyyy-MM-dd HH:mm:ss z", "2020-02-01 08:12:33 +02:00", "2020-02-01 06:12:33"),
        ("H.mm", "8.05", "2020-02-01 00:05:00"), ("H.mm", "24.00", "2020-02-01 16:00:00"), ("H.mm", "8.5", "bad_time"),
        ("HHmm", "0805", "2020-02-01 00:05:00"), ("ddMMyy", "010220", "2020-01-31 16:00:00~"),
        ("epoch_s", "1580544753", "2020-02-01 08:12:33"), ("epoch_ms", "1580544753500", "2020-02-01 08:12:33"),
        ("epoch_ms_wall", "1580544753500", "2020-02-01 00:12:33"),
        ("rfc3339", "2020-02-01T08:12:33Z", "2020-02-01 08:12:33"),
        ("rfc3339", "2020-02-01T08:12:33", "bad_time"), ("excel_serial", "43862.5", "2020-02-01 04:00:00"),
        ("excel_serial", "43862", "2020-01-31 16:00:00~"), ("excel_serial", "4.3E+4", "excel_number_damage"),
        ("yyyy年M月d日 H时mm分", "2020年2月1日 8时12分", "2020-02-01 00:12:00"), ("Q", "1", "bad format"),
    ])
    func `explicit formats`(format: String, value: String, expected: String) throws {
        let mapping = FeedMapping(
            timeFormats: [format], zoneNames: ["NZDT": 46_800, "NZST": 43_200],
            baseDate: CivilDate(year: 2020, month: 2, day: 1))
        #expect(try moment(value, mapping) == expected)
    }

    @Test func `a format without date needs a base date`() {
        #expect(throws: FeedError.badTimeFormat("H.mm")) { try TimeFormat("H.mm", mapping: FeedMapping()) }
    }

    @Test(arguments: [
        ("2020-03-29 01:59:59", "2020-03-29 00:59:59"), ("2020-03-29 02:30", "nonexistent_local_time"),
        ("2020-03-29 03:00", "2020-03-29 01:00:00"), ("2020-10-25 02:30", "2020-10-25 00:30:00?"),
        ("2020-10-25 03:00", "2020-10-25 02:00:00"), ("2020-10-25", "2020-10-24 22:00:00~"),
        ("2020-07-01 12:00:00", "2020-07-01 10:00:00"),
    ])
    func `clocks that change`(value: String, expected: String) throws {
        #expect(try moment(value, FeedMapping(zone: berlin)) == expected)
    }

    @Test func `the fast form of a time equals the slow one around clock changes and leap days`() throws {
        for day in [18_279, 18_280, 18_320, 18_321, 18_349, 18_350, 18_351, 18_559, 18_560, 18_561] {
            for hour in 0..<24 {
                let date = CivilDate(dayNumber: Int32(day)).text
                let value = "\(date) \(zeroPadded(hour, 2)):30:15"
                let slow = "\(date) \(hour):30:15"
                let file = "place_id,plate,enter\np,浙H12345,\(value)\np,浙H12345,\(value)\np,浙H12345,\(slow) "
                let reading = try read(file, as: "parking.csv", mapping: FeedMapping(zone: berlin), now: 1_700_000_000)
                if let first = reading.observations.first {
                    #expect(reading.observations.allSatisfy { $0.span == first.span && $0.traits == first.traits })
                    #expect(reading.observations.count == 3)
                } else {
                    #expect(reading.reasons == Array(repeating: .nonexistentLocalTime, count: 3))
                }
            }
        }
    }
}
