/// The text of a key file: comment lines, then one line `kind hexadecimal-bytes`.
struct KeyText {
    /// First word of the key line, which says what the key is.
    enum Kind: String, CaseIterable {
        case pseudonym = "tracegrid-pseudonym-key-1"
        case identitySecret = "tracegrid-identity-key-1"
        case identityPublic = "tracegrid-identity-pub-1"
        case plain = "tracegrid-identity-plain-1"
        case audit = "tracegrid-audit-key-1"

        /// Whether a key of this kind has so many bytes; that of pseudonyms has 16 more for each one before it.
        func fits(_ count: Int) -> Bool {
            count == 32 || self == .pseudonym && count > 32 && count % 16 == 0 && count <= 32 + 16 * 1000
        }

        /// How people call it.
        var words: String {
            switch self {
            case .pseudonym: "pseudonym key"
            case .identitySecret: "secret identity key"
            case .identityPublic: "public identity key"
            case .plain: "marker of an unencrypted workspace"
            case .audit: "audit key"
            }
        }
    }

    let kind: Kind
    let bytes: [UInt8]

    init(kind: Kind, bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    /// Reads a key file; the message of an error never repeats what the file holds.
    init(parsing text: String, file: String) throws(VaultError) {
        let lines = text.split(whereSeparator: \.isNewline).filter {
            !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace)
        }
        guard lines.count == 1 else {
            throw .malformedKey(file: file, reason: "expected exactly one key line, found \(lines.count)")
        }
        let words = lines[0].split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let kind = Kind(rawValue: String(words[0])) else {
            throw .malformedKey(file: file, reason: "the key line is not one that TraceGrid writes")
        }
        guard let bytes = hexBytes(words[1]), kind.fits(bytes.count) else {
            throw .malformedKey(file: file, reason: "expected 64 hexadecimal digits")
        }
        self.init(kind: kind, bytes: bytes)
    }

    /// The file's text under a comment that says what it is and how to keep it.
    func text(comment: [String]) -> String {
        comment.map { "# \($0)\n" }.joined() + "\(kind.rawValue) \(hexText(bytes))\n"
    }

    func require(_ expected: Kind, file: String) throws(VaultError) {
        guard kind == expected else {
            throw .wrongKindOfKey(file: file, expected: expected.words, found: kind.words)
        }
    }
}

/// 32 bytes of the system's random source.
func randomKeyBytes(_ count: Int = 32) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}

/// Lower-case hexadecimal.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// Bytes of a hexadecimal text; nil where it is none.
func hexBytes(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.map { digit -> UInt8? in
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
    guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
    let values = digits.compactMap(\.self)
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
}
