import TestSupport
import Testing

@testable import Files

@Suite struct TextSourceTests {
    let scratch: ScratchFolder
    init() throws { scratch = try ScratchFolder() }

    /// The same text with every character length UTF-8 knows: "电,张三 é 😀\n" and plain rows.
    private static let text = "编号,名\n1,张三é\u{1F600}\u{3400}\n"

    private static func utf16(_ text: String, big: Bool) -> [UInt8] {
        text.utf16.flatMap { big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    /// GB 18030 of ``text``: two-byte characters, and four-byte ones for U+1F600 and U+3400.
    private static let gb18030: [UInt8] =
        [0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0x0a, 0x31, 0x2c, 0xd5, 0xc5, 0xc8, 0xfd, 0xa8, 0xa6]
        + [0x94, 0x39, 0xfc, 0x36, 0x81, 0x39, 0xee, 0x39, 0x0a]

    private func text(_ bytes: [UInt8], _ encoding: TextEncoding? = nil, piece: Int = 1 << 18) throws -> String {
        let source = try TextSource(path: try scratch.write("t", bytes), encoding: encoding)
        var read: [UInt8] = []
        while true {
            let before = read.count
            let got = try source.read(into: &read, atMost: piece)
            #expect(got <= piece && read.count == before + got)
            if got == 0 { return String(decoding: read, as: UTF8.self) }
        }
    }

    static let coded: [(TextEncoding, [UInt8], [UInt8])] = [
        (.utf8, [], Array(text.utf8)), (.utf8bom, [0xef, 0xbb, 0xbf], Array(text.utf8)),
        (.utf16le, [], utf16(text, big: false)), (.utf16le, [0xff, 0xfe], utf16(text, big: false)),
        (.utf16be, [], utf16(text, big: true)), (.utf16be, [0xfe, 0xff], utf16(text, big: true)),
        (.gb18030, [], gb18030), (.gb18030, [0x84, 0x31, 0x95, 0x33], gb18030),
    ]

    @Test(arguments: coded.indices)
    func `every encoding is recognised and read, whatever the read size`(_ index: Int) throws {
        let (encoding, mark, body) = Self.coded[index]
        let source = try TextSource(path: try scratch.write("s", mark + body))
        #expect(source.encoding == encoding)
        for piece in [1, 2, 3, 7, 1 << 18] { #expect(try text(mark + body, piece: piece) == Self.text) }
        #expect(try text(mark + body, encoding) == Self.text)
    }

    @Test(arguments: coded.indices)
    func `characters may be split over any border of pieces`(_ index: Int) throws {
        let (encoding, _, body) = Self.coded[index]
        for cut in 0...body.count {
            for second in cut...min(body.count, cut + 3) {
                let transcoder = try Transcoder(encoding)
                var made: [UInt8] = []
                transcoder.convert(Array(body[..<cut]), isLast: false, into: &made)
                transcoder.convert(Array(body[cut..<second]), isLast: false, into: &made)
                transcoder.convert(Array(body[second...]), isLast: true, into: &made)
                #expect(made == Array(Self.text.utf8), "cuts \(cut), \(second)")
            }
        }
    }

    @Test func `long texts cross the sample and the pieces`() throws {
        for (encoding, mark, body) in Self.coded {
            let many = Array(repeatElement(body, count: 30_011).joined())
            let whole = String(repeating: Self.text, count: 30_011)
            #expect(try text(mark + many, piece: 100_003) == whole, "\(encoding)")
        }
    }

    @Test func `a character cut by the sample's end does not change the guess`() {
        let bytes = Array(String(repeating: "张", count: 10).utf8)
        for count in 1...bytes.count {
            #expect(TextEncoding.sniffed(Array(bytes[..<count]), isWhole: false) == .utf8)
            // A whole text that ends in half a character is damaged: what most of it is decides.
            let expected: TextEncoding = count % 3 == 0 || count / 3 > count % 3 ? .utf8 : .gb18030
            #expect(TextEncoding.sniffed(Array(bytes[..<count]), isWhole: true) == expected)
        }
    }

    @Test func `what cannot be decoded becomes a replacement character and the rest stays`() throws {
        #expect(try text([0x61, 0xff, 0x2c, 0xb1, 0xe0, 0x0a], .gb18030) == "a\u{FFFD},编\n")
        #expect(try text([0x61, 0x2c, 0xb1], .gb18030) == "a,\u{FFFD}")
        #expect(try text([0x61, 0, 0x00, 0xd8, 0x2c, 0], .utf16le) == "a\u{FFFD},")
        #expect(try text([0x61, 0, 0x62], .utf16le) == "a\u{FFFD}")
        #expect(try text([0, 0x61, 0xdc, 0x00, 0, 0x2c], .utf16be) == "a\u{FFFD},")
    }

    @Test func `a mark corrects the byte order that was asked for`() throws {
        #expect(try text([0xfe, 0xff] + Self.utf16("a,b", big: true), TextEncoding(name: "UTF-16")) == "a,b")
    }

    @Test func `user words name encodings`() {
        #expect(TextEncoding(name: "GBK") == .gb18030)
        #expect(TextEncoding(name: "gb18030") == .gb18030)
        #expect(TextEncoding(name: "UTF_8") == .utf8)
        #expect(TextEncoding(name: "utf-16") == .utf16le)
        #expect(TextEncoding(name: "UTF-16BE") == .utf16be)
        #expect(TextEncoding(name: "latin1") == nil)
        for encoding in TextEncoding.allCases { #expect(TextEncoding(name: encoding.rawValue) == encoding) }
    }

    @Test func `malformed UTF-8 is known`() {
        let bad: [[UInt8]] = [
            [0xc0, 0x80], [0xe0, 0x80, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80],
            [0xf5, 0x80, 0x80, 0x80], [0x80], [0xc3, 0x28],
        ]
        for bytes in bad { #expect(!TextEncoding.isUTF8(bytes + [0x0a], isWhole: false), "\(bytes)") }
        for scalar in ["\u{7f}", "\u{80}", "\u{7ff}", "\u{800}", "\u{d7ff}", "\u{e000}", "\u{ffff}", "\u{10ffff}"] {
            #expect(TextEncoding.isUTF8(Array(scalar.utf8), isWhole: true))
        }
    }
}
