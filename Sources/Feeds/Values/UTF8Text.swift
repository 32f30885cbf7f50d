/// Whether bytes are text.
enum UTF8Text {
    /// Whether `range` is well-formed UTF-8 (no overlong forms, no surrogates) without U+FFFD, which stands where a
    /// transcoder met bytes it could not read.
    static func isSound(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        var position = range.lowerBound
        let end = range.upperBound
        func tail(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
        while position < end {
            let lead = bytes[position]
            if lead < 0x80 {
                position += 1
                continue
            }
            let left = end - position
            switch lead {
            case 0xC2...0xDF:
                guard left >= 2, tail(position + 1) else { return false }
                position += 2
            case 0xE0...0xEF:
                guard left >= 3, tail(position + 1), tail(position + 2) else { return false }
                let second = bytes[position + 1]
                if lead == 0xE0, second < 0xA0 { return false }
                if lead == 0xED, second > 0x9F { return false }
                if lead == 0xEF, second == 0xBF, bytes[position + 2] == 0xBD { return false }
                position += 3
            case 0xF0...0xF4:
                guard left >= 4, tail(position + 1), tail(position + 2), tail(position + 3) else { return false }
                if lead == 0xF0, bytes[position + 1] < 0x90 { return false }
                if lead == 0xF4, bytes[position + 1] > 0x8F { return false }
                position += 4
            default: return false
            }
        }
        return true
    }
}
