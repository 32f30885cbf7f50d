import Foundation
public import Vocabulary

/// Time zones of the system's database as plain tables.
public enum Zones {
    /// The rules of an IANA zone name (`Asia/Shanghai`) or a fixed offset (`+08:00`, `UTC`); nil where unknown.
    ///
    /// Changes are tabled from 1990 to 2060; feeds reach back to 2000.
    public static func rules(named name: String) -> ZoneRules? {
        if let seconds = fixedOffset(name) { return ZoneRules(name: name, fixedOffset: seconds) }
        guard let zone = TimeZone(identifier: name) else { return nil }
        var moment = Date(timeIntervalSince1970: 631_152_000)
        let end = Date(timeIntervalSince1970: 2_840_140_800)
        var changes: [Int64] = []
        var offsets = [Int32(zone.secondsFromGMT(for: moment))]
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end {
            let offset = Int32(zone.secondsFromGMT(for: next))
            if offset != offsets[offsets.count - 1] {
                changes.append(Int64(next.timeIntervalSince1970))
                offsets.append(offset)
            }
            moment = next
        }
        return ZoneRules(name: name, changes: changes, offsets: offsets)
    }

    /// Seconds of `UTC`, `Z`, `+08:00`, `-0330`.
    private static func fixedOffset(_ name: String) -> Int32? {
        if name == "UTC" || name == "Z" { return 0 }
        guard let sign = name.first, sign == "+" || sign == "-" else { return nil }
        let digits = name.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let number = Int32(digits), number % 100 < 60, number / 100 <= 14 else { return nil }
        let seconds = number / 100 * 3600 + number % 100 * 60
        return sign == "-" ? -seconds : seconds
    }
}
