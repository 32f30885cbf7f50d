/// A line that says how far a long step is.
public enum Progress {
    /// Rows so far, megabytes (10^6 bytes) per second, and the time left where the total is known.
    ///
    /// A pure function: `1,234,567 rows  81.3 MB/s  about 2 min left`.
    public static func line(rows: Int64, bytes: Int64, totalBytes: Int64?, seconds: Double) -> String {
        var parts = [grouped(rows) + (rows == 1 ? " row" : " rows")]
        guard seconds > 0, seconds.isFinite else { return parts[0] }
        let rate = Double(max(0, bytes)) / seconds
        parts.append(decimalText(rate / 1e6, places: 1) + " MB/s")
        if let totalBytes {
            if bytes >= totalBytes {
                parts.append("done in " + duration(seconds))
            } else if rate > 0 {
                parts.append("about " + duration(Double(totalBytes - bytes) / rate) + " left")
            }
        }
        return parts.joined(separator: "  ")
    }

    /// A whole number with commas between thousands.
    public static func grouped(_ value: Int64) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// Whole seconds under two minutes, whole minutes under two hours, hours and minutes after that.
    public static func duration(_ seconds: Double) -> String {
        let whole = Int64(min(max(0, seconds), 1e12).rounded(.up))
        if whole < 120 { return "\(whole) s" }
        let minutes = (whole + 59) / 60
        if minutes < 120 { return "\(minutes) min" }
        return "\(minutes / 60) h \(minutes % 60) min"
    }
}
