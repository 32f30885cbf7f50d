/// The words grid workers use for the columns and outcomes of `feedback`.
///
/// Lists come back typed over: with Chinese or English headers, both in one cell, other spaces and other signs, or a
/// letter wrong. What is certain is read; what is not is left alone.
enum FeedbackWords {
    /// What a task came to, as the ledger knows it.
    static let outcomes: [(outcome: String, words: [String])] = [
        ("confirmed", ["confirmed", "confirm", "found", "已核实", "核实", "属实", "已确认", "确认", "已落实", "情况属实"]),
        (
            "refuted",
            [
                "refuted", "wrong", "notthere", "排除", "已排除", "不属实", "情况不属实", "不符", "误报", "查无此事", "非本人",
            ]
        ),
        (
            "isolated",
            ["isolated", "quarantined", "已隔离", "隔离", "居家隔离", "集中隔离", "已居家隔离", "已集中隔离", "隔离中"]
        ),
        ("referred", ["referred", "handedover", "moved", "已转交", "转交", "已移交", "移交", "转出", "不在本网格", "已搬离"]),
        ("unreachable", ["unreachable", "notreached", "联系不上", "失联", "无法联系", "未联系上", "无人接听", "查无此人"]),
        ("closed", ["closed", "done", "已办结", "办结", "已解除", "解除", "已完成", "完成", "解除隔离"]),
    ]

    /// Names of columns beside the canonical ones.
    private static let columns: [(column: Column, words: [String])] = [
        (.taskID, ["taskid", "task", "taskno", "tasknumber", "任务编号", "任务号", "任务id", "任务", "任务代码", "编号"]),
        (
            .outcome,
            [
                "outcome", "result", "feedback", "结果", "核查结果", "处理结果", "反馈结果", "办理结果", "核实结果", "排查结果",
                "落实情况", "处置结果",
            ]
        ),
        (
            .at,
            [
                "at", "doneat", "when", "time", "date", "feedbacktime", "时间", "日期", "反馈时间", "核查时间", "办理时间", "完成时间",
                "反馈日期", "核查日期", "办理日期",
            ]
        ),
        (.by, ["by", "officer", "doneby", "网格员", "核查人", "反馈人", "办理人", "经办人", "填报人", "责任人"]),
        (.note, ["note", "notes", "remark", "remarks", "comment", "备注", "说明", "情况说明", "备注说明"]),
        (.referTo, ["referto", "referredto", "handoverto", "转交网格", "转交至", "移交网格", "转至网格", "接收网格"]),
        (.gridID, ["gridid", "grid", "网格编号", "网格", "所属网格", "网格id", "网格号"]),
        (.listedAt, ["listedat", "listof", "listdate", "名单时间", "名单日期", "下发时间", "下发日期"]),
    ]

    /// The column that a header names; nil where it names none for certain.
    static func column(_ header: String) -> Column? {
        let names = names(header)
        for name in names {
            if let found = columns.first(where: { $0.words.contains(name) }) { return found.column }
        }
        // One letter wrong is a slip where the word is long enough that no other is meant.
        for name in names where name.utf8.count >= 6 && name.utf8.allSatisfy({ $0 < 0x80 }) {
            let close = columns.filter { $0.words.contains { isOneOff(name, $0) } }
            if close.count == 1 { return close[0].column }
        }
        return nil
    }

    /// The outcome that a cell names; nil where it names none for certain.
    static func outcome(_ cell: String) -> String? {
        let found = Set(names(cell).compactMap { name in outcomes.first { $0.words.contains(name) }?.outcome })
        return found.count == 1 ? found.first : nil
    }

    /// A text as words are compared: whole, and its parts in letters of either kind, without spaces and signs; with and
    /// without what stands in brackets.
    private static func names(_ text: String) -> [String] {
        var bare = String.UnicodeScalarView()
        var depth = 0
        for scalar in text.unicodeScalars {
            if "(（[【".unicodeScalars.contains(scalar) { depth += 1 }
            if depth == 0 { bare.append(scalar) }
            if ")）]】".unicodeScalars.contains(scalar) { depth = max(0, depth - 1) }
        }
        return parts(text) + (bare.count == text.unicodeScalars.count ? [] : parts(String(bare)))
    }

    private static func parts(_ text: String) -> [String] {
        var (whole, latin, other) = ("", "", "")
        for scalar in HeaderRow.folded(text).unicodeScalars where scalar.properties.isAlphabetic {
            whole.unicodeScalars.append(scalar)
            if scalar.isASCII { latin.unicodeScalars.append(scalar) } else { other.unicodeScalars.append(scalar) }
        }
        return [whole, latin, other].filter { !$0.isEmpty }
    }

    /// Whether two words differ in one letter: another, one more, or one less.
    private static func isOneOff(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard abs(left.count - right.count) <= 1, min(left.count, right.count) >= 5, left != right else { return false }
        let head = zip(left, right).prefix { $0 == $1 }.count
        let tail = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
        return head + tail >= max(left.count, right.count) - 1
    }
}

extension FeedLayout {
    /// Whether the names of columns are those of grid workers' feedback, in whatever words.
    public static func isFeedback(_ names: [String]) -> Bool {
        let columns = Set(names.compactMap(FeedbackWords.column))
        return columns.contains(.taskID) && columns.contains(.outcome)
    }
}
