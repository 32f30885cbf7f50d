/// A room as hotels write it: one room whatever the writing, and the floor it lies on where the number tells.
///
/// `0301`, `301室`, `３０１房` and `3楼301` are one room on floor 3; `A-1203` and `a1203` one on floor 12 of building A;
/// `3号楼301`, `3栋301` and `3-301` one on floor 3 of building 3. A bed of a room (`301床2`, `301室2号床`, `301加床`) is
/// the room. The floor is what stands before the last two of three or four digits. Shorter and longer numbers, words
/// and basements tell no floor: nobody is on an unknown floor.
struct RoomNumber: Hashable, Sendable {
    /// A floor of a building; the building's name is empty where the room names none.
    struct Floor: Hashable, Sendable {
        var building: String
        var number: Int
    }

    /// The room as it is compared.
    let text: String
    /// Where it lies; nil where the number does not tell.
    let floor: Floor?

    /// Rooms are equal by ``text``, which says the floor too.
    static func == (left: Self, right: Self) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// A room of a feed's or itinerary's text; nil where it names none.
    init?(_ room: String?) {
        guard let room else { return nil }
        let folded = Self.folded(room)
        var parts = folded.split(separator: "-").map(Self.withoutLeadingZeros)
        guard let last = parts.popLast() else { return nil }
        guard folded.first != "-", folded.first != "负", let number = Number(last) else {
            text = (parts + [last]).joined(separator: "-")
            floor = nil
            return
        }
        var storey = number.floor
        // A floor named before the number, which the number may say again: 3楼301, 3楼05.
        if let named = parts.last.flatMap(Self.namedFloor), number.value < 100 || storey == named {
            if storey == named { parts.removeLast() }
            storey = named
        }
        if !number.building.isEmpty { parts.append(number.building) }
        text = (parts + ["\(number.value)\(number.suffix)"]).joined(separator: "-")
        let building = parts.filter { Self.namedFloor($0) == nil }.joined(separator: "-")
        floor = storey.map { Floor(building: building, number: $0) }
    }

    /// `A1203B`: a building, a number and a part of the room.
    private struct Number {
        var building: String, value: Int, suffix: String

        init?(_ text: String) {
            building = String(text.prefix { !$0.isDigit })
            let digits = text.dropFirst(building.count).prefix { $0.isDigit }
            suffix = String(text.dropFirst(building.count + digits.count))
            guard building.count <= 1, suffix.count <= 1, let value = Int(digits), digits.count <= 9 else { return nil }
            self.value = value
        }

        var floor: Int? { (100...9999).contains(value) ? value / 100 : nil }
    }

    /// Words of buildings and floors become `-`, a floor keeps an `F`; words of rooms and blanks go.
    private static func folded(_ room: String) -> String {
        var text = String(String.UnicodeScalarView(room.unicodeScalars.map(narrow))).uppercased()
        for word in ["号楼", "栋", "幢", "座", "单元", "#", "/", "–", "—", "−"] { text = text.replacing(word, with: "-") }
        for word in ["楼层", "楼", "层"] { text = text.replacing(word, with: "F-") }
        return withoutBed(text).filter { !$0.isWhitespace && !"病房间室号".contains($0) }
    }

    /// The text without the bed that it ends with; a bed whose room is not told stays, and so does a number before the
    /// word that nothing parts from the room's (`3012床`).
    private static func withoutBed(_ text: String) -> String {
        guard let bed = text.lastIndex(of: "床") else { return text }
        let number = text[bed...].dropFirst().filter { !$0.isWhitespace && !"位号-".contains($0) }
        guard number.allSatisfy(\.isDigit) else { return text }
        var room = text[..<bed]
        if room.last == "加" {
            room.removeLast()
        } else if number.isEmpty {
            if room.last == "号" { room.removeLast() }
            let digits = room.reversed().prefix { $0.isDigit }.count
            room.removeLast(digits)
            guard digits > 0, let last = room.last, isRoomEnd(last) else { return text }
        } else {
            guard let last = room.last, last.isDigit || isRoomEnd(last) else { return text }
        }
        return room.contains(where: \.isDigit) ? String(room) : text
    }

    private static func isRoomEnd(_ character: Character) -> Bool {
        character.isWhitespace || "房间室-".contains(character)
    }

    /// The ASCII form of a full-width character.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    private static func withoutLeadingZeros(_ part: Substring) -> String {
        let rest = part.drop { $0 == "0" }
        return rest.first?.isDigit ?? false ? String(rest) : rest.count < part.count ? "0" + rest : String(part)
    }

    /// 3 of `3F`.
    private static func namedFloor(_ part: String) -> Int? { part.last == "F" ? Int(part.dropLast()) : nil }
}

extension Character {
    /// Whether it is one of 0-9.
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
