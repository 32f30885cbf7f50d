import TestSupport
import Testing
import Vocabulary

@testable import Feeds

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func folded(_ value: String, upper: Bool = true) -> [UInt8] {
    let raw = bytes(value)
    return CellText.folded(raw.span, 0..<raw.count, upper: upper)
}

/// The value, or the code of the reason.
private func outcome(_ body: () throws(RejectReason) -> [UInt8]) -> String {
    do throws(RejectReason) { return text(try body()) } catch { return error.rawValue }
}

@Suite struct ValueTests {
    @Test(arguments: [
        ("34052419800101001X", "34052419800101001X"), ("34052419800101001x", "34052419800101001X"),
        ("３４０５２４１９８００１０１００１Ｘ", "34052419800101001X"), ("340524198001010012", "bad_id_checksum"),
        ("340524800101001", "34052419800101001X"), ("340524801301001", "bad_id_date"),
        ("360426199113010079", "bad_id_date"), ("3.30802E+17", "excel_number_damage"),
        ("330802198001010000", "excel_number_damage"), ("E12345678", "E12345678"), ("h0123456702", "H0123456702"),
        ("G1234567890123456", "G1234567890123456"), ("1E5", "1E5"),
    ])
    func `ID numbers`(value: String, expected: String) {
        #expect(outcome { () throws(RejectReason) in try ResidentID.canonical(folded(value)).bytes } == expected)
    }

    @Test(arguments: [
        ("13800138000", "13800138000"), ("+86 138 0013 8000", "13800138000"), ("0086-13800138000", "13800138000"),
        ("8613800138000", "13800138000"), ("１３８００１３８０００", "13800138000"), ("12800138000", "bad_phone"),
        ("1380013800", "bad_phone"), ("1440012345678", "1440012345678"), ("1064012345678", "1064012345678"),
        ("0570-8812345", "05708812345"), ("010 65123456", "01065123456"), ("+86 10 65123456", "01065123456"),
        ("+86 0570 8812345", "05708812345"), ("570 8812345", "05708812345"), ("88123456", "88123456"),
        ("+1 (212) 555-0100", "+12125550100"), ("0044 20 7946 0000", "+442079460000"), ("+0123456789", "bad_phone"),
        ("1.38E+10", "excel_number_damage"), ("138x0138000", "bad_phone"), ("-", "bad_phone"),
    ])
    func `phones`(value: String, expected: String) {
        #expect(
            outcome { () throws(RejectReason) in try PhoneNumber.canonical(folded(value, upper: false)) } == expected)
    }

    @Test(arguments: [
        ("浙H12345", "浙H12345"), ("浙h·12345", "浙H12345"), ("浙Ｈ－１２３４５", "浙H12345"), ("浙H 12345", "浙H12345"),
        ("浙HD12345", "浙HD12345"), ("浙H12345F", "浙H12345F"), ("浙H1234", "bad_plate"), ("浙H123456F", "bad_plate"),
        ("浙H1234I", "bad_plate"), ("浙HO2345", "bad_plate"), ("浙H1234挂", "浙H1234挂"), ("粤Z1234港", "粤Z1234港"),
        ("WJ浙1234X", "WJ浙1234X"), ("使123456", "使123456"), ("无牌", "no_plate"), ("未识别", "no_plate"),
        ("无牌车", "no_plate"), ("浙H12浙5", "bad_plate"), ("京O12345", "京O12345"),
    ])
    func `plates`(value: String, expected: String) {
        #expect(outcome { () throws(RejectReason) in try Plate.canonical(folded(value)) } == expected)
    }

    @Test(arguments: [
        ("G123", "G123"), ("g0123", "G123"), ("Ｇ０１２３次", "G123"), ("G 123 次", "G123"), ("CA0123", "CA123"),
        ("0123", "123"), ("T182/T183", "T182/T183"), ("t0182/t0183次", "T182/T183"), ("3U8633", "3U8633"),
        ("MU5101A", "MU5101A"), ("G1000", "G1000"), ("000", "0"), ("K1156/1157", "K1156/K1157"),
        ("SC/CA4786", "SC4786/CA4786"), ("Z389/K389/K392", "Z389/K389/K392"), ("未知", ""), ("不详", ""),
        ("浙Z·05123", "浙Z05123"), ("浙z 05123", "浙Z05123"), ("浙AD-01234", "浙AD01234"), ("浙AD1234", "浙AD1234"),
    ])
    func `services`(value: String, expected: String) {
        #expect(text(RideText.service(folded(value))) == expected)
    }

    @Test func `the digest is SipHash-2-4`() {
        // Vectors of the reference implementation: key 00..0f, messages 00, 00 01, ...
        let digest = RowDigest(key: (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908))
        let message = (0..<16).map { UInt8($0) }
        #expect(digest.digest(message.span, 0..<0) == 0x726F_DB47_DD0E_0E31)
        #expect(digest.digest(message.span, 0..<1) == 0x74F8_39C5_93DC_67FD)
        #expect(digest.digest(message.span, 0..<8) == 0x93F5_F579_9A93_2462)
        #expect(digest.digest(message.span, 0..<15) == 0xA129_CA61_49BE_45E5)
        let shifted = [0xFF] + message
        #expect(digest.digest(shifted.span, 1..<16) == 0xA129_CA61_49BE_45E5)
    }

    @Test func `digests of many rows are those of each`() {
        let digest = RowDigest(key: (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210))
        var generator = SeededGenerator(seed: 2)
        // Rows of all lengths, also shorter than a word, and counts around whole groups of eight.
        for (count, lengths) in [(0, 0..<1), (7, 8..<60), (8, 8..<60), (203, 0..<30), (203, 8..<90), (64, 56..<57)] {
            var text: [UInt8] = []
            var starts: [UInt32] = []
            var ends: [UInt32] = []
            for _ in 0..<count {
                starts.append(UInt32(text.count))
                for _ in 0..<Int.random(in: lengths, using: &generator) {
                    text.append(UInt8.random(in: 0...255, using: &generator))
                }
                ends.append(UInt32(text.count))
                if Bool.random(using: &generator) { text.append(10) }
            }
            let made = digest.digests(text.span, from: starts, to: ends, count: count)
            #expect(made == (0..<count).map { digest.digest(text.span, Int(starts[$0])..<Int(ends[$0])) })
        }
    }
}
