import Vocabulary

/// Identifiers and names that belong to nobody, all distinct by construction.
///
/// - ID numbers: area codes 990000 and up are no GB/T 2260 codes; area and order come from the
///   index, so no two are equal.
/// - Phones: 154 is allotted to no carrier (with 142, 143, 161, 164 and 194, as of 2022), yet has the
///   shape `1[3-9]` + 9 digits that parsers accept.
/// - Plates: Zhejiang's cities use the letters A (Hangzhou) to L (Zhoushan); 浙Z and its
///   neighbours down to 浙U are free.
enum Identity {
    static func idNumber(index: Int, birthDay: Int32) -> String {
        let birth = CivilDate(dayNumber: birthDay)
        let body =
            "99" + zeroPadded(index / 1000, 4) + zeroPadded(birth.year, 4) + zeroPadded(birth.month, 2)
            + zeroPadded(birth.day, 2) + zeroPadded(index % 1000, 3)
        return body + checkCharacter(body)
    }

    /// ISO 7064 MOD 11-2 over 17 digits (GB 11643).
    static func checkCharacter(_ body: String) -> String {
        var remainder = 0
        for digit in body.utf8 { remainder = (remainder + Int(digit) - 48) * 2 % 11 }
        let check = (12 - remainder) % 11
        return check == 10 ? "X" : String(check)
    }

    /// 7919 has no factor in common with 10^8, so indexes below 10^8 give distinct phones.
    static func phoneNumber(index: Int) -> Int { 15_400_000_000 + (index &* 7919 &+ 31_337) % 100_000_000 }

    static func phone(index: Int) -> String { String(phoneNumber(index: index)) }

    /// Every eighth plate is the eight-character form of a new-energy car.
    static func plate(index: Int) -> String {
        let group = index / 8
        let letters = Array("ZYXWVU")
        if index % 8 == 7 { return "浙\(letters[group / 100_000 % 6])D\(zeroPadded(group % 100_000, 5))" }
        let ordinary = group * 7 + index % 8
        return "浙\(letters[ordinary / 100_000 % 6])\(zeroPadded(ordinary % 100_000, 5))"
    }

    private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹章苏潘葛范彭鲁")
    private static let given = Array("一文明志国建平安清晓春秋华林海山川云石松柏竹兰梅青玉宁远静思雨晨光永福禄康泰和顺达成")

    static func name(surname: Int, _ chance: inout Chance) -> String {
        var name = String(surnames[surname % surnames.count])
        name.append(given[chance.below(given.count)])
        if chance.happens(0.75) { name.append(given[chance.below(given.count)]) }
        return name
    }

    private static let places = Array("青石柳溪桐岭白沙古渡云峰梅坞竹塘金坑松源枫桥莲池双井长滩上余下叶横路")

    /// A made-up place name of two characters.
    static func placeName(_ number: Int) -> String {
        String([places[number % places.count], places[(number / places.count + number * 7 + 3) % places.count]])
    }
}
