/// A place in a short text, which takes words off its front.
struct WordScanner {
    let text: [UInt8]
    var position = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }
    var rest: ArraySlice<UInt8> { text[position...] }
    var next: UInt8? { rest.first }

    mutating func take(_ word: String) -> Bool {
        guard rest.starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    mutating func takeAny(_ words: [String]) -> String? { words.first { take($0) } }

    func isAt(_ words: [String]) -> Bool { words.contains { rest.starts(with: $0.utf8) } }

    /// The number that stands here; its leading zeros do not count against the limit of digits.
    mutating func number(significantDigits limit: Int) -> Int? {
        let digits = rest.prefix(while: WordScanner.isDigit)
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty, digits.count <= 4, significant.count <= limit else { return nil }
        position += digits.count
        return significant.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// One of the letters A to L, as tickets letter their seats.
    mutating func letter() -> UInt8? {
        guard let letter = next, WordScanner.isSeatLetter(letter) else { return nil }
        position += 1
        return letter
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
    static func isSeatLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "L")).contains(byte) }
}
