/// How text is coded in bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf8bom = "utf-8-bom"
    case utf16le = "utf-16le"
    case utf16be = "utf-16be"
    /// GB 18030, which contains GBK and GB 2312.
    case gb18030

    /// The encoding of a user's word, whatever its case and separators; nil where the word is unknown.
    ///
    /// `utf-16` alone means little-endian unless a byte order mark says otherwise.
    public init?(name: String) {
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        switch letters {
        case "utf8", "ascii", "usascii": self = .utf8
        case "utf8bom", "utf8sig": self = .utf8bom
        case "utf16", "utf16le", "ucs2", "unicode": self = .utf16le
        case "utf16be": self = .utf16be
        case "gb18030", "gbk", "cp936", "gb2312", "euccn": self = .gb18030
        default: return nil
        }
    }

    /// The encoding of a text's first bytes: byte order mark, UTF-16 delimiters, valid UTF-8, else GB 18030.
    ///
    /// - Parameter isWhole: Whether the sample is the whole text; else a character cut at its end is forgiven.
    public static func sniffed(_ sample: [UInt8], isWhole: Bool) -> TextEncoding {
        if let marked = marked(sample) { return marked }
        let votes = orderVotes(sample)
        if votes.little > votes.big { return .utf16le }
        if votes.big > votes.little { return .utf16be }
        return isUTF8(sample, isWhole: isWhole) || isMostlyUTF8(sample) ? .utf8 : .gb18030
    }

    /// Whether damaged text was UTF-8: one bad byte must not turn a whole file of good names into others.
    ///
    /// Characters of three bytes and more are counted against bytes that fit nowhere; in GB 18030 text the latter are
    /// many times more.
    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var sound = 0
        var stray = 0
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
            let character = Array(bytes[index..<min(index + length, bytes.count)])
            if isUTF8(character, isWhole: true) {
                if length > 2 { sound += 1 }
                index += length
            } else {
                stray += 1
                index += 1
            }
        }
        return sound > stray
    }

    /// Marks of rows and fields that read as one UTF-16 unit, in either byte order.
    ///
    /// Other ASCII does not count: U+4E00, the commonest of characters, would look like `N` of the other order.
    private static func orderVotes(_ sample: [UInt8]) -> (little: Int, big: Int) {
        func isMark(_ byte: UInt8) -> Bool { [0x09, 0x0a, 0x0d, 0x22, 0x2c, 0x3b].contains(byte) }
        var votes = (little: 0, big: 0)
        for index in stride(from: 0, to: sample.count - 1, by: 2) {
            if sample[index + 1] == 0, isMark(sample[index]) { votes.little += 1 }
            if sample[index] == 0, isMark(sample[index + 1]) { votes.big += 1 }
        }
        return votes
    }

    /// The encoding a byte order mark tells.
    static func marked(_ sample: [UInt8]) -> TextEncoding? {
        if sample.starts(with: [0xef, 0xbb, 0xbf]) { return .utf8bom }
        if sample.starts(with: [0xff, 0xfe]) { return .utf16le }
        if sample.starts(with: [0xfe, 0xff]) { return .utf16be }
        if sample.starts(with: [0x84, 0x31, 0x95, 0x33]) { return .gb18030 }
        return nil
    }

    /// Whether bytes are well-formed UTF-8 (Unicode table 3-7).
    static func isUTF8(_ bytes: [UInt8], isWhole: Bool) -> Bool {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            index += 1
            if lead < 0x80 { continue }
            var low: UInt8 = 0x80
            var high: UInt8 = 0xbf
            let more: Int
            switch lead {
            case 0xc2...0xdf: more = 1
            case 0xe0...0xef:
                more = 2
                if lead == 0xe0 { low = 0xa0 }
                if lead == 0xed { high = 0x9f }
            case 0xf0...0xf4:
                more = 3
                if lead == 0xf0 { low = 0x90 }
                if lead == 0xf4 { high = 0x8f }
            default: return false
            }
            for _ in 0..<more {
                if index == bytes.count { return !isWhole }
                guard (low...high).contains(bytes[index]) else { return false }
                (low, high) = (0x80, 0xbf)
                index += 1
            }
        }
        return true
    }

    /// What `iconv` calls it; nil where bytes pass unchanged.
    var iconvName: String? {
        switch self {
        case .utf8, .utf8bom: nil
        case .utf16le: "UTF-16LE"
        case .utf16be: "UTF-16BE"
        case .gb18030: "GB18030"
        }
    }

    /// Bytes of the smallest unit, skipped where nothing can be decoded.
    var unitSize: Int { self == .utf16le || self == .utf16be ? 2 : 1 }
}
