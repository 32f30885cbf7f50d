/// Headings and sentences of `explain`.
public enum ExplainWord: String, Wording {
    case contactOf, undeclaredOf, run, rules, who, whoIs, person, unknownID, unknownPhone, vehicle, noGrid, followedBy
    case score, total, totalHeld, tasks, noTasks, task, provisional, change, firstRun, against, because, comma
    case theCase, anchor, window, daysOf24, calendarDays, endIsolated, endPolicy, endOpen, parts, caseRow, exposure
    case tier, given, allRules, minutes, wherePosition, wherePlace, together, environmental, rowsOne, rows, via
    case theCaseIs, contactBetween, theContact, contactsContact, nearest, accurate, reach, minutesRange, howSure
    case asReported, ownRow, inFeed, caseRowWords, gives, leads, rule, asAt, asAtBut, source
    case rowShown, rowTold, digest, disputed, unchanged, digestDiffers, fileMissing, fileUnreadable, lineMissing
    case notCompared, noSentence, seeAbove, flag
    case seen, returned, notReturned, inRegion, lookBack, counts, doesNotCount, category, sight, rowInFeed, row
    case declaration, declared, noDeclaration, status, somewhere, noTravel, noTravelTo, dayNotGiven, regionNotGiven
    case travelled, boarded, alighted, rodeThrough, stayed, visited, passed, phoneWas, seenThere
    case deniedBefore, denied, otherRegionDenied, otherRegion, otherDates, afterNotice

    /// English and Chinese.
    public var texts: (english: String, chinese: String) {
        switch self {
        case .contactOf:
            ("Contact {0}: {1} and case {2}, tier {3}, score {4} of 100.", "接触者 {0}：{1} 与病例 {2}，{3}，分值 {4}（满分 100）。")
        case .undeclaredOf:
            (
                "Undeclared {0}: {1} in region {2}, status {3}, score {4} of 100.",
                "未申报 {0}：{1} 到过 {2}，{3}，分值 {4}（满分 100）。"
            )
        case .run:
            (
                "Run {0} as of {1}, by tracegrid {2}. Times are those of {3}.",
                "批次 {0}，截至 {1}，由 tracegrid {2} 生成。时区为 {3}。"
            )
        case .rules:
            ("Rules: {0}, {1} (policy.yaml of the run, SHA-256 {2}).", "规则：{0}，{1}（批次的 policy.yaml，SHA-256 {2}）。")
        case .who: ("WHO IS ASKED ABOUT", "查询对象")
        case .whoIs:
            ("{0}, {1}. The name stands in the task list of the grid only.", "{0}，{1}。姓名只出现在网格的任务名单中。")
        case .person: ("a person of the registry", "已登记人员")
        case .unknownID: ("an ID number that the registry does not know", "未登记的证件号")
        case .unknownPhone: ("a phone number that the registry does not know", "未登记的手机号")
        case .vehicle: ("a vehicle, by its number plate", "车辆（以车牌识别）")
        case .noGrid: ("No grid follows it up.", "没有网格跟进。")
        case .followedBy: ("Followed up by: {0}.", "跟进网格：{0}。")
        case .score: ("SCORE, WHICH ORDERS THE LIST INSIDE THE TIER", "分值（决定在本类中的排序）")
        case .total: ("Together {0}. The list says {1}.", "合计 {0}，名单所列为 {1}。")
        case .totalHeld: ("Together {0}, held at 100. The list says {1}.", "合计 {0}，以 100 为限，名单所列为 {1}。")
        case .tasks: ("TASKS", "任务")
        case .noTasks:
            ("None: the policy gives no task for this tier, or it is a case already.", "无：规则对该类别不设任务，或其已是病例。")
        case .task: ("{0}: grid {1} ({2}) has to {3} by {4}; {5}{6}.", "{0}：网格 {1}（{2}）须{3}，期限 {4}；{5}{6}。")
        case .provisional: ("; grid provisional", "；网格为暂定")
        case .change: ("SINCE THE LAST RUN", "与上一批次相比")
        case .firstRun: ("There was no run before: {0}.", "此前没有批次：{0}。")
        case .against: ("Against run {0}: {1}{2}.", "与批次 {0} 相比：{1}{2}。")
        case .because: (", because of {0}", "，原因：{0}")
        case .comma: (", ", "、")
        case .theCase: ("THE CASE AND WHEN IT COULD INFECT SOMEBODY", "病例及其传染期")
        case .anchor: ("Case {0}: {1} {2} counts, the first known of {3}.", "病例 {0}：以{1} {2} 起算，为{3}中最先已知者。")
        case .window:
            (
                "Window: from {0}, {1}, to {2} ({3}); switches before_days {4}, day_is {5}.",
                "传染期：自{0} {1} 至 {2}（{3}）；规则参数 before_days {4}，day_is {5}。"
            )
        case .daysOf24: ("{0} times 24 hours before it", "此前 {0} 个 24 小时")
        case .calendarDays: ("local midnight {0} calendar days before it", "此前 {0} 个自然日的零时")
        case .endIsolated: ("the case was isolated", "病例被隔离")
        case .endPolicy: ("the policy's last day after it", "规则规定的末日")
        case .endOpen: ("the as-of moment, the case is not isolated", "截至时刻，病例尚未隔离")
        case .parts:
            (
                "Its itinerary in the window: {0} reported parts, {1} from the case's own rows.",
                "传染期内的行程：自述 {0} 段，本人数据行 {1} 段。"
            )
        case .caseRow: ("Row of the case", "病例数据行")
        case .exposure: ("EXPOSURE {0} OF {1}: {2}, {3}, {4}", "暴露 {0}/{1}：{2}，{3}，{4}")
        case .tier: ("TIER", "类别")
        case .given: ("{0}, given by {1}: the highest tier of any rule that held.", "{0}，依据 {1}：各项成立规则中的最高类别。")
        case .allRules: ("All rules that held: {0}.", "全部成立的规则：{0}。")
        case .minutes: ("Together {0} minutes in all, no second twice.", "共同 {0} 分钟，不重复计算。")
        case .wherePosition: ("Where: a position.", "地点：一处定位。")
        case .wherePlace: ("Where: {0}.", "地点：{0}。")
        case .together:
            (
                "Together {0} minutes{1}, by {2} of feed {3} about {4}; the first is shown.",
                "共同 {0} 分钟{1}，依据{3}中关于 {4} 的{2}；所示为首行。"
            )
        case .environmental: (", and {0} minutes after the case had left", "，病例离开后另有 {0} 分钟")
        case .rowsOne: ("{0} row", " {0} 行数据")
        case .rows: ("{0} rows", " {0} 行数据")
        case .via:
            ("Not the case itself was met but {0}, who is a contact of the case.", "接触的不是病例本人，而是病例的接触者 {0}。")
        case .theCaseIs: ("The case", "病例")
        case .contactBetween: ("The contact between", "中间接触者")
        case .theContact: ("The contact", "接触者")
        case .contactsContact: ("The contact's contact", "接触者的接触者")
        case .nearest: ("At the nearest {0} m apart{1}.", "最近相距 {0} 米{1}。")
        case .accurate: (", position accurate to {0} m", "，定位精度 {0} 米")
        case .reach:
            ("by the stated accuracies truly within reach with probability {0}", "按所报精度，确在距离之内的概率为 {0}")
        case .minutesRange:
            (
                "by how often the phone told where it was, {0} to {1} minutes with probability 0.90",
                "按定位频次，以 0.90 的概率为 {0} 至 {1} 分钟"
            )
        case .howSure: ("How sure: {0}.", "可信程度：{0}。")
        case .asReported: ("as reported", "据自述")
        case .ownRow: ("by its own row in feed {0}", "据本人在{0}中的数据行")
        case .inFeed: ("{0}, in feed {1}", "{0}，见{1}")
        case .caseRowWords: ("{0}, {1}", "{0}，{1}")
        case .gives: ("gives {0}", "得出{0}")
        case .leads: ("leads to the case", "关联到病例")
        case .rule: ("Rule {0} ({1}) {2}:", "规则 {0}（{1}）{2}：")
        case .asAt: ("Rule {0} ({1}) {2}, as at exposure {3}.", "规则 {0}（{1}）{2}，同暴露 {3}。")
        case .asAtBut: ("Rule {0} ({1}) {2}, as at exposure {3} but for:", "规则 {0}（{1}）{2}，同暴露 {3}，不同之处：")
        case .source: ("- source: {0}", "- 出处：{0}")
        case .rowShown: ("{0}: {1}, line {2}, shown above.", "{0}：{1}，第 {2} 行，见上。")
        case .rowTold: ("{0}: {1}, line {2}{3}: {4}.{5}", "{0}：{1}，第 {2} 行{3}：{4}。{5}")
        case .digest: (", digest {0}", "，摘要 {0}")
        case .disputed: (" DISPUTED: {0}.", "有争议：{0}。")
        case .unchanged: ("the archived row is there and its digest agrees: row unchanged", "归档中有该行且摘要一致，未被改动")
        case .digestDiffers:
            ("DIGEST DIFFERS: the archived row is not the one that was taken in", "摘要不符：归档中的该行并非当时接收的内容")
        case .fileMissing: ("the archive does not have the file any more: the row cannot be shown", "归档中已无此文件，无法显示该行")
        case .fileUnreadable: ("the archived file cannot be read: the row cannot be shown", "归档文件无法读取，无法显示该行")
        case .lineMissing: ("LINE MISSING: the archived file has no row that starts on this line", "行缺失：归档文件中没有始于此处的行")
        case .notCompared: ("the archived row is there; no digest of it was kept to compare", "归档中有该行，但未留存摘要可供核对")
        case .noSentence: ("no sentence is known for this flag", "该标记没有说明")
        case .seeAbove: ("see above", "见上")
        case .flag: ("{0}: {1}", "{0}：{1}")
        case .seen: ("WHAT WAS SEEN", "所见情况")
        case .returned: ("Seen back at home {0} at {1}.", "{0} 在 {1} 返回本地。")
        case .notReturned: ("Not seen back at home.", "未见返回本地。")
        case .inRegion: ("In region {0} from {1} to {2}. {3}", "{1} 至 {2} 在 {0}。{3}")
        case .lookBack:
            (
                "The policy looks {0} days back; declared dates may be {1} off; riding through without alighting {2}.",
                "规则回溯 {0} 天；申报日期容许相差 {1}；途经而未下车{2}。"
            )
        case .counts: ("counts", "计入")
        case .doesNotCount: ("does not count", "不计入")
        case .category: ("Category {0}; all that hold: {1}.", "类别：{0}；全部符合：{1}。")
        case .sight: ("SIGHT {0} OF {1}: {2}, {3}", "所见 {0}/{1}：{2}，{3}")
        case .rowInFeed: ("Row in feed {0}", "{0}数据行")
        case .row: ("Row", "数据行")
        case .declaration: ("DECLARATION {0} OF {1}, {2}", "申报 {0}/{1}，{2}")
        case .declared: ("DECLARATIONS, AND WHY NONE COVERS IT", "申报情况及为何不能涵盖所见")
        case .noDeclaration: ("No declaration of this person is known: status {0}.", "该人员没有申报：{0}。")
        case .somewhere: ("a position", "某处定位")
        case .noTravel: ("It says: no travel.", "申报内容：无旅居史。")
        case .noTravelTo: ("It says: no travel to {0}.", "申报内容：未去过 {0}。")
        case .dayNotGiven: ("a day not given", "未写明的日期")
        case .regionNotGiven: ("a region not given", "未写明的地区")
        case .travelled: ("It says: travelled to {0}, from {1} to {2}.", "申报内容：到过 {0}，{1} 至 {2}。")
        case .boarded: ("Boarded in the region.", "在该地区上车。")
        case .alighted: ("Alighted in the region.", "在该地区下车。")
        case .rodeThrough: ("Rode through the region.", "乘车途经该地区。")
        case .stayed: ("Stayed at a place of the region.", "在该地区的场所停留。")
        case .visited: ("Visited a place of the region.", "到访该地区的场所。")
        case .passed: ("Passed a checkpoint of the region.", "通过该地区的卡口。")
        case .phoneWas: ("The phone was in the region.", "手机出现在该地区。")
        case .seenThere: ("Seen in the region.", "出现在该地区。")
        case .deniedBefore:
            ("It was made before the first sight, so it says nothing about it.", "申报早于首次所见，不能说明该情况。")
        case .denied: ("It denies the travel, and what was seen contradicts it.", "申报否认旅居史，与所见不符。")
        case .otherRegionDenied:
            ("It denies travel to another region, so it says nothing about this one.", "申报否认去过其他地区，不能说明本地区的情况。")
        case .otherRegion: ("It names another region, or none.", "申报的是其他地区，或未写明地区。")
        case .otherDates: ("It names the region, but its dates do not meet what was seen.", "申报了该地区，但日期与所见不符。")
        case .afterNotice:
            ("It covers what was seen, but was made after the finding had been reported.", "申报涵盖所见，但在发现被通报之后才作出。")
        case .status:
            ("Status {0}: the nearest to the truth of what was declared.", "{0}：各次申报中最接近事实者。")
        }
    }
}
