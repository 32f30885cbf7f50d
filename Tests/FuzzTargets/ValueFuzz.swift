import Vocabulary

@testable import Feeds

/// Values of cells: what is read and written out is read as the same again.
enum ValueFuzz {
    private static let formats = [
        "epoch_s", "epoch_ms", "epoch_ms_wall", "rfc3339", "excel_serial", "yyyyMMddHHmmss", "d/M/yy h:mm a",
        "yyyy年MM月dd日 HH:mm:ss", "HH:mm", "EEE MMM dd", "yyyy-MM-dd'T'HH:mm:ss.SSSz",
    ].compactMap {
        try? TimeFormat($0, mapping: FeedMapping(baseDate: CivilDate(year: 2020, month: 1, day: 1)))
    }

    /// The first line is a format of a mapping, the rest a time.
    static func times(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
        let text = parts[parts.count - 1]
        let own = try? TimeFormat(
            String(decoding: parts[0], as: UTF8.self),
            mapping: FeedMapping(zoneNames: ["CST": 28_800], baseDate: CivilDate(year: 2020, month: 1, day: 1)))
        let readings =
            [try? TimeText.reading(text.span, 0..<text.count)]
            + (formats + [own].compactMap(\.self)).map { try? $0.reading(text.span, 0..<text.count) }
        for reading in readings.compactMap(\.self) {
            FuzzTarget.require(abs(reading.seconds) < 1 << 60, "a time whose zone could overflow")
        }
        for scale in [0, 2, 7] { _ = try? DecimalText.scaled(text.span, 0..<text.count, scale: scale) }
    }

    static func identifiers(_ bytes: [UInt8]) {
        let range = CellText.unwrapped(bytes.span, CellText.trimmed(bytes.span, 0..<bytes.count))
        let text = CellText.folded(bytes.span, range, upper: true)
        if let plate = try? Plate.canonical(text) {
            FuzzTarget.require((try? Plate.canonical(plate)) == plate, "a plate is another when read again")
        }
        if let phone = try? PhoneNumber.canonical(text) {
            FuzzTarget.require((try? PhoneNumber.canonical(phone)) == phone, "a phone is another when read again")
        }
        if let number = try? ResidentID.canonical(text) {
            FuzzTarget.require(
                (try? ResidentID.canonical(number.bytes).bytes) == number.bytes, "an ID is another when read again")
        }
        _ = RideText.service(text)
    }

    /// Coach and seat, each on its line.
    static func seats(_ bytes: [UInt8]) {
        let parts = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", maxSplits: 1, omittingEmptySubsequences: false
        ).map(String.init)
        let seat = Seat(carriage: parts[0], seat: parts.count > 1 ? parts[1] : nil)
        let stored = Seat(carriage: seat.carriageText, seat: seat.seatText)
        FuzzTarget.require(
            stored.carriageText == seat.carriageText && stored.seatText == seat.seatText,
            "a seat is another when read again: \(seat.carriageText) \(seat.seatText)")
    }
}
