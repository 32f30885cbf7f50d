import Vocabulary

/// Which number formats of a workbook show dates, and what a number then means.
struct SheetDates {
    /// Whether days count from 1 January 1904 rather than from the end of 1899.
    var countsFrom1904 = false
    /// By number of the cell's style, whether it shows a date.
    private var isDate: [Bool] = []

    init() {}

    /// Reads the styles part: the number formats, and which of them each style of cells has.
    init(styles part: [UInt8], file: String) throws(WorkbookError) {
        var own: [Int: Bool] = [:]
        var isInside = false
        var scanner = try XMLScanner(part, file: file)
        while let piece = try scanner.step() {
            switch piece {
            case .start("numFmt", _):
                if let id = try scanner.attribute("numFmtId").flatMap({ Int($0) }) {
                    own[id] = Self.showsDate(try scanner.attribute("formatCode") ?? "")
                }
            case .start("cellXfs", let isEmpty): isInside = !isEmpty
            case .end("cellXfs"): isInside = false
            case .start("xf", _) where isInside:
                let id = try scanner.attribute("numFmtId").flatMap { Int($0) } ?? 0
                isDate.append(own[id] ?? Self.isDateFormat(id))
            default: break
            }
        }
    }

    /// Built-in formats of dates and times (ECMA-376-1 18.8.30), those of East Asian languages included.
    private static func isDateFormat(_ id: Int) -> Bool {
        (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id)
    }

    /// Whether a format's code has letters of dates outside of quotes and brackets.
    private static func showsDate(_ code: String) -> Bool {
        var (isQuoted, isBracketed, isEscaped) = (false, false, false)
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\\": isEscaped = true
            case "\"": isQuoted.toggle()
            case "[" where !isQuoted: isBracketed = true
            case "]" where !isQuoted: isBracketed = false
            case "y", "d", "h", "m":
                if !isQuoted && !isBracketed { return true }
            default: break
            }
        }
        return false
    }

    /// A number as the date and time it shows, `2020-02-03 12:00:00`; nil where its style shows a number.
    func text(_ number: String, style: Int) -> String? {
        guard isDate.indices.contains(style), isDate[style], let serial = Double(number), serial >= 0,
            serial < 2_958_466
        else { return nil }
        let seconds = Int64((serial * 86_400).rounded())
        var days = seconds / 86_400
        let time = seconds % 86_400
        if days == 0 { return Self.clock(time) }
        // Of the first system day 60 never was: 1900 counts as a leap year there, and earlier days stand one off.
        days -= countsFrom1904 ? 24_107 : days < 60 ? 25_568 : 25_569
        let date = CivilDate(dayNumber: Int32(days))
        let words = "\(date.year)-\(Self.two(Int64(date.month)))-\(Self.two(Int64(date.day)))"
        return time == 0 ? words : "\(words) \(Self.clock(time))"
    }

    private static func clock(_ seconds: Int64) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
