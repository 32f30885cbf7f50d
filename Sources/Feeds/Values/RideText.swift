/// How services are written on tickets and in notices (DOMAIN 4.4).
enum RideText {
    /// The canonical service of a folded text in upper case.
    ///
    /// `G0123次` is `G123`, `T182/T183` and `T182/183` are `T182/T183`, `SC/CA4786` is `SC4786/CA4786`; a word that says
    /// nobody knows is nothing. A number plate, by which coaches go, is the plate: its zeros count.
    static func service(_ text: [UInt8]) -> [UInt8] {
        if unknownWords.contains(text) { return [] }
        // Plates begin with the Chinese character of a province.
        if let first = text.first, first >= 0x80, let plate = try? Plate.canonical(text) { return plate }
        var numbers = without(text, ["次", " "]).split(separator: Byte.slash, omittingEmptySubsequences: true)
            .map(Number.init)
        for index in numbers.indices.dropFirst() where numbers[index].letters.isEmpty {
            numbers[index].letters = numbers[index - 1].letters
        }
        for index in numbers.indices.dropLast().reversed() where numbers[index].rest.isEmpty {
            numbers[index].rest = numbers[index + 1].rest
        }
        return Array(numbers.map { $0.letters + $0.rest }.joined(separator: [Byte.slash]))
    }

    private static let unknownWords = ["未知", "不详", "不明"].map { Array($0.utf8) }

    /// One number of a service: its letters, and the rest from its first digit on.
    private struct Number {
        var letters: [UInt8]
        var rest: [UInt8]

        init(_ text: ArraySlice<UInt8>) {
            letters = Array(text.prefix { !isDigit($0) })
            let tail = text.dropFirst(letters.count)
            let digits = tail.prefix(while: isDigit)
            let significant = digits.drop { $0 == Byte.zero }
            // Some airline codes begin or end with a digit (3U8633): only zeros go.
            rest = (significant.isEmpty ? Array(digits.suffix(1)) : Array(significant)) + tail.dropFirst(digits.count)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- Byte.zero <= 9 }

    /// The text without some words, in one pass each: a cell may be a megabyte of them.
    private static func without(_ text: [UInt8], _ words: [String]) -> [UInt8] {
        var result = text
        for word in words {
            let needle = Array(word.utf8)
            guard result.contains(needle[0]) else { continue }
            var kept: [UInt8] = []
            var rest = result[...]
            while let byte = rest.first {
                if rest.starts(with: needle) {
                    rest = rest.dropFirst(needle.count)
                } else {
                    kept.append(byte)
                    rest = rest.dropFirst()
                }
            }
            result = kept
        }
        return result
    }
}
