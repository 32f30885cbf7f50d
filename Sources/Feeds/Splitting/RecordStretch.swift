/// Finds where records begin near a place in a file, so that stretches of it can be read in any order.
///
/// Right only where no quote stands in the bytes before: each line end then ends a record.
public enum RecordStretch {
    /// Where the first record begins at or after `place`, as an index of `bytes`; nil where they do not say.
    ///
    /// `place` is 0, where a record begins, or the index after some byte; `isLast` says that the file ends here.
    public static func firstStart(_ bytes: borrowing Span<UInt8>, from place: Int, isLast: Bool) -> Int? {
        if place == 0 { return 0 }
        var position = place - 1
        while position < bytes.count {
            if RecordEnd.isLineEnd(bytes[position]) {
                return RecordEnd.afterLineEnd(bytes, position, isLast: isLast)
            }
            position += 1
        }
        return isLast ? bytes.count : nil
    }

    /// Whether a quote stands in the bytes.
    public static func hasQuote(_ bytes: borrowing Span<UInt8>) -> Bool { hasByte(bytes, Byte.quote) }
}
