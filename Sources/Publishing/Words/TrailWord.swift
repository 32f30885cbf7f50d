/// Sentences and headings of `trace` and `person`.
public enum TrailWord: String, Wording {
    case nothingKnown, thenNear, thenAway, underWay, riskRegion, minutes, hours, daysHours
    case coach, seat, room, from, to, noFeed, feedTo
    case itinerary, nothingInWindow, contradictOne, contradictMany, contacts, nobody, typed, caseOf, header, window
    case anchored, partsOne, parts, noWindow, feeds, sinceLeft, summaryOne, summary, newContact, spanTo
    case vehicle, person, unregistered, subjectAsOf, since, grids, names, owners, suggestionOne, suggestions, none
    case togetherWith, timeline, nothingSeen, othersRows, namedInRows, riskRegions, cases, casesAsOf, casesNoRun
    case travelledWith, companions, neverTogether, oneDay, days, oneMinute, minutesTogether, oneNight, nights
    case oneWorkday, workdays, looksLike
    case saidYes, saidNo, nowhere, verdict

    /// English and Chinese.
    public var texts: (english: String, chinese: String) {
        switch self {
        case .nothingKnown: ("nothing known", "情况不明")
        case .thenNear: ("nothing known, then near the same place", "情况不明，随后出现在同一地点附近")
        case .thenAway: ("nothing known, then {0} away", "情况不明，随后出现在 {0} 外")
        case .underWay: ("{0} under way", "移动 {0}")
        case .riskRegion: ("risk region {0}", "风险地区 {0}")
        case .minutes: ("{0} min", "{0} 分钟")
        case .hours: ("{0} h {1}", "{0} 小时 {1} 分")
        case .daysHours: ("{0} d {1} h", "{0} 天 {1} 小时")
        case .coach: ("coach {0}", "{0} 车厢")
        case .seat: ("seat {0}", "座位 {0}")
        case .room: ("room {0}", "{0} 房间")
        case .from: ("from {0}", "从 {0}")
        case .to: ("to {0}", "到 {0}")
        case .noFeed: ("no feed holds a row yet", "尚无任何数据")
        case .feedTo: ("{0} to {1}", "{0}至 {1}")
        case .itinerary: ("ITINERARY AS UNDERSTOOD", "行程（系统理解）")
        case .nothingInWindow: ("  nothing of it lies in the window", "  传染期内没有行程")
        case .contradictOne:
            (
                "{0} own row of the case contradicts what was reported: disagreements.csv of a run lists them",
                "病例本人有 {0} 行数据与自述不符：见批次的 disagreements.csv"
            )
        case .contradictMany:
            (
                "{0} own rows of the case contradict what was reported: disagreements.csv of a run lists them",
                "病例本人有 {0} 行数据与自述不符：见批次的 disagreements.csv"
            )
        case .contacts: ("CONTACTS", "接触者")
        case .nobody: ("nobody", "无")
        case .typed: ("Itinerary typed by hand, no case", "手工输入的行程，并非病例")
        case .caseOf: ("Case {0}", "病例 {0}")
        case .header: ("{0}, as of {1}, policy {2}", "{0}，截至 {1}，规则 {2}")
        case .window: ("Window {0} to {1}{2}; {3}, {4} seen in feeds", "传染期 {0} 至 {1}{2}；{3}，数据中发现 {4} 段")
        case .anchored: (" ({0} {1}, ends: {2})", "（{0} {1}，止于：{2}）")
        case .partsOne: ("{0} part reported", "自述 {0} 段")
        case .parts: ("{0} parts reported", "自述 {0} 段")
        case .noWindow:
            ("No infectious window: the case has no date that the policy counts from", "没有传染期：病例缺少规则据以起算的日期")
        case .feeds: ("Feeds: {0}", "数据源：{0}")
        case .sinceLeft:
            ("Exposures since {0}; {1} contacts of before are left out", "只列 {0} 以来的暴露；此前的 {1} 名接触者未列出")
        case .summaryOne:
            ("{0}: {1}; {2} travelling companion, first in their tier", "共 {0} 人：{1}；其中同行人员 {2} 人，排在本类之首")
        case .summary:
            ("{0}: {1}; {2} travelling companions, first in their tier", "共 {0} 人：{1}；其中同行人员 {2} 人，排在本类之首")
        case .newContact: ("NEW {0}", "新增 {0}")
        case .spanTo: ("{0} to {1}", "{0} 至 {1}")
        case .vehicle: ("Vehicle", "车辆")
        case .person: ("Person", "人员")
        case .unregistered: ("Unregistered {0}", "未登记的{0}")
        case .subjectAsOf: ("{0} {1}, as of {2}", "{0} {1}，截至 {2}")
        case .since: (", since {0}", "，自 {0} 起")
        case .grids: ("Grids: {0}", "所属网格：{0}")
        case .names: ("NAMES", "名下标识")
        case .owners: ("Several registry entries own it: {0}", "登记在多人名下：{0}")
        case .suggestionOne:
            ("{0} suggestion about these names: tracegrid links list", "有 {0} 条关联建议：tracegrid links list")
        case .suggestions:
            ("{0} suggestions about these names: tracegrid links list", "有 {0} 条关联建议：tracegrid links list")
        case .none: ("none", "无")
        case .togetherWith: ("TOGETHER WITH {0}", "与 {0} 的共同经历")
        case .timeline: ("TIMELINE", "轨迹")
        case .nothingSeen: ("nothing was seen", "没有任何记录")
        case .othersRows:
            ("{0} rows on these names are about other people and left out", "这些标识下另有 {0} 行属于他人，未列出")
        case .namedInRows: ("NAMED IN ITS ROWS", "数据行中出现的人员")
        case .riskRegions: ("RISK REGIONS", "风险地区")
        case .cases: ("CASES{0}", "关联病例{0}")
        case .casesAsOf: (", by the run as of {0}", "（截至 {0} 的批次）")
        case .casesNoRun: (", no run yet", "（尚无批次）")
        case .travelledWith: ("TRAVELLED OR STAYED WITH", "同行同住人员")
        case .companions:
            ("{0} in all, strongest first; marks are patterns, not facts", "共 {0} 人，关联强者在前；关系推断只是规律，并非事实")
        case .neverTogether: ("they were never seen together", "没有共同出现的记录")
        case .oneDay: ("{0} day", "{0} 天")
        case .days: ("{0} days", "{0} 天")
        case .oneMinute: ("{0} minute", "{0} 分钟")
        case .minutesTogether: ("{0} minutes", "{0} 分钟")
        case .oneNight: ("{0} night", "{0} 夜")
        case .nights: ("{0} nights", "{0} 夜")
        case .oneWorkday: ("{0} working day", "{0} 个工作日")
        case .workdays: ("{0} working days", "{0} 个工作日")
        case .looksLike: ("{0}; it looks like {1}", "{0}；疑似{1}")
        case .saidYes: ("{0} said yes, {1}", "{0} 申报有旅居史，{1}")
        case .saidNo: ("{0} said no", "{0} 申报无旅居史")
        case .verdict: ("{0} ({1})", "{0}（{1}）")
        case .nowhere: ("nowhere named", "未写明地区")
        }
    }
}
