import Vocabulary

/// One explicit time format of a mapping.
///
/// Either a word (`epoch_s`, `epoch_ms`, `epoch_ms_wall`: a wall clock written as if it were an epoch, `rfc3339`,
/// `excel_serial`) or a pattern: `yyyy` `yy` year, `M` `MM` month, `d` `dd` day, `H` `HH` hour of 24, `h` `hh` hour of
/// 12 with `a` (AM, PM, 上午, 下午), `m` `mm`, `s` `ss`, `S` fraction, `z` a zone name of the mapping or `Z`/offset; any
/// other character stands for itself, and `'quoted'` text too.
struct TimeFormat: Sendable {
    private enum Kind {
        case epochSeconds, epochMilliseconds, wallMilliseconds, rfc3339, excelSerial
        case pattern([Part])
    }
    fileprivate enum Part {
        case year(Int), month, day, hour, hour12, minute, second, fraction, halfDay, zone
        case literal([UInt8])
    }
    private let kind: Kind
    private let zoneNames: [(name: [UInt8], seconds: Int64)]
    private let baseDay: Int64?

    init(_ text: String, mapping: FeedMapping) throws(FeedError) {
        zoneNames = mapping.zoneNames.sorted { ($1.key.utf8.count, $0.key) < ($0.key.utf8.count, $1.key) }
            .map { (Array($0.key.utf8), Int64($0.value)) }
        baseDay = mapping.baseDate.map { Int64($0.dayNumber) * 86_400 }
        switch text {
        case "epoch_s": kind = .epochSeconds
        case "epoch_ms": kind = .epochMilliseconds
        case "epoch_ms_wall": kind = .wallMilliseconds
        case "rfc3339": kind = .rfc3339
        case "excel_serial": kind = .excelSerial
        default:
            guard let parts = TimeFormat.parts(text) else { throw .badTimeFormat(text) }
            let hasDate = parts.contains { if case .day = $0 { true } else { false } }
            if !hasDate, mapping.baseDate == nil { throw .badTimeFormat(text) }
            kind = .pattern(parts)
        }
    }

    /// The parts of a pattern; nil where a letter means nothing.
    private static func parts(_ text: String) -> [Part]? {
        var parts: [Part] = []
        var rest = Substring(text)
        while let letter = rest.first {
            if letter == "'" {
                let quoted = rest.dropFirst().prefix { $0 != "'" }
                parts.append(.literal(Array(quoted.utf8)))
                rest = rest.dropFirst(quoted.count + 2)
                continue
            }
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            switch letter {
            case "y": parts.append(.year(run.count))
            case "M": parts.append(.month)
            case "d": parts.append(.day)
            case "H": parts.append(.hour)
            case "h": parts.append(.hour12)
            case "m": parts.append(.minute)
            case "s": parts.append(.second)
            case "S": parts.append(.fraction)
            case "a": parts.append(.halfDay)
            case "z": parts.append(.zone)
            default:
                if letter.isASCII, letter.isLetter, letter != "T" { return nil }
                parts.append(.literal(Array(String(run).utf8)))
            }
        }
        return parts.isEmpty ? nil : parts
    }

    func reading(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(RejectReason) -> ClockReading {
        switch kind {
        case .epochSeconds:
            return ClockReading(seconds: try whole(bytes, range), isUTC: true)
        case .epochMilliseconds:
            return ClockReading(seconds: flooredThousandth(try whole(bytes, range)), isUTC: true)
        case .wallMilliseconds:
            return ClockReading(seconds: flooredThousandth(try whole(bytes, range)))
        case .rfc3339:
            let reading = try TimeText.reading(bytes, range)
            guard reading.isUTC, range.count > 16 else { throw .badTime }
            return reading
        case .excelSerial:
            return try excelSerial(bytes, range)
        case .pattern(let parts):
            return try pattern(parts, bytes, range)
        }
    }

    private func whole(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) throws(RejectReason) -> Int64 {
        do throws(RejectReason) {
            return try DecimalText.scaled(bytes, range, scale: 0)
        } catch {
            throw error == .excelNumberDamage ? error : .badTime
        }
    }

    private func flooredThousandth(_ value: Int64) -> Int64 { value >= 0 ? value / 1000 : (value - 999) / 1000 }

    /// Days since 1899-12-30 with a fraction, rounded to the second; serials before March 1900 do not occur.
    private func excelSerial(
        _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
    ) throws(RejectReason) -> ClockReading {
        let scaled: Int64
        do throws(RejectReason) {
            scaled = try DecimalText.scaled(bytes, range, scale: 9)
        } catch {
            throw error == .excelNumberDamage ? error : .badTime
        }
        let day = scaled / 1_000_000_000
        let fraction = scaled % 1_000_000_000
        guard day > 60, day < 110_000 else { throw .badTime }
        let second = (fraction * 86_400 + 500_000_000) / 1_000_000_000
        return ClockReading(seconds: (day - 25_569) * 86_400 + second, dateOnly: fraction == 0)
    }

    private func pattern(
        _ parts: [Part], _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
    ) throws(RejectReason) -> ClockReading {
        var scanner = DigitScanner(position: range.lowerBound, end: range.upperBound)
        var year: Int64 = 0
        var month: Int64 = 1
        var clock = (day: Int64?.none, hour: Int64?.none, minute: Int64(0), second: Int64(0))
        var afternoon: Bool?
        var offset: Int64?
        for (index, part) in parts.enumerated() {
            // A number that the next number follows at once has its full width only.
            let tight = index + 1 < parts.count && parts[index + 1].isNumber
            switch part {
            case .year(let width):
                year = try number(bytes, &scanner, width == 2 ? 2 : 4, exactly: true)
                if width == 2 { year += 2000 }
            case .month: month = try number(bytes, &scanner, 2, exactly: tight)
            case .day: clock.day = try number(bytes, &scanner, 2, exactly: tight)
            case .hour, .hour12: clock.hour = try number(bytes, &scanner, 2, exactly: tight)
            case .minute: clock.minute = try number(bytes, &scanner, 2, exactly: true)
            case .second: clock.second = try number(bytes, &scanner, 2, exactly: true)
            case .fraction: _ = try number(bytes, &scanner, 18, exactly: false)
            case .halfDay: afternoon = try halfDay(bytes, &scanner)
            case .zone: offset = try zone(bytes, &scanner)
            case .literal(let text):
                for byte in text { guard scanner.take(bytes) == byte else { throw .badTime } }
            }
        }
        guard scanner.isAtEnd else { throw .badTime }
        var seconds: Int64
        if let day = clock.day {
            seconds = try TimeText.midnight(Int(year), Int(month), Int(day))
        } else if let baseDay {
            seconds = baseDay
        } else {
            throw .badTime
        }
        var hour = clock.hour ?? 0
        if let afternoon {
            guard (1...12).contains(hour) else { throw .badTime }
            hour = hour % 12 + (afternoon ? 12 : 0)
        }
        seconds += try TimeText.secondOfDay(hour, clock.minute, clock.second) - (offset ?? 0)
        return ClockReading(
            seconds: seconds, isUTC: offset != nil, dateOnly: clock.hour == nil, timeOnly: clock.day == nil)
    }

    private func number(
        _ bytes: borrowing Span<UInt8>, _ scanner: inout DigitScanner, _ width: Int, exactly: Bool
    ) throws(RejectReason) -> Int64 {
        var part = DigitScanner(position: scanner.position, end: min(scanner.end, scanner.position + width))
        guard let (value, digits) = part.number(bytes, maxDigits: width), !exactly || digits == width else {
            throw .badTime
        }
        scanner.position = part.position
        return Int64(value)
    }

    private func halfDay(_ bytes: borrowing Span<UInt8>, _ scanner: inout DigitScanner) throws(RejectReason) -> Bool {
        for (name, afternoon) in [
            ("am", false), ("pm", true), ("a.m.", false), ("p.m.", true), ("上午", false), ("下午", true),
        ]
        where takes(Array(name.utf8), bytes, &scanner) { return afternoon }
        throw .badTime
    }

    private func zone(_ bytes: borrowing Span<UInt8>, _ scanner: inout DigitScanner) throws(RejectReason) -> Int64 {
        for (name, seconds) in zoneNames where takes(name, bytes, &scanner) { return seconds }
        guard let offset = try TimeText.offset(bytes, &scanner) else { throw .badTime }
        return offset
    }

    /// Takes a word, ASCII letters of either case.
    private func takes(_ word: [UInt8], _ bytes: borrowing Span<UInt8>, _ scanner: inout DigitScanner) -> Bool {
        func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
        guard scanner.position + word.count <= scanner.end else { return false }
        for (index, byte) in word.enumerated() where lower(bytes[scanner.position + index]) != lower(byte) {
            return false
        }
        scanner.position += word.count
        return true
    }
}

extension TimeFormat.Part {
    fileprivate var isNumber: Bool {
        switch self {
        case .year, .month, .day, .hour, .hour12, .minute, .second, .fraction: true
        case .halfDay, .zone, .literal: false
        }
    }
}
