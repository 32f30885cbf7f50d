public import Vocabulary

/// The infectious window of one case, as a run used it.
public struct WindowRow: Sendable {
    /// The case.
    public var caseID: String
    /// The anchor that counted (`onset`, `sampled`, `confirmed`, `as_of`) and its moment, UTC; nil where none is known.
    public var anchor: String?, anchorAt: Int64?
    /// The policy's days before the anchor, and how they are counted (`calendar`, `24h`).
    public var beforeDays: Int, dayIs: String
    /// First and last second; nil where the case has no window.
    public var window: TimeSpan?
    /// What ended the window: `isolated`, `after_days` or `as_of`.
    public var endsWith: String
    /// Itinerary parts in the window, by where they are known from.
    public var reported: Int, observed: Int
    /// The case's row.
    public var source: RowSource

    /// A window.
    public init(
        caseID: String, anchor: String?, anchorAt: Int64?, beforeDays: Int, dayIs: String, window: TimeSpan?,
        endsWith: String, reported: Int, observed: Int, source: RowSource
    ) {
        self.caseID = caseID
        self.anchor = anchor
        self.anchorAt = anchorAt
        self.beforeDays = beforeDays
        self.dayIs = dayIs
        self.window = window
        self.endsWith = endsWith
        self.reported = reported
        self.observed = observed
        self.source = source
    }
}

/// `windows.csv`: the infectious window of each case, in the order given.
public enum WindowsFile {
    /// Columns in their order.
    public static let columns =
        [
            "case_id", "anchor", "anchor_at", "before_days", "day_is", "window_start", "window_end", "ends_with",
            "parts_reported", "parts_observed", "source_file", "source_line", "source_digest",
        ] + PolicyStamp.columns

    /// The file's bytes.
    public static func bytes(
        _ rows: [WindowRow], policy: PolicyStamp, zone: ZoneRules, fileNames: [UInt32: String],
        byteOrderMark: Bool = false
    ) -> [UInt8] {
        var csv = CSVWriter(header: columns, byteOrderMark: byteOrderMark)
        for row in rows {
            let cells = [
                row.caseID, row.anchor ?? "", row.anchorAt.map(zone.rfc3339) ?? "", String(row.beforeDays), row.dayIs,
                row.window.map { zone.rfc3339($0.start) } ?? "", row.window.map { zone.rfc3339($0.end) } ?? "",
                row.endsWith, String(row.reported), String(row.observed),
                fileNames[row.source.file] ?? String(row.source.file), String(row.source.line),
                digestText(row.source.digest),
            ]
            csv.append(cells + policy.cells)
        }
        return csv.bytes
    }
}

/// The 16 hexadecimal digits of a row's digest.
func digestText(_ digest: UInt64) -> String {
    var bytes: [UInt8] = []
    bytes.put(digest: digest)
    return String(decoding: bytes, as: UTF8.self)
}

extension [UInt8] {
    /// Appends ``digestText(_:)``.
    mutating func put(digest: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: digest >> shift & 15)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
    }
}
