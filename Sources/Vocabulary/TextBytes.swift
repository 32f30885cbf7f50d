/// Text as UTF-8 bytes, put together without a string for each value.
extension [UInt8] {
    /// Appends a text.
    public mutating func put(_ text: String) { append(contentsOf: text.utf8) }

    /// Appends a whole number in decimal digits.
    public mutating func put(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        putDigits(number.magnitude, width: 1)
    }

    /// Appends a number with leading zeros up to a width.
    public mutating func putDigits(_ number: UInt64, width: Int) {
        let first = count
        var rest = number
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0 || count - first < width
        var (left, right) = (first, count - 1)
        while left < right {
            swapAt(left, right)
            (left, right) = (left + 1, right - 1)
        }
    }

    /// Appends ``Pseudonym/text``.
    public mutating func put(_ pseudonym: Pseudonym) { pseudonym.write(into: &self) }
}
