/// Coaches and seats as tickets and notices write them (DOMAIN 4.4), as far as they are certain.
///
/// Texts come folded and in upper case. What is not understood is unknown rather than guessed: a seat that nobody
/// knows falls back to the whole coach by rule, a wrong one would hide people.
struct SeatText: Equatable {
    /// `8`, `+9` (an extra coach), `7-8`, `4/6/13`, `D` (the dining car); empty where unknown.
    var carriage: [UInt8] = []
    /// `12F`, `94`, `13中`; empty where unknown.
    var seat: [UInt8] = []
    /// Whether the text was understood; an empty one, and one that says "unknown", is.
    var isUnderstood = true

    private static let notUnderstood = SeatText(isUnderstood: false)
    private static let unknownWords = ["未知", "不详", "不明", "无", "-"].map { Array($0.utf8) }
    private static let standing = ["无座位", "无座", "站票", "无票"]
    private static let coachWords = ["车厢", "车箱", "车", "厢"]
    private static let separators = [",", "、", ";", "/"]

    /// `8号车厢`, `08车厢`, `第8节车厢` and `08` are `8`; `加9号车厢` and `A9号车厢` are `+9`; `1至4号车厢` is `1-4`; a seat
    /// may follow, as in `7号车厢9排D座`.
    static func carriage(_ text: [UInt8]) -> SeatText {
        let text = text.filter { $0 != Byte.space }
        if text.isEmpty || unknownWords.contains(text) { return SeatText() }
        var scanner = WordScanner(text: text)
        if scanner.take("餐车") {
            _ = scanner.takeAny(["车厢", "车箱"])
            return finish(SeatText(carriage: [UInt8(ascii: "D")]), &scanner)
        }
        if let coaches = coaches(&scanner) { return finish(SeatText(carriage: coaches), &scanner) }
        // A coach of one's own naming, such as `A` or `WG2`.
        return isPlain(text) ? SeatText(carriage: withoutLeadingZeros(text[...])) : notUnderstood
    }

    /// `05车12F号` is coach `5`, seat `12F`; `座位：012F座` is `12F`; `12号下铺` is `12下`; `无座` is no seat.
    static func seat(_ text: [UInt8]) -> SeatText {
        let text = text.filter { $0 != Byte.space }
        if text.isEmpty || unknownWords.contains(text) { return SeatText() }
        var scanner = WordScanner(text: text)
        _ = scanner.takeAny(["座位号", "座位", "座次", "座号", "席位号", "席位"])
        _ = scanner.take(":")
        var result = SeatText()
        let start = scanner.position
        var named = false
        if let (coach, hasWord) = coach(&scanner), hasWord {
            result.carriage = coach
            named = true
        } else {
            scanner.position = start
        }
        if scanner.isAtEnd, named { return result }
        if named { _ = scanner.takeAny(separators) }
        return place(result, &scanner)
    }

    // MARK: Parts

    /// What follows the coaches: nothing, or a seat.
    private static func finish(_ found: SeatText, _ scanner: inout WordScanner) -> SeatText {
        if scanner.isAtEnd { return found }
        _ = scanner.takeAny(separators)
        return place(found, &scanner)
    }

    /// One seat, berth, row or standing place up to the end; a remark without digits may follow it.
    private static func place(_ found: SeatText, _ scanner: inout WordScanner) -> SeatText {
        var found = found
        if scanner.takeAny(standing) != nil {
            return scanner.isAtEnd ? found : notUnderstood
        }
        if let seat = seatNumber(&scanner), scanner.isAtEnd || isRemark(&scanner) {
            found.seat = seat
            return found
        }
        let rest = Array(scanner.rest)
        guard found.carriage.isEmpty, rest.count == scanner.text.count, isPlain(rest),
            rest.contains(where: { !isDigit($0) })
        else {
            // The coach is certain even where the seat is not.
            return SeatText(carriage: found.carriage, isUnderstood: false)
        }
        found.seat = withoutLeadingZeros(rest[...])
        return found
    }

    private static func seatNumber(_ scanner: inout WordScanner) -> [UInt8]? {
        guard let digits = scanner.digits(atMost: 4) else { return nil }
        var seat = withoutLeadingZeros(digits)
        guard seat.count <= 3 else { return nil }
        let hasRow = scanner.take("排")
        if let letter = scanner.next, (UInt8(ascii: "A")...UInt8(ascii: "L")).contains(letter) {
            seat.append(letter)
            scanner.position += 1
        } else if !hasRow {
            _ = scanner.take("号")
            for berth in ["上", "中", "下"] where scanner.take(berth) {
                seat += Array(berth.utf8)
                _ = scanner.take("铺")
                return seat
            }
        }
        _ = scanner.take("号")
        _ = scanner.takeAny(["硬座", "软座", "座位", "座", "铺"])
        return seat
    }

    private static func isRemark(_ scanner: inout WordScanner) -> Bool {
        scanner.takeAny([",", ";"]) != nil && !scanner.rest.contains(where: isDigit)
    }

    /// One or more coaches in canonical form; nil where the text begins with none, or does not say clearly which.
    private static func coaches(_ scanner: inout WordScanner) -> [UInt8]? {
        guard var (result, hasWord) = coach(&scanner) else { return nil }
        while !scanner.isAtEnd {
            let before = scanner.position
            let isRange = scanner.takeAny(["-", "~", "至", "到"]) != nil
            guard isRange || scanner.takeAny(separators) != nil, let (next, nextHasWord) = coach(&scanner),
                nextHasWord || !hasWord
            else {
                scanner.position = before
                break
            }
            result += [isRange ? Byte.minus : Byte.slash] + next
            hasWord = nextHasWord
        }
        // A number that something else follows is a coach only where it is called one.
        return hasWord || scanner.isAtEnd ? result : nil
    }

    /// One coach; whether it is called one (`8号车厢`) or is a bare number (`8`, `8号`).
    private static func coach(_ scanner: inout WordScanner) -> ([UInt8], hasWord: Bool)? {
        _ = scanner.take("第")
        var coach: [UInt8] = []
        if scanner.takeAny(["加", "+", "A"]) != nil { coach.append(UInt8(ascii: "+")) }
        guard let digits = scanner.digits(atMost: 3) else { return nil }
        coach += withoutLeadingZeros(digits)
        _ = scanner.takeAny(["号", "节"])
        return (coach, scanner.takeAny(coachWords) != nil)
    }

    /// A short name of ASCII letters and digits.
    private static func isPlain(_ text: [UInt8]) -> Bool {
        text.count <= 6 && text.allSatisfy { isDigit($0) || ($0 >= 0x41 && $0 <= 0x5A) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- Byte.zero <= 9 }

    /// Zeros that lead a number go; `0` alone and the zero of `0A` stay.
    private static func withoutLeadingZeros(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let significant = text.drop { $0 == Byte.zero }
        if let first = significant.first, isDigit(first) { return Array(significant) }
        let zeros = text.count - significant.count
        return Array(zeros > 0 ? text.dropFirst(zeros - 1) : text)
    }
}

/// A place in a short text, which takes words off its front.
private struct WordScanner {
    let text: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == text.count }
    var rest: ArraySlice<UInt8> { text[position...] }
    var next: UInt8? { rest.first }

    mutating func take(_ word: String) -> Bool {
        guard rest.starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    mutating func takeAny(_ words: [String]) -> String? { words.first { take($0) } }

    mutating func digits(atMost limit: Int) -> ArraySlice<UInt8>? {
        let digits = rest.prefix { $0 &- Byte.zero <= 9 }
        guard !digits.isEmpty, digits.count <= limit else { return nil }
        position += digits.count
        return digits
    }
}
