import TestSupport
import Testing
import Vocabulary

@Suite struct SeatTests {
    /// `coach|seat` as stored, with `!` before a text that was not understood.
    private func read(_ carriage: String, _ seat: String) -> String {
        let read = Seat(carriage: carriage, seat: seat)
        return (read.isCarriageUnderstood ? "" : "!") + read.carriageText + "|" + (read.isSeatUnderstood ? "" : "!")
            + read.seatText
    }

    @Test(arguments: [
        ("8号车厢", "8"), ("08车厢", "8"), ("08", "8"), ("加9号车厢", "+9"), ("A9号车厢", "+9"), ("加1", "+1"), ("5车厢", "5"),
        ("7-8号车厢", "7-8"), ("餐车", "D"), ("１２号车厢", "12"), ("10", "10"), ("A", "A"), ("", ""), ("第7车厢", "7"),
        ("7号车箱", "7"), ("第3节车厢", "3"), ("餐车车厢", "D"), ("1至4号车厢", "1-4"), ("7、8号车厢", "7-8"),
        ("4、6、13号车厢", "4/6/13"), ("14号车厢/12号车厢", "12/14"), ("加1车厢", "+1"), ("WG2", "WG2"), ("未知", ""),
        ("1、加1号车厢", "1/+1"), ("0", "0"),
    ])
    func `carriages`(text: String, stored: String) {
        #expect(read(text, "") == stored + "|")
    }

    @Test(arguments: [
        ("2车厢，9A", "2|9A"), ("7号车厢9排D座", "7|9D"), ("06号车厢18D座", "6|18D"), ("14号车厢22号上", "14|22上"),
        ("软卧05车05号下铺", "5|软卧5下"), ("软卧5", "|软卧5"), ("一等座车厢", "|一等座"), ("卧铺", "|卧铺"), ("头等舱7A", "|一等座7A"),
        ("座次12A", "|12A"), ("餐车，无票", "D|无座"),
    ])
    func `a coach's cell may hold the seat as well`(text: String, stored: String) {
        #expect(read(text, "") == stored)
    }

    @Test(arguments: [
        ("12F", "|12F"), ("012f", "|12F"), ("05车12F号", "5|12F"), ("05车厢12F", "5|12F"), ("12号下铺", "|12下"),
        ("12号", "|12"), ("8", "|8"), ("１２Ａ座", "|12A"), ("无座", "|无座"), ("12下", "|12下"), ("加1车3号", "+1|3"),
        ("加9车07号上铺", "+9|7上"), ("座位：13号中铺", "|13中"), ("座次0091", "|91"), ("010F号座位", "|10F"), ("14车厢03F号座", "14|3F"),
        ("座位：34排", "|34排"), ("座位：63A，夫妻同行", "|63A"), ("R40J", "|40J"), ("座次C49", "|49C"), ("14号车厢", "14|"),
        ("不详", "|"), ("站票", "|无座"), ("无座, 3车厢与4车厢交界处", "|无座"), ("14车厢无座", "14|无座"), ("16间上铺", "|16间上"),
        ("13A/13B/13C", "|13A/13B/13C"), ("011D、016B", "|11D/16B"), ("座位：13排A、B、C座", "|13A/13B/13C"),
        ("9-13排", "|9-13排"),
        ("3A-3D", "|3A/3D"), ("37号、38号", "|37/38"), ("17号A", "|17A"), ("1排4号", "|1排"), ("94号硬座", "|硬座94"),
        ("13车厢02号中铺，硬卧", "13|硬卧2中"), ("硬卧13下铺\\14下铺", "|硬卧13下/14下"), ("33号下铺软卧", "|软卧33下"), ("软卧5", "|软卧5"),
        ("16F，1月22日发病", "|16F"), ("座位：05D，原文D1538车次有误", "|5D"), ("经济舱座位：43K", "|经济舱43K"), ("7号床下铺", "|7下"),
        ("保洁员", "|乘务"), ("高铁保洁员，服务7、8号车厢（更正）", "7-8|乘务"), ("乘务员，当班", "|乘务"), ("司机", "|乘务"), ("crew", "|乘务"),
        ("driver", "|乘务"), ("患者为乘务员", "|乘务"), ("3车厢乘务", "3|乘务"), ("3车厢9号上下铺", "3|9"),
    ])
    func `seats`(text: String, stored: String) {
        #expect(read("", text) == stored)
    }

    @Test(arguments: [
        ("软卧05车05号下铺", "5|软卧5下"), ("硬座05车15号", "5|硬座15"), ("05车软卧5号下铺", "5|软卧5下"), ("二等座05车12F号", "5|二等座12F"),
        ("12-A", "|12A"), ("第30排A座", "|30A"), ("第30排", "|30排"), ("12排A座", "|12A"), ("9-13排", "|9-13排"),
    ])
    func `a coach behind the class, and a row's letter behind a dash, are read`(text: String, stored: String) {
        #expect(read("", text) == stored)
    }

    @Test(arguments: [
        ("二等舱", "203", "二等舱|203"), ("", "二等舱203", "二等舱|203"), ("", "船舱203", "|203"), ("二等舱", "203室", "二等舱|203间"),
        ("二等舱203", "12号下铺", "二等舱203|12下"), ("2层203", "12下", "2层203|12下"), ("二层甲板2等舱203室", "", "2层二等舱203|"),
        ("203室", "5", "203|5"), ("", "203号房12号下铺", "|203间下"), ("2层", "三等舱5203", "2层三等舱|5203间"),
        ("二等舱5203", "", "二等舱5203|"), ("二等舱", "", "二等舱|"), ("5203", "", "5203|"),
    ])
    func `a ship's cabin is read with its deck and grade`(carriage: String, seat: String, stored: String) {
        #expect(read(carriage, seat) == stored)
        let parts = stored.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        #expect(read(parts[0], parts[1]) == stored)
    }

    @Test(arguments: [
        "3048", "12车次有误", "安检员确诊", "司机确诊", "14车箱94号硬座,后补票至10车箱5号卧铺", "靠近餐车的座位", "7:15发车", "K1195/K1198", "00", "0000F",
        "座位：3005", "12M", "1月23日6:32-8:23", "同乘车次939人", "13-9排",
    ])
    func `a seat that is not certain is unknown`(text: String) {
        #expect(read("", text) == "|!")
    }

    @Test(arguments: ["国际列车", "15:20", "中间车厢", "X仓", "2车次有误", "9-3号车厢", "1-99号车厢", "车厢尾部"])
    func `a coach that is not certain is unknown`(text: String) {
        #expect(read(text, "") == "!|")
    }

    @Test func `the coach is certain even where the seat is not, unless another seat follows`() {
        #expect(read("", "5车厢靠窗") == "5|!")
        #expect(read("", "座次4车08D,04车08F，夫妻") == "|!")
        // The seat's own cell counts before the coach's, each for what it is for.
        #expect(read("3车2A", "5车9F") == "3|9F")
        #expect(read("3车2A", "乱") == "3|!2A")
    }

    @Test func `what is stored reads back as itself`() {
        var random = SeededGenerator(seed: 7)
        func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
        let pieces = [
            "5", "12", "0", "3", "A", "F", "车", "车厢", "号", "上铺", "下", "中铺", "排", "间", "-", "/", "、", "，", "加", "无座",
            "乘务",
            "软卧", "硬卧", "硬座", "二等座", "座", "（", "）", "餐车", "座位：", "D", "不详", "次", "节", "第", " ",
            "二等舱", "2层", "203", "5203", "室", "船舱",
        ]
        for _ in 0..<100_000 {
            let carriage = (0..<Int.random(in: 0...5, using: &random)).map { _ in pick(pieces) }.joined()
            let text = (0..<Int.random(in: 0...7, using: &random)).map { _ in pick(pieces) }.joined()
            let seat = Seat(carriage: carriage, seat: text)
            let again = Seat(carriage: seat.carriageText, seat: seat.seatText)
            #expect(again.isCarriageUnderstood && again.isSeatUnderstood, "\(carriage)|\(text)")
            if seat.isCarriageUnderstood && seat.isSeatUnderstood {
                #expect(again == seat, "\(carriage)|\(text)")
            } else {
                #expect(
                    again.coaches == seat.coaches && again.spots == seat.spots && again.cabin == seat.cabin,
                    "\(carriage)|\(text)")
            }
        }
    }
}
