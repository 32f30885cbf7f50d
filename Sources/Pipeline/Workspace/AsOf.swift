public import Vocabulary

/// The moment a run speaks for.
public struct AsOf: Hashable, Sendable {
    /// UTC seconds; later observations are not looked at.
    public let moment: Int64
    /// Name of the folder under `runs/`: `2020-02-03`, or `2020-02-03T06:00:00+08:00` where a time of day was given.
    public let folder: String

    /// Reads a date (the whole local day), `2020-02-03 06:00[:00]` in local time, or RFC 3339; nil otherwise.
    public init?(_ text: String, zone: ZoneRules) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.isValid, (2000...2200).contains(year) else { return nil }
        if bytes.count == 10 {
            moment = zone.startOfDay(date.dayNumber + 1) - 1
            folder = date.text
            return
        }
        guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), let hour = number(11..<13), let minute = number(14..<16), hour < 24,
            minute < 60
        else { return nil }
        var rest = 16
        var second = 0
        if bytes.count > 16, bytes[16] == UInt8(ascii: ":") {
            guard let value = number(17..<19), value < 60 else { return nil }
            second = value
            rest = 19
        }
        let wall = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        let suffix = String(decoding: bytes[rest...], as: UTF8.self)
        if suffix.isEmpty {
            switch zone.reading(wall: wall) {
            case .exact(let found), .ambiguous(let found, _): moment = found
            case .nonexistent: return nil
            }
        } else {
            guard let offset = Zones.rules(named: suffix), offset.changes.isEmpty else { return nil }
            moment = wall - Int64(offset.offsets[0])
        }
        folder = zone.rfc3339(moment)
    }
}

extension AsOf {
    /// The moment that was typed, or now.
    static func moment(_ text: String?, or now: Int64, zone: ZoneRules) throws -> AsOf {
        guard let asOf = AsOf(text ?? zone.rfc3339(now), zone: zone) else {
            throw Failure(
                .usage, "--as-of: \(text ?? "now") is no moment: write 2020-02-03 or 2020-02-03T06:00:00+08:00")
        }
        return asOf
    }

    /// The first second that was typed behind an option: of a date its local midnight.
    static func start(_ text: String, zone: ZoneRules, option: String = "--since") throws -> Int64 {
        guard let moment = AsOf(text, zone: zone) else {
            throw Failure(
                .usage, "\(option): \(text) is no moment: write 2020-02-03 or 2020-02-03T06:00:00+08:00")
        }
        return moment.folder.count == 10 ? zone.startOfDay(zone.localDay(at: moment.moment)) : moment.moment
    }
}
