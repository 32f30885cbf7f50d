extension AnswerWord {
    /// English and Chinese.
    public var texts: (english: String, chinese: String) {
        switch self {
        case .notEncrypted:
            (
                "NOT ENCRYPTED: this workspace keeps identities in the clear; synthetic data only",
                "未加密：本工作区以明文保存身份信息，仅限合成数据"
            )
        case .list: (", ", "，")
        case .hidden: ("hidden", "已隐去")
        case .hiddenRule:
            (
                "Counts under {0}, and others that would tell them, are hidden.",
                "小于 {0} 的计数不予显示；可据以反推的其他计数也一并隐去。"
            )
        case .warning: ("warning: {0}", "警告：{0}")
        case .warningOf: ("warning: {0} ({1})", "警告：{0}（{1}）")
        case .colon: (": ", "：")
        case .written: ("written: {0}", "已写出：{0}")
        case .tasksWritten: ("{0}: {1} tasks", "{0}：{1} 件任务")
        case .watching:
            (
                "watching: the next answer comes when files are taken in; Control-C ends it",
                "持续查看：接收新文件后给出下一次回答；按 Control-C 结束"
            )
        case .all: ("all", "合计")
        case .noFiles:
            ("No files: put feed files into inbox/ or name them.", "没有文件：请将数据文件放入 inbox/，或在命令后写明文件名。")
        case .takenBefore: ("taken before", "此前已接收")
        case .refused: ("refused", "已拒收")
        case .noteInRows: ("{0}: {1} in {2} rows", "{0}：{1}，共 {2} 行")
        case .contactsOf: ("contacts, {0}", "接触者：{0}")
        case .contacts: ("contacts", "接触者")
        case .casesMet: ("cases that met a case", "与其他病例有接触的病例")
        case .sharedContacts: ("contacts of two or more cases", "两例及以上病例的共同接触者")
        case .undeclaredPersons: ("undeclared travellers", "未申报人员")
        case .undeclaredVehicles: ("undeclared vehicles", "未申报车辆")
        case .moreGrids: ("{0} more grids", "另有 {0} 个网格")
        case .sameNight: ("The same night again: nothing changed.", "同一批次重复运行：没有变化。")
        case .firstRun: ("Findings and tasks of the first run: {0}", "首个批次的发现与任务：{0}")
        case .againstLast: ("Findings and tasks against the last run: {0}", "与上一批次相比的发现与任务：{0}")
        case .countOf: ("{0} {1}", "{1} {0}")
        case .run: ("Run {0}: {1}", "批次 {0}：{1}")
        case .auditRecord: ("Audit record {0}: {1}", "审计记录 {0}：{1}")
        case .noTasks: ("No tasks.", "没有任务。")
        case .rates:
            (
                "Of {0} tasks of earlier lists {1} are answered and {2} done; {3} are new, {4} overdue.",
                "此前下发的 {0} 件任务中，已反馈 {1} 件，已办结 {2} 件；新增 {3} 件，逾期 {4} 件。"
            )
        case .nearest: ("unknown id: nearest is {0} of grid {1}", "编号不存在：最接近的是网格 {1} 的 {0}")
        case .noneLikeIt: ("unknown id: no list has one like it", "编号不存在：各名单中均无相近编号")
        case .noListYet: ("no list is out yet: it waits for one", "尚未下发名单：待下发后处理")
        case .withdrawnFrom: ("withdrawn: last on the list of {0}", "任务已撤销：最后一次列于 {0} 的名单")
        case .noAlerts: ("none", "无")
        case .alertsOf: ("{0} {1}", "{0} {1} 条")
        case .alertsHint:
            (
                "An alert is a hint to look, not a finding about anybody; docs/alerts.md says what each kind means.",
                "预警只提示需要核查，并非对任何人的认定；各类预警的含义见 docs/alerts.md。"
            )
        case .factOf: ("fact: {0}", "依据：{0}")
        case .rateUp:
            (
                "More passages than usual in this direction: look what draws people there.",
                "该方向通行量高于平常：请查看人员聚集的原因。"
            )
        case .gateSilent:
            (
                "The gate counted nothing while others did: its device or its deliveries have stopped.",
                "该卡口没有计数而其他卡口正常：设备或数据报送已中断。"
            )
        case .phoneSilent:
            (
                "Nothing has been heard of the phone while others were: call or visit; batteries die.",
                "该手机没有信令而其他手机正常：请电话或上门联系，也可能只是没电。"
            )
        case .notOut:
            (
                "Used to go out and has not been seen to since: ask how the person is. It is no suspicion of anything.",
                "平日外出而近期未见外出：请上门关心其近况，这不是对其有所怀疑。"
            )
        case .focusOut:
            ("Somebody who is watched went out or asked to: speak with the person.", "重点关注人员外出或申请外出：请与本人沟通。")
        case .isolatedSeen:
            (
                "Passed a gate in the days of isolation: visit; the way to a doctor is no fault.",
                "隔离期间通过卡口：请上门核查；就医外出不属违规。"
            )
        case .declaredElsewhere:
            (
                "Was seen elsewhere than declared: ask first, a plate or phone may be another's hand.",
                "轨迹与申报不符：请先询问，车辆或手机可能由他人使用。"
            )
        case .rateUpRule:
            (
                "Rule: {0} hours in a row with at least {1} passages, {2} times the median of the same hour on {3} or more earlier days of its kind, and a robust z above {4}; under a median of {5}, {6} or more that a Poisson count reaches with a probability under {7}.",
                "规则：连续 {0} 小时每小时通行不少于 {1} 次，且达到此前 {3} 天以上同类日同一时段中位数的 {2} 倍，稳健偏离度高于 {4}；中位数低于 {5} 时，须达 {6} 次且泊松概率低于 {7}。"
            )
        case .gateSilentRule:
            ("Rule: no passage in hours that use to have {0} together.", "规则：平常合计有 {0} 次通行的时段内没有通行记录。")
        case .phoneSilentRule:
            ("Rule: no position for {0} hours, after {1} or more.", "规则：此前有 {1} 条以上定位，之后 {0} 小时没有定位。")
        case .notOutRule:
            (
                "Rule: in through a gate near home {0} hours ago or more ({1} for {2}), which has a chance of at most {3} for somebody with as many days out, of which there were {4} or more; the gate was never silent since.",
                "规则：{0} 小时前（{2} 为 {1} 小时）经住处附近卡口进入后未再外出；此前外出不少于 {4} 天，按其外出习惯出现此情形的概率不超过 {3}；其间该卡口数据未中断。"
            )
        case .focusOutRule: ("Rule: focus {0}.", "规则：重点类别 {0}。")
        case .anyFocus: ("any", "不限")
        case .isolatedRule:
            (
                "Rule: isolated by check-in (the first day {0}), by a grid worker or the case table for {1} days after {2} hours.",
                "规则：依据健康打卡（首日{0}）、网格员反馈或病例表认定隔离，自 {2} 小时后起算 {1} 天。"
            )
        case .firstDayCounts: ("counts", "计入")
        case .firstDayDoesNot: ("does not count", "不计入")
        case .noCodes: ("No code is so.", "没有符合条件的健康码。")
        case .dayByDay: ("Day by day, as it is known now", "逐日情况（按目前所知）")
        case .against: ("What speaks, or spoke, against the person", "影响该人员健康码的事由")
        case .overrides: ("Overrides", "人工改判")
        case .overridden:
            (
                "Two named people have put {0} in place of what the rules give.",
                "经两名具名人员批准，以{0}替代按规则得出的结果。"
            )
        case .checkinsCame:
            (
                "Check-ins that were delivered since the run change the code: the next run shows it.",
                "本批次之后到达的打卡数据会改变健康码：下一批次将予体现。"
            )
        case .notOver: ("not over", "未结束")
        case .noCheckin: ("no check-in", "未打卡")
        case .checkin: ("check-in", "已打卡")
        case .checkins: ("{0} check-ins", "打卡 {0} 次")
        case .daysTo: ("{0} to {1}", "{0} 至 {1}")
        case .clocksCompared: ("compared", "已比对")
        case .clocksNot: ("not compared (--deep reads the gates' rows)", "未比对（--deep 读取卡口数据行）")
        case .silentOn:
            (
                "{0}: silent on {1}, though heard on the days before: {2}.",
                "{0}：以下设备 {1} 没有数据，而此前几天正常：{2}。"
            )
        case .andMore: ("{0} and {1} more", "{0} 等另 {1} 个")
        case .clocksNone:
            (
                "clocks: no two gates were passed by at least {0} people each way: nothing to compare.",
                "时钟：没有两个卡口双向各有 {0} 人以上通过，无法比对。"
            )
        case .clocksAlike:
            ("clocks: {0} gates compared, all within {1} s of their median.", "时钟：比对 {0} 个卡口，均在中位数 {1} 秒以内。")
        case .clocksOdd:
            (
                "clocks: of {0} gates compared, ahead (+) or behind (-) of their median: {1}.",
                "时钟：比对 {0} 个卡口，较中位数偏快（+）或偏慢（-）的有：{1}。"
            )
        case .passages: ("{0} {1} s ({2} passages)", "{0} {1} 秒（{2} 次通行）")
        }
    }
}
