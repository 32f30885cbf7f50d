extension Seat {
    /// Reads the texts of coach and seat together; a seat that stands in the coach's cell counts where the seat's own
    /// says nothing, and the other way round.
    ///
    /// `05车12F号` is coach 5, seat 12F; `12号下铺` the lower berth 12; `16间上铺` an upper berth of compartment 16; `加1车` the
    /// extra coach 1; `无座` standing; `保洁员，服务7、8号车厢` crew of coaches 7 and 8. A remark may follow a comma.
    public init(carriage: String?, seat: String?) {
        self.init(carriage: Seat.folded(carriage ?? ""), seat: Seat.folded(seat ?? ""))
    }

    /// Reads texts whose full-width forms are folded and whose letters are upper case.
    public init(carriage: [UInt8], seat: [UInt8]) {
        let coach = SeatReader.read(carriage, isCarriage: true)
        let place = SeatReader.read(seat, isCarriage: false, namesCabin: coach.cabin != Cabin())
        coaches = coach.coaches.isEmpty ? place.coaches : coach.coaches
        spots = place.spots.isEmpty ? coach.spots : place.spots
        role = place.role == .passenger ? coach.role : place.role
        if role != .passenger { spots = [] }
        seatClass = place.seatClass ?? coach.seatClass
        cabin = coach.cabin.filled(from: place.cabin)
        isCarriageUnderstood = coach.isCarriageUnderstood
        isSeatUnderstood = place.isSeatUnderstood
    }

    /// Full-width forms as ASCII, other dashes as `-`, ASCII letters in upper case.
    private static func folded(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.uppercased().utf8) }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: result.append(UnicodeScalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000, 0xA0: result.append(" ")
            case 0x2010...0x2015, 0x2212: result.append("-")
            default: result.append(scalar)
            }
        }
        return Array(String(result).uppercased().utf8)
    }
}

/// Reads one cell.
///
/// What it says of a coach is told by words (`8号车厢`), in the coach's cell also by a bare number.
struct SeatReader {
    private static let unknownWords = ["未知", "不详", "不明", "无", "-"].map { Array($0.utf8) }
    private static let prefixes = ["座位号为", "座位号", "座位", "坐位号", "坐位", "座次", "座号", "席位号", "席位"]
    private static let standing = ["无座位", "无座", "站票", "无票"]
    private static let crew = [
        "乘务员", "乘务", "列车员", "列车长", "列车广播员", "高铁保洁员", "保洁员", "空乘", "机组", "船员", "司机", "驾驶员", "CREW", "DRIVER",
    ]
    static let coachWords = ["车厢", "车箱", "车", "厢"]
    static let coachSeparators = [",", "、", ";", "/"]
    static let seatWords = ["座位", "座", "铺位", "铺"]
    static let spotSeparators = ["/", "、", ",", ";", "或", "\\"]

    var scanner: WordScanner
    let isCarriage: Bool
    var seat = Seat()
    /// Whether a ship's cabin is named: then numbers of four digits are certain.
    var namesCabin = false
    /// Where deck and grade end.
    private var cabinEnd = 0

    static func read(_ text: [UInt8], isCarriage: Bool, namesCabin: Bool = false) -> Seat {
        let text = text.filter { $0 != UInt8(ascii: " ") }
        if text.isEmpty || unknownWords.contains(text) { return Seat() }
        var reader = SeatReader(scanner: WordScanner(text), isCarriage: isCarriage)
        reader.namesCabin = namesCabin
        return reader.read()
    }

    init(scanner: WordScanner, isCarriage: Bool) {
        self.scanner = scanner
        self.isCarriage = isCarriage
    }

    private var notUnderstood: Seat {
        var seat = Seat()
        if isCarriage { seat.isCarriageUnderstood = false } else { seat.isSeatUnderstood = false }
        return seat
    }

    private mutating func read() -> Seat {
        if let crew = readCrew() { return crew }
        skipPrefix()
        readCabin()
        cabinEnd = scanner.position
        var coachIsCertain = readCoaches()
        if !seat.coaches.isEmpty { _ = scanner.takeAny(Self.coachSeparators) }
        readClass()
        if seat.seatClass != nil, seat.coaches.isEmpty {
            // `软卧05车05号下铺`
            coachIsCertain = readCoaches(needsWord: true)
            if coachIsCertain { _ = scanner.takeAny(Self.coachSeparators) }
        }
        skipPrefix()
        if scanner.takeAny(Self.standing) != nil {
            seat.role = .standing
            // Whatever follows tells where in the coach they stood.
            return scanner.isAtEnd || isAtRemark ? seat : notUnderstood
        }
        let start = scanner.position
        readSpots()
        if seat.spots.isEmpty { scanner.position = start }
        readClass()
        _ = scanner.takeAny(["乘客"])
        let isWhole = scanner.isAtEnd || (isAtRemark && !namesSecondSeat)
        if isWhole, seat != Seat() { return seat }
        if namesSecondSeat || !coachIsCertain || seat.coaches.isEmpty { return named ?? notUnderstood }
        // The coach is certain even where the seat is not.
        var coachOnly = notUnderstood
        coachOnly.cabin = seat.cabin
        coachOnly.coaches = seat.coaches
        return coachOnly
    }

    /// A coach of one's own naming, such as `A` or `WG2`.
    private var named: Seat? {
        let name = scanner.text[cabinEnd...]
        guard isCarriage, !name.isEmpty, name.count <= 6,
            name.allSatisfy({ WordScanner.isDigit($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        var named = Seat()
        named.cabin = seat.cabin
        named.coaches = [String(decoding: name, as: UTF8.self)]
        return named
    }

    private mutating func skipPrefix() {
        if scanner.takeAny(Self.prefixes) != nil { _ = scanner.take(":") }
    }

    /// `乘务员`, alone or with what they serve and a remark.
    private mutating func readCrew() -> Seat? {
        let start = scanner.position
        _ = readCoaches()
        readClass()
        _ = scanner.take("患者为")
        guard scanner.takeAny(Self.crew) != nil,
            scanner.isAtEnd || isAtRemark || scanner.isAt(["往返", "当班", "服务"])
        else {
            scanner.position = start
            seat = Seat()
            return nil
        }
        seat.role = .crew
        _ = scanner.takeAny([",", ";", "("])
        if scanner.take("服务") { _ = readCoaches() }
        return seat
    }

    private mutating func readClass() {
        let start = scanner.position
        _ = scanner.takeAny([",", "("])
        for (word, seatClass) in Seat.Class.words where scanner.take(word) {
            seat.seatClass = seatClass
            _ = scanner.takeAny(Self.coachWords)
            _ = scanner.take(")")
            return
        }
        scanner.position = start
    }

    // MARK: Remarks

    var isAtRemark: Bool { scanner.isAt([",", ";", "(", "。"]) }

    /// Whether what follows names another coach or seat: then neither is certain.
    private var namesSecondSeat: Bool {
        var rest = scanner
        while !rest.isAtEnd {
            guard let byte = rest.next, WordScanner.isDigit(byte) else {
                rest.position += 1
                continue
            }
            while let digit = rest.next, WordScanner.isDigit(digit) { rest.position += 1 }
            if let letter = rest.next, WordScanner.isSeatLetter(letter) { return true }
            _ = rest.take("号")
            if rest.isAt(["车", "铺", "上铺", "中铺", "下铺", "座", "排", "间"]), !rest.isAt(["车次"]) { return true }
        }
        return false
    }
}
