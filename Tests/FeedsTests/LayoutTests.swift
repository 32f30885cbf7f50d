import Feeds
import Testing
import Vocabulary

@Suite struct LayoutTests {
    private func layout(
        _ text: String, _ fileName: String, _ mapping: FeedMapping = FeedMapping()
    ) throws(FeedError) -> FeedLayout {
        try FeedLayout.detect(head: Array(text.utf8), fileName: fileName, mapping: mapping)
    }

    @Test(arguments: [
        ("travel.csv", Feed.travel), ("Travel_2020.csv", .travel), ("hotel-a.csv", .hotel), ("cases", .cases),
        ("checkins.jsonl", .checkins), ("people.2020.csv", .people),
    ])
    func `the file's name says the feed`(fileName: String, feed: Feed) throws {
        #expect(try layout("a,b\n", fileName).feed == feed)
    }

    @Test func `else the header does, if it fits one feed`() throws {
        #expect(try layout("phone,time,lon,lat\n", "x.csv").feed == .carrier)
        #expect(try layout("phone;time;cell\n", "x.csv").delimiter == UInt8(ascii: ";"))
        #expect(try layout("\n\nplace_id\tplate\tenter\n", "carriers.csv").feed == .parking)
        #expect(try layout("{\"phone\":\"1\",\"time\":2,\"lon\":3}\n{\"lat\":1}", "x").feed == .carrier)
        #expect(throws: FeedError.unknownFeed(file: "x.csv", candidates: [])) { try layout("a,b\n", "x.csv") }
        #expect(throws: FeedError.unknownFeed(file: "x.csv", candidates: ["hotel", "parking"])) {
            try layout("place_id,room,id_number,check_in,plate,enter\n", "x.csv")
        }
        #expect(throws: FeedError.empty(file: "travel.csv")) { try layout("\r\n\n", "travel.csv") }
        #expect(throws: FeedError.brokenHeader(file: "travel.csv")) { try layout("a,\"b\nc", "travel.csv") }
    }

    @Test func `a header that lacks columns says which, and what to write`() throws {
        let layout = try layout("tel,zeit,lon\n", "carrier.csv")
        do {
            _ = try FeedParser(
                layout: layout, mapping: FeedMapping(), now: testNow, fileNumber: 1, digestKey: testKey)
            Issue.record("no error")
        } catch {
            #expect(
                error.description
                    == "carrier: no usable header: missing phone, time, lon+lat or cell among [tel, zeit, lon]; "
                    + "write columns: {phone: <source column>, time: <source column>, lon+lat or cell: <source column>} "
                    + "in its mapping")
        }
    }

    @Test func `mapping errors name what is wrong`() throws {
        func failure(_ header: String, _ mapping: FeedMapping) throws -> FeedError? {
            let layout = try layout(header + "\n", "carrier.csv", mapping)
            do {
                _ = try FeedParser(layout: layout, mapping: mapping, now: 0, fileNumber: 1, digestKey: testKey)
                return nil
            } catch { return error }
        }
        let header = "phone,time,lon,lat"
        #expect(try failure(header + ",x,x", FeedMapping()) == nil)
        #expect(try failure(header + ",lat", FeedMapping()) == .duplicateColumn(feed: "carrier", column: "lat"))
        #expect(
            try failure(header, FeedMapping(columns: ["plate": "x"]))
                == .unknownCanonicalColumn(feed: "carrier", column: "plate"))
        #expect(
            try failure(header, FeedMapping(columns: ["phone": "msisdn"]))
                == .missingSourceColumn(feed: "carrier", canonical: "phone", source: "msisdn"))
        #expect(try failure(header, FeedMapping(timeFormats: ["HH:mm"])) == .badTimeFormat("HH:mm"))
    }

    @Test func `unknown columns are listed once, in order`() throws {
        let layout = try layout("Phone , time,x,lon,lat,y,x\n", "carrier.csv")
        let parser = try FeedParser(
            layout: layout, mapping: FeedMapping(), now: testNow, fileNumber: 1, digestKey: testKey)
        #expect(parser.unknownColumns == ["x", "y"])
    }

    @Test(arguments: [
        ("*.csv", "a.csv", true), ("ticket_??.csv", "ticket_01.csv", true), ("ticket_??.csv", "ticket_1.csv", false),
        ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false), ("", "", false), ("旅*", "旅客.csv", true),
    ])
    func `file patterns`(pattern: String, name: String, fits: Bool) {
        #expect(FeedMapping(filePattern: pattern).fits(fileName: name) == fits)
    }

    @Test func `a mapping renames, fills in, recodes and sets aside`() throws {
        let mapping = FeedMapping(
            feed: .travel, delimiter: UInt8(ascii: ";"),
            columns: [
                "id_number": "证件号", "service": "车次", "depart": "发车", "arrive": "到达", "from_place": "起", "to_place": "止",
                "status": "状态", "order_id": "$line",
            ],
            constants: ["mode": "rail"], values: ["status": ["已检": "boarded", "已退": "refunded"]],
            ignore: ["备注": ["测试"]], timeFormats: ["yyyyMMdd HHmm"])
        let reading = try read(
            """
            证件号;车次;发车;到达;起;止;状态;备注
            E12345678;G0123次;20200120 2350;20200121 0110;衢州;武汉;已检;
            E12345678;G0124;20200120 2350;20200121 0110;衢州;武汉; 已退;
            E12345678;G0125;20200120 2350;20200121 0110;衢州;武汉;已检; 测试
            E12345678;G0126;20200120 2350;20200121 0110;衢州;武汉;其他;
            """, as: "票.csv", mapping: mapping)
        #expect(reading.reasons == [.notARide, .ignoredByMapping, .badValue])
        #expect(reading.rejects.map(\.column) == ["状态", "", "状态"])
        let ride = try #require(reading.observations.first)
        #expect(ride.ride?.service == "G123")
        #expect(ride.ride?.order == "2")
        #expect(ride.ride?.mode == .rail)
        #expect(ride.serviceDate == CivilDate(year: 2020, month: 1, day: 20).dayNumber)
        #expect(reading.notes[.serviceDateFromDeparture] == 1)
    }

    @Test func `an element of a list in a cell is a column`() throws {
        let mapping = FeedMapping(
            feed: .travel, columns: ["id_number": "$line", "from_place": "站[0]", "to_place": "站[1]"],
            constants: ["mode": "铁路"], values: ["mode": ["铁路": "rail"], "from_place": ["武汉汉口": "汉口"]],
            timeFormats: ["yyyyMMdd HHmm"])
        let reading = try read(
            """
            service,depart,arrive,站
            G1,20200120 2350,20200121 0110,"[""武汉汉口"",""衢州""]"
            G2,20200120 2350,20200121 0110,"[ ""a;b"" , 7 ]"
            G3,20200120 2350,20200121 0110,"[""衢州""]"
            G4,20200120 2350,20200121 0110,衢州
            G5,20200120 2350,20200121 0110,"[[""衢州""],""武汉""]"
            G6,20200120 2350,20200121 0110,
            """, as: "x.csv", mapping: mapping)
        #expect(reading.observations.map(\.fromPlace) == ["汉口", "a;b"])
        #expect(reading.observations.map(\.toPlace) == ["衢州", "7"])
        #expect(reading.observations.map(\.traits.mode) == [.rail, .rail])
        #expect(reading.reasons == [.missingValue, .badJSON, .nestedValue, .missingValue])
        #expect(reading.rejects.map(\.column) == ["站", "", "", "站"])
        let lines = try read(
            #"{"phone":"13812345678","time":"2020-02-01 08:00","at":[120.5,30.25]}"# + "\n", as: "x.jsonl",
            mapping: FeedMapping(feed: .carrier, columns: ["lon": "at[0]", "lat": "at[1]"]))
        #expect(lines.observations.first?.position == Position(longitude: 120.5, latitude: 30.25))
    }

    @Test func `a list that the file does not have is named`() {
        let mapping = FeedMapping(feed: .carrier, columns: ["lon": "at[0]"])
        #expect(throws: FeedError.missingSourceColumn(feed: "carrier", canonical: "lon", source: "at[0]")) {
            try FeedParser(
                layout: FeedLayout(feed: .carrier, format: .csv, names: ["phone", "time", "lat"], headerLine: 1),
                mapping: mapping, now: testNow, fileNumber: 1, digestKey: testKey)
        }
    }

    @Test func `notes count accepted rows only`() throws {
        let header = "id_number,mode,service,service_date,carriage,from_place,to_place,depart,arrive\n"
        let row = "rail,G1,2020-02-01,靠窗,A,B,2020-02-01 23:00,2020-02-01 01:00\n"
        let reading = try read(
            header + "E1234567," + row + "," + row, as: "travel.csv", mapping: FeedMapping(repairOvernight: true))
        #expect(reading.reasons == [.missingSubject])
        #expect(reading.notes == [.arrivalAdvanced: 1, .carriageNotUnderstood: 1])
    }

    @Test func `a file without header takes the mapping's names`() throws {
        let mapping = FeedMapping(feed: .parking, headerNames: ["place_id", "plate", "enter"])
        let reading = try read("P1,浙H12345,2020-02-01 08:00\nP1,无牌,2020-02-01 08:00\n", as: "x", mapping: mapping)
        #expect(reading.observations.map(\.source.line) == [1])
        #expect(reading.reasons == [.noPlate])
        #expect(reading.rejects[0].line == 2)
        #expect(reading.rejects[0].column == "plate")
    }
}
