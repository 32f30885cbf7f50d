/// Seats, berths, rows and compartments.
extension SeatReader {
    mutating func readSpots() {
        guard readSpot() else { return }
        while !scanner.isAtEnd {
            let before = scanner.position
            let known = seat.spots
            let isRange = scanner.take("-")
            guard isRange || scanner.takeAny(Self.spotSeparators) != nil else { return }
            guard readLetterOfRow() || readSpot(), !isRange || joinRange() else {
                scanner.position = before
                seat.spots = known
                return
            }
        }
    }

    /// `13排A、B、C`: a letter alone is of the row before it.
    private mutating func readLetterOfRow() -> Bool {
        guard let last = seat.spots.last, last.letter != 0 else { return false }
        let start = scanner.position
        if let letter = scanner.letter() {
            _ = scanner.takeAny(Self.seatWords)
            if isAtSpotEnd {
                add(Seat.Spot(.row, last.first, letter: letter))
                return true
            }
        }
        scanner.position = start
        return false
    }

    /// `9-13排` are rows; `3A-3D` seats of one row.
    private mutating func joinRange() -> Bool {
        guard seat.spots.count >= 2 else { return false }
        let (first, last) = (seat.spots[seat.spots.count - 2], seat.spots[seat.spots.count - 1])
        if first.letter != 0, last.letter != 0, first.first == last.first { return true }
        guard first.letter == 0, last.letter == 0, first.berth == nil, last.unit == .row, first.first < last.first,
            first.first == first.last, first.unit != .compartment, last.first - first.first < 64
        else { return false }
        seat.spots.removeLast(2)
        add(Seat.Spot(.row, first.first, to: last.first))
        return true
    }

    private mutating func add(_ spot: Seat.Spot) {
        if !seat.spots.contains(spot) { seat.spots.append(spot) }
    }

    private mutating func readSpot() -> Bool {
        let start = scanner.position
        guard let spot = spot() else {
            scanner.position = start
            return false
        }
        _ = scanner.take("号")
        _ = scanner.takeAny(Self.seatWords)
        guard isAtSpotEnd else {
            scanner.position = start
            return false
        }
        add(spot)
        return true
    }

    private mutating func spot() -> Seat.Spot? {
        if scanner.take("第") {
            // `第30排A座`
            guard let row = scanner.number(significantDigits: 3), row > 0, scanner.take("排") else { return nil }
            if let letter = letterOfRow() { return Seat.Spot(.row, row, letter: letter) }
            _ = scanner.number(significantDigits: 2)
            return Seat.Spot(.row, row)
        }
        if let first = scanner.next, !WordScanner.isDigit(first) { return letterFirst() }
        guard let number = scanner.number(significantDigits: 4), number > 0 else { return nil }
        if scanner.take("间") { return Seat.Spot(.compartment, number, berth: berth()) }
        if scanner.takeAny(Self.rooms) != nil { return Seat.Spot(.compartment, number, berth: berthOfRoom()) }
        // Four digits number no seat, but many a ship's cabin.
        if number > 999 { return namesCabin ? Seat.Spot(.compartment, number) : nil }
        let isRow = scanner.take("排")
        if let letter = letterOfRow() { return Seat.Spot(.row, number, letter: letter) }
        if isRow {
            // `1排4号`: the row is certain.
            _ = scanner.number(significantDigits: 2)
            return Seat.Spot(.row, number)
        }
        if scanner.take("号"), let letter = scanner.letter() { return Seat.Spot(.row, number, letter: letter) }
        _ = scanner.take("床")
        return Seat.Spot(.seat, number, berth: berth())
    }

    /// The letter of a row's seat, with or without a dash: `12A`, `12-A`.
    private mutating func letterOfRow() -> UInt8? {
        let start = scanner.position
        _ = scanner.take("-")
        if let letter = scanner.letter() { return letter }
        scanner.position = start
        return nil
    }

    /// The berth after a room, whose own number is passed over: `203室12号下铺`.
    private mutating func berthOfRoom() -> Seat.Berth? {
        let start = scanner.position
        if scanner.number(significantDigits: 2) != nil { _ = scanner.takeAny(["号床", "号", "床"]) }
        if let berth = berth() { return berth }
        if scanner.position == start || isAtSpotEnd || scanner.isAt(Self.seatWords) { return nil }
        scanner.position = start
        return nil
    }

    /// `C49` is row 49; `R40J` is 40J of the upper deck.
    private mutating func letterFirst() -> Seat.Spot? {
        guard let letter = scanner.next, (0x41...0x5A).contains(letter) else { return nil }
        scanner.position += 1
        guard let row = scanner.number(significantDigits: 2), row > 0 else { return nil }
        if let last = scanner.letter() { return Seat.Spot(.row, row, letter: last) }
        return WordScanner.isSeatLetter(letter) ? Seat.Spot(.row, row, letter: letter) : nil
    }

    private mutating func berth() -> Seat.Berth? {
        // Somebody's two berths of one bay.
        if scanner.take("上下铺") { return nil }
        for berth in Seat.Berth.allCases where scanner.take(berth.rawValue) {
            _ = scanner.take("铺")
            return berth
        }
        return nil
    }

    private var isAtSpotEnd: Bool {
        scanner.isAtEnd || isAtRemark || scanner.isAt(Self.spotSeparators + ["-", "乘客"])
            || scanner.isAt(Seat.Class.words.map(\.word))
    }
}
