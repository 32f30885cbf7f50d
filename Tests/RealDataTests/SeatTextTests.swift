import Testing
import Vocabulary

/// How the free text of the real notices is read as coaches and seats; the counts are exact.
@Suite struct SeatTextTests {
    private struct Reading: Equatable {
        var rows = 0
        /// Cells with text, and how many of them are not understood.
        var carriages = 0, unreadCarriages = 0, seats = 0, unreadSeats = 0
    }

    private func read(
        _ file: String, type: (column: String, value: String), carriage: String, seat: String?
    ) throws -> (Reading, unread: [String])? {
        guard let text = try SharedFile.text("cn_trips_2020/" + file) else { return nil }
        var reading = Reading()
        var unread: [String] = []
        for row in PlainTable(text: text).rows where row[type.column] == type.value {
            let (coach, place) = (row[carriage] ?? "", seat.flatMap { row[$0] } ?? "")
            let found = Seat(carriage: coach, seat: place)
            reading.rows += 1
            if !coach.isEmpty { reading.carriages += 1 }
            if !place.isEmpty { reading.seats += 1 }
            if !found.isCarriageUnderstood {
                reading.unreadCarriages += 1
                unread.append(coach)
            }
            if !found.isSeatUnderstood {
                reading.unreadSeats += 1
                unread.append(place)
            }
        }
        return (reading, unread)
    }

    @Test(arguments: [
        ("1", [365, 4, 1, 120, 41]), ("2", [1268, 1040, 0, 647, 108]), ("3", [68, 9, 6, 20, 20]),
        ("4", [175, 1, 1, 65, 64]), ("7", [24, 0, 0, 4, 4]),
    ])
    func `feed A by mode`(mode: String, counts: [Int]) throws {
        guard
            let (reading, _) = try read(
                "feed_a_nosugar.csv.gz", type: ("t_type", mode), carriage: "t_no_sub", seat: "t_memo")
        else { return }
        #expect(
            reading
                == Reading(
                    rows: counts[0], carriages: counts[1], unreadCarriages: counts[2], seats: counts[3],
                    unreadSeats: counts[4]))
    }

    @Test func `of the seat texts of trains that are not read only these name a seat or a coach`() throws {
        guard
            let (_, unread) = try read(
                "feed_a_nosugar.csv.gz", type: ("t_type", "2"), carriage: "t_no_sub", seat: "t_memo")
        else { return }
        // The rest tells of people, places, stops and dates.
        let seats = unread.filter { $0.contains(/座|铺|车厢|车箱|排/) }
        #expect(
            Set(seats) == [
                // Two seats after each other, or two at once: neither is certain.
                "14车箱94号硬座,后补票至10车箱5号卧铺", "座次4车08D,04车08F，夫妻",
                "座位：007 网上订票信息为卧铺3车8号中铺，上车后与别人调换座位",
                "座位：22号下铺。1月21日乘T36(03车45座)到北京，后自徐州补卧铺票（12车22号下铺）",
                "Z205/Z208，（33-36铺位）33号下铺软卧，该车厢共4人，其中两人在湖北孝感下车，一人在北京下车",
                // Four digits number no seat of any layout known here.
                "17车厢3051座", "座位 3008", "座位：3005", "座次03008", "座次1706", "座次3048",
                // Words before the seat.
                "夫妻2人，座位：10排", "靠近餐车的座位", "K1348次列车(深圳东-西安)1号车厢的一名乘客（期间无座）",
                // No seat at all.
                "具体车厢不详", "同车厢共有乘客53人",
            ])
    }

    @Test(arguments: [("火车", [1288, 1034, 4]), ("航班", [403, 69, 0])])
    func `feed B by mode`(mode: String, counts: [Int]) throws {
        guard
            let (reading, unread) = try read(
                "feed_b_sogou.csv.gz", type: ("trafficType", mode), carriage: "detail", seat: nil)
        else { return }
        #expect(reading == Reading(rows: counts[0], carriages: counts[1], unreadCarriages: counts[2]))
        if mode == "火车" { #expect(unread.sorted() == ["14:46", "15:20", "2:00", "国际列车"]) }
    }
}
