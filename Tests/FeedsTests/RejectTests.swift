import Feeds
import TestSupport
import Testing
import Vocabulary

@Suite struct RejectTests {
    private func reason(
        _ row: String, _ header: String = "phone,time,lon,lat,accuracy_m", _ file: String = "carrier.csv",
        _ mapping: FeedMapping = FeedMapping()
    ) throws -> String {
        let reading = try read(header + "\n" + row + "\n", as: file, mapping: mapping)
        #expect(reading.rows == 1)
        #expect(reading.addsUp)
        #expect(reading.rejects.allSatisfy { $0.line == 2 && $0.raw == Array(row.utf8) })
        return reading.rejects.first.map { $0.reason.rawValue + ($0.column.isEmpty ? "" : " " + $0.column) } ?? "ok"
    }

    @Test(arguments: [
        ("13800138000,2020-02-01 08:00:00,118,29,50", "ok"),
        ("13800138000,2020-02-01 08:00:00,118,29,", "ok"),
        ("13800138000,2020-02-01 08:00:00,118,29,,,", "ok"),
        ("\"13800138000\",\"2020-02-01 08:00:00\",118,29,\"50\"", "ok"),
        ("=\"13800138000\",2020-02-01 08:00:00,118,29,", "ok"),
        ("\"=\"\"13800138000\"\"\",2020-02-01 08:00:00,118,29,", "ok"),
        ("'13800138000,'2020-02-01 08:00:00,118,29,", "ok"),
        ("\u{A0}13800138000\u{3000}, 2020-02-01 08:00:00 ,\u{A0}118,29\t,", "ok"),
        ("13800138000,2020-02-01 08:00:00,\u{2212}118,29,50", "ok"),
        ("13800138000,2020-02-01 08:00:00,118,29", "field_count"),
        ("13800138000,2020-02-01 08:00:00,118,29,50,7", "field_count"),
        ("13800138000,2020-02-01 08:00:00,180.0000001,29,50", "lon_out_of_range lon"),
        ("13800138000,2020-02-01 08:00:00,118,-90.1,50", "lat_out_of_range lat"),
        ("13800138000,2020-02-01 08:00:00,0,0.0,50", "null_island lon"),
        ("13800138000,2020-02-01 08:00:00,,,50", "missing_position lon"),
        ("13800138000,2020-02-01 08:00:00,118,,50", "missing_value lat"),
        ("13800138000,2020-02-01 08:00:00,1.18E+02,29,50", "excel_number_damage lon"),
        ("13800138000,2020-02-01 08:00:00,118,29,-1", "bad_number accuracy_m"),
        ("13800138000,2020-02-01 08:00:00,118,29,99999999999", "bad_number accuracy_m"),
        ("1.38E+10,2020-02-01 08:00:00,118,29,", "excel_number_damage phone"),
        ("12345,2020-02-01 08:00:00,118,29,", "bad_phone phone"),
        (",2020-02-01 08:00:00,118,29,", "missing_subject phone"),
        ("13800138000,,118,29,", "missing_value time"),
        ("13800138000,1999-12-31 23:59:59,118,29,", "time_out_of_range time"),
        ("13800138000,2000-01-01 00:00:00,118,29,", "ok"),
        ("13800138000,2020-02-11 12:00:01,118,29,", "time_out_of_range time"),
        ("13800138000,2020-02-11 12:00:00,118,29,", "ok"),
        ("13800138000,08:00,118,29,", "bad_time time"),
        ("13800138000,2020-02-01 08:00:00,118,29,5\u{FFFD}", "bad_encoding"),
        ("13800138000,2020-02-01 08:00:00,118,29,5\u{0}", "nul_byte"),
        ("\"13800138000\",2020-02-01 08:00:00,118,29,5\u{0}", "nul_byte"),
        ("\"13800138000\",2020-02-01 08:00:00,118,29,\u{FFFD}", "bad_encoding"),
        ("\"13800138000\"x,2020-02-01 08:00:00,118,29,", "unclosed_quote"),
    ])
    func `carrier rows`(row: String, expected: String) throws {
        #expect(try reason(row) == expected)
    }

    @Test(arguments: [
        ("E1234567,rail,G1,2020-02-01,A,B,2020-02-01 08:00,2020-02-01 09:00,", "ok"),
        ("E1234567,tram,G1,2020-02-01,A,B,2020-02-01 08:00,2020-02-01 09:00,", "bad_value mode"),
        ("E1234567,rail,次,2020-02-01,A,B,2020-02-01 08:00,2020-02-01 09:00,", "missing_value service"),
        ("E1234567,rail,G1,soon,A,B,2020-02-01 08:00,2020-02-01 09:00,", "bad_time service_date"),
        ("E1234567,rail,G1,2020-02-01,,B,2020-02-01 08:00,2020-02-01 09:00,", "missing_value from_place"),
        ("E1234567,rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-01 01:00,", "end_before_start arrive"),
        ("E1234567,rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-01 24:00,", "ok"),
        ("E1234567,rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-02 01:00,rebooked", "not_a_ride status"),
        ("E1234567,rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-02 01:00,lost", "bad_value status"),
        ("110102199101010079,rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-02 01:00,", "bad_id_checksum id_number"),
        (",rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-02 01:00,", "missing_subject id_number"),
    ])
    func `travel rows`(row: String, expected: String) throws {
        let header = "id_number,mode,service,service_date,from_place,to_place,depart,arrive,status"
        #expect(try reason(row, header, "travel.csv") == expected)
    }

    @Test func `stays`() throws {
        let header = "place_id,room,id_number,check_in,check_out"
        #expect(try reason("H,1,E1,2019-11-01,2020-01-01", header, "hotel.csv") == "stay_too_long check_out")
        #expect(try reason("H,1,E1,2019-11-01,2019-12-30", header, "hotel.csv") == "ok")
        #expect(try reason("H,1,E1,2020-02-02,2020-02-01", header, "hotel.csv") == "end_before_start check_out")
        #expect(try reason("H,1,E1,2020-02-02,2020-02-02", header, "hotel.csv") == "ok")
        #expect(try reason(",1,E1,2020-02-02,", header, "hotel.csv") == "missing_value place_id")
    }

    @Test func `overnight arrivals are repaired where the mapping says so`() throws {
        let header = "id_number,mode,service,service_date,from_place,to_place,depart,arrive"
        let mapping = FeedMapping(repairOvernight: true)
        let row = "E1,rail,G1,2020-02-01,A,B,2020-02-01 23:00,2020-02-01 01:00"
        let reading = try read("\(header)\n\(row)\n", as: "travel.csv", mapping: mapping)
        #expect(reading.observations[0].span.seconds == 2 * 3600)
        #expect(reading.observations[0].traits.has(.arrivalAdvanced))
        #expect(reading.notes == [.arrivalAdvanced: 1])
        let early = "E1,rail,G1,2020-02-02,A,B,2020-02-02 23:00,2020-02-01 23:00"
        #expect(try reason(early, header, "travel.csv", mapping) == "end_before_start arrive")
        let visit = FeedMapping(
            timeFormats: ["H.mm"], repairOvernight: true, baseDate: CivilDate(year: 2020, month: 2, day: 1))
        let night = try read(
            "place_id,phone,kind,start,end\nB,13800138000,bar,22.30,1.15\n", as: "visit.csv", mapping: visit)
        #expect(night.observations.map(\.span.seconds) == [9900])
        #expect(
            try reason(
                "B,1,E1,2020-02-01 22:30,2020-02-01 01:15", "place_id,room,id_number,check_in,check_out", "hotel.csv",
                mapping) == "end_before_start check_out")
    }

    @Test func `checkpoint rows`() throws {
        let reading = try read(
            """
            place_id,time,phone,plate,direction,temperature_c,method
            G1,2020-02-01 08:00,13800138000,浙h·12345,in,37.30,camera
            G1,2020-02-01,,浙H12345,out,,
            G1,2020-02-01 08:00,,,in,,
            G1,2020-02-01 08:00,,浙H12345,up,,
            """, as: "checkpoint.csv")
        #expect(reading.reasons == [.missingSubject, .badValue])
        #expect(reading.subjects == [["13800138000", "浙H12345"], ["浙H12345"]])
        #expect(reading.observations[0].traits.direction == .inward)
        #expect(reading.observations[0].traits.has(.fever))
        #expect(reading.observations[0].temperatureHundredths == 3730)
        #expect(reading.observations[0].kind == "camera")
        #expect(reading.observations[1].span.seconds == 86_399)
        #expect(reading.observations[1].traits.has(.dateOnly))
    }

    @Test func `only rows set aside on purpose do not count against the file`() {
        #expect(RejectReason.allCases.filter { !$0.countsAgainstFile } == [.ignoredByMapping, .notARide])
        for reason in RejectReason.allCases {
            #expect(reason.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F })
        }
    }
}
