import Testing
import Vocabulary

@Suite struct CivilTimeTests {
    @Test func `day numbers and dates are each other's reverse over eight centuries`() {
        var date = CivilDate(year: 1600, month: 1, day: 1)
        var number = date.dayNumber
        while date.year < 2400 {
            #expect(CivilDate(dayNumber: number) == date && date.dayNumber == number)
            date.day += 1
            if !date.isValid {
                date.day = 1
                date.month += 1
            }
            if date.month > 12 {
                date.month = 1
                date.year += 1
            }
            number += 1
        }
        #expect(CivilDate(dayNumber: 0).text == "1970-01-01")
        #expect(CivilDate(year: 2020, month: 2, day: 1).dayNumber == 18_293)
    }

    @Test func `dates that do not exist are known`() {
        #expect(CivilDate(year: 2020, month: 2, day: 29).isValid)
        for (year, month, day) in [
            (2019, 2, 29), (1900, 2, 29), (2020, 4, 31), (2020, 13, 1), (2020, 0, 1), (2020, 1, 0),
        ] {
            #expect(!CivilDate(year: year, month: month, day: day).isValid)
        }
    }

    /// Berlin in 2020: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
    private static let berlin = ZoneRules(
        name: "Europe/Berlin", changes: [1_585_443_600, 1_603_587_600], offsets: [3600, 7200, 3600])

    @Test func `a skipped and a repeated hour are told`() {
        let spring = Int64(18_350) * 86_400
        #expect(Self.berlin.reading(wall: spring + 7199) == .exact(spring + 3599))
        #expect(Self.berlin.reading(wall: spring + 7200) == .nonexistent)
        #expect(Self.berlin.reading(wall: spring + 10_800) == .exact(spring + 3600))
        let autumn = Int64(18_560) * 86_400
        #expect(Self.berlin.reading(wall: autumn + 7200) == .ambiguous(earlier: autumn, later: autumn + 3600))
        #expect(Self.berlin.reading(wall: autumn + 10_800) == .exact(autumn + 7200))
    }

    @Test func `local days begin at local midnight, also before 1970`() {
        for zone in [ZoneRules.utc, .china, Self.berlin, ZoneRules(name: "west", fixedOffset: -34_200)] {
            for day in [Int32(-400), -1, 0, 1, 18_293, 18_350, 18_351, 18_560, 18_561] {
                let start = zone.startOfDay(day)
                #expect(zone.localDay(at: start) == day && zone.localDay(at: start - 1) == day - 1)
            }
        }
        #expect(floorDay(-1) == -1 && floorDay(-86_400) == -1 && floorDay(-86_401) == -2 && floorDay(86_399) == 0)
    }

    @Test func `moments are written with their offset`() {
        #expect(ZoneRules.china.rfc3339(1_580_515_953) == "2020-02-01T08:12:33+08:00")
        #expect(ZoneRules(name: "w", fixedOffset: -12_600).rfc3339(0) == "1969-12-31T20:30:00-03:30")
        #expect(ZoneRules.utc.wallText(-1) == "1969-12-31 23:59:59")
    }
}
