/// Aliases (`*name`) in YAML texts.
public enum YAMLAliases {
    /// Aliases that one file may have.
    ///
    /// Each can double what the file comes to, also where a reader only compares keys: twenty come to some thousand
    /// times the file at most, sixty would keep it busy for years.
    public static let limit = 20

    /// Whether a text has more; asterisks in comments or texts may count, those in the middle of a word or in quotes do
    /// not.
    public static func areTooMany(in text: String) -> Bool {
        var count = 0
        var before = UInt8(ascii: "\n")
        var isAtStart = false
        for byte in text.utf8 {
            if isAtStart, !isSpace(byte) { count += 1 }
            isAtStart = byte == UInt8(ascii: "*") && (isSpace(before) || "[{,:?-".utf8.contains(before))
            before = byte
        }
        return count > limit
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
